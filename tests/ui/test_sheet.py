# SPDX-License-Identifier: GPL-3.0-or-later
"""How things stand with the lot's sheet: the line in the sidebar, its popover and the banner, against the fake cloud."""

import re
import sys

import harness
import pages
import sheets
from harness import wait_for

LATE_S = 60  # what people change in the sheet is here by then


def run(tap, session):
    home = harness.Home(session, "sheet")
    sheet = sheets.Sheet(session, home)
    sheet.sign_in()
    app = harness.App(session, home, environment=sheet.environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.node.wait(None, re.compile("Welcome"))

    def note(text):
        """The line at the foot of the sidebar."""
        return main.node.wait(("button", "toggle button"), re.compile(text), LATE_S)

    with tap.case("without a sheet nothing is said of one"):
        harness.expect(main.node.find(None, re.compile("[Ss]ynced|Synchronising")) is None, "nothing")

    with tap.case("a sheet that was linked comes in by itself"):
        app.stop()
        sheet.link()
        app = harness.App(session, home, environment=sheet.environment)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(45, LATE_S)
        note("^Synced just now")
        session.screenshot("sheet-note")

    with tap.case("what is changed in the sheet comes into the list"):
        sheet.edit("H9", "$281,500.00")
        main.wait_row("281,500", "281,500", LATE_S)

    with tap.case("what is changed here goes to the sheet"):
        key = sheet.cli.json("list", "--filter", "price:281500")["vehicles"][0]["stock_number"]
        sheet.cli("set", str(key), "price=283000")
        wait_for(lambda: "283000" in str(sheet.rows()), "the price in the sheet", 20)
        note("^Synced just now")

    with tap.case("a press explains, and it can be paused and go on"):
        note("^Synced").act()
        main.in_popover("label", re.compile("reaches the other side by itself"))
        session.screenshot("sheet-popover")
        main.in_popover(pages.BUTTON, re.compile("^_?Pause")).act()
        main.in_popover("label", re.compile("until you go on"))
        note("paused")
        main.in_popover(pages.BUTTON, re.compile("^_?Go on")).act()
        note("^Synced just now")
        session.key("Escape")
        main.wait_no_popover()

    with tap.case("how each connection is stands in Activity: what fails and why, and what works again"):
        session.key("ctrl+h")
        main.click(main.node.wait(None, "Connections"))
        main.says("Google Drive")
        main.says(re.compile("^Works · last answer on"))
        harness.expect(main.node.find(None, re.compile("^Does not work")) is None, "all works")
        sheet.cloud.control("faults", {"path": "drive/*", "status": 503, "times": -1})
        main.says(re.compile("^Does not work. Google has a fault at the moment"), LATE_S)
        main.click(main.node.wait(None, "Google Drive"))
        main.says("Asked in the last hour")
        main.says(re.compile(r"^\d+ times$"))
        main.says(re.compile("drive: status 503"))
        session.screenshot("connections")
        sheet.clear_faults()
        main.node.wait_gone(None, re.compile("^Does not work"), LATE_S)
        main.says(re.compile(r"· Google has a fault at the moment"))
        session.key("alt+2")
        note("^Synced just now")

    with tap.case("rows that are gone are asked about, and nothing is changed before"):
        sheet.remove_rows(3, 22)
        main.says(re.compile("20 rows are gone"), LATE_S)
        session.screenshot("sheet-asks")
        harness.expect(len(sheet.cli.json("list")["vehicles"]) == 45, "all cars")
        main.node.wait(pages.BUTTON, re.compile("^_?Go on without")).act()
        main.node.wait_gone(None, re.compile("rows are gone"), LATE_S)
        wait_for(lambda: len(sheet.cli.json("sheet", "status")["vanished"]) == 20, "the cars to be marked")
        note("^Synced just now").act()
        main.in_popover(pages.BUTTON, re.compile("^20 things to decide"))
        session.key("Escape")
        main.wait_no_popover()

    with tap.case("a sign-in that Google ended is told, and leads to where one signs in"):
        sheet.revoke()
        main.says(re.compile("Google ended the sign-in"), LATE_S)
        note("Sign in to Google again")
        session.screenshot("sheet-signed-out")
        main.node.wait(pages.BUTTON, re.compile("^_?Sign in…")).act()
        dialog = main.dialog()
        dialog.says(sheets.PERSON)
        dialog.close()
        main.wait_active()
        main.node.wait(pages.BUTTON, "Put away", only_showing=False).act()
        main.node.wait_gone(None, re.compile("Google ended the sign-in"))
        note("Sign in to Google again")

    app.stop()
    sheet.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
