# SPDX-License-Identifier: GPL-3.0-or-later
"""One process, several windows, and a restart that finds everything as it was left."""

import re
import sys

import harness
import pages


def run(tap, session):
    home = harness.Home(session, "windows")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    second = None

    with tap.case("a second start shows the window that is there and ends"):
        main.wait_count(45)
        other = harness.App(session, home)
        harness.expect(other.wait_end() == 0, other.errors())
        harness.expect(len(app.windows()) == 1, app.windows())

    with tap.case("the list begins right below the header bar while there is nothing to tell"):
        search = main.node.wait(("search box", *pages.ENTRY)).extents()
        harness.wait_for(lambda: main.table().extents()[1] < search[1] + search[3] + 16, lambda: (main.table().extents(), search))

    with tap.case("another stock is refused while one is open"):
        stranger = harness.Home(session, "stranger")
        other = harness.App(session, stranger)
        harness.expect(other.wait_end() == 1, other.process.popen.returncode)
        harness.expect("Close it first" in other.errors(), other.errors())

    with tap.case("a second window of the same stock shows the same"):
        session.key("ctrl+shift+n")
        harness.wait_for(lambda: len(app.windows()) == 2, app.windows)
        second = pages.Main(app, next(w for w in app.windows() if w.path != main.node.path))
        second.wait_active()
        second.wait_count(45)

    with tap.case("what one window changes the other shows"):
        second.set_price("CX30", "355000")
        second.wait_row("CX30", "$355,000")
        harness.wait_for(lambda: any("CX30" in name and "$355,000" in name for name in names_anywhere(main)),
                         lambda: names_anywhere(main)[:3])
        session.key("ctrl+w")
        harness.wait_for(lambda: len(app.windows()) == 1, app.windows)

    with tap.case("a restart finds order, cars and undo as they were left"):
        main.wait_active()
        main.sort_by("Price")
        main.sort_by("Price")
        before = harness.wait_for(lambda: (names := main.row_names()) and "$3,389,000" in names[0] and names, main.row_names)
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(45)
        harness.wait_for(lambda: main.row_names()[:10] == before[:10], lambda: f"{before[:2]} is {main.row_names()[:2]}")
        main.wait_active()
        main.button("Undo")
        session.key("ctrl+z")  # the focus is in the search entry, which has no typing to undo
        pages.wait_car(cli, "CX30", price=379000)

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


def names_anywhere(main):
    """Rows of a window that another one covers, so that nothing is in sight."""
    tables = main.node.find_all("table", only_showing=False)  # that of the bin too
    return [node.name for table in tables for node in table.find_all("row", only_showing=False)]


if __name__ == "__main__":
    sys.exit(harness.main(run))
