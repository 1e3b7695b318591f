# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences → Google: signing in by a browser, and out again, against the fake cloud."""

import json
import os
import sys

import harness
import pages

sys.path.insert(0, os.path.join(harness.SOURCE_ROOT, "tests", "integration"))
import cloud as fake  # noqa: E402


def make_browser(home):
    """The person's browser is a script that writes down what it is to open."""
    opened = os.path.join(home.folder, "opened")
    script = os.path.join(home.folder, "browser.sh")
    with open(script, "w", encoding="utf-8") as file:
        file.write(f'#!/bin/sh\nprintf "%s" "$1" >"{opened}.new" && mv "{opened}.new" "{opened}"\n')
    os.chmod(script, 0o700)
    applications = os.path.join(home.folder, ".local", "share", "applications")
    os.makedirs(applications, exist_ok=True)
    with open(os.path.join(applications, "browser.desktop"), "w", encoding="utf-8") as file:
        file.write(f"[Desktop Entry]\nType=Application\nName=Browser\nExec={script} %u\nMimeType=x-scheme-handler/http;\n")
    os.makedirs(os.path.join(home.folder, ".config"), exist_ok=True)
    with open(os.path.join(home.folder, ".config", "mimeapps.list"), "w", encoding="utf-8") as file:
        file.write("[Default Applications]\nx-scheme-handler/http=browser.desktop\n")
    return opened


def take_address(opened):
    harness.wait_for(lambda: os.path.exists(opened), "the browser")
    with open(opened, encoding="utf-8") as file:
        address = file.read()
    os.unlink(opened)
    return address


def run(tap, session):
    home = harness.Home(session, "google")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cloud = fake.Cloud(session.folder)
    sheet = cloud.control("sheet", {"title": "Autos del lote", "owner": fake.PERSON, "rows": [["MARCA"], ["KIA"]]})["id"]
    opened = make_browser(home)
    environment = {"AUTOSELL_ENDPOINTS": cloud.endpoints, "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PASSWORD": "test",
                   "SECRET_FILE_TEST_PATH": os.path.join(home.folder, "keyring"), "GIO_USE_PROXY_RESOLVER": "dummy"}
    cli.environment.update(environment)
    client = os.path.join(home.folder, "client.json")
    with open(client, "w", encoding="utf-8") as file:
        json.dump({"installed": {"client_id": fake.CLIENT_ID, "client_secret": fake.CLIENT_SECRET}}, file)
    cli("google", "client", client)
    app = harness.App(session, home, environment=environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    main.wait_active()
    session.key("ctrl+comma")
    page = main.dialog()
    page.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Google").act()

    with tap.case("a sign-in can be cancelled"):
        page.press("Sign In")
        take_address(opened)
        page.says("Go on in the browser")
        page.press("Cancel")
        page.says("Sign in with Google")

    with tap.case("a person who says no is told that nothing was connected"):
        page.press("Sign In")
        cloud.agree(take_address(opened), answer="deny")
        page.says("nothing was connected")

    with tap.case("signing in shows the account and the spreadsheet that was chosen"):
        page.press("Sign In")
        cloud.agree(take_address(opened), picked=[sheet])
        page.says("Autos del lote")
        page.says(fake.PERSON)
        harness.expect([a["state"] for a in cli.json("google", "status", "--check")["accounts"]] == ["signed_in"], "the account")

    with tap.case("signing out asks first, and revokes"):
        page.press(f"Sign Out…, {fake.PERSON}")
        question = main.dialog(f"Sign {fake.PERSON} Out?")
        question.press("Sign Out")
        page.node.wait_gone(None, fake.PERSON)
        harness.wait_for(lambda: cli.json("google", "status")["accounts"] == [], "no account")
        harness.expect(any(line["path"] == "revoke" for line in cloud.journal()), "revoked")

    app.stop()
    cloud.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
