# SPDX-License-Identifier: GPL-3.0-or-later
"""Marketplace: a car's kit is copied field by field, what was done there is noted, renewed, taken down, and taken back."""

import datetime
import os
import re
import sys

import harness
import pages
import photos
from test_photo_files import choose

LINK = "https://www.facebook.com/marketplace/item/123456789/"


def clipboard(session):
    return session.run(os.path.join(harness.BUILD_ROOT, "tests", "ui", "drop-text"), "--clipboard").stdout


def listing(cli, car):
    found = cli.json("marketplace", "status", car)["listings"]
    return found[0] if found else {"stage": "none", "link": None}


def wait_stage(cli, car, stage):
    harness.wait_for(lambda: listing(cli, car)["stage"] == stage, lambda: f"{car} to be {stage}; it is {listing(cli, car)}")


def wait_clipboard(session, text):
    harness.wait_for(lambda: clipboard(session).strip() == text, lambda: f"{text!r} in the clipboard, not {clipboard(session)!r}")


def button_of(kit, field):
    """Of one field of the form, in sight or not."""
    return harness.wait_for(lambda: kit.node.find(pages.BUTTON, re.compile(re.escape(f"Copy “{field}”")), only_showing=False), field)


def press(kit, field):
    harness.expect(button_of(kit, field).act(), field)


def save(app, session, page, name, path):
    """Presses a button, in sight or not, and gives the chooser a path."""
    button = harness.wait_for(lambda: page.node.find(pages.BUTTON, re.compile(name), only_showing=False), name)
    known = {window.path for window in app.windows()}
    harness.expect(button.act(), button)
    choose(app, session, known, path, True)
    harness.wait_for(lambda: os.path.exists(path), path)


