# SPDX-License-Identifier: GPL-3.0-or-later
"""The cars as cards: the same list, selection and cursor as in the table, moved through in two directions."""

import re
import sys

import harness
import pages
from harness import expect, wait_for
from test_widths import resize

CAR = "CX30"
# The sample's last car but one has no number.
LAST = 43


def lines_of(main):
    """The cards in sight, as lines from top to bottom."""
    lines = {}
    for card in main.rows():
        lines.setdefault(card.extents()[1], []).append(card)
    return [lines[y] for y in sorted(lines)]


def current(main):
    """The card that is focused, which is selected and in sight too."""
    return wait_for(lambda: next((c for c in main.rows() if {"focused", "selected"} <= c.states), None),
                    lambda: f"a card with the focus among {main.rows()[:6]}")


def number_of(card):
    found = re.search(r"number (\d+)", card.name)
    return int(found[1]) if found else -1


def press_and_expect(main, key, number):
    main.session.key(key)
    wait_for(lambda: number_of(current(main)) == number, lambda: f"{key} to lead to {number}; it is at {current(main).name}")


def test_look(tap, main, cli):
    with tap.case("Ctrl+2 shows cards, each with its whole name"):
        main.session.key("ctrl+2")
        main.wait_view("list")
        cards = main.rows()
        expect(len(cards) >= 4, lambda: main.row_names())
        expect(all(card.role == "list item" for card in cards), cards)
        expect(re.match(r"MAZDA CX30 2021, \$379,000, Available, PERIFERICO, BLANCA, number 0, 1 problem", cards[0].name),
               lambda: cards[0].name)
        expect("Lacks: " in cards[0].get(harness.ACCESSIBLE, "Description"), lambda: cards[0].get(harness.ACCESSIBLE, "Description"))
        main.session.screenshot("cards")

    with tap.case("cards are of one size, with even gaps"):
        lines = lines_of(main)
        boxes = [card.extents() for card in lines[0]]
        expect(len(boxes) >= 2, boxes)
        expect(max(b[2] for b in boxes) - min(b[2] for b in boxes) <= 1, boxes)
        gaps = {right[0] - left[0] - left[2] for left, right in zip(boxes, boxes[1:])}
        expect(len(gaps) == 1 and lines[1][0].extents()[1] - boxes[0][1] - boxes[0][3] == gaps.pop(), boxes)
        expect([number_of(card) for line in lines for card in line] == list(range(sum(map(len, lines)))), main.row_names)


def test_keys(tap, main):
    session = main.session
    lanes = len(lines_of(main)[0])

    with tap.case("the arrows go in both directions, Home and End to the ends"):
        main.select(CAR)
        for key, number in (("Right", 1), ("Right", 2), ("Left", 1), ("Down", 1 + lanes), ("Up", 1), ("Up", 1),
                            ("End", LAST), ("Right", LAST), ("Home", 0), ("Left", 0)):
            press_and_expect(main, key, number)

    with tap.case("pages go down and up again, and the focus stays in sight"):
        session.key("Page_Down")
        wait_for(lambda: number_of(current(main)) > 0, "the page below")
        moved = number_of(current(main))
        expect(moved > 0 and moved % lanes == 0, moved)
        press_and_expect(main, "Page_Up", 0)

    with tap.case("Shift extends the selection, Ctrl+A takes all"):
        session.key("shift+Right", "shift+Right")
        wait_for(lambda: len(main.selected()) == 3, lambda: main.selected())
        session.key("ctrl+a")
        main.says("45 selected")
        press_and_expect(main, "Home", 0)

    with tap.case("the menu key asks, Enter opens"):
        session.key("shift+F10")
        main.in_popover("menu item", "History")
        session.key("Escape")
        main.wait_no_popover()
        wait_for(lambda: number_of(current(main)) == 0, "the focus on the card again")
        session.key("Return")
        wait_for(lambda: any("CX30" in window.name for window in main.app.windows()), "the editor of the car")
        session.key("Escape")
        main.wait_active()

    with tap.case("typing searches"):
        session.type("bmw")
        wait_for(lambda: main.rows() and all("BMW" in name for name in main.row_names()), main.row_names)
        main.search("")
        main.wait_count(45)


