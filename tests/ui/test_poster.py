# SPDX-License-Identifier: GPL-3.0-or-later
"""Two PCs of one lot: the window shows that the other one posts for a Page, and takes over from it, for good."""

import os
import re
import sys
import time

import harness
import pages
import posts
import sheets
from posts import NORTE

PAGE = "Autos del Norte"
GRACE_S = 200  # until all PCs know who posts


class OtherPC(sheets.Sheet):
    """Linked with the same sheet."""

    def __init__(self, session, sheet):
        self.home = harness.Home(session, "poster-other")
        self.cloud, self.id, self.sample = sheet.cloud, sheet.id, sheet.sample
        self.environment = {**sheet.environment, "SECRET_FILE_TEST_PATH": os.path.join(self.home.folder, "keyring")}
        self.cli = harness.Cli(session, self.home)
        self.cli.environment.update(self.environment)


def poster(pc):
    """Who posts there as that PC knows it, None for itself."""
    return next(page for page in pc.cli.json("facebook", "accounts")["pages"] if page["id"] == NORTE)["poster"]


def run_schedule(pc, offset_s=0):
    pc.cli("schedule", "run", "--now", str(int(time.time()) + offset_s))


def cars(sheet):
    return [re.search(r"Ref\. (\S+)$", post["message"])[1] for post in posts.list_posts(sheet.cloud)]


def run_pcs(tap, session, sheet):
    other = OtherPC(session, sheet)
    for pc in (sheet, other):
        pc.sign_in()
        pc.link()
        pc.sync()
        posts.connect(pc.cli, sheet.cloud)
    # The other PC is the first that has something to post there
    other.cli("post", "7", "--page", NORTE, "--queue")
    run_schedule(other)
    sheet.cli("post", "6", "--page", NORTE, "--queue")
    app = harness.App(session, sheet.home, environment=sheet.environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    main.wait_active()

    with tap.case("who posts there is said of the post that waits, and in the week"):
        session.key("alt+4")
        harness.wait_for(lambda: poster(sheet), "this PC to know", 30)
        name = poster(sheet)
        main.says(f"{name} posts for this Page")
        main.click(main.node.wait("tab", "Week"))
        main.says(f"{name} posts there")

    with tap.case("taking over is asked first, and a no changes nothing"):
        main.press("Post From Here")
        main.dialog("Post from this PC?").press("Cancel")
        main.wait_no_dialog()
        harness.expect(poster(sheet) == name, poster(sheet))

    with tap.case("taken over also when the week is shown anew under the question; the post goes out from here, once"):
        main.press("Post From Here")
        question = main.dialog("Post from this PC?")
        lately = main.node.find("button", re.compile("Post From Here"))
        sheet.cli("facebook", "page", "linda", "--automatic", "yes")
        harness.wait_for(lambda: lately is None or not exists(lately), "the week to be shown anew")
        question.press("Post From Here")
        main.wait_no_dialog()
        main.says("This PC posts there in some minutes")
        main.node.wait_gone("button", re.compile("Post From Here"))
        harness.expect(poster(sheet) is None and cars(sheet) == [], (poster(sheet), cars(sheet)))
        sheet.cloud.control("clock", {"add_s": GRACE_S})
        for _ in range(2):
            run_schedule(sheet, GRACE_S)
        harness.wait_for(lambda: cars(sheet) == ["6"], lambda: cars(sheet))
        session.key("alt+4")
        main.click(main.node.wait("tab", "Queue"))
        main.says(re.compile(f"^{PAGE} · Published"))

    with tap.case("the other PC posts there no more, and knows who does"):
        run_schedule(other, GRACE_S)
        harness.expect(poster(other) == name and cars(sheet) == ["6"], (poster(other), cars(sheet)))

    app.stop()


def exists(node):
    try:
        node.refresh()
        return True
    except harness.Gone:
        return False


def run(tap, session):
    sheet = sheets.Sheet(session, harness.Home(session, "poster"))
    try:
        run_pcs(tap, session, sheet)
    finally:
        sheet.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
