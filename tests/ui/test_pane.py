# SPDX-License-Identifier: GPL-3.0-or-later
"""The selected car beside the list, quick look, the text for customers, and cars dragged to another program."""

import datetime
import os
import re
import sys

import harness
import pages
import posts

CAR = "CX30"
OTHER = "SIERRA DENALI"


class Target(harness.App):
    """Another program, in which things can be dropped: beside the main window, which a press would raise above it."""

    PLACE = (1390, 300)

    def __init__(self, session, home, mime_type):
        program = os.path.join(harness.BUILD_ROOT, "tests", "ui", "drop-text")
        super().__init__(session, home, [mime_type], program=program, a11y=False)
        harness.wait_for(lambda: self.id(), "the window to drop on")
        harness.wait_for(self.is_in_place, "the window to drop on to be in its place")

    def id(self):
        return self.session.run("xdotool", "search", "--onlyvisible", "--name", "^Target$").stdout.strip()

    def is_in_place(self):
        """Moves it until the window manager, which has a place of its own for new windows, lets it be there."""
        self.session.run("xdotool", "windowmove", self.id(), *map(str, self.PLACE))
        found = self.session.run("xdotool", "getwindowgeometry", "--shell", self.id()).stdout
        left = re.search(r"^X=(\d+)$", found, re.M)
        return left and abs(int(left[1]) - self.PLACE[0]) < 8  # it may have a border

    def take(self, x, y):
        """Drags from that place of the screen to this window, as a hand does; what was dropped."""
        self.session.drag((x, y), (self.PLACE[0] + 80, self.PLACE[1] + 80))
        self.session.screenshot("pane-drag")
        self.session.let_go()
        found = harness.wait_for(lambda: re.search(r"^<<<\n(.*)\n>>>$", self.errors(), re.M | re.S), "the drop")
        return found[1]


def pane(main):
    return main.node.wait("region", "Details")


def point_of(main, row):
    """A place of the row on the screen, on its text and off its buttons."""
    x, y, width, height = row.extents()
    left, top = main.place()
    return left + int(x + width * 0.3), top + y + height // 2


def run(tap, session):
    run_pane(tap, session)
    posts.run(tap, session, "pane-posted", run_lot)