def test_changes(tap, main, cli):
    session = main.session

    with tap.case("price, status and location are changed at the card"):
        main.set_price(CAR, "381500")
        main.wait_row(CAR, "$381,500")
        main.set_status(CAR, "Reserved")
        main.wait_row(CAR, "Reserved")
        main.set_location(CAR, "SAN FELIPE")
        main.wait_row(CAR, "SAN FELIPE")
        car = cli.json("list", "--filter", "cx30")["vehicles"][0]
        expect(car["price"] in (381500, "381500", 381500.0) and car["status"] == "reserved", car)

    with tap.case("Delete puts the car into the bin, which shows cards too"):
        main.select(CAR)
        session.key("Delete")
        main.wait_count(44)
        session.key("alt+6")
        main.wait_count(1)
        main.wait_view("list")
        main.row(CAR)
        session.screenshot("cards-bin")
        session.key("alt+2")
        main.wait_count(44)
        session.key("ctrl+z")
        main.wait_count(45)


def choose_order(main, title):
    main.press("Order of the list")
    main.in_popover(("menu item", "radio menu item", "check menu item"), re.compile(rf"^{title}$")).act()
    main.wait_no_popover()


def test_order(tap, main, cli):
    with tap.case("the order has a menu, with its direction"):
        wanted = [car["stock_number"] for car in cli.json("list", "--sort", "price")["vehicles"]]
        choose_order(main, "Price")
        wait_for(lambda: str(number_of(main.rows()[0])) == wanted[0], main.row_names)
        choose_order(main, "Descending")
        wanted = [car["stock_number"] for car in cli.json("list", "--sort", "price:desc")["vehicles"]]
        wait_for(lambda: str(number_of(main.rows()[0])) == wanted[0], main.row_names)
        main.session.key("ctrl+1")
        main.wait_view("table")
        main.node.wait(pages.BUTTON, re.compile("Sorted by Price, descending"))
        choose_order(main, "As entered")
        wait_for(lambda: number_of(main.rows()[0]) == 0, main.row_names)


def test_switching(tap, main):
    session = main.session

    with tap.case("the first key after the other view is seen at once"):
        main.select(CAR)
        session.key("ctrl+2")
        main.wait_view("list")
        session.key("End")
        wait_for(lambda: number_of(current(main)) == LAST, "the last card")
        session.key("ctrl+1")
        main.wait_view("table")
        wait_for(lambda: number_of(current(main)) == LAST, "the last row")
        session.key("Home")
        wait_for(lambda: number_of(current(main)) == 0, "the first row")
        main.app.check()  # GTK warns where it paints what it has not laid out

    with tap.case("the selected car stays in sight from table to cards and back"):
        main.select(CAR)
        session.key("End")
        wait_for(lambda: number_of(current(main)) == LAST, "the last row")
        for _ in range(20):
            session.key("Up")
        wait_for(lambda: number_of(current(main)) == 24, "a row further up")
        for key, role in (("ctrl+2", "list"), ("ctrl+1", "table"), ("ctrl+2", "list")):
            session.key(key)
            main.wait_view(role)
            wait_for(lambda: number_of(current(main)) == 24, lambda: f"number 24 after {key}, not {current(main)}")

    with tap.case("a narrow window shows cards in one column, a wide one what was chosen"):
        session.key("ctrl+1")
        main.wait_view("table")
        resize(main, 700)
        expect(main.view().role != "list", main.view)
        resize(main, 400)
        main.wait_view("list")
        wait_for(lambda: all(len(line) == 1 for line in lines_of(main)), lambda: lines_of(main))
        wait_for(lambda: number_of(current(main)) == 24, "the selected car")
        session.key("Down")
        wait_for(lambda: number_of(current(main)) == 25, "the car below")
        session.screenshot("cards-narrow")
        resize(main, 1100)
        main.wait_view("table")
        wait_for(lambda: number_of(current(main)) == 25, "the selected car")


def run(tap, session):
    home = harness.Home(session, "cards")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    test_look(tap, main, cli)
    test_keys(tap, main)
    test_changes(tap, main, cli)
    test_order(tap, main, cli)
    test_switching(tap, main)

    with tap.case("the choice is kept for the next start"):
        session.key("ctrl+2")
        main.wait_view("list")
        app.stop()
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(45)
        main.wait_view("list")
        app.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
