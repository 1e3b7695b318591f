#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of posts: cars × Pages, found, filtered and opened; by keyboard."""

import json
import re
import subprocess
import sys
import urllib.request

import harness
import pages
import posts
import sheets

TAB = "CHECK PUBLICACIONES"
LATE_S = 60  # a sync of the sheet is by then
CHECK = ("check box", "checkbox")
ITEM = ("list item", "list box item")
MENU = ("menu item", "check menu item", "button")
ROW = ("list item", "list_item", "row")


def row(main, pattern):
    """A row of the list says all of it in its name."""
    return harness.wait_for(lambda: main.node.find(None, re.compile(pattern), where=lambda n: n.role in ROW or "item" in n.role),
                            f"a row {pattern}")


def search_text(main):
    return main.node.find(("search box", *pages.ENTRY), "Search").text()


def run_lot(tap, session, home, lot):
    lot.connect()
    lot.cli("post", "9", "--page", "norte")
    lot.like(41)
    lot.fail_next()
    lot.cli("post", "12", "--page", "norte", status=1)
    lot.cli("posts", "--refresh")
    app = harness.App(session, home, environment=lot.environment)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)
    main.wait_active()

    with tap.case("the ledger tells of each car where it stands, since when, and what went wrong"):
        session.key("alt+4")
        main.click(main.node.wait("tab", "Ledger"))
        main.button("All 45")
        main.click(main.button("Posted 1"))
        row(main, "Autos del Norte: today, 41 reactions, 0 comments")
        main.click(main.button("Failed 1"))
        row(main, "Autos del Norte: failed, .+")
        main.click(main.button("Never 43"))
        row(main, "Autos del Norte: never")

    with tap.case("it is searched with the language of the inventory; what is not understood leaves it as it is"):
        search = main.fill("Search cars of the ledger", "posted:yes")
        main.button("All 1")
        session.key("ctrl+a")
        session.type("nonsense:1")
        harness.wait_for(lambda: "nonsense:1" in search.text(), search.text)
        main.button("All 1")
        session.key("ctrl+a", "BackSpace")
        main.button("All 45")

    with tap.case("Enter opens a car Page by Page, with its link and what people did; Escape closes it"):
        main.click(main.button("Posted 1"))
        first = row(main, "Autos del Norte: today")
        main.tab_to(first)
        session.key("Return")
        details = main.dialog("Out since")
        details.says(re.compile("41 reactions"))
        details.button("Open on Facebook: Autos del Norte")
        harness.expect(details.node.find("label", "Autos del Norte"), "the Page's name over its row")
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("in the inventory the search offers what may be asked of posts, Pages among it"):
        session.key("alt+2")
        session.key("ctrl+f")
        session.type("post")
        main.in_popover(ITEM, "posted:")
        session.key("Down", "Return")
        harness.wait_for(lambda: search_text(main) == "posted:", lambda: search_text(main))
        for offer in ("Posted nowhere", "posted more than 30 days ago", "Autos del Norte"):
            main.in_popover(ITEM, offer)
        session.type("nor")
        harness.wait_for(lambda: not any(n.name == "Posted nowhere" for n in main.node.walk() if n.is_in_popover()), "fewer offers")
        main.in_popover(ITEM, "Autos del Norte")
        session.key("Down", "Return")
        main.wait_count(1)
        main.search("")
        main.wait_count(45)

    with tap.case("and the popover of filters has all of it: states, days, and the Page"):
        session.key("ctrl+shift+f")
        main.in_popover(pages.BUTTON, "Posts on Facebook").act()
        main.in_popover(CHECK, re.compile("^Posted$"), states=("focused",))
        session.key("Tab", "space")  # GTK 4.8 gives check buttons no action
        main.wait_count(44)
        session.key("space", *["Tab"] * 7)
        main.in_popover(CHECK, "Autos del Norte", states=("focused",))
        session.key("space")
        main.wait_count(1)
        session.key("shift+Tab")
        main.in_popover(pages.ENTRY, "Days since the post up to", states=("focused",))
        session.type("3")
        harness.wait_for(lambda: search_text(main).strip() == 'posted:..3,"Autos del Norte"', lambda: search_text(main))
        session.key("Tab", "space")
        harness.wait_for(lambda: search_text(main).strip() == "posted:..3", lambda: search_text(main))
        main.wait_count(1)
        session.key("Escape")
        main.wait_no_popover()

    session.key("ctrl+w")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)


def tabs(sheet):
    with urllib.request.urlopen(f"{sheet.cloud.base}/control/sheet/{sheet.id}", timeout=20) as answer:
        return {tab["title"]: tab["rows"] for tab in json.loads(answer.read())["tabs"]}


def run_tab(tap, session):
    """The lot's sheet and its Pages at one fake cloud."""
    home = harness.Home(session, "ledger-tab")
    sheet = sheets.Sheet(session, home)
    try:
        sheet.sign_in()
        sheet.cli("import", harness.SAMPLE_CSV)
        token = sheet.cloud.control("facebook/token", {"person": posts.LAURA, "kind": "SYSTEM"})["access_token"]
        subprocess.run([sheet.cli.program, "facebook", "connect", "--token"], env=sheet.cli.environment, input=token + "\n", text=True,
                       capture_output=True, check=True)
        # Beside a sheet a PC waits some minutes before it posts: others may, too
        sheet.cli("post", "9", "--page", "norte")
        sheet.link()
        sheet.sync()
        app = harness.App(session, home, environment=sheet.environment)
        main = pages.Main(app)
        tap.watch = [app]
        main.wait_count(45)
        main.wait_active()

        with tap.case("a tab of the sheet is kept where a person asks for it, and follows"):
            session.key("alt+4")
            main.click(main.node.wait("tab", "Ledger"))
            main.button("Posted 1")
            harness.expect(TAB not in tabs(sheet), tabs(sheet).keys())
            main.press("More")
            main.in_popover(MENU, "Keep a Tab in the Linked Sheet").act()
            main.says("gets a tab")
            harness.wait_for(lambda: TAB in tabs(sheet), "the tab", LATE_S)
            harness.expect("PUBLICADO" in json.dumps(tabs(sheet)[TAB]), tabs(sheet)[TAB][:4])

        session.key("ctrl+w")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
    finally:
        sheet.cloud.stop()


def run(tap, session):
    run_ledger(tap, session)
    run_tab(tap, session)


def run_ledger(tap, session):
    posts.run(tap, session, "ledger", run_lot)


if __name__ == "__main__":
    sys.exit(harness.main(run))
