# SPDX-License-Identifier: GPL-3.0-or-later
"""Reserving, selling and taking that back: each is one change with one undo, and is there after a restart."""

import datetime
import re
import sys

import harness
import pages

CAR = "CX30"
DEAL = ("status", "deposit", "reserved_until", "buyer", "salesperson", "sold_price", "sold_on")


def state_of(cli):
    car = pages.find_car(cli, CAR)
    return {name: car[name] for name in DEAL}


def wait_state(cli, **fields):
    pages.wait_car(cli, CAR, **fields)


def day(offset=0):
    return datetime.date.today() + datetime.timedelta(days=offset)


def expect_menu(main, is_possible):
    """What the menu of the selected car offers of a reservation."""
    main.session.key("shift+F10")
    release = main.in_popover("menu item", re.compile("^Back to available"))
    harness.expect(release.is_sensitive == is_possible, release)
    main.in_popover("menu item", re.compile("^Print")).act()
    receipt = main.in_popover("menu item", "Reservation receipt")
    harness.expect(receipt.is_sensitive == is_possible, receipt)
    main.session.key("Escape", "Escape")
    main.wait_no_popover()


def run(tap, session):
    home = harness.Home(session, "sale")
    app = harness.App(session, home)
    cli = harness.Cli(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.load_sample()
    before = state_of(cli)

    with tap.case("an available car has no receipt, and need not become available"):
        main.wait_active()
        main.select(CAR)
        expect_menu(main, is_possible=False)
        main.menu(re.compile("reservation _?receipt", re.I))
        main.says("this car is not reserved")

    with tap.case("a car is reserved with what belongs to it"):
        main.wait_active()
        main.select(CAR)
        session.key("F6")
        dialog = main.dialog("Reserve")
        dialog.fill("Deposit", "5 mil")
        dialog.fill("Reserved until", day(3).strftime("%d/%m/%Y"))
        dialog.fill("Buyer", "JUAN PEREZ")
        dialog.fill("Salesperson", "ANA")
        session.screenshot("reserve")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        wait_state(cli, status="reserved", deposit=5000, reserved_until=day(3).isoformat(), buyer="JUAN PEREZ",
                   salesperson="ANA")
        main.says("MAZDA CX30 2021 is reserved")
        main.button("Print Receipt")

    with tap.case("what cannot be read stands at its field and is not saved; what is unlikely is"):
        main.wait_active()
        session.key("F6")
        dialog = main.dialog("Reservation Details")
        harness.expect(dialog.entry("Deposit").text() == "$5,000", dialog.entry("Deposit").text())
        dialog.fill("Reserved until", "mañana")
        session.key("ctrl+Return")
        dialog.says("“mañana” is no day. Write it as 31/12/2026.")
        harness.wait_for(dialog.entry("Reserved until").is_focused, "the focus at the error")
        dialog.fill("Reserved until", day(-2).strftime("%d/%m/%Y"))
        dialog.says("This day has passed.")
        session.key("Escape")
        main.wait_no_dialog()
        wait_state(cli, reserved_until=day(3).isoformat())

    with tap.case("it is sold: the price and the day are proposals"):
        main.wait_active()
        session.key("F7")
        dialog = main.dialog("Sell")
        dialog.says("Reserved for JUAN PEREZ until")
        dialog.says("Proposed: the price of the car. Change it to what was agreed.")
        dialog.says("Proposed: today.")
        harness.expect(dialog.entry("Buyer").text() == "JUAN PEREZ", dialog.entry("Buyer").text())
        dialog.fill("Sold price", "370 mil")
        session.screenshot("sell")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        wait_state(cli, status="sold", sold_price=370000, sold_on=day().isoformat(), buyer="JUAN PEREZ", salesperson="ANA")

    with tap.case("the program calls it a sale, where it can be taken back and in the history"):
        main.wait_active()
        harness.wait_for(lambda: "Undo: Sold MAZDA CX30 2021" in main.button("Undo").get(harness.ACCESSIBLE, "Description"), "the undo of the sale")
        harness.expect(cli.json("history", "0")["events"][0]["action"] == "sell")

    with tap.case("one undo takes the whole sale back, and the next the reservation"):
        main.wait_active()
        session.key("ctrl+z")
        wait_state(cli, status="reserved", sold_price=None, sold_on=None, deposit=5000)
        session.key("ctrl+z")
        wait_state(cli, **before)
        session.key("ctrl+shift+z")
        wait_state(cli, status="reserved", deposit=5000)

    with tap.case("of a reservation there is both"):
        main.wait_active()
        expect_menu(main, is_possible=True)

    with tap.case("back to available asks what happens to the rest, and one undo brings it back"):
        main.wait_active()
        session.key("F8")
        dialog = main.dialog("Back to Available")
        session.screenshot("release")
        dialog.press("Clear It")
        main.wait_no_dialog()
        wait_state(cli, status="available", deposit=None, reserved_until=None, buyer=None, salesperson=None)
        main.wait_active()
        session.key("ctrl+z")
        wait_state(cli, status="reserved", deposit=5000, buyer="JUAN PEREZ")

    with tap.case("the plain change of status offers the details"):
        main.wait_active()
        main.set_status(CAR, "Sold")
        wait_state(cli, status="sold", sold_price=None)
        main.press("Sale Details")
        dialog = main.dialog("Sale Details")
        dialog.fill("Sold price", "365000")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        wait_state(cli, status="sold", sold_price=365000)

    with tap.case("a change from elsewhere is not overwritten unseen"):
        main.wait_active()
        session.key("F7")
        dialog = main.dialog("Sale Details")
        cli("set", "0", "price=377000")
        session.key("ctrl+Return")
        dialog.says("This car was changed elsewhere meanwhile")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        wait_state(cli, status="sold", sold_price=365000)

    with tap.case("the editor sells, too, and asks for what is not saved first; an & in the car's name is one everywhere"):
        main.wait_active()
        cli("set", "0", "model=CX30 & 3")
        main.wait_row("CX30 & 3", "Sold")
        session.key("F8")
        main.dialog("Back to Available").press("Clear It")
        main.wait_no_dialog()
        main.says("MAZDA CX30 & 3 2021 is available again")
        wait_state(cli, status="available", sold_price=None)
        main.wait_active()
        session.key("Return")
        editor = main.dialog(CAR)
        editor.press("More")
        harness.wait_for(editor.has_popover, "the editor's menu")
        harness.expect(editor.in_popover("menu item", "Print windscreen sheet…"), "the sheet in the menu")
        harness.expect(not editor.node.find("menu item", "Print reservation receipt…"), "a receipt of no reservation")
        session.key("Escape")
        editor.wait_no_popover()
        editor.fill("km", "33000")
        session.key("F7")
        question = harness.wait_for(lambda: next((w for w in app.windows() if w.find("label", "Save What You Entered?")),
                                                 None), "the question")
        pages.Page(app, question).press("Save")
        sale = harness.wait_for(lambda: next((w for w in app.windows() if w.find("label", "Sell")), None), "the sale")
        sale = pages.Page(app, sale)
        sale.wait_active()
        session.key("ctrl+Return")
        wait_state(cli, status="sold", sold_price=377000)
        editor.says("MAZDA CX30 & 3 2021 is sold")
        harness.wait_for(lambda: len(app.windows()) == 2, lambda: app.windows())
        editor.wait_active()
        session.key("ctrl+w")  # Escape would close the toast first
        main.wait_no_dialog()
        harness.expect(pages.find_car(cli, CAR)["km"] == 33000, pages.find_car(cli, CAR))

    with tap.case("after a restart all of it is there"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(45)
        wait_state(cli, status="sold", sold_price=377000, sold_on=day().isoformat())
        main.wait_row(CAR, "Sold")
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
