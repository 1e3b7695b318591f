# SPDX-License-Identifier: GPL-3.0-or-later
"""Posts: a car is composed and published from the window, seen on its Page, and taken off again."""

import re
import sys

import harness
import pages
import posts


def run_lot(tap, session, home, lot):
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
        post.says(re.compile("It lacks: "))
        words = post.node.wait(pages.ENTRY, "Words of the post")
        harness.wait_for(lambda: "Ref. 6" in words.text(), words.text)
        post.tab_to(words)
        session.key("ctrl+Home")
        session.type("Oferta ")
        post.press("Publish")
        main.wait_no_dialog()
        main.says("1 post is on its way")
        harness.wait_for(lambda: len(lot.posts()) == 1, "the post on the Page", 30)
        message = lot.posts()[0]["message"]
        harness.expect(message.startswith("Oferta ") and message.endswith("Ref. 6"), message)

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

    session.key("ctrl+w")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)


def run(tap, session):
    home = harness.Home(session, "posts")
    lot = posts.Lot(session, home)
    try:
        harness.Cli(session, home)("import", harness.SAMPLE_CSV)
        run_lot(tap, session, home, lot)
    finally:
        lot.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
