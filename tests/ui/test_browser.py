# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures out of a real browser: dragged onto a car and onto the table of piles, copied and pasted; and an address without a
picture, which is refused with what to do, and is not asked for by this program."""

import contextlib
import itertools
import os
import re
import sys

import browser
import harness
import pages
import photos
from test_gallery import order, rows, wait_order

COLOUR = (0xb3, 0x26, 0x1e)


def hold(session, start, end, left, top):
    """Drags from the browser until the gallery shows, in pale blue at its left edge, that it would take what is held. A browser is
    not as quick as the hand: it may not see the first press, and the hand is not quite still while it waits."""
    steps = itertools.cycle(("1", "-1"))

    def is_marked():
        session.run("xdotool", "mousemove_relative", "--", next(steps), "0")
        seen = session.pixels(left + 12, top + 60, 24, 200)
        return any(seen[at + 2] > seen[at] + 12 for at in range(0, len(seen) - 2, 3))

    for _ in range(4):
        session.drag(start, end)
        with contextlib.suppress(harness.Failure):
            harness.wait_for(is_marked, "the gallery to show that it takes what is held", 6)
            return
        session.let_go()
    raise harness.Failure("the gallery does not show that it takes what is held")


def has_menu(session, page):
    """Whether the browser's menu, which is white, covers the picture that is red."""
    x, y = page.picture
    return min(session.pixels(x + 40, y + 6, 1, 1)[:3]) > 200


def activate(session, name):
    found = harness.wait_for(lambda: session.run("xdotool", "search", "--onlyvisible", "--name", name).stdout.split(), name)
    session.run("xdotool", "windowfocus", "--sync", found[-1])


def run(tap, session):
    home = harness.Home(session, "browser")
    cli = harness.Cli(session, home)
    cli("add", "stock_number=1", "brand=SEAT", "model=IBIZA", "year=2020")
    shop = os.path.join(session.folder, "shop")
    os.mkdir(shop)
    # Red where it is looked for, and with a name that no address has as it is
    photos.subprocess.run(["convert", "-size", "1600x1200", f"xc:rgb{COLOUR}", os.path.join(shop, "coche año.jpg")], check=True)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(1)
    main.wait_active()
    session.key("Home", "Return")
    editor = pages.Page(app, harness.wait_for(lambda: next((w for w in app.windows() if "IBIZA" in w.name), None), "the editor"))
    editor.says("Drop photos or a folder of them here")
    editor.wait_active()
    left, top = editor.place()  # of the window that is active, which the browser's will be
    page = browser.Browser(session, shop, "coche%20a%C3%B1o.jpg")
    page.wait_painted(COLOUR)

    with tap.case("a picture that is dragged out of a page is a photo of the car, under its name"):
        hold(session, page.picture, (left + 480, top + 180), left, top)
        session.screenshot("browser-held")
        session.let_go()
        wait_order(editor, "coche año.jpg")
        harness.wait_for(lambda: rows(home, "width, height") == [(1600, 1200)], lambda: str(rows(home, "width, height")))
        session.screenshot("browser-dropped")

    with tap.case("an address alone is refused by name, with what to do, and nobody asks the web for it"):
        before = list(page.server.asked)
        hold(session, page.link, (left + 480, top + 240), left, top)
        session.screenshot("browser-held-link")
        session.let_go()
        editor.says("1 file was left out")
        editor.says(re.compile("gave only the address"))
        harness.expect(page.server.asked == before, page.server.asked)
        harness.expect(len(rows(home)) == 1, rows(home))
        editor.node.wait(pages.BUTTON, "Close this notice", only_showing=False).act()

    with tap.case("a picture that is copied in the browser is pasted, though an entry has the keyboard"):
        session.run("xdotool", "windowfocus", "--sync", page.id)
        session.click(*page.picture, button=3)
        harness.wait_for(lambda: has_menu(session, page), "the menu of the browser")
        session.key("y")  # “Copy image”
        harness.wait_for(lambda: not has_menu(session, page), "the menu of the browser to go")
        activate(session, "IBIZA")
        editor.wait_active()

        def paste():
            """Until the browser has the picture in the clipboard."""
            session.key("ctrl+v")
            with contextlib.suppress(harness.Failure):
                return harness.wait_for(lambda: len(order(editor)) == 2, "it", 4)
        harness.wait_for(paste, lambda: f"the pasted one, not {order(editor)}")
        editor.press("Undo")
        harness.wait_for(lambda: len(order(editor)) == 1, lambda: f"it to be taken back, not {order(editor)}")

    with tap.case("one that is dragged to the place for photos lies on the table"):
        session.key("ctrl+w")
        activate(session, "^Autosell Manager$")
        main.wait_active()
        session.key("alt+3")
        hint = main.node.wait("label", "Drop photos, a folder or a whole memory card here")
        left, top = main.place()
        x, y, width, height = hint.extents()
        session.run("xdotool", "windowraise", page.id)
        session.drag(page.picture, (left + x + width // 2, top + y + height // 2))
        main.wait_cover("Drop Photos or a Folder")
        session.let_go()
        main.node.wait(name=re.compile("^Pile of 1 photo"))

    page.stop()
    tap.watch = []


if __name__ == "__main__":
    if browser.find() is None:
        harness.skip_all("no browser here (Debian: chromium)")
    sys.exit(harness.main(run))
