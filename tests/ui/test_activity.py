# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of all activity: what was changed and by whom, what is doubtful, and the backups."""

import re
import sys

import harness
import pages


def run(tap, session):
    home = harness.Home(session, "activity")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli.environment["AUTOSELL_AUTHOR"] = "Ana"
    cli("set", "7", "price=279 mil")
    cli.environment["AUTOSELL_AUTHOR"] = "Beto"
    # 9,000,000 km have no proposal, since a tenth is not possible either; the sample has one car whose km do
    cli("set", "9", "km=9000000")
    app = harness.App(session, home)
    main = pages.Main(app)
    tap.watch = [app]
    main.wait_count(45)

    with tap.case("Ctrl+H shows who changed what, in the window itself"):
        main.show_activity("ctrl+h")
        main.says("Changed the price of CHEVROLET AVEO 2024")
        main.says("Price: $289,000 → $279,000")
        main.says(re.compile("^Ana, .*on the command line"))
        harness.expect(len(app.windows()) == 1, app.windows)
        harness.expect("selected" in main.node.wait("list item", "Activity").states)

    with tap.case("the history of a car is found by its words"):
        main.fill("Changes of a car", "aveo 2024")
        main.node.wait_gone(None, re.compile("9,000,000"))
        main.says("Changed the price of CHEVROLET AVEO 2024")
        main.fill("Changes of a car", "delorean")
        main.says("No Such Change")
        main.fill("Changes of a car", "")
        main.says("9,000,000")

    with tap.case("and that of a person"):
        people = main.node.wait(None, "Changes of a person")
        main.click(people)
        main.in_popover(None, re.compile("^Ana$"))
        session.key("Down", "Down", "Return")
        main.node.wait_gone(None, re.compile("9,000,000"))
        main.says("Changed the price of CHEVROLET AVEO 2024")

    with tap.case("a change is taken back there"):
        main.press("Undo: Changed the price of CHEVROLET AVEO 2024")
        pages.wait_car(cli, "aveo 2024", price=289000)
        main.says(re.compile("^Undone$"))

    with tap.case("the problems tell how many of them can be repaired"):
        main.show_activity("ctrl+shift+p")
        km = main.node.wait("list item", re.compile("Impossible km, 2"))
        harness.wait_for(lambda: main.focused() and "No price" in main.focused().name, main.focused)
        main.click(km)
        main.says("Impossible km · 2 cars")
        main.press("Repair 1 Car")
        harness.wait_for(lambda: len(cli.json("list", "--filter", "problem:km")["vehicles"]) == 1, "the repair")
        main.says("1 car repaired")
        main.node.wait_gone(pages.BUTTON, re.compile("Repair"))

    with tap.case("a backup is made"):
        main.node.wait(None, re.compile("^Backups$")).act()
        main.says("Of the day")
        main.press("Make One Now")
        main.says("The backup is made")
        main.says("By hand")

    with tap.case("and gone back to after a question"):
        cli("set", "7", "price=111 mil")
        main.press("Restore the backup of")
        dialog = main.dialog(re.compile("Go back"))
        dialog.press("Restore")
        main.says("The stock is as it was then")
        pages.wait_car(cli, "aveo 2024", price=289000)
        main.says("Before an older one was restored")

    with tap.case("the bin is one step away, and Ctrl+W closes the program"):
        main.go_to("Bin")
        main.says("The bin is empty")
        session.key("ctrl+w")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)


if __name__ == "__main__":
    sys.exit(harness.main(run))
