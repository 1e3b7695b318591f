# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of the sidebar, and Home: each figure leads to as many cars as it said."""

import datetime
import re
import sys

import harness
import pages

TILES = ("In stock", "Available", "Reserved", "Sold this month", "Awaiting photos", "Without price", "Without status")


def place(main):
    """The chosen row of the sidebar."""
    rows = [row for row in main.node.find_all("list item") if "selected" in row.states]
    return rows[0].name if rows else ""


def wait_place(main, name):
    harness.wait_for(lambda: place(main) == name, lambda: f"{name} to be chosen, not {place(main)}")


def go_home(main, session):
    session.key("alt+1")
    wait_place(main, "Home")


def focused(main):
    """What has the keyboard, in sight or not."""
    return harness.wait_for(lambda: next((n for n in main.node.walk() if "focused" in n.states), None), "a focus")


def figure(main, title):
    """A button of Home by its title, wherever it is scrolled to, and the number of cars that its name says."""
    pattern = re.compile(rf"^{re.escape(title)}: ([\d,]+) cars?\b")

    def look():
        return next((node for node in main.node.walk() if node.role in pages.BUTTON and pattern.search(node.name)), None)
    node = harness.wait_for(look, f"the figure {title!r}")
    return node, int(pattern.search(node.name)[1].replace(",", ""))


def wait_cars(main, count):
    """The footer's count, or the page that says that there are none."""
    if count > 0:
        main.wait_count(count)
    else:
        main.says(re.compile("No car|no match|Nothing", re.I))


def make_busy(cli):
    today = datetime.date.today()

    def day(days):
        return (today + datetime.timedelta(days)).isoformat()
    cli("status", "3", "reserved")
    cli("set", "3", f"reserved_until={day(-2)}")
    cli("status", "9", "reserved")
    cli("set", "12", "status=sold", f"sold_on={day(0)}", "sold_price=200 mil")
    cli("status", "15", "photos")
    cli("set", "2", f"entry_date={day(-12)}")


def run(tap, session):
    home = harness.Home(session, "home")
    cli = harness.Cli(session, home)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case("Home of an empty stock says how to begin, and shows what comes"):
        go_home(main, session)
        main.says("sample inventory")
        cli("import", harness.SAMPLE_CSV)
        harness.wait_for(lambda: figure(main, "In stock")[1] == 45, "45 cars")
        harness.expect("$25,703,000" in figure(main, "In stock")[0].name, lambda: figure(main, "In stock")[0].name)
        harness.expect(figure(main, "MAZDA")[1] == 4)
        harness.expect(figure(main, "MAZDA")[0].name == "MAZDA: 4 cars, $1,756,000", lambda: figure(main, "MAZDA")[0].name)

    with tap.case("a change elsewhere is seen without being asked for"):
        make_busy(cli)
        harness.wait_for(lambda: figure(main, "Reserved")[1] == 2, "two reserved cars")
        harness.wait_for(lambda: figure(main, "Sold this month")[1] == 1, "one car sold")
        harness.expect("$200,000" in figure(main, "Sold this month")[0].name)
        harness.expect(figure(main, "In stock")[1] == 44)

    for title in (*TILES, "CHEVROLET", "PERIFERICO", "12 other brands", "Up to 30 days", "31 to 45 days", "No entry date",
                  "No location", "Without an end"):
        with tap.case(f"“{title}” leads to its cars"):
            node, count = figure(main, title)
            node.act()
            wait_place(main, "Vehicles")
            wait_cars(main, count)
            go_home(main, session)
    with tap.case("bars of a chart have the keyboard, and Enter leads on"):
        harness.wait_for(lambda: focused(main).role in pages.BUTTON, lambda: f"the keyboard in Home, not on {focused(main)}")
        node, count = figure(main, "Reserved")
        main.tab_to(node)
        session.key("Return")
        wait_place(main, "Vehicles")
        main.wait_count(count)
        go_home(main, session)
        harness.wait_for(lambda: focused(main).name == node.name, lambda: f"the keyboard where it was, not on {focused(main)}")

    with tap.case("a car of a short list is selected among all"):
        main.search("")
        go_home(main, session)
        node = harness.wait_for(lambda: next((n for n in main.node.walk() if n.role in pages.BUTTON
                                              and "HONDA CRV 2021" in n.name and "days" in n.name), None), "the oldest car")
        node.act()
        wait_place(main, "Vehicles")
        harness.wait_for(lambda: any("CRV" in row.name and "2021" in row.name for row in main.selected()), main.selected)

    with tap.case("typing at home searches the stock"):
        go_home(main, session)
        session.type("mazda")
        wait_place(main, "Vehicles")
        main.wait_count(4)
        main.search("")
        main.wait_count(45)

    with tap.case("places have keys, and the keyboard is in the page afterwards"):
        cli("delete", "7")
        session.key("alt+1")
        wait_place(main, "Home")
        session.key("alt+3")
        wait_place(main, "Photos")
        main.says(re.compile(r"^\d+ cars want photos"))
        session.key("alt+4")
        wait_place(main, "Posts")
        session.key("alt+5")
        wait_place(main, "Activity")
        session.key("alt+6")
        wait_place(main, "Bin")
        main.wait_count(1)
        session.key("alt+2")
        wait_place(main, "Vehicles")
        main.wait_count(44)
        harness.wait_for(lambda: focused(main).role in ("row", "table", "grid", "tree grid"), lambda: f"the keyboard in the list, not on {focused(main)}")

    with tap.case("the last place is remembered, but the bin is not begun with"):
        for key, left, begun in (("alt+1", "Home", "Home"), ("alt+6", "Bin", "Home")):
            main.wait_active()
            session.key(key)
            wait_place(main, left)
            session.key("ctrl+q")
            harness.expect(app.wait_end() == 0, app.process.popen.returncode)
            app.check()
            app = harness.App(session, home)
            tap.watch = [app]
            main = pages.Main(app)
            main.wait_active()
            wait_place(main, begun)
            harness.wait_for(lambda: figure(main, "In stock")[1] == 43, "43 cars")
        app.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
