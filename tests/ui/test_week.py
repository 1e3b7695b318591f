#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The week of the posts: a car is carried to another slot by the keyboard and by drag, skipped, kept, and taken back."""

import datetime
import json
import re
import sys
import zoneinfo

import harness
import pages
import posts

ZONE = zoneinfo.ZoneInfo("America/Mexico_City")


def card(main, time, car, deadline=None):
    """The first slot of that time that says so."""
    return main.node.wait(pages.BUTTON, re.compile(f"^{time}, .*{car}"), deadline=deadline)


def act_on(main, time, car):
    """Cards are made anew when something of the week changed meanwhile."""
    def done():
        try:
            return card(main, time, car).act()
        except harness.Gone:
            return False
    harness.wait_for(done, f"the card {time} {car}")


def has_focus(main, time, car):
    def look():
        try:
            return card(main, time, car).is_focused()
        except harness.Gone:
            return False
    harness.wait_for(look, f"the card {time} {car} to have the focus")


def run_lot(tap, session, home, lot):
    lot.connect()
    lot.cli("facebook", "page", "norte", "--automatic", "yes", "--schedule",
            "mon tue wed thu fri sat sun 09:00 14:00 zone=America/Mexico_City")
    times = lot.slots("norte")
    # Of the second day on, so that nothing comes due while the test looks
    first = next(i for i, at in enumerate(times) if datetime.datetime.fromtimestamp(at, ZONE).hour == 9 and i > 1)
    lot.say_week("norte", {first: "9", first + 1: "12"})
    app = harness.App(session, home, environment=lot.environment)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)
    main.wait_active()

    def waiting(stock):
        """When that car goes, as the command line tells it."""
        done = lot.show_week("norte")
        return [slot["seconds"] for slot in done if slot["vehicle"] and slot["vehicle"] == stock]

    with tap.case("the week shows what goes when, and why"):
        session.key("alt+4")
        main.click(main.node.wait("tab", "Week"))
        nine = card(main, "09:00", "Chosen by")
        two = card(main, "14:00", "Chosen by")
        names = [node.name.split(", ")[1] for node in (nine, two)]
        harness.wait_for(lambda: waiting(names[0]) == [times[first]] and waiting(names[1]) == [times[first + 1]], names)

    with tap.case("picked up with Space, carried by the arrows, put down; the two change places; undone by the toast"):
        act_on(main, "09:00", names[0])
        main.in_popover("menu item", "Skip This Slot")
        session.key("Escape")
        main.wait_no_popover()
        has_focus(main, "09:00", names[0])
        session.key("space")
        main.says(re.compile(f"{names[0]} is picked up"))
        session.key("Down")
        has_focus(main, "14:00", names[1])
        session.key("space")
        main.says(re.compile("Moved to "))
        card(main, "09:00", names[1])
        card(main, "14:00", names[0])
        harness.wait_for(lambda: waiting(names[0]) == [times[first + 1]] and waiting(names[1]) == [times[first]], names)
        main.press("Undo")
        card(main, "09:00", names[0])
        harness.wait_for(lambda: waiting(names[0]) == [times[first]], names)

    with tap.case("dragged into an empty slot of another day"):
        start = card(main, "09:00", names[0])
        target = main.node.wait(pages.BUTTON, re.compile("^14:00, No car is due"))
        left, top = main.place()
        places = []
        for node in (start, target):
            x, y, width, height = node.extents()
            places.append((left + x + width // 2, top + y + height // 2))
        session.drag(*places)
        session.let_go()
        main.says(re.compile("Moved to "))
        card(main, "14:00", names[0])
        harness.wait_for(lambda: len(waiting(names[0])) == 1 and waiting(names[0]) != [times[first]], names)

    with tap.case("a slot is skipped by its menu, and not"):
        act_on(main, "14:00", names[1])
        main.in_popover("menu item", "Skip This Slot").act()
        main.says(re.compile("is skipped"))
        act_on(main, "14:00", "Left out")
        main.in_popover("menu item", "Do Not Skip").act()
        main.says(re.compile("The rule decides about"))

    with tap.case("it says how many cars can be posted, and what the others lack, and leads to them"):
        counts = json.loads(lot.cli("--json", "schedule", "show"))
        main.node.wait(pages.BUTTON, "0 cars can be posted")
        lacking = main.node.wait(pages.BUTTON, re.compile(f"^{counts['lacking']} lack something: .*photos \\({counts['lacks']['photos']}\\)"))
        session.screenshot("week-supply")
        main.click(lacking)
        main.wait_count(counts["lacking"])

    session.key("ctrl+w")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)


def run(tap, session):
    posts.run(tap, session, "week", run_lot)


if __name__ == "__main__":
    sys.exit(harness.main(run))
