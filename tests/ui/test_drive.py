# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos in Drive from the window: linked in Preferences, sent by themselves, and asked about where many were removed."""

import base64
import json
import os
import re
import sys
import urllib.request

import car_photos
import harness
import pages
import sheets
import test_google
from harness import wait_for

LATE_S = 90


def drive_files(sheet):
    with urllib.request.urlopen(f"{sheet.cloud.base}/control/drive", timeout=20) as answer:
        return json.loads(answer.read())["files"]


def drive_photos(sheet):
    return [file for file in drive_files(sheet) if file["appProperties"].get("asm_kind") == "photo"]


def clipboard(session):
    return session.run(os.path.join(harness.BUILD_ROOT, "tests", "ui", "drop-text"), "--clipboard").stdout


def run(tap, session):
    home = harness.Home(session, "drive")
    sheet = sheets.Sheet(session, home)
    sheet.cli("import", harness.SAMPLE_CSV)
    sheet.sign_in()
    pictures = os.path.join(home.folder, "pictures")
    os.makedirs(pictures)
    sheet.cli("photos", "add", "1", *car_photos.write(pictures, "one", colour="#b3202a", count=5, start="2026:03:12 10:41:00"))
    opened = test_google.make_browser(home)
    app = harness.App(session, home, environment=sheet.environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    main.wait_active()
    preferences = None

    def open_google():
        session.key("ctrl+comma")
        window = main.dialog()
        window.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Google").act()
        return window

    with tap.case("one press links Drive, and the photos go there"):
        preferences = open_google()
        button = wait_for(lambda: preferences.node.find(pages.BUTTON, "Keep photos in Drive, too", only_showing=False), "the button")
        preferences.reveal(button)
        button.act()
        wait_for(lambda: len(drive_photos(sheet)) == 5, "the photos in Drive", LATE_S)
        wait_for(lambda: preferences.node.find(None, re.compile("^All 5 photos are in Drive"), only_showing=False), "it to be told", LATE_S)
        wait_for(lambda: preferences.node.find(None, re.compile("GB left|MB left"), only_showing=False), "the room that is left", LATE_S)
        row = preferences.node.find(None, re.compile("^All 5 photos are in Drive"), only_showing=False)
        preferences.reveal(row)
        session.screenshot("drive-linked")

    with tap.case("the sidebar says how it stands, always"):
        note = wait_for(lambda: main.node.find(pages.BUTTON, re.compile("^5 photos in Drive$"), only_showing=False), "the line", LATE_S)
        preferences.close()
        note.act()
        wait_for(lambda: main.node.find(pages.BUTTON, "Compare Now"), "what can be done about it")
        session.screenshot("drive-note")
        main.node.find(pages.BUTTON, "Pause").act()
        wait_for(lambda: main.node.find(pages.BUTTON, "Drive is paused", only_showing=False), "it to be paused")
        harness.expect(sheet.cli.json("drive", "status")["paused"], "it is so")
        main.node.find(pages.BUTTON, "Go on").act()
        wait_for(lambda: main.node.find(pages.BUTTON, "5 photos in Drive", only_showing=False), "it to go on", LATE_S)
        session.key("Escape")
        main.wait_no_popover()
        preferences = open_google()

    with tap.case("in the gallery each photo says whether it is in Drive, waits, or goes there"):
        preferences.close()
        sheet.cloud.control("faults", {"path": "upload/*", "delay_ms": 3000, "times": -1})
        main.wait_active()
        main.select("AVEO LT")
        session.key("Return")
        editor = pages.Page(app, wait_for(lambda: next((w for w in app.windows() if "AVEO" in w.name), None), "the editor"))
        editor.node.wait("list item", re.compile("^Photo 1 of 5, cover, in Drive"), LATE_S)
        editor.says("5 of 8")
        editor.says("All in Drive")
        sheet.cli("photos", "add", "1", *car_photos.write(pictures, "two", colour="#2563eb", count=3, start="2026:03:13 10:41:00"))
        editor.node.wait("list item", re.compile("^Photo 7 of 8, waits for Drive"), LATE_S)
        editor.says("3 not in Drive yet")
        editor.node.wait("list item", re.compile("^Photo [678] of 8, on its way to Drive"), LATE_S)
        session.screenshot("drive-gallery")
        sheet.clear_faults()
        editor.node.wait("list item", re.compile("^Photo 8 of 8, in Drive"), LATE_S)
        editor.says("All in Drive")

    with tap.case("a link for a customer: asked once, copied, and taken back"):
        def press(item):
            editor.node.wait(pages.BUTTON, "Photos in Drive").act()
            editor.in_popover(("menu item", "button"), item).act()

        def folder():
            return next(file for file in drive_files(sheet) if file["appProperties"].get("asm_kind") == "vehicle")

        press(re.compile("Copy Link for the Customer"))
        question = wait_for(lambda: next((w for w in app.windows() if w.find(None, "Share the Photos of This Car?")), None), "the question")
        harness.expect(not folder()["anyone"], "nothing before it is answered")
        session.screenshot("drive-share")
        question.wait(pages.BUTTON, "Share and Copy Link").act()
        wait_for(lambda: folder()["anyone"], "it to be shared", LATE_S)
        editor.says(re.compile("^Copied the link"), LATE_S)
        wait_for(lambda: folder()["id"] in clipboard(session), "the link in the clipboard")
        session.screenshot("drive-shared")
        press(re.compile("Stop Sharing"))
        wait_for(lambda: not folder()["anyone"], "it to be taken back", LATE_S)
        editor.says(re.compile("to nobody any more"), LATE_S)

    with tap.case("papers that people put into the folder are not shared along: each photo has a link of its own"):
        paper = sheet.cloud.control("drive", {"do": "add", "parent": folder()["id"], "name": "factura.pdf", "owner": sheets.PERSON,
                                              "mimeType": "application/pdf", "base64": "JVBERg=="})["id"]

        def seen():
            return [file["appProperties"].get("asm_kind") for file in drive_files(sheet) if file["anyone"]]

        press(re.compile("Copy Link for the Customer"))
        question = wait_for(lambda: next((w for w in app.windows() if w.find(None, "Share the Photos of This Car?")), None), "the question")
        question.wait(pages.BUTTON, "Share and Copy Link").act()
        question = wait_for(lambda: next((w for w in app.windows() if w.find(None, "Share Each Photo by Itself?")), None), "the other one",
                            LATE_S)
        harness.expect(seen() == [], "nothing before it is answered")
        session.screenshot("drive-share-each")
        question.wait(pages.BUTTON, "Share and Copy Links").act()
        editor.says(re.compile("^Copied the links to 8 photos"), LATE_S)
        harness.expect(seen() == ["photo"] * 8, f"the photos alone: {seen()}")
        wait_for(lambda: clipboard(session).count("/file/d/") == 8, "the links in the clipboard")
        press(re.compile("Stop Sharing"))
        wait_for(lambda: seen() == [], "them to be taken back", LATE_S)
        editor.says(re.compile("^The links show the photos to nobody"), LATE_S)
        sheet.cloud.control("drive", {"do": "delete", "file": paper})

    with tap.case("photos that somebody put into Drive come in by Google's picker, several at once"):
        theirs = car_photos.write(pictures, "theirs", colour="#d97706", count=2, start="2026:03:14 10:41:00")
        files = []
        for path in theirs:
            with open(path, "rb") as file:
                files.append(sheet.cloud.control("drive", {"do": "add", "name": os.path.basename(path), "owner": sheets.PERSON,
                                                           "base64": base64.b64encode(file.read()).decode()})["id"])
        editor.node.wait(pages.BUTTON, "Photos in Drive").act()
        editor.in_popover(("menu item", "button"), re.compile("Add From Drive")).act()
        wait_for(lambda: any(w.find(None, "Choose Photos in the Browser") for w in app.windows()), "what is to be done")
        session.screenshot("drive-picker")
        sheet.cloud.agree(test_google.take_address(opened), picked=files)
        editor.node.wait("list item", re.compile("^Photo 10 of 10"), LATE_S)
        names = [photo["name"] for photo in sheet.cli.json("photos", "list", "1")["photos"]]
        harness.expect(names[-2:] == [os.path.basename(path) for path in theirs], f"in their order: {names}")
        wait_for(lambda: len(drive_photos(sheet)) == 10, "them to be kept in Drive as ours", LATE_S)
        harness.expect(len(sheet.cli.json("google", "status")["accounts"]) == 1, "no other account for it")
        editor.node.wait("list item", re.compile("^Photo 10 of 10, in Drive"), LATE_S)

    with tap.case("who thinks better of it gets nothing, and no complaint"):
        editor.node.wait(pages.BUTTON, "Photos in Drive").act()
        editor.in_popover(("menu item", "button"), re.compile("Add From Drive")).act()
        dialog = wait_for(lambda: next((w for w in app.windows() if w.find(None, "Choose Photos in the Browser")), None), "the dialog")
        test_google.take_address(opened)
        dialog.wait(pages.BUTTON, "Cancel").act()
        wait_for(lambda: not any(w.find(None, re.compile("Choose Photos in|No Photos Came")) for w in app.windows()), "it to be over")
        wait_for(lambda: session.key("Escape") or not any("AVEO" in w.name for w in app.windows()), "the editor to close")
        preferences = open_google()

    with tap.case("many that are gone in Drive are asked about first"):
        for file in drive_photos(sheet)[:8]:
            sheet.cloud.control("drive", {"do": "trash", "file": file["id"]})
        sheet.cli("photos", "rotate", "1", "1")
        wait_for(lambda: preferences.node.find(None, re.compile("8 photos are gone from Drive"), only_showing=False), "the question", LATE_S)
        harness.expect(len(sheet.cli.json("photos", "list", "1")["photos"]) == 10, "nothing was changed")
        button = wait_for(lambda: preferences.node.find(pages.BUTTON, "Many photos were removed", only_showing=False), "the button")
        preferences.reveal(button)
        session.screenshot("drive-asks")
        button.act()
        wait_for(lambda: len(sheet.cli.json("photos", "list", "1")["photos"]) == 2, "the photos to be in the bin", LATE_S)
        preferences.close()

    app.stop()
    sheet.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
