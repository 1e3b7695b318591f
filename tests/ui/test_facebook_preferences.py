# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences → Facebook: the app, connecting in three ways, Pages, rules and templates, against the fake Graph API."""

import re
import sys

import facebook
import harness
import pages
from facebook import APP, JORGE, LAURA, LINDA, NORTE, SECRET
from test_google import make_browser, take_address


def accounts(cli):
    return cli.json("facebook", "accounts")


def page_of(cli, name):
    return next(page for page in accounts(cli)["pages"] if page["id"] == name)


def open_preferences(session, main):
    session.key("ctrl+comma")
    page = main.dialog()
    page.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Facebook").act()
    page.says("Whoever manages a Page")
    return page


def apply(session, page, name, text):
    page.fill(name, text)
    session.key("Return")


def run(tap, session):
    home = harness.Home(session, "facebook")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    there = facebook.Facebook(session, home, cli)
    opened = make_browser(home)
    app = harness.App(session, home, environment=there.environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    main.wait_active()
    page = open_preferences(session, main)

    with tap.case("the app is asked for first, and a slip is told"):
        page.says("1. Create an app")
        page.says("First the dealership’s Meta app is needed")
        apply(session, page, "App ID", "12345")
        page.says("number of about 16 digits")
        apply(session, page, "App ID", APP)
        apply(session, page, "App secret", SECRET)
        page.says("The app is set. Now connect.")

    with tap.case("a sign-in can be cancelled, and a no is told"):
        page.press(re.compile("^Connect$"))
        take_address(opened)
        page.says("Go on in the browser")
        page.press("Cancel")
        page.says("Connect with Facebook")
        page.press(re.compile("^Connect$"))
        there.agree(take_address(opened), answer="deny")
        page.says("Permission was not given")

    with tap.case("a person connects in the browser, with one permission missing, then again with all"):
        page.press(re.compile("^Connect$"))
        there.agree(take_address(opened), without=("read_insights",))
        page.says("These permissions are missing: see reach and clicks")
        harness.expect(len(accounts(cli)["pages"]) == 2, accounts(cli))
        page.press("Connect Again, ")
        address = take_address(opened)
        harness.expect("auth_type=rerequest" in address, address)
        there.agree(address)
        page.says("Choose below which Pages")
        page.node.wait_gone(None, re.compile("These permissions are missing"))
        harness.expect([account["state"] for account in accounts(cli)["accounts"]] == ["ok"], accounts(cli))

    with tap.case("what is set of a Page is stored at once"):
        name = page_of(cli, NORTE)["name"]
        page.reveal(page.node.wait(None, re.compile(f"^{re.escape(name)}"), only_showing=False))
        page.press(re.compile(f"^{re.escape(name)}|Expand")) if False else page.node.find(None, re.compile(f"^{re.escape(name)}")).act()
        switch = page.node.wait(("switch", "toggle button", "check box"), "Automatic", only_showing=False)
        page.reveal(switch)
        switch.act()
        harness.wait_for(lambda: page_of(cli, NORTE)["automatic"], "automatic")
        apply(session, page, "Times of the day", "8, 16:30")
        harness.wait_for(lambda: "08:00 16:30" in (page_of(cli, NORTE)["schedule"] or ""), "the times")
        sunday = page.node.wait(("toggle button", *pages.BUTTON), "Sunday", only_showing=False)
        page.reveal(sunday)
        sunday.act()
        harness.wait_for(lambda: "sun" in page_of(cli, NORTE)["schedule"], "Sunday")
        apply(session, page, "Times of the day", "half past nine")
        page.says("Write times such as")
        harness.expect("08:00 16:30" in page_of(cli, NORTE)["schedule"], "the times stay")

    with tap.case("a person connects with the address of a live app, and with a token"):
        ways = page.node.wait(None, "Other ways to connect", only_showing=False)
        page.reveal(ways)
        ways.act()
        page.press("Open the Browser")
        ended = there.agree(take_address(opened), person=JORGE, pages=(LINDA,), follow=False)
        apply(session, page, "Address on which the browser ended", "https://www.facebook.com/")
        page.says("This is not what Facebook gave")
        apply(session, page, "Address on which the browser ended", ended)
        harness.wait_for(lambda: len(accounts(cli)["accounts"]) == 2, "the second account")

    with tap.case("a dead connection is told on the account and its Page"):
        there.set(die={"person": LAURA, "subcode": 460})
        cli("post", "1", "--page", NORTE, check=False) if False else None

    with tap.case("disconnecting asks first, and wipes"):
        for person in ("Laura", "Jorge"):
            button = page.button(f"Disconnect…, {person}", only_showing=False)
            page.reveal(button)
            button.act()
            question = main.dialog("Disconnect ")
            question.says("stay there")
            question.press("Disconnect")
            question.node.wait_gone(None, "Disconnect ")
        harness.wait_for(lambda: accounts(cli)["accounts"] == [] and accounts(cli)["pages"] == [], "nothing left")

    harness.expect(there.violations() == [], there.violations())
    app.stop()
    there.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