def run_pane(tap, session):
    home = harness.Home(session, "pane")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli("set", "43", "cost=150 mil", "notes=Dueño con prisa")
    home.write_settings(window_width=1366, window_height=768)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)

    with tap.case("without a selection the pane says what it is for"):
        pane(main).wait("label", re.compile("Select a car"))

    with tap.case("a selected car is shown with its price, status and place"):
        main.select(CAR)
        for text in ("MAZDA CX30 2021", "$379,000"):
            pane(main).wait("label", text)
        pane(main).wait(pages.BUTTON, "Status: Available")
        pane(main).wait(pages.BUTTON, "Location: PERIFERICO")
        pane(main).wait("label", re.compile("^Colour: BLANCA"), only_showing=False)

    with tap.case("the arrow keys change the car that is shown"):
        session.key("Down")
        name = harness.wait_for(lambda: (row := main.focused_row()) and CAR not in row.name and row.name.split(",")[0],
                                "the next row")
        pane(main).wait("label", name)

    with tap.case("what another program changes is seen, in the history too"):
        main.select(CAR)
        cli("set", pages.find_car(cli, CAR)["id"], "price=365 mil")
        pane(main).wait("label", "$365,000")
        change = pane(main).wait("label", re.compile(r"Price: \$379,000 → \$365,000"), only_showing=False)
        main.reveal(change, over=pane(main))  # the history is further down
        # A tooltip that comes up as a dialog closes is too much for GTK 4.8: not below the pointer
        main.select(CAR)

    with tap.case("the price is changed right there"):
        pane(main).wait(pages.BUTTON, "Change the price", only_showing=False).act()
        main.in_popover(pages.ENTRY, states=("focused",))
        session.key("ctrl+a")
        session.type("350 mil")
        session.key("Return")
        main.wait_no_popover()
        pages.wait_car(cli, CAR, price=350000)
        pane(main).wait("label", "$350,000")

    with tap.case("it is reserved, sold and made available from there, as its status wants it"):
        for name in ("Sell…", "Reserve…"):
            pane(main).wait(pages.BUTTON, name)
        harness.expect(not pane(main).find(pages.BUTTON, "Make Available"), "an available car")
        pane(main).find(pages.BUTTON, "Reserve…").act()
        main.dialog("Reserve")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        pages.wait_car(cli, CAR, status="reserved")
        pane(main).wait(pages.BUTTON, "Make Available")
        harness.wait_for(lambda: not pane(main).find(pages.BUTTON, "Reserve…"), "a reserved car")
        session.screenshot("pane-reserved")
        pane(main).find(pages.BUTTON, "Make Available").act()
        pages.wait_car(cli, CAR, status="available")
        pane(main).find(pages.BUTTON, "Sell…").act()
        main.dialog("Sell")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        pages.wait_car(cli, CAR, status="sold")
        harness.wait_for(lambda: not pane(main).find(pages.BUTTON, "Sell…"), "a sold car")
        main.wait_active()
        session.key("ctrl+z", "ctrl+z", "ctrl+z")
        pages.wait_car(cli, CAR, status="available")

    with tap.case("what is private is folded away"):
        main.search("AVEO AUT")
        main.wait_count(1)
        main.select("AVEO AUT")
        private = pane(main).wait(None, "Private")
        harness.expect(not pane(main).find("label", re.compile("Dueño con prisa")), "the notes are there for all to see")
        main.click(private)
        pane(main).wait("label", re.compile("Dueño con prisa"), only_showing=False)
        main.click(private)
        main.search("")
        main.wait_count(45)

    with tap.case("a repair is applied from its button"):
        problem = next(p for p in cli.json("problems")["problems"] if p["kind"] == "km_impossible")
        main.search(f"is:available problem:km")
        main.select(problem["title"].split()[1])
        pane(main).wait(pages.BUTTON, re.compile("^Use ")).act()
        pane(main).wait_gone(pages.BUTTON, re.compile("^Use "))
        main.search("")
        main.wait_count(45)

    with tap.case("several cars: how many, what they cost, and their statuses"):
        main.select(main.row_names()[0])
        session.key("shift+Down", "shift+Down")
        cars = cli.json("list", "--limit", "3")["vehicles"]
        main.says(re.compile("^3 selected$"))  # below the list, with what can be done; the sum is beside it
        harness.expect(not pane(main).find(pages.BUTTON), "what the bar has already")
        total = sum(car["price"] or 0 for car in cars)
        pane(main).wait("label", f"${total:,.0f}")

    with tap.case("several cars are copied as the list of the day"):
        session.key("ctrl+c")
        main.says("Copied the list of 3 cars")
        text = clipboard(session)
        harness.expect(re.search(r"^\*List of \d\d/\d\d/\d{4}\*$", text, re.M), text)
        harness.expect(text.count("\n• ") == 3 and text.rstrip().endswith("3 cars"), text)

    with tap.case("one car is copied as a text for WhatsApp"):
        main.select(CAR)
        session.key("ctrl+c")
        main.says("Copied the car as text")
        harness.wait_for(lambda: clipboard(session).startswith("*MAZDA CX30 2021*\n*$350,000*"), lambda: clipboard(session))

    with tap.case("the pane is hidden and shown by key, and that is remembered"):
        session.key("alt+Return")
        main.node.wait_gone("region", "Details")
        session.key("alt+Return")
        pane(main)

    posted(tap, session, main, cli)
    quick_look(tap, session, main, cli)
    dragging(tap, session, home, main, cli)

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


def line(main, text):
    """A button of the pane that says where the car is posted, in sight or not."""
    return harness.wait_for(lambda: pane(main).find(pages.BUTTON, re.compile(text), only_showing=False), text)


def tab_to(session, main, node):
    """As a person without a mouse does; what has the focus need not be in sight."""
    def focused():
        found = pane(main).find(None, states=("focused",), only_showing=False)
        return found and found.path

    for _ in range(40):
        if node.is_focused():
            return
        before = focused()
        session.key("Tab")
        harness.wait_for(lambda: not before or focused() != before, lambda: f"the focus to leave {before}")
    raise harness.Failure(f"Tab does not come to {node}")


def posted(tap, session, main, cli):
    with tap.case("without a Page there is Marketplace alone, and what was noted there leads to its kit"):
        main.select(CAR)
        line(main, "^Marketplace: not listed$")
        harness.expect(not pane(main).find(pages.BUTTON, re.compile("posted"), only_showing=False), "no Page")
        day = datetime.date.today() - datetime.timedelta(days=9)
        cli("marketplace", "set", pages.find_car(cli, CAR)["id"], "--posted", day.isoformat())
        renew = line(main, f"^Marketplace: listed since {day:%d/%m/%Y}, to renew$")
        tab_to(session, main, renew)
        session.screenshot("pane-listed")
        session.key("Return")
        main.dialog("Marketplace").says("To renew")
        session.key("Escape")
        main.wait_no_dialog()
        cli("marketplace", "set", pages.find_car(cli, CAR)["id"], "--renewed", "today")
        line(main, "^Marketplace: renewed on ")
        main.wait_active()


