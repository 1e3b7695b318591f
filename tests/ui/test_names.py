# SPDX-License-Identifier: GPL-3.0-or-later
"""Every window as a screen reader gets it: no control without a name (a11y_names.py has the rule)."""

import re
import sys

import a11y_names
import harness
import pages


def run(tap, session):
    home = harness.Home(session, "names")
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)

    def check(page):
        found = a11y_names.nameless(page.node)
        harness.expect(not found, "\n".join(found))

    with tap.case("welcome page"):
        main.button("sample inventory")
        check(main)

    with tap.case("list, with the message of a wrong query"):
        main.load_sample()
        main.row("CX30")
        check(main)
        main.search("price:cheap")
        main.says("cheap")
        check(main)
        main.search("")
        main.row("CX30")

    for key, name in (("F2", "price"), ("F3", "status"), ("F4", "location"), ("shift+F10", "menu of a car")):
        with tap.case(f"in place: {name}"):
            main.select("CX30")
            session.key(key)
            main.in_popover()
            check(main)
            session.key("Escape")
            main.wait_no_popover()

    with tap.case("main menu"):
        session.key("F10")
        main.in_popover("menu item")
        check(main)
        session.key("Escape")
        main.wait_no_popover()

    for key, name in (("Return", "editor"), ("ctrl+n", "new car"), ("ctrl+p", "print"),
                      ("ctrl+comma", "preferences"), ("ctrl+i", "import"), ("ctrl+e", "export")):
        with tap.case(name):
            main.wait_active()
            if key == "Return":
                main.select("CX30")
            session.key(key)
            page = main.dialog()
            harness.wait_for(lambda: page.node.find(pages.BUTTON), name)
            try:
                check(page)
            finally:
                session.key("Escape")
                main.wait_no_dialog()

    for key, name in (("ctrl+h", "history"), ("ctrl+shift+p", "problems")):
        with tap.case(name):
            main.wait_active()
            main.show_activity(key)
            check(main)
            main.go_to("Vehicles")
            main.row("CX30")

    with tap.case("import: columns and preview"):
        harness.App(session, home, [harness.SAMPLE_CSV]).wait_end()
        page = main.dialog(re.compile("Import"))
        page.says(re.compile("^Columns$"))
        check(page)
        page.press("Compare")
        page.says(re.compile("^Changes$"))
        check(page)
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("bin"):
        main.wait_active()
        main.select("CX30")
        session.key("Delete")
        main.wait_count(44)
        main.go_to("Bin")
        main.row("CX30")
        check(main)
    app.stop()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
