# SPDX-License-Identifier: GPL-3.0-or-later
"""The place for photos: a folder is dropped, forms piles, and they are handed out to cars by the keyboard and by drag, as
one change with one undo; covers then stand wherever the car does. The same picture on two cars is pointed out."""

import json
import os
import re
import sqlite3
import sys

import car_photos
import harness
import pages
import photos
from test_incoming import Files

PILE = re.compile(r"^Pile of")


def photos_of(cli, number):
    return json.loads(cli("photos", "list", number, "--json"))["photos"]


def count(cli, number):
    return len(photos_of(cli, number))


def wait_photos(cli, number, wanted):
    harness.wait_for(lambda: count(cli, number) == wanted, lambda: f"{wanted} photos, not {count(cli, number)}")


def piles(main):
    return list(main.node.find_all(name=PILE))


def run(tap, session):
    home = harness.Home(session, "photos")
    cli = harness.Cli(session, home)
    for number, brand, model in (("1", "SEAT", "IBIZA"), ("2", "KIA", "RIO"), ("3", "AUDI", "A3")):
        cli("add", f"stock_number={number}", f"brand={brand}", f"model={model}", "year=2020", "price=200000",
            "status=available")
    card = os.path.join(session.folder, "DCIM")
    car_photos.write(card, "IMG_1", "#b3202a", 3, "2026:03:12 10:41:00")
    car_photos.write(card, "IMG_2", "#2b5fb0", 2, "2026:03:12 11:20:00", first=1)
    car_photos.write(card, "IMG_3", "#e8e8e6", 2, "2026:03:12 12:40:00", first=3)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(3)

    with tap.case("the sidebar counts the cars that want photos, and the place lists them, the newest first"):
        session.key("alt+3")
        main.says("3 cars want photos")
        main.says("AUDI A3 2020")

    with tap.case("a folder that is dropped becomes piles, parted by pauses"):
        left, top = main.place()
        manager = Files(session, home, card)
        hint = main.node.wait("label", "Drop photos, a folder or a whole memory card here")
        x, y, width, height = hint.extents()
        main.wait_cover("Drop Photos or a Folder", False)
        manager.drag_to(left + x + width // 2, top + y + height // 2)
        main.wait_cover("Drop Photos or a Folder")
        harness.expect(manager.let_go() == "dropped", manager.errors())
        main.wait_cover("Drop Photos or a Folder", False)
        manager.kill()
        harness.wait_for(lambda: [p.name.split(",")[0] for p in piles(main)] ==
                         ["Pile of 3 photos", "Pile of 2 photos", "Pile of 2 photos"], lambda: str(piles(main)))
        session.screenshot("photos-piles")

    def opened():
        """Names of the photos of the pile that is open."""
        return [node.name for node in main.node.wait(name="Photos of the pile").find_all(name=re.compile(r"^IMG_\d_\d\.jpg"))]

    def wait_opened(*names):
        harness.wait_for(lambda: opened() == [f"IMG_{name}.jpg" for name in names], lambda: f"{names}, not {opened()}")

    def place_of(find):
        """Of a widget that has come just now, once it has one."""
        return harness.wait_for(lambda: next((e for e in (find().extents(),) if e[2] > 20 and e[3] > 20), None), "a widget's place")

    def drag_photo(name, *onto, behind=False):
        """Onto another widget, or behind it, and lets go once that shows in blue that it would take it."""
        x, y, width, height = place_of(lambda: main.node.wait(name=f"IMG_{name}.jpg"))
        to_x, to_y, to_width, to_height = place_of(lambda: main.node.wait(*onto))
        left, top = main.place()
        session.drag((left + x + width // 2, top + y + height // 2),
                     (left + to_x + int(to_width * (0.8 if behind else 0.5)), top + to_y + to_height // 2), swift=True)
        seen = (left + to_x + to_width, top + to_y, 16, 4) if behind else (left + to_x, top + to_y - 8, to_width, 8)

        def is_marked():
            pixels = session.pixels(*seen)
            return any(pixels[at + 2] > pixels[at] + 100 for at in range(0, len(pixels) - 2, 3))
        harness.wait_for(is_marked, "the place to show that it takes what is held")
        session.screenshot("photos-pile-drag")
        session.let_go()

    with tap.case("photos of an opened pile are put in order by drag and keyboard, and dragged onto another pile"):
        main.wait_active()
        harness.wait_for(lambda: piles(main)[0].is_focused(), "the first pile to have the keyboard")
        session.key("Return")
        wait_opened("1_1", "1_2", "1_3")
        drag_photo("1_1", None, "IMG_1_3.jpg", behind=True)
        wait_opened("1_2", "1_3", "1_1")
        session.key("alt+Left")
        wait_opened("1_2", "1_1", "1_3")
        session.key("alt+Home")
        wait_opened("1_1", "1_2", "1_3")
        drag_photo("1_3", pages.BUTTON, re.compile("^Pile of 2 photos, .*11:20"))
        wait_opened("1_1", "1_2")
        main.node.wait(pages.BUTTON, re.compile("^Pile of 3 photos, .*11:2")).act()
        wait_opened("2_1", "2_2", "1_3")
        # Between them a rectangle is drawn, and a drag right after it is one.
        (x, y, _, height), (to_x, to_y, to_width, to_height) = (place_of(lambda: main.node.wait(name=f"IMG_{name}.jpg"))
                                                                for name in ("2_1", "2_2"))
        left, top = main.place()
        session.drag((left + x - 8, top + y + height // 2), (left + to_x + to_width // 2, top + to_y + to_height // 2))
        session.let_go()
        main.says("2 photos selected")
        drag_photo("1_3", pages.BUTTON, re.compile("New pile"))
        wait_opened("2_1", "2_2")
        main.node.wait(pages.BUTTON, re.compile("^Pile of 1 photo, ")).act()
        wait_opened("1_3")
        drag_photo("1_3", pages.BUTTON, re.compile("^Pile of 2 photos, .*10:41"))
        # The opened pile is empty now, and gone.
        harness.wait_for(lambda: [p.name.split(",")[0] for p in piles(main)] ==
                         ["Pile of 3 photos", "Pile of 2 photos", "Pile of 2 photos"], lambda: str(piles(main)))

    with tap.case("typing on a pile finds its car, and the keyboard goes on to the next pile"):
        main.wait_active()
        harness.wait_for(lambda: piles(main)[0].is_focused(), "the first pile to have the keyboard")
        session.type("ibiza")
        main.node.wait(name=re.compile("SEAT IBIZA 2020"), only_showing=False)
        session.key("Return")
        harness.wait_for(lambda: "SEAT IBIZA 2020" in piles(main)[0].name, lambda: str(piles(main)))
        harness.wait_for(lambda: piles(main)[1].is_focused(), "the next pile to have the keyboard")
        main.says("1 of 3 piles have a car")

    with tap.case("a pile is dragged onto a car"):
        pile, row = piles(main)[1], main.node.wait("label", "KIA RIO 2020")
        left, top = main.place()
        px, py, pw, _ = pile.extents()
        rx, ry, rw, rh = row.extents()
        session.drag((left + px + pw // 2, top + py + 70), (left + rx + rw // 2, top + ry + rh // 2))
        session.let_go()
        harness.wait_for(lambda: "KIA RIO 2020" in piles(main)[1].name, lambda: str(piles(main)))
        session.screenshot("photos-handed-out")

    with tap.case("“Add” gives all of them to their cars as one change, and what has no car stays"):
        main.press(re.compile("Add 5 photos"))
        main.says("5 photos added to 2 cars")
        wait_photos(cli, "1", 3)
        wait_photos(cli, "2", 2)
        harness.expect(len(piles(main)) == 1, piles(main))

    with tap.case("one undo takes all of them back, and they can come again"):
        session.key("ctrl+z")
        wait_photos(cli, "1", 0)
        wait_photos(cli, "2", 0)
        session.key("ctrl+shift+z")
        wait_photos(cli, "1", 3)
        wait_photos(cli, "2", 2)

    with tap.case("a window with photos on the table asks before it closes"):
        session.key("ctrl+w")
        main.dialog(re.compile("Leave the Photos Out"))
        session.key("Escape")
        main.wait_no_dialog()
        harness.expect(len(piles(main)) == 1, piles(main))

    with tap.case("a pile is opened by Return and by a double click, and Escape comes back to it"):
        main.wait_active()
        session.key("alt+3")
        harness.wait_for(lambda: piles(main)[0].is_focused(), lambda: f"the pile to have the keyboard, not {main.focused()}")
        session.key("Return")
        main.node.wait(name="Photos of the pile")
        session.screenshot("photos-pile")
        session.key("Escape")
        harness.wait_for(lambda: piles(main) and piles(main)[0].is_focused(), lambda: f"the pile again, not {main.focused()}")
        main.click(main.node.find("label", re.compile("^12/03/2026  12:40")), clicks=2)
        grid = main.node.wait(name="Photos of the pile")
        first = harness.wait_for(lambda: grid.find(states=("focused",)), lambda: f"a photo to have the keyboard, not {main.focused()}")
        harness.expect("selected" not in first.states, first)

    with tap.case("an opened pile is split at a picture"):
        session.key("Right")  # an arrow selects
        main.says("1 photo selected")
        main.press("Split before it")
        main.node.wait("label", "1 photo")
        session.key("Escape")
        harness.wait_for(lambda: [p.name.split(",")[0] for p in piles(main)] == ["Pile of 1 photo"] * 2, lambda: str(piles(main)))
        session.key("Menu")
        main.in_popover("menu item", "Join with the next pile").act()
        harness.wait_for(lambda: [p.name.split(",")[0] for p in piles(main)] == ["Pile of 2 photos"], lambda: str(piles(main)))

    with tap.case("a pile that is left at once after a button was pressed by key stays as it is"):
        session.key("alt+3")
        harness.wait_for(lambda: piles(main)[0].is_focused(), main.focused)
        session.key("Return")
        main.node.wait(name="Photos of the pile")
        session.key("Right")
        main.press("Split before it")
        session.key("Escape")  # the button acts a quarter of a second after its key
        harness.wait_for(lambda: len(piles(main)) == 1, lambda: str(piles(main)))
        session.key("Return")
        main.node.wait(name="Photos of the pile")
        session.key("Escape")
        harness.wait_for(lambda: len(piles(main)) == 1, lambda: str(piles(main)))

    with tap.case("the same picture on two cars is pointed out, and removed where it does not belong"):
        cli("photos", "add", "3", os.path.join(card, "IMG_1_1.jpg"))
        main.press("Compare them")
        main.says("The same picture on two cars")
        session.screenshot("photos-twins")
        main.press(re.compile("^Remove here: AUDI A3 2020, [^,]+$"))
        wait_photos(cli, "3", 0)
        session.key("Escape")

    with tap.case("a click on a cover shows the photo large, and the menu of the car leads to all of its photos"):
        session.key("alt+2")
        main.wait_count(3)
        session.key("Home")
        photo = main.node.wait(pages.BUTTON, re.compile("^Photos of SEAT IBIZA 2020"))
        photo.act()
        viewer = main.dialog(re.compile("SEAT IBIZA"))
        viewer.says(re.compile("1 of 3"))
        session.key("Escape")
        main.wait_no_dialog()
        session.key("Menu")
        main.in_popover("menu item", "Photos…").act()
        gallery = main.dialog(re.compile("SEAT IBIZA"))
        gallery.node.wait("list item", re.compile("^Photo 3 of 3"))
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("a program that is asked to end while photos come in ends when they are in their car"):
        many = os.path.join(session.folder, "many")
        os.mkdir(many)
        (large,) = photos.make(many, 1, 4000, 3000)
        for i in range(23):  # what is behind the end of a picture makes it another file
            with open(large, "rb") as source, open(os.path.join(many, f"more_{i}.jpg"), "wb") as copy:
                copy.write(source.read() + bytes([i]))
        session.key("alt+3")
        row = main.node.wait("label", "AUDI A3 2020")
        x, y, width, height = row.extents()
        left, top = main.place()
        # Somebody else writes: what comes in is ready, and waits for its turn as long as it takes to look at it.
        lock = sqlite3.connect(f"{home.data_dir}/autosell.db", isolation_level=None)
        lock.execute("begin immediate")
        manager = Files(session, home, many)
        manager.drag_to(left + x + width // 2, top + y + height // 2)
        harness.expect(manager.let_go() == "dropped", manager.errors())
        manager.kill()
        main.says(re.compile("Adding photos: .* of 24"))
        session.screenshot("photos-coming-in")

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        dialog = main.dialog(re.compile("Leave the Photos Out"))
        dialog.press("Leave them out")
        harness.wait_for(lambda: not app.windows(), "the windows to go")
        harness.expect(app.process.is_running(), "it has ended before they were in")
        lock.execute("rollback")
        lock.close()
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
        harness.expect(count(cli, "3") == 24, count(cli, "3"))
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
