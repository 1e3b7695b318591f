# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of the sidebar: by mouse, by key, and found again after a restart."""

import sys

import harness
import pages


def place(main):
    """The chosen row of the sidebar."""
    rows = [row for row in main.node.find_all("list item") if "selected" in row.states]
    return rows[0].name if rows else ""


def wait_place(main, name):
    harness.wait_for(lambda: place(main) == name, lambda: f"{name} to be chosen, not {place(main)}")


def run(tap, session):
    home = harness.Home(session, "home")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli("delete", "7")
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case("places have keys, and the keyboard is in the page afterwards"):
        main.wait_count(44)
        session.key("alt+4")
        wait_place(main, "Bin")
        main.wait_count(1)
        session.key("alt+2")
        wait_place(main, "Vehicles")
        main.wait_count(44)
        harness.wait_for(lambda: main.focused_row(), "the keyboard in the list")

    with tap.case("a restart does not begin in the bin"):
        session.key("alt+4")
        wait_place(main, "Bin")
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(44)
        wait_place(main, "Vehicles")
        app.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
