# SPDX-License-Identifier: GPL-3.0-or-later
"""A day without a mouse: nothing here points at anything."""

import re
import sys

import harness
import pages
import test_widths


def wait_still(node):
    """Until what slides has arrived: two looks find it in one place."""
    places = []

    def look():
        places.append(node.extents())
        return len(places) > 1 and places[-1] == places[-2]
    harness.wait_for(look, lambda: f"{node} to come to rest")


def run(tap, session):
    home = harness.Home(session, "keyboard")
    cli = harness.Cli(session, home)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case("Tab comes to the sample inventory, and Enter loads it"):
        button = main.button("sample inventory")
        main.tab_to(button)
        session.key("Return")
        main.wait_count(45)

    with tap.case("from the search to a car, its price and its status"):
        session.key("ctrl+f")
        session.type("cx30")
        main.wait_count(1)
        session.key("Down")  # from the entry into the list
        row = harness.wait_for(main.focused_row, lambda: f"a row with the focus; it is with {main.focused()}")
        harness.expect("CX30" in row.name, row)
        session.key("F2")
        main.in_popover(pages.ENTRY, states=("focused",))
        session.key("ctrl+a")
        session.type("360000")
        session.key("Return")
        main.wait_no_popover()
        pages.wait_car(cli, "cx30", price=360000)
        harness.wait_for(main.focused_row, "the focus back in the list")
        session.key("F3")
        main.in_popover(pages.BUTTON, states=("focused",))
        main.tab_to(main.in_popover(pages.BUTTON, "Sold"))
        session.key("space")
        main.wait_no_popover()
        pages.wait_car(cli, "cx30", status="sold")

    with tap.case("Enter in the search opens the only car that is found, and Escape comes back"):
        session.key("ctrl+f")
        harness.wait_for(lambda: not main.focused_row(), "the focus in the search")
        session.key("Return")
        main.dialog("CX30")
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_active()
        session.key("ctrl+f", "Down")

    with tap.case("the car's menu opens by key and acts by key"):
        harness.wait_for(main.focused_row, "the focus back in the list")
        session.key("shift+F10")
        main.in_popover("menu item", "Move to the bin")
        for _ in range(20):
            item = main.node.find("menu item", states=("focused",))
            if item and "bin" in item.name:
                break
            session.key("Down")
            harness.wait_for(lambda: (now := main.node.find("menu item", states=("focused",)))
                             and (not item or now.path != item.path), "the next item")
        session.key("Return")
        main.wait_count(0)
        session.key("ctrl+z")
        main.wait_count(1)

    with tap.case("several cars are selected and changed as one"):
        main.search("")
        main.wait_count(45)
        session.key("Down")
        harness.wait_for(main.focused_row, "the focus in the list")
        session.key("Home", "shift+Down", "shift+Down")
        harness.wait_for(lambda: len(main.selected()) == 3, lambda: main.selected())
        session.key("F3")
        dialog = main.dialog("Status of 3 cars")
        session.key("space")
        dialog.in_popover(None, "Photos")
        session.key("Home", "Down", "Down", "Return")
        dialog.wait_no_popover()
        dialog.says("Photos")
        session.key("Tab", "Return")
        main.wait_no_dialog()
        harness.wait_for(lambda: len(cli.json("list", "--filter", "status:photos")["vehicles"]) == 3, "three cars")
        session.key("ctrl+z")
        harness.wait_for(lambda: not cli.json("list", "--filter", "status:photos")["vehicles"], "one undo for all three")

    with tap.case("undo and redo as quickly as the keys go: each toast takes the place of one that has hardly come"):
        session.key(*["ctrl+z", "ctrl+shift+z"] * 8)
        harness.wait_for(lambda: not cli.json("list", "--filter", "status:photos")["vehicles"], "as many of one as of the other")
        session.key("ctrl+z")
        pages.wait_car(cli, "cx30", status="available")
        session.key("ctrl+shift+z")
        pages.wait_car(cli, "cx30", status="sold")

    with tap.case("Escape leaves the search, the menu and every dialog"):
        for key, window in (("ctrl+p", "Price list"), ("ctrl+comma", "Preferences"),
                            ("ctrl+question", "hortcuts"), ("ctrl+i", "Import"), ("ctrl+e", "Export")):
            main.wait_active()
            session.key(key)
            main.dialog(re.compile(window))
            session.key("Escape")
            main.wait_no_dialog()
        main.wait_active()
        session.key("F10")
        main.in_popover("menu item", "History")
        session.key("Escape")
        main.wait_no_popover()

    with tap.case("a sidebar that lies over the page has the keyboard while it is there, and gives it back"):
        test_widths.resize(main, 500)
        main.wait_active()
        session.key("F9")
        place = harness.wait_for(lambda: main.node.find("list item", re.compile("^Vehicles$")), "the sidebar")
        harness.wait_for(place.is_focused, main.focused)
        wait_still(place)
        session.key("Return")
        harness.wait_for(main.focused_row, lambda: f"the keyboard with the cars, not on {main.focused()}")
        session.key("F9")
        harness.wait_for(place.is_focused, main.focused)
        wait_still(place)
        session.key("Escape")
        harness.wait_for(main.focused_row, lambda: f"the keyboard with the cars, not on {main.focused()}")
        test_widths.resize(main, 1200)

    with tap.case("Ctrl+W closes the last window and with it the program"):
        session.key("ctrl+w")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
