# SPDX-License-Identifier: GPL-3.0-or-later
"""Activity → Sheet: what stock and sheet both changed, the cars that the sheet lost, and what was read and written."""

import re
import sys

import harness
import pages
import sheets


def price(cli, number):
    return cli.json("show", str(number))["price"]


def undecided(cli):
    return len(cli.json("conflicts")["conflicts"])


def take_back(main):
    """By the toast's button; the header bar has one of that name too, for the stock."""
    main.click(harness.wait_for(lambda: next((node for node in main.node.find_all(pages.BUTTON, "Undo")
                                              if node.extents()[1] > 200), None), "the toast's button"))


def to_top(main, session):
    """What is new above what is looked at does not move that away."""
    left, top = main.place()
    for _ in range(20):
        session.pointer(left + 700, top + 400, 4)


def open_sheet(main, session):
    session.key("ctrl+h")
    main.click(main.node.wait(None, re.compile(r"^Sheet \(")))


def run_lot(tap, session, home, cli, lot):
    lot.disagree((6, 198000, 211000), (7, 279000, 265000), (10, 301000, 299000), (12, 401000, 402000))
    lot.remove_cars(14, 20)
    lot.sync()
    app = harness.App(session, home, environment=lot.environment)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)
    main.wait_active()

    with tap.case("how much is undecided is told where the place is"):
        session.key("ctrl+h")
        main.node.wait(None, "Sheet (6)")
        open_sheet(main, session)
        main.says("4 values to decide")

    with tap.case("both values are side by side, and a click takes the other"):
        main.says("$211,000")
        main.says("$198,000")
        use = main.button(re.compile(r"^Use This: \$198,000, Price, NISSAN"))
        main.click(use)
        main.says("1 value decided")
        harness.wait_for(lambda: price(cli, 6) == 198000, "the other value")
        main.says("3 values to decide")
        main.node.wait(None, "Sheet (5)")

    with tap.case("the toast takes it back"):
        take_back(main)
        main.says("4 values to decide")
        harness.wait_for(lambda: price(cli, 6) == 211000, "the value that was in use")
        harness.expect(undecided(cli) == 4, undecided(cli))

    with tap.case("by keyboard one is decided after the other, and the focus goes on"):
        keep = main.button(re.compile(r"^Keep: \$211,000"))
        main.node.wait("list item", re.compile("^NISSAN MARCH.*in the sheet"))
        main.tab_to(keep)
        session.key("Return")
        main.says("3 values to decide")
        harness.wait_for(lambda: main.focused() and re.match(r"Keep: \$265,000", main.focused().name), main.focused)
        session.key("Return")
        main.says("2 values to decide")
        harness.wait_for(lambda: main.focused() and re.match(r"Keep: \$299,000", main.focused().name), main.focused)
        harness.expect((price(cli, 6), price(cli, 7), undecided(cli)) == (211000, 265000, 2), "what is in use stays")

    with tap.case("a decision that changed no car is taken back too"):
        take_back(main)
        main.says("3 values to decide")
        harness.expect(undecided(cli) == 3, undecided(cli))

    with tap.case("all of them after one question, as one change"):
        main.press("Take All the Others")
        main.dialog(re.compile("Take the others of all 3 values")).press("Take All the Others")
        main.says("3 values decided")
        harness.wait_for(lambda: [price(cli, n) for n in (7, 10, 12)] == [279000, 301000, 401000], "the others")
        take_back(main)
        main.says("3 values to decide")
        harness.expect([price(cli, n) for n in (7, 10, 12)] == [265000, 299000, 402000], "as one")
        main.press("Keep All")
        main.dialog(re.compile("Keep all 3 values")).press("Keep All")
        main.node.wait(None, "Sheet (2)")
        harness.expect(undecided(cli) == 0, undecided(cli))

    with tap.case("a car that the sheet lost is left, and one is put back"):
        main.says("2 cars not in the sheet")
        first = main.node.wait(pages.BUTTON, re.compile("^Leave: "))
        title = first.name.partition(": ")[2]
        main.click(first)
        main.says("Stays here alone, as you decided")
        main.node.wait(None, "Sheet (1)")
        other = main.node.wait(pages.BUTTON, re.compile("^Leave: ")).name.partition(": ")[2]
        harness.expect(other != title, other)
        main.tab_to(main.button(f"Put Back: {other}"))
        session.key("Return")
        main.says(f"{other} goes back with the next synchronisation")
        main.node.wait(None, re.compile("^Sheet$"))
        # The window synchronises by itself, too: whoever comes first, it happens once.
        lot.sync()
        harness.wait_for(lambda: len([row for row in lot.rows() if row.get("cells")]) == 45, "the row to be there again")

    with tap.case("what another program's synchronisation read is in the log, and is undone as a whole"):
        lot.edit_car(8, sheets.PRICE, "$123,000.00")
        lot.sync()
        harness.wait_for(lambda: price(cli, 8) == 123000, "the colleague's price")
        main.says(re.compile(r"Price: .* → \$123,000, from the sheet"))
        main.press("Undo this synchronisation")
        main.dialog(re.compile("Undo this synchronisation")).press("Undo")
        main.says(re.compile("^Undone$"))
        harness.wait_for(lambda: price(cli, 8) != 123000, "the price as it was")
        lot.sync()
        main.says(re.compile(r"Price: \$123,000 → .*, to the sheet"))

    with tap.case("what the sheet does not let be written is a conflict that says so"):
        lot.edit_car(23, sheets.PRICE, "=300000+5000")
        lot.sync()
        lot.cli("set", "23", "price=299000")
        lot.sync()
        main.node.wait(None, "Sheet (1)")
        to_top(main, session)
        main.says("the sheet’s cell cannot be written: it is protected or has a formula")
        session.screenshot("sheet-read-only")
        main.click(main.button(re.compile(r"^(Use This|Keep): \$305,000, Price")))
        harness.wait_for(lambda: (undecided(cli), price(cli, 23)) == (0, 305000), "what the formula says")

    with tap.case("a car that was binned here and changed in the sheet comes back, and can go again"):
        lot.cli("delete", "26")
        lot.edit_car(26, sheets.PRICE, "$111,000.00")
        lot.sync()
        main.node.wait(None, "Sheet (1)")
        to_top(main, session)
        main.says("Moved to the bin here and changed in the sheet, so it came back")
        session.screenshot("sheet-came-back")
        harness.expect(price(cli, 26) == 111000, "it is in the stock again")
        main.click(main.button(re.compile("^Use This: in the bin, The car")))
        harness.wait_for(lambda: undecided(cli) == 0 and len(cli.json("list")["vehicles"]) == 44, "it to go")

    with tap.case("a car's name shows it in the inventory"):
        main.click(main.node.wait(pages.BUTTON, re.compile("^Show ")), fraction=0.1)
        main.wait_count(44)

    session.key("ctrl+w")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)


def run(tap, session):
    home = harness.Home(session, "sheet")
    lot = sheets.Sheet(session, home)
    try:
        lot.sign_in()
        lot.cli("sheet", "link", lot.id, "--yes")
        lot.sync()
        run_lot(tap, session, home, lot.cli, lot)
    finally:
        lot.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
