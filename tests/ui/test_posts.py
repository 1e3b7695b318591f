# SPDX-License-Identifier: GPL-3.0-or-later
"""Posts: a car is composed and published from the window, seen on its Page, and taken off again."""

import os
import re
import sys

import harness
import pages
import photos
import posts

CAR = "6"


def set_need(session, main, what):
    """What the lot asks of cars, in Preferences."""
    session.key("ctrl+comma")
    page = main.dialog()
    page.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Facebook").act()
    row = page.node.wait(None, "Cars that lack something", only_showing=False)
    page.reveal(row)
    pages.choose_in(page, "Cars that lack something", what)
    page.close()
    main.wait_no_dialog()


def run_lot(tap, session, home, lot):
    lot.cli("photos", "add", CAR, *photos.make(os.path.join(home.folder, "Fotos"), 3, 640, 480))
    app = harness.App(session, home, environment=lot.environment)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)
    main.wait_active()

    with tap.case("without a Page the place says what it is for, and leads to it"):
        session.key("alt+4")
        main.says("No Page of Facebook Yet")
        main.button("Connect Facebook…")
        lot.connect()
        main.says("No Posts Yet")

    with tap.case("a car is looked at as it will be, changed, and published"):
        session.key("alt+2")
        main.wait_count(45)
        main.select("NISSAN MARCH")
        session.key("Menu")
        main.in_popover("menu item", "Post on Facebook").act()
        post = main.dialog("Post")
        post.says("It lacks: description, 5 more photos")
        post.says("The words have no phone number to call")
        words = post.node.wait(pages.ENTRY, "Words of the post")
        harness.wait_for(lambda: "Ref. 6" in words.text(), words.text)
        post.tab_to(words)
        session.key("ctrl+Home")
        session.type("Oferta ")

    with tap.case("what lacks is mended from there: its editor opens at the field"):
        post.press(re.compile("^Edit .*MARCH"))
        editor = pages.Page(app, app.window(re.compile("^NISSAN MARCH")))
        editor.wait_active()
        session.type("Como nuevo")
        session.key("ctrl+s")
        harness.wait_for(lambda: lot.cli.json("show", CAR)["description"] == "Como nuevo", "the description")
        editor.wait_active()
        session.key("Escape")
        post.says("It lacks: 5 more photos")

    with tap.case("photos are chosen and ordered, by click and keyboard, and go so"):
        chosen = post.node.wait(pages.BUTTON, re.compile("^Photo 3 of the post"), only_showing=False)
        post.reveal(chosen)
        post.click(chosen)
        post.node.wait(pages.BUTTON, re.compile("^Photo 3, left out"), only_showing=False)
        post.says(re.compile("^2 of 3 photos"))
        first = post.node.wait(pages.BUTTON, re.compile("^Photo 1 of the post"), only_showing=False)
        post.tab_to(first)
        session.key("alt+Right")
        post.press("Publish")
        main.wait_no_dialog()
        main.says("1 post is on its way")
        harness.wait_for(lambda: len(lot.posts()) == 1, "the post on the Page", 30)
        message = lot.posts()[0]["message"]
        harness.expect(message.startswith("Oferta ") and message.endswith("Ref. 6"), message)
        sent = lot.posts()[0]["photos"]
        harness.expect(len(sent) == 2, sent)

    with tap.case("its price changes: asked once what its post does, and nothing happens before"):
        lot.cli("set", "6", "price=123000")
        question = main.dialog("tell the old price", 30)
        question.says(re.compile("→ [$]123,000"))
        harness.expect("$123,000" not in lot.posts()[0]["message"], lot.posts())
        question.press("Later")
        main.wait_no_dialog()
        session.key("alt+4")
        main.press("Old Prices")
        main.dialog("tell the old price", 30).press("Change the Price in the Text")
        main.wait_no_dialog()
        harness.wait_for(lambda: "$123,000" in lot.posts()[0]["message"], "the price on the Page", 30)

    with tap.case("the place shows it as published, and takes it off after a question"):
        session.key("alt+4")
        main.says(re.compile(r"Published · "))
        main.press("Take off the Page")
        main.dialog("Take this post off its Page").press("Take off")
        harness.wait_for(lambda: lot.posts() == [], "the post to go", 30)
        main.says(re.compile(r"Removed · "))

    with tap.case("of several cars those that lack something are left out where the lot wants it so, and why is said"):
        set_need(session, main, "Never post them")
        session.key("alt+2")
        main.wait_count(45)
        main.select("NISSAN MARCH")
        session.key("shift+Down")
        session.key("Menu")
        main.in_popover("menu item", "Post 2 cars on Facebook").act()
        post = main.dialog("Post")
        post.says("2 of 2 cars are left out")
        post.says("The lot posts only cars that are whole")
        harness.expect("sensitive" not in post.node.wait(pages.BUTTON, re.compile("^_?Publish$")).states, "nothing is left to publish")
        post.click(post.node.wait(None, "2 of 2 cars are left out"))
        post.says(re.compile("^Left out. It lacks: "))
        post.close()
        main.wait_no_dialog()

    session.key("ctrl+w")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)


def run(tap, session):
    posts.run(tap, session, "posts", run_lot)


if __name__ == "__main__":
    sys.exit(harness.main(run))
