# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences → Google with more than one account, with wide permissions, with what Google ends, and with the real keyring:
unlocked, locked and none; against the fake cloud."""

import json
import os
import re
import shutil
import subprocess
import sys

import harness
import pages
import sheets
from harness import wait_for
from test_google import make_browser, take_address

OTHER = "otra@ejemplo.mx"
DAY_US = 24 * 3600 * 1000000
TABS = ("radio button", "page tab", "tab", "toggle button", *pages.BUTTON)


class Desk:
    """The program at one home, and its page of Google."""

    def __init__(self, tap, session, sheet, environment=None):
        self.tap, self.session, self.sheet = tap, session, sheet
        self.environment = environment or sheet.environment
        self.opened = make_browser(sheet.home)
        self.start()

    def start(self):
        self.app = harness.App(self.session, self.sheet.home, environment=self.environment)
        self.tap.watch = [self.app]
        self.main = pages.Main(self.app)
        self.main.wait_active()
        return self.show()

    def show(self):
        self.session.key("ctrl+comma")
        self.page = self.main.dialog()
        self.page.node.wait(TABS, "Google").act()
        return self.page

    def press(self, name):
        button = wait_for(lambda: self.page.node.find(pages.BUTTON, pages.pattern_of(name), only_showing=False), f"the button {name}")
        self.page.reveal(button)
        self.page.press(name)

    def sign_in(self, **answer):
        self.press(re.compile("^Sign In$"))
        self.sheet.cloud.agree(take_address(self.opened), **answer)

    def fill(self, page, name, text):
        """GTK 4.8 does not tell where the focus is in a window beside the first; keys come after the press before them."""
        entry = page.entry(name)
        seen = []

        def is_steady():
            seen.append(entry.extents())
            return len(seen) >= 5 and len(set(seen[-5:])) == 1
        wait_for(is_steady, "what unfolds and scrolls to rest")
        page.click(entry)
        self.session.key("ctrl+a")
        self.session.type(text)
        self.session.key("Return")

    def set_wide(self):
        switch = wait_for(lambda: self.page.node.find(("toggle button", "switch", "check box"), re.compile("^All spreadsheets and photos of the account"),
                                                      only_showing=False), "the switch")
        self.page.reveal(switch)
        self.page.click(switch)

    def accounts(self):
        return {a["email"]: a["state"] for a in self.sheet.cli.json("google", "status")["accounts"]}


def start_keyring(session, password):
    """Of the session's bus, until it is there; password: None leaves it locked."""
    keyring = subprocess.Popen([shutil.which("gnome-keyring-daemon"), "--foreground", "--components=secrets",
                                *(["--unlock"] if password is not None else [])], env=session.environment, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    keyring.stdin.write(password or "")
    keyring.stdin.close()
    wait_for(lambda: session.session_bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                              harness.GLib.Variant("(s)", ("org.freedesktop.secrets",)))[0], "the keyring")
    return keyring


def start_prompter(session):
    """What asks for a keyring's password on a desktop: started by the session's bus, as there. FALSE where it is not installed."""
    program = harness.find_helper("gcr-prompter")
    if program is None:
        return False
    for name in ("SystemPrompter", "PrivatePrompter"):
        with open(os.path.join(session.folder, "services", f"org.gnome.keyring.{name}.service"), "w", encoding="utf-8") as stream:
            stream.write(f"[D-BUS Service]\nName=org.gnome.keyring.{name}\nExec={program}\n")
    session.session_bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ReloadConfig")
    return True


def find_prompt(session):
    return session.run("xdotool", "search", "--onlyvisible", "--class", "[Gg]cr-prompter").stdout.split()


def wait_prompt(session):
    """The prompt has the keyboard to itself."""
    return wait_for(lambda: find_prompt(session), "the prompt of the keyring")


