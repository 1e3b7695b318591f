# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start to a stock that is searched, changed, taken back, binned and sorted, with what the other program
says about the same data after each step."""

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
        main.node.wait_text(re.compile("sample inventory", re.I))
        session.screenshot("welcome")
        main.press(re.compile("sample", re.I))
        main.wait_count(45)
        session.screenshot("list")

    with tap.case("the footer counts and sums the 45 cars"):
        harness.wait_for(lambda: "44" in main.footer() and "$25,703,000" in main.footer(), main.footer)
        found = cli.json("list")
        assert len(found["vehicles"]) == 45, len(found["vehicles"])

    with tap.case("a search narrows the list while it is typed"):
        main.search("brand:mazda")
        wanted = len(cli.json("list", "--filter", "brand:mazda")["vehicles"])
        assert 0 < wanted < 45
        main.wait_count(wanted)
        assert all("MAZDA" in name.upper() for name in main.row_names())
        main.search("blánco")
        main.wait_count(len(cli.json("list", "--filter", "blanco")["vehicles"]))

    with tap.case("a query that cannot be read says so and changes nothing"):
        main.search("price:cheap")
        main.node.wait_text(re.compile("cheap"))
        session.screenshot("query-error")
        main.search("")
        main.wait_count(45)

    with tap.case("the status is changed in place"):
        car = pages.find_car(cli, CAR)
        main.select(CAR)
        main.set_status(CAR, "Reserved")
        main.wait_row(CAR, "Reserved")
        harness.wait_for(lambda: pages.find_car(cli, CAR)["status"] == "reserved", "the status in the store")

    with tap.case("the price is changed in place"):
        main.set_price(CAR, "365 mil")
        main.wait_row(CAR, "$365,000")
        harness.wait_for(lambda: pages.find_car(cli, CAR)["price"] == 365000, "the price in the store")

    with tap.case("undo and redo"):
        main.undo()
        main.wait_row(CAR, "$379,000")
        main.undo()
        main.wait_row(CAR, "Available")
        main.redo()
        main.wait_row(CAR, "Reserved")
        harness.wait_for(lambda: pages.find_car(cli, CAR)["status"] == "reserved", "the status in the store")
        assert pages.find_car(cli, CAR)["price"] == car["price"]

    with tap.case("a deleted car goes to the bin and comes back"):
        main.select(CAR)
        session.key("Delete")
        main.confirm_if_asked()
        main.wait_count(44)
        main.search("is:deleted")
        main.wait_count(1)
        main.select(CAR)
        main.restore()
        main.wait_count(0)
        main.search("")
        main.wait_count(45)
        assert pages.find_car(cli, CAR)["status"] == "reserved"

    with tap.case("sorting by price"):
        main.sort_by("Price")
        prices = [car["price"] for car in cli.json("list", "--sort", "price")["vehicles"] if car["price"]]
        cheapest = f"${prices[0]:,.0f}"
        harness.wait_for(lambda: cheapest in main.row_names()[0], lambda: f"{cheapest} first: {main.row_names()[:2]}")

    with tap.case("a change from outside comes within a second and moves nothing"):
        main.keep_place_while_other_changes(cli)

    with tap.case("a second start shows the window that is there"):
        other = harness.App(session, home)
        assert other.wait_end() == 0
        assert len(app.windows()) >= 1

    with tap.case("the program ends without a word on stderr"):
        assert app.stop() in (0, -15)
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