def run_lot(tap, session, home, lot):
    """On two Pages of Facebook."""
    lot.connect()
    lot.cli("post", "9", "--page", "norte")
    lot.fail_next()
    lot.cli("post", "13", "--page", "norte", status=1)
    lot.cli("post", "12", "--page", "norte", "--at", f"{datetime.date.today() + datetime.timedelta(days=2)} 09:00", "--queue")
    titles = {number: lot.cli.json("show", number)["title"] for number in ("9", "12", "13", "14")}
    home.write_settings(window_width=1366, window_height=768)
    app = harness.App(session, home, environment=lot.environment)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)
    main.wait_active()

    def show(number):
        main.search(titles[number])
        main.select(titles[number])

    with tap.case("a car says on which Pages it stands since when, waits, failed and why, or that it never was"):
        show("14")
        line(main, "^Never posted on Facebook$")
        show("12")
        line(main, "^Autos del Norte: waits for .+ 09:00")
        show("13")
        line(main, "^Autos del Norte: failed. .+")
        show("9")
        out = line(main, f"^Autos del Norte: posted since {datetime.date.today():%d/%m/%Y}$")
        line(main, ": never posted$")
        tab_to(session, main, out)
        session.screenshot("pane-posted")

    with tap.case("Enter on it opens the car Page by Page, with its link"):
        session.key("Return")
        details = main.dialog("Out since")
        details.button("Open on Facebook: Autos del Norte")
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_active()

    with tap.case("what becomes of it is seen"):
        lot.cli("unpost", "9")
        line(main, f"^Autos del Norte: removed on {datetime.date.today():%d/%m/%Y}$")

    with tap.case("in quick look, too, whose lines lead on and close it"):
        main.search("")
        show("9")
        session.key("space")
        dialog = main.dialog(re.compile(re.escape(titles["9"])))
        button = harness.wait_for(lambda: dialog.node.find(pages.BUTTON, re.compile("^Marketplace: not listed$"), only_showing=False), "its line")
        button.act()
        main.dialog("Marketplace")
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("the program that showed it ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


def quick_look(tap, session, main, cli):
    cars = [car["title"] for car in cli.json("list")["vehicles"]]

    with tap.case("Space opens quick look, arrows go on, Space closes it, and the list has followed"):
        main.select(main.row_names()[0])
        session.key("space")
        dialog = main.dialog(re.compile(re.escape(cars[0])))
        dialog.says("1 of 45")
        session.key("Down")
        dialog.says("2 of 45")
        session.key("Down")
        dialog.says("3 of 45")
        dialog.says(re.compile("^" + re.escape(cars[2]) + "$"))
        session.screenshot("quick-look")
        session.key("space")
        main.wait_no_dialog()
        main.wait_active()
        harness.wait_for(lambda: (row := main.focused_row()) and cars[2] in row.name, lambda: f"the focus on {cars[2]}; {main.focused_row()}")

    with tap.case("Escape closes quick look too, and the arrows are the list's again"):
        session.key("space")
        main.dialog(re.compile(re.escape(cars[2])))
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_active()
        session.key("Down")
        harness.wait_for(lambda: (row := main.focused_row()) and cars[3] in row.name, lambda: f"the focus on {cars[3]}")

    with tap.case("Enter in quick look opens the car"):
        session.key("space")
        main.dialog(re.compile(re.escape(cars[3])))
        session.key("Return")
        editor = harness.wait_for(lambda: next((w for w in main.app.windows() if w.path != main.node.path
                                                and w.find(pages.ENTRY, re.compile("Brand"), only_showing=False)), None),
                                  "the editor")
        harness.expect(editor)
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_active()


def dragging(tap, session, home, main, cli):
    with tap.case("a row is dragged to another program as text"):
        main.wait_active()
        row = main.row(CAR)
        place = point_of(main, row)
        target = Target(session, home, "text/plain;charset=utf-8")
        text = target.take(*place)
        target.kill()
        harness.expect(text.startswith("*MAZDA CX30 2021*\n*$350,000*"), text)
        harness.expect([r.name for r in main.selected()] == [row.name], lambda: str(main.selected()))

    with tap.case("the selection is dragged as a whole, as CSV too, and stays selected"):
        main.wait_active()
        main.select(main.row_names()[0])
        session.key("shift+Down", "shift+Down")
        harness.wait_for(lambda: len(main.selected()) == 3, lambda: str(main.selected()))
        place = point_of(main, main.rows()[1])
        target = Target(session, home, "text/csv")
        text = target.take(*place)
        target.kill()
        harness.expect(text.count("\r\n") == 4 or len(text.strip().splitlines()) == 4, text)
        harness.expect("MAZDA" in text and "Dueño con prisa" not in text, text)
        harness.expect(len(main.selected()) == 3, lambda: str(main.selected()))
        main.wait_active()

    with tap.case("a click on one of several selected cars selects that one alone"):
        row = main.rows()[1]
        main.click(row, fraction=0.3)
        harness.wait_for(lambda: [r.name for r in main.selected()] == [row.name], lambda: str(main.selected()))


def clipboard(session):
    """What another program would paste."""
    return session.run(os.path.join(harness.BUILD_ROOT, "tests", "ui", "drop-text"), "--clipboard").stdout


if __name__ == "__main__":
    sys.exit(harness.main(run, width=1570))
