# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences → Facebook: the app, connecting in three ways, Pages, rules and templates, against the fake Graph API."""

import contextlib
import re
import sqlite3
import sys

import facebook
import harness
import pages
from facebook import ANA, APP, JORGE, LAURA, LINDA, NORTE, SECRET
from test_google import make_browser, take_address


def accounts(cli):
    return cli.json("facebook", "accounts")


def page_of(cli, name):
    return next(page for page in accounts(cli)["pages"] if page["id"] == name)


def setting(home, name):
    with contextlib.closing(sqlite3.connect(f"file:{home.data_dir}/autosell.db?mode=ro", uri=True)) as base:
        row = base.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row and row[0]


def open_preferences(session, main):
    session.key("ctrl+comma")
    page = main.dialog()
    page.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Facebook").act()
    page.says("Meta app")
    return page


def rest(node):
    """Until it stays where it is: what unfolds and scrolls is on its way for a while."""
    places = []

    def is_steady():
        places.append(node.extents())
        return len(places) >= 5 and len(set(places[-5:])) == 1
    harness.wait_for(is_steady, "what unfolds and scrolls to rest")
    return node


def fill(session, page, name, text):
    """GTK 4.8 does not tell where the focus is in a window beside the first; keys come after the press before them."""
    page.click(rest(page.entry(re.compile(f"^{re.escape(name)}"))))
    session.key("ctrl+a")
    session.type(text)


def apply(session, page, name, text):
    fill(session, page, name, text)
    session.key("Return")


def see(page, name, role=None):
    """Anything of that name, scrolled to."""
    node = page.node.wait(role, name, only_showing=False)
    page.reveal(node)
    return node


def press(page, name):
    """A button, wherever on the page it is."""
    see(page, name, pages.BUTTON).act()


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
    connect = re.compile("^_?Connect$")

    with tap.case("the app is asked for first, and a slip is told"):
        page.says("1. Create an app")
        apply(session, page, "App ID", "12345")
        page.says("number of about 16 digits")
        apply(session, page, "App ID", APP)
        apply(session, page, "App secret", SECRET)
        page.says("The app is set. Now connect.")

    with tap.case("a sign-in can be cancelled, and a no is told"):
        press(page, connect)
        take_address(opened)
        page.says("Go on in the browser")
        press(page, re.compile("^_?Cancel$"))
        page.says("Connect with Facebook")
        press(page, connect)
        there.agree(take_address(opened), answer="deny")
        page.says("Permission was not given")

    with tap.case("a person connects in the browser, with one permission missing, then again with all"):
        press(page, connect)
        there.agree(take_address(opened), without=("read_insights",))
        page.says("These permissions are missing: see reach and clicks")
        harness.expect(len(accounts(cli)["pages"]) == 2, accounts(cli))
        press(page, re.compile("^Connect Again, "))
        address = take_address(opened)
        harness.expect("auth_type=rerequest" in address, address)
        there.agree(address)
        page.says("Choose below which Pages")
        page.node.wait_gone(None, re.compile("These permissions are missing"))
        harness.expect([account["state"] for account in accounts(cli)["accounts"]] == ["ok"], accounts(cli))

    with tap.case("what is set of a Page is stored at once"):
        page.click(see(page, page_of(cli, NORTE)["name"]))
        see(page, "Automatic", "switch").act()
        harness.wait_for(lambda: page_of(cli, NORTE)["automatic"], "automatic")
        apply(session, page, "Times of the day", "8, 16:30")
        harness.wait_for(lambda: "08:00 16:30" in (page_of(cli, NORTE)["schedule"] or ""), "the times")
        see(page, "Sunday").act()
        harness.wait_for(lambda: "sun" in page_of(cli, NORTE)["schedule"], "Sunday")
        apply(session, page, "Times of the day", "half past nine")
        page.says("Write times such as")
        harness.expect("08:00 16:30" in page_of(cli, NORTE)["schedule"], "the times stay")

    with tap.case("a person connects with the address of a live app, and with a token"):
        page.click(see(page, "Other ways to connect"))
        press(page, re.compile("^Open the Browser"))
        ended = there.agree(take_address(opened), person=JORGE, pages=(LINDA,), follow=False)
        apply(session, page, "Address on which the browser ended", "https://www.facebook.com/")
        page.says("This is not what Facebook gave")
        apply(session, page, "Address on which the browser ended", ended)
        harness.wait_for(lambda: len(accounts(cli)["accounts"]) == 2, "the second account")
        apply(session, page, "Token of a system user or a Page", "no token")
        page.says("This is not what Facebook gave")
        apply(session, page, "Token of a system user or a Page", there.token(ANA))
        harness.wait_for(lambda: len(accounts(cli)["accounts"]) == 3, "the third account")

    with tap.case("the window publishes by itself once an account is connected; a dead connection is told"):
        there.set(die={"person": LAURA, "subcode": 460})
        cli("post", cli.json("list")["vehicles"][0]["stock_number"], "--page", NORTE, "--queue")
        harness.wait_for(lambda: "reconnect" in [account["state"] for account in accounts(cli)["accounts"]], "the dead one", 60)
        see(page, re.compile("The connection ended. Connect again"))
        there.set(die={"person": LAURA, "subcode": 0})

    with tap.case("a template is checked while it is typed, and saved"):
        press(page, "New Template")
        dialog = main.dialog("New Template")
        dialog.says("Ref. ")
        fill(session, dialog, "Name", "Corta de prueba")
        fill(session, dialog, "Text", "{marca} {")
        dialog.says(re.compile("^Line 1: "))
        fill(session, dialog, "Text", "Se vende {marca} {modelo}")
        dialog.says(re.compile("^Se vende "))
        dialog.press("Save")
        see(page, "Corta de prueba")

    with tap.case("rules are settings of the stock"):
        pages.choose_in(page, "Cars that lack something", "Never post them")
        harness.wait_for(lambda: setting(home, "posts.need-ready") == "always", "the setting")

    with tap.case("disconnecting asks first, and wipes"):
        for account in accounts(cli)["accounts"]:
            press(page, f"Disconnect…, {account['name']}")
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
