# SPDX-License-Identifier: GPL-3.0-or-later
"""Several cars at once: selected, changed in one step with one undo, moved to the bin after one question; after each step
the command line says what is on disk."""

import re
import sys

import harness
import pages

FIRST = "AVEO LT STD"


def prices(cli):
    return {car["stock_number"]: car["price"] for car in cli.json("list")["vehicles"]}


def select_three(main):
    main.select(FIRST)
    main.session.key("shift+Down", "shift+Down")
    main.says("3 selected")


def run(tap, session):
    home = harness.Home(session, "bulk")
    home.write_settings(show_details="false")  # the pane has the sum then
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli("set", "2", "minimum_price=305000")
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    before = prices(cli)
    wanted = {"1": 191000, "2": 309000, "3": 290000}
    harness.expect(all(before[number] == price for number, price in wanted.items()), lambda: before)

    with tap.case("several selected cars have a bar with their count and sum"):
        select_three(main)
        main.says("3 selected · $790,000")
        session.screenshot("selection")
        main.press("Clear the selection")
        main.wait_count(45)
        select_three(main)
        session.key("Escape")
        main.wait_count(45)

    with tap.case("the price dialog shows what will come of it"):
        select_three(main)
        session.key("F2")
        dialog = main.dialog("Price of 3 cars")
        dialog.says("$790,000")
        session.type("5%")
        dialog.says("3 of 3")
        dialog.says("$790,000 → $829,600")
        dialog.says("$191,000 → $200,600")
        dialog.says("$309,000 → $324,500")
        session.screenshot("bulk-price")
        harness.expect(prices(cli) == before, "nothing is changed by looking")

    with tap.case("raising is one step, with a toast that says so"):
        dialog.press("Change")
        main.wait_no_dialog()
        main.says("Changed the price of 3 cars")
        pages.wait_car(cli, "stock_number:1", price=200600)
        pages.wait_car(cli, "stock_number:2", price=324500)
        main.wait_row(FIRST, "$200,600")
        main.says("3 selected · $829,600")
        changed = {number for number, price in prices(cli).items() if price != before[number]}
        harness.expect(changed == set(wanted), lambda: changed)

    with tap.case("the toast takes all of it back"):
        # There is one in the header bar, too, which says of what
        toast = harness.wait_for(lambda: main.node.find(pages.BUTTON, re.compile("^Undo$"), where=lambda node: not node.told()),
                                 "the toast's button")
        toast.act()
        main.wait_row(FIRST, "$191,000")
        harness.wait_for(lambda: prices(cli) == before, lambda: prices(cli))

    with tap.case("lowering by an amount warns of a minimum price"):
        main.press("Price…")
        dialog = main.dialog("Price of 3 cars")
        session.type("-")
        session.key("BackSpace")
        session.type("$10,000")
        dialog.says("$790,000 → $820,000")
        session.key("Escape")
        main.wait_no_dialog()
        cli("set", "1", "2", "3", "price=-10,000", "--round", "500")
        main.wait_row(FIRST, "$181,000")
        cli("undo")
        main.wait_row(FIRST, "$191,000")

    with tap.case("what was done last is proposed the next time, after a restart too"):
        select_three(main)
        session.key("F2")
        dialog = main.dialog("Price of 3 cars")
        session.type("10%")
        dialog.says("$790,000 → $869,000")
        session.key("shift+Tab", "space")  # from the amount to what is done with it
        dialog.in_popover(None, "Lower")
        session.key("Down", "Return")
        dialog.wait_no_popover()
        dialog.says("$790,000 → $711,000")
        session.key("Tab", "Return")
        main.wait_no_dialog()
        pages.wait_car(cli, "stock_number:1", price=171900)
        session.key("ctrl+z")
        harness.wait_for(lambda: prices(cli) == before, lambda: prices(cli))
        app.stop()
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(45)
        select_three(main)
        session.key("F2")
        dialog = main.dialog("Price of 3 cars")
        session.type("10%")
        dialog.says("$790,000 → $711,000")
        session.key("Escape")
        main.wait_no_dialog()
        harness.expect(prices(cli) == before, "nothing is changed by looking")

    with tap.case("the status of several, with a reason"):
        select_three(main)
        session.key("F3")
        dialog = main.dialog("Status of 3 cars")
        session.screenshot("bulk-status")
        session.key("space")
        dialog.in_popover(None, "Sold")
        session.key("End", "Return")
        dialog.wait_no_popover()
        dialog.says("Sold")
        session.key("Tab")
        session.type("feria de autos")
        session.key("Return")
        main.wait_no_dialog()
        for number in wanted:
            pages.wait_car(cli, f"stock_number:{number}", status="sold")
        harness.expect("feria de autos" in cli("--json", "history"), lambda: cli("--json", "history")[:400])
        main.wait_row(FIRST, "Sold")
        session.key("ctrl+z")
        main.wait_row(FIRST, "Available")
        pages.wait_car(cli, "stock_number:3", status="available")

    with tap.case("the location of several, completed from the stock"):
        select_three(main)
        session.key("F4")
        dialog = main.dialog("Location of 3 cars")
        session.key("ctrl+a")
        session.type("san f")
        dialog.in_popover(None, "SAN FELIPE")
        session.key("Down", "Return", "Return")
        main.wait_no_dialog()
        for number in wanted:
            pages.wait_car(cli, f"stock_number:{number}", location="SAN FELIPE")
        main.says("Changed the location of")
        session.key("ctrl+z")
        pages.wait_car(cli, "stock_number:1", location="PERIFERICO")

    with tap.case("the group of several, from their menu"):
        select_three(main)
        session.key("Menu")
        main.in_popover("menu item", "Copy 3 cars as text")
        for name in ("Open", "Reserve", "Sell", "History"):
            harness.expect(not main.node.find("menu item", re.compile("^" + name)), f"“{name}” is for one car")
        main.in_popover("menu item", "Move 3 cars to the bin…")
        session.screenshot("menu-many")
        main.in_popover("menu item", "Change group").act()
        dialog = main.dialog("Group of 3 cars")
        session.key("ctrl+a")
        session.type("7")
        session.key("Return")
        main.wait_no_dialog()
        harness.wait_for(lambda: len(cli.json("list", "--filter", "group:7")["vehicles"]) == 3, "the group to be set")

    with tap.case("many are deleted after one question, and come back with one undo"):
        select_three(main)
        session.key("Delete")
        question = main.dialog("Move 3 cars to the bin")
        session.key("Escape")
        main.wait_no_dialog()
        harness.expect(len(cli.json("list")["vehicles"]) == 45, "the answer was no")
        main.row(FIRST)
        session.key("Delete")
        question = main.dialog("Move 3 cars to the bin")
        session.screenshot("bulk-delete")
        question.press("Move to the Bin")
        main.wait_no_dialog()
        main.wait_count(42)
        harness.expect(len(cli.json("list", "--filter", "is:deleted")["vehicles"]) == 3)
        session.key("ctrl+z")
        main.says(re.compile("^(3 selected|45 vehicles)"))
        harness.wait_for(lambda: len(cli.json("list")["vehicles"]) == 45, "the three to come back")

    with tap.case("all, none, the others"):
        session.key("Escape")
        main.select(FIRST)
        session.key("ctrl+a")
        main.says("45 selected · $25,703,000")
        session.key("ctrl+shift+a")
        main.wait_count(45)
        main.select(FIRST)
        session.key("ctrl+shift+i")
        main.says("44 selected")
        session.key("Escape")

    with tap.case("the export offers the selected cars first"):
        select_three(main)
        main.press("Export…")
        dialog = main.dialog("Export")
        harness.wait_for(lambda: dialog.node.find(None, "Selected (3)", only_showing=False), "the selection to be offered")
        session.screenshot("bulk-export")
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, lambda: app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
