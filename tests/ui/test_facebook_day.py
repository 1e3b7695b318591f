# SPDX-License-Identifier: GPL-3.0-or-later
"""A day with Facebook in the real window: three Pages of two people are connected, a car is published by hand to all of them, two
slots fire on two of them as the clock moves, and the car is sold, whereupon its posts are gone and the others stand."""

import os
import re
import sys

import facebook
import harness
import pages
import photos
import posts
from facebook import APP, GARZA, JORGE, LAURA, LINDA, NORTE, SECRET
from test_facebook_preferences import accounts, apply, open_preferences, page_of, press, rest, see
from test_google import make_browser, take_address

CAR, NAME = "6", "NISSAN MARCH"
READY = ("1", "5", "9")  # lack nothing, and so have the slots to themselves
NAMES = {NORTE: "Autos del Norte", LINDA: "Seminuevos Linda Vista", GARZA: "Camionetas Garza"}


def make_ready(cli, folder):
    """Cars that may go by themselves."""
    for place, number in enumerate(READY):
        cli("photos", "add", number, *photos.make(os.path.join(folder, number), 8, 320, 240, first=1 + 10 * place))
        cli("set", number, "description=Único dueño", "km=73618", "price=259000", "status=available")


def set_automatic(page, cli, one, *before):
    """Unfolds a Page and turns its switches: what is planned is on its way at once."""
    name = NAMES[one]
    page.click(rest(see(page, name)))
    for title in (*before, "Automatic"):
        # Those of the Pages that are folded stand in the tree, too, in their order
        switch = list(page.node.find_all("switch", title, only_showing=False))[list(NAMES).index(one)]
        page.reveal(rest(switch))
        switch.act()
    harness.wait_for(lambda: page_of(cli, one)["automatic"], f"{name} to be automatic")


def coming(cli, page, n):
    """The seconds of its next slots."""
    return [slot["seconds"] for slot in posts.show_week(cli, page) if slot["slot"]][:n]


def stock_numbers(there, page):
    """Of the cars that visitors of a Page see."""
    return sorted(re.search(r"Ref\. (\S+)$", post["message"])[1] for post in there.seen(page))


def tick(dialog, name):
    """A Page in the composer."""
    box = dialog.node.wait(("check box", "checkbox"), name, only_showing=False)
    dialog.reveal(box)
    if "checked" not in box.states:
        dialog.click(rest(box))
    harness.wait_for(lambda: "checked" in box.refresh().states, f"{name} to be ticked")


def move_clock(there, cli, at_s):
    """Facebook's, which publishes what it keeps; and the program is told, as it would come to that time."""
    there.cloud.control("clock", {"set_s": at_s})
    cli("schedule", "run", "--now", str(at_s))


def run(tap, session):
    home = harness.Home(session, "facebook-day")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    make_ready(cli, home.folder)
    there = facebook.Facebook(session, home, cli)
    opened = make_browser(home)
    app = harness.App(session, home, environment=there.environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    main.wait_active()

    with tap.case("three Pages of two people are connected in the browser"):
        page = open_preferences(session, main)
        apply(session, page, "App ID", APP)
        apply(session, page, "App secret", SECRET)
        page.says("The app is set. Now connect.")
        for person, granted in ((LAURA, (NORTE, LINDA)), (JORGE, (GARZA,))):
            press(page, re.compile("^_?Connect$"))
            there.agree(take_address(opened), person=person, pages=granted)
            page.says("Choose below which Pages")
        harness.wait_for(lambda: {one["id"] for one in accounts(cli)["pages"]} == set(NAMES), "three Pages")
        harness.expect(len(accounts(cli)["accounts"]) == 2, accounts(cli))

    with tap.case("two of them are filled by themselves: one by Facebook's own scheduler, one by the program"):
        set_automatic(page, cli, NORTE)
        set_automatic(page, cli, LINDA, "Give posts to Facebook ahead of time")
        harness.wait_for(lambda: not page_of(cli, LINDA)["ahead"], "the program to keep its posts")
        page.close()
        main.wait_no_dialog()

    with tap.case("a car is published by hand to all three"):
        main.wait_active()
        session.key("alt+2")
        main.wait_count(45)
        main.select(NAME)
        session.key("Menu")
        main.in_popover("menu item", "Post on Facebook").act()
        post = main.dialog("Post")
        for name in NAMES.values():
            tick(post, name)
        post.press("Publish")
        main.wait_no_dialog()
        main.says("3 posts are on their way")
        for one in NAMES:
            harness.wait_for(lambda one=one: stock_numbers(there, one) == [CAR], lambda one=one: there.seen(one), 60)
        session.key("alt+4")
        for name in NAMES.values():
            main.node.wait("label", re.compile(f"^{name} · Published · "), only_showing=False)

    with tap.case("two slots fire on the two Pages as the clock moves, each with another car"):
        harness.wait_for(lambda: len(there.seen(NORTE, waiting=True)) >= 2, "posts that Facebook keeps", 60)
        harness.expect(there.seen(LINDA, waiting=True) == [], "the program keeps those of this Page")
        first, second = coming(cli, NORTE, 2)
        harness.expect(coming(cli, LINDA, 2) == [first, second], "the same times")
        move_clock(there, cli, first + 20)
        for one in (NORTE, LINDA):
            harness.wait_for(lambda one=one: len(stock_numbers(there, one)) == 2, lambda one=one: there.seen(one))
        move_clock(there, cli, second + 20)
        for one in (NORTE, LINDA):
            harness.wait_for(lambda one=one: len(stock_numbers(there, one)) == 3, lambda one=one: there.seen(one))
            harness.expect(len(set(stock_numbers(there, one))) == 3 and set(stock_numbers(there, one)) < {CAR, *READY}, there.seen(one))
        harness.expect(stock_numbers(there, GARZA) == [CAR], "nobody fills the third")

    with tap.case("the car is sold in the window: its posts go, that is proven, and the others stand"):
        before = {one: stock_numbers(there, one) for one in NAMES}
        session.key("alt+2")
        main.wait_count(45)
        main.select(NAME)
        session.key("F7")
        main.dialog("Sell").fill("Sold price", "150000")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        pages.wait_car(cli, "march", status="sold")
        for one in NAMES:
            harness.wait_for(lambda one=one: CAR not in stock_numbers(there, one), lambda one=one: there.seen(one), 60)
            harness.expect(stock_numbers(there, one) == [number for number in before[one] if number != CAR], there.seen(one))

        def are_proven():
            own = [post for post in cli.json("posts")["posts"] if post["reference"] == CAR]
            return len(own) == 3 and all(post["state"] == "removed" for post in own)
        harness.wait_for(are_proven, lambda: cli.json("posts"), 60)
        session.key("alt+4")
        for name in NAMES.values():
            main.node.wait("label", re.compile(f"^{name} · Removed · "), only_showing=False)
        session.screenshot("facebook-day")

    harness.expect(there.violations() == [], there.violations())
    app.stop()
    there.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
