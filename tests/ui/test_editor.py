# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor: what is typed, what is saved, and what happens when somebody else changed the car meanwhile."""

import re
import sys

import harness
import pages

CAR = "CX30"
NIV = "3N1CN7AP4KL123456"


def discard(app):
    """Answers the question where there is one."""
    question = next((w for w in app.windows() if w.find("label", "Save What You Entered?")), None)
    if question:
        pages.Page(app, question).press("Discard")


def open_editor(main, car):
    main.wait_active()
    main.select(car)
    main.session.key("Return")
    return main.dialog(car)


def run(tap, session):
    home = harness.Home(session, "editor")
    app = harness.App(session, home)
    cli = harness.Cli(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.load_sample()
    editor = None

    with tap.case("Enter opens the car, and money and km are taken as people write them"):
        editor = open_editor(main, CAR)
        editor.fill("Price", "350 mil")
        editor.fill("km", "45 mil km")
        session.key("Tab")
        harness.wait_for(lambda: editor.entry("km").text() == "45,000", lambda: editor.entry("km").text())
        harness.expect(editor.entry("Price").text() == "$350,000", editor.entry("Price").text())
        session.screenshot("editor")
        session.key("ctrl+s")
        editor.says("Everything is saved")
        pages.wait_car(cli, CAR, price=350000, km=45000)
        main.wait_row(CAR, "$350,000")

    with tap.case("what cannot be read is kept as text, named, and does not block"):
        editor.fill("Price", "a tratar")
        session.key("ctrl+s")
        editor.says("Everything is saved")
        pages.wait_car(cli, CAR, price=None)
        car = pages.find_car(cli, CAR)
        harness.expect("a tratar" in str(car), car)
        editor.fill("Price", "350000")
        session.key("ctrl+s")
        pages.wait_car(cli, CAR, price=350000)

    with tap.case("another field changed elsewhere is taken in without a question"):
        editor.fill("Price", "340000")
        cli("set", "0", "colour=AZUL")
        harness.wait_for(lambda: editor.entry("Colour").text() == "AZUL", lambda: editor.entry("Colour").text())
        harness.expect(editor.entry("Price").text().replace(",", "").lstrip("$") == "340000", editor.entry("Price").text())
        session.key("ctrl+s")
        pages.wait_car(cli, CAR, price=340000, colour="AZUL")

    with tap.case("the same field changed elsewhere is shown, and nothing is overwritten in silence"):
        editor.fill("Price", "320000")
        cli("set", "0", "price=333000")
        editor.says("$333,000")
        session.screenshot("editor-conflict")
        pages.wait_car(cli, CAR, price=333000)
        editor.press("Keep Mine")
        editor.node.wait_gone(pages.BUTTON, "Keep Mine")
        session.key("ctrl+s")
        pages.wait_car(cli, CAR, price=320000)
        editor.says("Everything is saved")

    with tap.case("the value from elsewhere can be chosen"):
        editor.fill("km", "50000")
        cli("set", "0", "km=51000")
        editor.says("51,000")
        editor.press("Take the Other")
        harness.wait_for(lambda: editor.entry("km").text() == "51,000", lambda: editor.entry("km").text())
        session.key("ctrl+s")
        editor.says("Everything is saved")
        pages.wait_car(cli, CAR, km=51000)

    with tap.case("Escape asks only when something would be lost"):
        session.key("Escape")
        main.wait_no_dialog()
        editor = open_editor(main, CAR)
        editor.fill("Colour", "ROSA")
        session.key("Escape")
        question = harness.wait_for(lambda: next((w for w in app.windows() if w.find("label", "Save What You Entered?")), None),
                                    "the question")
        pages.Page(app, question).press("Discard")
        main.wait_no_dialog()
        pages.wait_car(cli, CAR, colour="AZUL")

    with tap.case("Alt+Down goes to the next car"):
        editor = open_editor(main, CAR)
        session.key("alt+Down")
        harness.wait_for(lambda: "AVEO LT STD" in editor.node.refresh().name, lambda: editor.node.refresh().name)
        session.key("alt+Up")
        harness.wait_for(lambda: CAR in editor.node.refresh().name, lambda: editor.node.refresh().name)
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("a proposed repair is one press, and one undo"):
        main.wait_active()
        cli("set", "0", "colour=BLANCA")
        main.wait_row(CAR, "BLANCA")
        editor = open_editor(main, CAR)
        editor.press("Use BLANCO")
        editor.node.wait_gone(pages.BUTTON, "Use BLANCO")
        session.key("ctrl+s")
        pages.wait_car(cli, CAR, colour="BLANCO")
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_active()
        session.key("ctrl+z")
        pages.wait_car(cli, CAR, colour="BLANCA")

    with tap.case("a new car"):
        main.wait_active()
        session.key("ctrl+n")
        editor = main.dialog("New Car")
        editor.fill("Brand", "SEAT")
        editor.fill("Model", "IBIZA")
        editor.fill("Year", "2020")
        editor.fill("Price", "189,900.50")
        session.key("ctrl+s")
        editor.says("Everything is saved")
        pages.wait_car(cli, "IBIZA", brand="SEAT", price=189900.5, year=2020, km=None, status=None)
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_count(46)

    with tap.case("the NIV tells who built the car, where and when, and fills in only what is asked for"):
        main.wait_active()
        session.key("ctrl+n")
        editor = main.dialog("New Car")
        editor.fill("Colour", "PLATA")
        session.key("Tab")  # what is offered for the colour may come late, and over the NIV: a click would fall on that
        editor.wait_no_popover()
        editor.fill("NIV", NIV.lower())
        editor.says("Nissan Mexicana · Mexico · 2019 · check digit right")
        harness.expect(editor.entry("Brand").text() == "", editor.entry("Brand").text())
        session.screenshot("editor-niv")
        editor.press("Use NISSAN")
        harness.wait_for(lambda: editor.entry("Brand").text() == "NISSAN", lambda: editor.entry("Brand").text())
        editor.press("Use 2019")
        harness.wait_for(lambda: editor.entry("Year").text() == "2019", lambda: editor.entry("Year").text())
        editor.node.wait_gone(pages.BUTTON, "Use NISSAN")
        editor.fill("Model", "VERSA")
        editor.in_popover(None, "VERSA SENSE")
        session.key("ctrl+s")
        editor.says("Everything is saved")
        pages.wait_car(cli, "VERSA color:plata", brand="NISSAN", year=2019)

    with tap.case("what contradicts the NIV is named and does not block"):
        editor.fill("Brand", "MAZDA")
        editor.wait_no_popover()  # what was offered for the model is for those who are there
        session.key(*["Tab"] * 6)  # below the NIV, so that what stands there is in sight
        editor.says("The NIV is of Nissan Mexicana, but the brand says MAZDA.")
        editor.fill("Year", "2017")
        session.key("Tab", "Tab", "Tab")  # below the NIV, so that what stands there is in sight
        editor.says("The NIV is of 2019, but the year says 2017.")
        session.key("ctrl+s")
        editor.says("Everything is saved")
        pages.wait_car(cli, "VERSA color:plata", brand="MAZDA", year=2017)
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("a car with the same NIV is shown, and one press away"):
        main.wait_active()
        session.key("ctrl+n")
        editor = main.dialog("New Car")
        editor.fill("NIV", NIV)
        session.key("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")  # what stands below it comes in sight
        editor.says("The same NIV is in the stock: MAZDA VERSA 2017")
        editor.press("Open MAZDA VERSA 2017")
        harness.wait_for(lambda: len(app.windows()) == 3, lambda: app.windows())
        twin = harness.wait_for(lambda: next((w for w in app.windows() if w.name == "MAZDA VERSA 2017"), None), "the twin")
        pages.Page(app, twin).wait_active()
        session.key("Escape")
        harness.wait_for(lambda: len(app.windows()) == 2, lambda: app.windows())
        editor.wait_active()
        session.key("ctrl+a", "BackSpace", "Escape")
        harness.wait_for(lambda: len(app.windows()) == 1 or discard(app), lambda: app.windows())
        main.wait_no_dialog()

    with tap.case("the program ends without a word on stderr"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
