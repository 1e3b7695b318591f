# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start to a stock that is searched, changed, taken back, binned and sorted; after each step the command
line says what is on disk."""

import re
import sys
import time

import harness
import pages

CAR = "CX30"


def run(tap, session):
    home = harness.Home(session, "list")
    app = harness.App(session, home)
    cli = harness.Cli(session, home)
    tap.watch = [app]
    main = None

    with tap.case("the first start offers a sample inventory"):
        main = pages.Main(app)
        main.says("sample inventory")
        session.screenshot("welcome")
        main.load_sample()
        session.screenshot("list")

    with tap.case("the footer counts and sums the 45 cars"):
        harness.wait_for(lambda: "44" in main.footer() and "$25,703,000" in main.footer(), main.footer)
        harness.expect(len(cli.json("list")["vehicles"]) == 45)

    with tap.case("a search narrows the list while it is typed"):
        wanted = len(cli.json("list", "--filter", "brand:mazda")["vehicles"])
        harness.expect(0 < wanted < 45)
        main.search("brand:mazda")
        main.wait_count(wanted)
        harness.expect(all("MAZDA" in name for name in main.row_names()), main.row_names)
        # Accents and case do not matter
        main.search("periférico BLÁNCO")
        main.wait_count(len(cli.json("list", "--filter", "periferico blanco")["vehicles"]))

    with tap.case("typing in the table searches"):
        main.search("")
        main.wait_count(45)
        main.select(CAR)
        session.type("bmw")
        main.wait_count(len(cli.json("list", "--filter", "bmw")["vehicles"]))
        main.search("")
        main.wait_count(45)

    with tap.case("a query that cannot be read says what is wrong"):
        main.search("price:cheap")
        main.says("cheap")
        session.screenshot("query-error")
        main.search("")
        main.wait_count(45)

    with tap.case("the status is changed in place, with a reason"):
        main.set_status(CAR, "Reserved", "deposit paid")
        main.wait_row(CAR, "Reserved")
        pages.wait_car(cli, CAR, status="reserved")
        harness.expect("deposit paid" in cli("--json", "history"), lambda: cli("--json", "history")[:400])

    with tap.case("the price is changed in place, as people write it"):
        main.set_price(CAR, "365 mil")
        main.wait_row(CAR, "$365,000")
        pages.wait_car(cli, CAR, price=365000)

    with tap.case("the location is changed in place"):
        main.set_location(CAR, "SAN FELIPE")
        main.wait_row(CAR, "SAN FELIPE")
        pages.wait_car(cli, CAR, location="SAN FELIPE")

    with tap.case("undo and redo by key"):
        session.key("ctrl+z")
        main.wait_row(CAR, "PERIFERICO")
        session.key("ctrl+z")
        main.wait_row(CAR, "$379,000")
        session.key("ctrl+z")
        main.wait_row(CAR, "Available")
        session.key("ctrl+shift+z")
        main.wait_row(CAR, "Reserved")
        pages.wait_car(cli, CAR, status="reserved", price=379000, location="PERIFERICO")

    with tap.case("a deleted car goes to the bin and comes back"):
        main.select(CAR)
        session.key("Delete")
        main.wait_count(44)
        pages.wait_car(cli, "is:deleted " + CAR, status="reserved")
        main.go_to("Bin")
        main.row(CAR)
        session.screenshot("bin")
        main.select(CAR)
        session.key("Menu")
        main.in_popover("menu item", "Restore").act()
        main.go_to("Vehicles")
        main.wait_count(45)
        pages.wait_car(cli, CAR, status="reserved")

    with tap.case("sorting by price, up and down"):
        main.sort_by("Price")
        prices = sorted(car["price"] for car in cli.json("list")["vehicles"] if car["price"])
        harness.wait_for(lambda: f"${prices[0]:,.0f}" in main.row_names()[0], lambda: f"{prices[0]}: {main.row_names()[:2]}")
        main.sort_by("Price")
        harness.wait_for(lambda: f"${prices[-1]:,.0f}" in main.row_names()[0], lambda: f"{prices[-1]}: {main.row_names()[:2]}")

    with tap.case("a change from outside shows within a second, and selection, focus and place stay"):
        keep_place(main, cli)

    with tap.case("Ctrl+C copies the car as text"):
        main.select(CAR)
        session.key("ctrl+c")
        main.search("")
        session.key("ctrl+v")
        main.says("“Colour:”")  # the text is no query, and the window says why: that is how we know what was pasted
        main.search("")
        main.wait_count(45)

    with tap.case("the sample goes with one click, but for what was edited"):
        main.press("Remove the sample")
        left = harness.wait_for(lambda: len(cli.json("list")["vehicles"]) < 45, "the sample to go")
        harness.expect(left)

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, lambda: app.process.popen.returncode)
        app.check()
    tap.watch = []


def keep_place(main, cli):
    """By keyboard to the middle of the list, then another program changes a car above what is seen, one in sight and the
    one with the cursor."""
    session = main.session
    main.row(re.compile("."))
    main.select(main.row_names()[0])
    session.key(*["Down"] * 25)
    cursor = harness.wait_for(lambda: (row := main.focused_row()) and "selected" in row.states and row, "the cursor's row")
    title = cursor.name.split(",")[0]
    number = re.search(r"number (\d+)", cursor.name)[1]
    place = cursor.extents()[1]
    names = main.row_names()

    other = re.search(r"number (\d+)", names[0])[1]
    begin = time.monotonic()
    cli("list", "--limit", "1")
    for _ in range(2):
        main.wait_row(f"number {other}", "number")
    floor = time.monotonic() - begin  # of the start of autosell-cli and two looks at the tree
    begin = time.monotonic()
    cli("set", other, "colour=TURQUESA")
    main.wait_row(f"number {other}", "TURQUESA")
    lag = time.monotonic() - begin
    limit = 2 * floor + harness.pace()
    harness.expect(lag < limit, lambda: f"it took {lag:.2f} s of {limit:.2f}")

    # A car far above leaves the list: what is looked at stays where it is on the screen.
    gone = cli.json("list", "--sort", "price:desc", "--limit", "1")["vehicles"][0]["id"]
    cli("delete", gone)
    main.wait_count(44)
    row = main.row(f"number {number}")
    harness.expect("selected" in row.states and "focused" in row.states, lambda: f"{row} was {cursor}")
    harness.expect(row.extents()[1] == place, lambda: f"{title} moved from {place} to {row.extents()[1]}")
    cli("restore", gone)
    main.wait_count(45)
    row = main.row(f"number {number}")
    harness.expect("selected" in row.states and row.extents()[1] == place, lambda: f"{row} at {row.extents()[1]}, was at {place}")
    cli("set", number, "colour=MORADO")
    row = main.wait_row(f"number {number}", "MORADO")
    harness.expect("selected" in row.states and "focused" in row.states, lambda: str(row))


if __name__ == "__main__":
    sys.exit(harness.main(run))
