# SPDX-License-Identifier: GPL-3.0-or-later
"""A stock that does not open: damaged, newer than the program, in a place that cannot be written."""

import hashlib
import os
import re
import sqlite3
import sys

import harness
import pages


def digest(path):
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def stock(session, name):
    """A home with the 45 cars in it, closed."""
    home = harness.Home(session, name)
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    return home, cli, os.path.join(home.data_dir, "autosell.db")


def run(tap, session):
    with tap.case("a damaged stock is set aside, and the newest good backup takes its place"):
        home, cli, path = stock(session, "damaged")
        cli("set", "0", "price=1")
        cli("backup", os.path.join(home.data_dir, "backups", "autosell-20250101-000000-daily.db"))
        size = os.path.getsize(path)
        with open(path, "r+b") as stream:  # the pages after the first, as a disk that fails leaves them
            stream.seek(4096)
            stream.write(os.urandom(size - 4096))
        damaged = digest(path)
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.says(re.compile("damaged", re.I))
        session.screenshot("damaged")
        main.press("newest good backup")
        main.node.wait(("table",))
        harness.wait_for(lambda: re.match(r"^\d+ vehicles", main.footer()), main.footer)
        kept = [os.path.join(folder, name) for folder, _, names in os.walk(home.data_dir) for name in names]
        harness.expect(any(digest(name) == damaged for name in kept), f"the damaged file is gone: {kept}")
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.errors())

    with tap.case("a stock of a newer program is refused and left as it is"):
        home, cli, path = stock(session, "newer")
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
        connection.close()
        before = digest(path)
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.says(re.compile("newer", re.I))
        session.screenshot("newer")
        main.press("Quit")
        harness.expect(app.wait_end() == 0, app.errors())
        harness.expect(digest(path) == before, "the file was written")

    with tap.case("a folder that is a file says so, and trying again works once it is gone"):
        home = harness.Home(session, "blocked")
        with open(home.data_dir, "w", encoding="ascii") as stream:
            stream.write("in the way")
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        button = main.button("Try again")
        session.screenshot("blocked")
        os.unlink(home.data_dir)
        button.act()
        main.says("sample inventory")
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.errors())

    with tap.case("a folder on a share is refused, and the usual one taken in its place, at the next start too"):
        home = harness.Home(session, "share")
        os.makedirs(home.data_dir)
        mounts = os.path.join(home.folder, "mountinfo")
        with open(mounts, "w", encoding="ascii") as stream:
            stream.write("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n")
            stream.write(f"2 1 0:9 / {os.path.realpath(home.data_dir)} rw - cifs //server/lot rw\n")
        app = harness.App(session, home, environment={"AUTOSELL_MOUNTINFO": mounts})
        tap.watch = [app]
        main = pages.Main(app)
        main.says("network drive")
        main.button("Choose another folder…")
        session.screenshot("share")
        main.press("Choose another folder…")
        app.window("Folder for the Stock")
        session.key("Escape")
        harness.wait_for(lambda: len(app.windows()) == 1, "the chooser to close")
        main.press("Use the usual folder on this PC")
        main.says("sample inventory")
        usual = os.path.join(home.folder, ".local/share", "autosell-manager", "autosell.db")
        harness.wait_for(lambda: os.path.exists(usual), "the stock in the usual folder")
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.errors())
        harness.expect(os.listdir(home.data_dir) == [], os.listdir(home.data_dir))
        app = harness.App(session, home, environment={"AUTOSELL_MOUNTINFO": mounts})
        tap.watch = [app]
        main = pages.Main(app)
        main.says("sample inventory")
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.errors())
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