def run_accounts(tap, session):
    home = harness.Home(session, "accounts")
    sheet = sheets.Sheet(session, home)
    sheet.cloud.control("people", {"email": OTHER, "name": "Otra"})
    sheet.set_client()
    sheet.cli("import", harness.SAMPLE_CSV)
    desk = Desk(tap, session, sheet)

    with tap.case("a permission that was unticked is named, and nothing is connected"):
        desk.set_wide()
        desk.sign_in(scopes=[sheets.fake.FILE_SCOPE])
        desk.page.says("A permission that is needed was not ticked")
        harness.expect(desk.accounts() == {}, desk.accounts())

    with tap.case("with all spreadsheets allowed, the address of one is typed"):
        desk.sign_in()
        desk.page.says(sheets.PERSON)
        desk.page.close()
        desk.main.wait_no_dialog()
        desk.main.wait_active()
        desk.main.menu("Link a Google spreadsheet")
        assistant = desk.main.dialog("Link a Spreadsheet")
        assistant.says("Address of the spreadsheet")
        desk.fill(assistant, "Address of the spreadsheet", "autos del lote")
        assistant.says("Copy the address of the spreadsheet")
        desk.fill(assistant, "Address of the spreadsheet", f"https://docs.google.com/spreadsheets/d/{sheet.id}/edit#gid=0")
        assistant.says(re.compile("^Columns$"))
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        assistant.press(re.compile("^Link$"))
        assistant.says("Is Linked", 60)
        assistant.press("Done")
        desk.main.wait_no_dialog()
        harness.expect(sheet.cli.json("sheet", "status")["linked"], "linked")

    with tap.case("a second account is signed in beside the first"):
        desk.show()
        desk.press(re.compile("^Sign In$"))
        sheet.cloud.agree(take_address(desk.opened), email=OTHER)
        desk.page.says(OTHER)
        harness.expect(desk.accounts() == {sheets.PERSON: "signed_in", OTHER: "signed_in"}, desk.accounts())

    with tap.case("the sheet belongs to one of them: when the other goes, it goes on"):
        desk.press(f"Sign Out…, {OTHER}")
        desk.main.dialog(f"Sign {OTHER} Out?").press("Sign Out")
        desk.page.node.wait_gone(None, OTHER)
        harness.expect(desk.accounts() == {sheets.PERSON: "signed_in"}, desk.accounts())
        desk.page.says(f"Tab {sheets.TAB} · {sheets.PERSON}")
        desk.page.close()
        desk.main.wait_active()
        sheet.edit("H9", "$281,500.00")
        # Drive shows nothing of a sheet that was not picked: it is read without being looked at first.
        desk.main.wait_row("281,500", "281,500", 70)
        desk.main.node.wait(("button", "toggle button"), re.compile("^Synced"))

    with tap.case("what Google ends after seven days is named as such, and one signs in again from there"):
        desk.app.stop()
        sheet.change_setting("google.accounts", lambda text: json.dumps(
            [{**account, "signed_in": account["signed_in"] - 7 * DAY_US} for account in json.loads(text)]))
        sheet.revoke()
        desk.start()
        desk.page.says("Google ends a sign-in after seven days while the Google Cloud project is in testing", 60)
        session.screenshot("google-seven-days")
        desk.press(f"Sign In, {sheets.PERSON}")
        address = take_address(desk.opened)
        harness.expect("login_hint=" in address, address)
        sheet.cloud.agree(address, picked=[sheet.id])
        desk.page.says(re.compile("^Signed in$"))
        harness.expect(desk.accounts() == {sheets.PERSON: "signed_in"}, desk.accounts())

    with tap.case("where Google cannot be told of a sign-out, that is said, and it is forgotten here"):
        sheet.cloud.control("faults", {"path": "revoke", "status": 400, "times": -1})
        desk.press(f"Sign Out…, {sheets.PERSON}")
        desk.main.dialog(f"Sign {sheets.PERSON} Out?").press("Sign Out")
        desk.page.says("Google could not be told")
        harness.expect(desk.accounts() == {}, desk.accounts())

    desk.app.stop()
    leaks = sheet.cloud.find_leaks(home.folder)
    harness.expect(not leaks, leaks)
    sheet.stop()