def run(tap, session):
    home = harness.Home(session, "marketplace")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli("set", "0", "km=45000", "body=SUV")
    photos.make(os.path.join(session.folder, "Fotos"), 3)
    cli("photos", "add", "0", os.path.join(session.folder, "Fotos"))
    app = harness.App(session, home)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)
    main.wait_active()

    with tap.case("what was listed is noted with its address, which has to be one of Facebook"):
        main.select("MAZDA CX30")
        session.key("ctrl+m")
        kit = main.dialog("Marketplace")
        kit.says("No program may list cars on Marketplace")
        kit.says("Not listed")
        kit.press("Listed Today")
        wait_stage(cli, "0", "up")
        kit.says(re.compile("^Listed$"))
        # The row takes the focus for its entry, and does not tell
        kit.click(kit.entry("Address of the listing"))
        session.type("http://example.com/1")
        session.key("Return")
        kit.says("This is no address of Facebook")
        harness.expect(listing(cli, "0")["link"] is None, listing(cli, "0"))
        session.key("ctrl+a")
        session.type(LINK + "?ref=share")
        session.key("Return")
        harness.wait_for(lambda: listing(cli, "0")["link"] == LINK, lambda: listing(cli, "0"))

    with tap.case("fields are copied one by one, and what is not known says so"):
        kit.press("Copy “Title”")
        wait_clipboard(session, "MAZDA CX30 2021")
        kit.press("Copy “Price (MXN)”")
        wait_clipboard(session, "379000")
        press(kit, "Mileage (km)")
        wait_clipboard(session, "45000")
        harness.wait_for(lambda: kit.node.find(None, re.compile("Not known: choose it in the form"), only_showing=False), "what is not known")
        # What is not known cannot be copied
        fuel = button_of(kit, "Fuel")
        harness.expect("sensitive" not in fuel.states, fuel)
        kit.session.key("ctrl+Home")
        kit.reveal(kit.node.find(pages.BUTTON, re.compile("Copy All"), only_showing=False))
        kit.press("Copy All")
        harness.wait_for(lambda: "Price (MXN): 379000" in clipboard(session), lambda: clipboard(session))

    with tap.case("the photos go to a folder of the car, numbered, with the words beside them"):
        target = os.path.join(session.folder, "kit")
        os.mkdir(target)
        button = harness.wait_for(lambda: kit.node.find(pages.BUTTON, re.compile("Save the Photos"), only_showing=False), "the button")
        known = {window.path for window in app.windows()}
        harness.expect(button.act(), button)
        choose(app, session, known, target, False)
        kit.says("3 photos saved")
        # It is shown, and there is nothing here that shows folders
        shown = harness.wait_for(lambda: next((w for w in app.windows() if w.find(None, "Could not show link")), None), "the folder to be shown")
        shown.find(pages.BUTTON, "Close").act()
        (name,) = os.listdir(target)
        found = sorted(os.listdir(os.path.join(target, name)))
        harness.expect(found[:3] == ["01.jpg", "02.jpg", "03.jpg"] and len(found) == 4, found)
        with open(os.path.join(target, name, found[3]), encoding="utf-8") as stream:
            harness.expect("379000" in stream.read(), found)
        kit.wait_active()

    with tap.case("by keyboard: from button to button, and Enter copies"):
        button = button_of(kit, "Year")
        kit.tab_to(button)
        session.key("Return")
        wait_clipboard(session, "2021")
        kit.close()
        # The first only takes the toast away, where there still is one
        if len(app.windows()) > 1:
            kit.close()
        main.wait_no_dialog()

    with tap.case("a sold car's listing is to be taken down: Home, Posts and the list say so"):
        old = (datetime.date.today() - datetime.timedelta(days=9)).isoformat()
        cli("marketplace", "set", "5", "--posted", old)
        cli("status", "0", "sold")
        session.key("alt+1")
        for text in ("Listings to take down: 1 car", "Listings to renew: 1 car"):
            harness.wait_for(lambda text=text: main.node.find(None, re.compile(text), only_showing=False), text)
        session.key("alt+4")
        main.says(re.compile("Marketplace: 2 to see to"))
        main.press("Marketplace: 2 to see to")
        due = main.dialog("Marketplace")
        due.says("To take down")
        due.says("To renew")
        due.press(re.compile("Taken Down: MAZDA CX30 2021"))
        wait_stage(cli, "0", "removed")
        due.press(re.compile("^Renewed: "))
        wait_stage(cli, "5", "up")
        due.close()
        main.wait_no_dialog()
        main.says(re.compile("^Marketplace…$"))

    with tap.case("undo takes back what was said last, and the history tells of both"):
        session.key("ctrl+z")
        wait_stage(cli, "5", "renew")
        main.show_activity("ctrl+h")
        main.says(re.compile("taken down from Marketplace on"))

    with tap.case("the list leads to a car's kit"):
        session.key("ctrl+shift+m")
        due = main.dialog("Marketplace")
        due.says("To renew")
        due.close()
        main.wait_no_dialog()

    with tap.case("Preferences have the dealership's place, and show the privacy notice with what is known"):
        main.wait_active()
        session.key("ctrl+comma")
        preferences = main.dialog("Preferences")
        preferences.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Listings").act()
        preferences.says("The Dealership’s Place")
        preferences.click(preferences.entry("City"))
        session.type("Merida")
        preview = harness.wait_for(lambda: preferences.node.find(pages.BUTTON, re.compile("Preview"), only_showing=False), "the preview")
        harness.expect(preview.act(), preview)
        notice = harness.wait_for(lambda: next((w for w in app.windows() if w.name == "Privacy Notice"), None), "the notice")
        for words in ("Aviso de privacidad de ____", "Merida"):
            harness.wait_for(lambda words=words: notice.find(None, re.compile(words), only_showing=False), words)
        pages.Page(app, notice).wait_active()
        session.key("alt+F4")
        harness.wait_for(lambda: len(app.windows()) == 2, "the notice to go")
        preferences.wait_active()

    with tap.case("the notice is saved in either language, as a page that loads nothing"):
        for button, name, words in (("In Spanish: Save as", "aviso.html", "Aviso de privacidad"),
                                    ("In English: Save as", "notice.html", "Privacy notice")):
            path = os.path.join(session.folder, name)
            save(app, session, preferences, button, path)
            preferences.wait_active()
            with open(path, encoding="utf-8") as stream:
                page = stream.read()
            harness.expect(words in page and "Merida" in page and "http" not in page, page[:400])

    with tap.case("the catalog says which cars it leaves out, and what they lack"):
        path = os.path.join(session.folder, "catalog.csv")
        save(app, session, preferences, "Cars that are available: Export", path)
        told = main.dialog("0 cars are in the catalog")
        told.says(re.compile("Left out, with what they lack:\n.+: .*the address of its page"))
        with open(path, encoding="utf-8") as stream:
            lines = stream.read().splitlines()
        harness.expect(len(lines) == 1 and lines[0].startswith('"vehicle_id","title","description","url",'), lines)
        told.press("Close")
        harness.wait_for(lambda: len(app.windows()) == 2, "the answer to go")
        preferences.wait_active()
        session.key("alt+F4")
        main.wait_no_dialog()

    session.key("ctrl+w")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)


if __name__ == "__main__":
    sys.exit(harness.main(run))
