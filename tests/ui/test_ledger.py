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
MENU = ("menu item", "check menu item", "button")
ROW = ("list item", "list_item", "row")


def row(main, pattern):
    """A row of the list says all of it in its name."""
    return harness.wait_for(lambda: main.node.find(None, re.compile(pattern), where=lambda n: n.role in ROW or "item" in n.role),
                            f"a row {pattern}")


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
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("in the inventory the car is found by it"):
        session.key("alt+2")
        main.search("posted:yes")
        main.wait_count(1)

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
    home = harness.Home(session, "ledger")
    lot = posts.Lot(session, home)
    try:
        harness.Cli(session, home)("import", harness.SAMPLE_CSV)
        run_lot(tap, session, home, lot)
    finally:
        lot.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