def run_keyring(tap, session):
    home = harness.Home(session, "keyring")
    sheet = sheets.Sheet(session, home)
    sheet.cli("import", harness.SAMPLE_CSV)
    environment = {name: value for name, value in sheet.environment.items() if not name.startswith("SECRET_")}
    desk = Desk(tap, session, sheet, environment)

    def type_client():
        desk.fill(desk.page, "Client ID", sheets.fake.CLIENT_ID)
        desk.fill(desk.page, "Client secret", sheets.fake.CLIENT_SECRET)
        desk.page.says("The client is set")

    with tap.case("a slip in the client is told there, where it was made"):
        desk.fill(desk.page, "Client ID", "lote.apps.google.com")
        told = desk.page.says("A client ID ends with")
        for what in (told, desk.page.node.find(pages.ENTRY, re.compile("^Client ID")),
                     desk.page.node.find(pages.ENTRY, re.compile("^Client secret"))):
            wait_for(what.is_on_screen, f"{what} in sight, with nothing over it")
        session.screenshot("google-slip")

    with tap.case("a session without a keyring: for as long as the program runs, and that is said"):
        type_client()
        desk.page.node.wait_gone(None, re.compile("A client ID ends with"))
        desk.page.says("This PC’s session has no keyring")
        desk.page.says("The sign-in lasts until the program is closed")
        session.screenshot("google-no-keyring")
        desk.sign_in(picked=[sheet.id])
        desk.page.says(re.compile("^Signed in$"))
        leaks = sheet.cloud.find_leaks(home.folder)
        harness.expect(not leaks, leaks)
        desk.app.stop()
        desk.start()
        desk.page.says(re.compile("First the client of a Google Cloud project|^Signed out"))

    if shutil.which("gnome-keyring-daemon") is None:
        sheet.stop()
        desk.app.stop()
        return
    with tap.case("the desktop's own keyring keeps it over a restart"):
        desk.app.stop()
        keyring = start_keyring(session, "test")
        desk.start()
        type_client()
        desk.sign_in(picked=[sheet.id])
        desk.page.says(re.compile("^Signed in$"))
        harness.expect(desk.page.node.find(None, re.compile("lasts until the program is closed")) is None, "it is kept")
        desk.app.stop()
        desk.start()
        desk.page.says(re.compile("^Signed in$"))
        leaks = sheet.cloud.find_leaks(home.folder)
        harness.expect(not leaks, leaks)

    def restart(password):
        nonlocal keyring
        desk.app.stop()
        keyring.terminate()
        keyring.wait(20)
        keyring = start_keyring(session, password)
        desk.start()

    with tap.case("while nobody unlocks it that is said, and what is in it is there again afterwards"):
        for password, said in ((None, "The keyring was not unlocked"), ("test", re.compile("^Signed in$"))):
            restart(password)
            desk.page.says(said)
            session.screenshot("google-locked-keyring" if password is None else "google-unlocked-keyring")

    if start_prompter(session):
        with tap.case("a locked keyring is asked for, and once it is unlocked all is there"):
            restart(None)
            wait_prompt(session)
            session.screenshot("google-keyring-prompt")
            session.type("test")
            session.key("Return")
            desk.page.says(re.compile("^Signed in$"))
            harness.expect(desk.page.node.find(None, re.compile("keyring was not unlocked")) is None, "it is unlocked")

        with tap.case("who closes the question goes on without, which is said, and may be asked again there"):
            restart(None)
            wait_prompt(session)
            session.key("Escape")
            desk.page.says("The keyring was not unlocked")
            session.screenshot("google-keyring-dismissed")
            desk.press(re.compile("^Unlock"))
            wait_prompt(session)
            session.key("Escape")
            wait_for(lambda: not find_prompt(session), "the question closed again")
            desk.page.says("The keyring was not unlocked")
            desk.press(re.compile("^Unlock"))
            wait_prompt(session)
            session.type("test")
            session.key("Return")
            desk.page.says(re.compile("^Signed in$"))
            desk.page.node.wait_gone(None, re.compile("keyring was not unlocked"))

    desk.app.stop()
    keyring.terminate()
    keyring.wait(20)
    sheet.stop()


def run(tap, session):
    run_accounts(tap, session)
    run_keyring(tap, session)


if __name__ == "__main__":
    sys.exit(harness.main(run))
