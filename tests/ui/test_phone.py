# SPDX-License-Identifier: GPL-3.0-or-later
"""Forty pictures of a telephone, held in all eight ways, dropped on a car with wrong files among them. The program is killed
while they come in, twice, and nothing is left over; then they are put in order by keyboard and pointer, and the cover is seen
wherever the car is: upright, in its own colours."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys

import harness
import pages
import photos
from test_gallery import drop, pick, rows, tile, trace, wait_order

COUNT = 40
# What a camera that was held so has in its file, of a picture that is upright.
HELD = {1: [], 2: ["-flop"], 3: ["-rotate", "180"], 4: ["-flip"], 5: ["-transpose"], 6: ["-rotate", "270"], 7: ["-transverse"],
        8: ["-rotate", "90"]}


def shoot(folder):
    """Magenta on the left and green on the right, when they stand upright. The seventh is told from the others by its blue."""
    os.makedirs(folder)
    for number in range(1, COUNT + 1):
        orientation = (number - 1) % 8 + 1
        path = os.path.join(folder, f"IMG_{number}.jpg")
        left, right = ("#ff00ff", "#00e000") if number == 7 else ("#b0a890", "#606870")
        subprocess.run(["convert", "-size", "400x300", f"xc:{left}", "-fill", right, "-draw", "rectangle 200,0 400,300", "-fill", "white",
                        "-draw", f"rectangle {90 + 3 * number},20 {96 + 3 * number},280", *HELD[orientation], "-quality", "92", path],
                       check=True, timeout=60)
        photos.add_exif(path, orientation)


def colours(session, x, y, width, height):
    """How many pixels there are magenta and green, and in which column of the middle of each."""
    data = session.pixels(x, y, width, height)
    sums = {"left": [0, 0], "right": [0, 0]}
    for at in range(0, len(data) - 2, 3):
        red, green, blue = data[at:at + 3]
        side = "left" if red > 200 and green < 90 and blue > 200 else "right" if red < 90 and green > 180 and blue < 90 else None
        if side:
            sums[side][0] += 1
            sums[side][1] += at // 3 % width
    return {side: (n, total / n if n else 0) for side, (n, total) in sums.items()}


def see_cover(session, page, least, what, node=None):
    """The cover is to be seen in a window, or in one thing there, at least so many pixels of each of its halves, and the right way
    round."""
    left, top = page.place()
    x, y, width, height = (node or page.node).extents()
    place = (max(left + x, 0), max(top + y, 0), width, height) if node else (max(left, 0), max(top, 0), width, height)

    def look():
        seen = colours(session, *place)
        return seen["left"][0] >= least and seen["right"][0] >= least and seen["left"][1] < seen["right"][1]
    harness.wait_for(look, lambda: f"the cover in {what}, not {colours(session, *place)}")
    session.screenshot(f"phone-{what.replace(' ', '-')}")


def left_over(home, cli):
    """What was staged, and files that no record names."""
    incoming = os.path.join(home.data_dir, "photos", "incoming")
    staged = os.listdir(incoming) if os.path.isdir(incoming) else []
    return len(staged), json.loads(cli("check", "--json"))["photos"]["strays"]


def run(tap, session):
    home = harness.Home(session, "phone")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli("set", "1", "entry_date=2019-01-01")
    home.write_settings(columns="'photos brand'")
    card = os.path.join(session.folder, "DCIM")
    shoot(card)
    wrong = {"nota.txt.jpg": b"no photo", "vacia.jpg": b"", "cortada.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"}
    for name, data in wrong.items():
        with open(os.path.join(session.folder, name), "wb") as stream:
            stream.write(data)
    names = [f"IMG_{number}.jpg" for number in range(1, COUNT + 1)]

    def start(turn):
        log = os.path.join(session.folder, f"trace-{turn}")
        app = harness.App(session, home, environment={"AUTOSELL_TRACE": log})
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_active()
        session.key("Down", "Down", "Return")
        return app, main, pages.Page(app, harness.wait_for(lambda: next((w for w in app.windows() if "AVEO" in w.name), None), "the editor")), log

    def give(editor):
        hint = editor.node.wait("label", "Drop photos or a folder of them here")
        x, y, width, height = hint.extents()
        left, top = editor.place()
        drop(session, home, left + x + width // 2, top + y + height // 2, card, *[os.path.join(session.folder, name) for name in wrong])

    def kill(app):
        os.kill(app.pid, signal.SIGKILL)
        app.wait_end()

    with tap.case("killed while they are decoded: the next start finds the car as it was and cleans up"):
        app, main, editor, log = start(1)
        give(editor)
        harness.wait_for(lambda: [line for line in trace(log, "gallery-painted") if line["value"] >= 3], "the first to be seen")
        kill(app)
        harness.expect(len(rows(home)) in (0, COUNT), f"{len(rows(home))} photos: half an import")
        if rows(home):  # all of them were in before the signal came
            cli("undo")

    with tap.case("killed when all are ready and none is in: likewise"):

        app, main, editor, log = start(2)
        lock = sqlite3.connect(f"{home.data_dir}/autosell.db", isolation_level=None)
        lock.execute("begin immediate")
        give(editor)
        harness.wait_for(lambda: [line for line in trace(log, "gallery-painted") if line["value"] >= COUNT], "all to be seen", 60)
        editor.says("3 files were left out")
        kill(app)
        lock.execute("rollback")
        lock.close()
        harness.expect(not rows(home), rows(home))

    app, main, editor, log = start(3)
    with tap.case("a start leaves nothing of that behind"):
        harness.wait_for(lambda: left_over(home, cli) == (0, 0), lambda: f"nothing left over, not {left_over(home, cli)}")

    with tap.case("dropped again they are all there, upright, in the order of their names; the wrong ones are named"):
        give(editor)
        wait_order(editor, *names)
        harness.wait_for(lambda: len(rows(home)) == COUNT, "forty photos in the stock", 60)
        for name in wrong:
            editor.says(name)
        harness.expect(set(rows(home, "width, height")) == {(400, 300)}, set(rows(home, "width, height")))
        session.screenshot("phone-dropped")
        editor.node.wait(pages.BUTTON, "Close this notice", only_showing=False).act()

    with tap.case("the seventh, held the seventh way, becomes the cover by the keyboard; the pointer takes the second to the fourth"):
        pick(editor, 7)
        session.key("alt+Home")
        harness.wait_for(lambda: rows(home)[:3] == ["IMG_7.jpg", "IMG_1.jpg", "IMG_2.jpg"], lambda: str(rows(home)[:3]))
        see_cover(session, editor, 800, "the gallery")
        x, y, width, height = tile(editor, 2).extents()
        to_x, _, to_width, _ = tile(editor, 4).extents()
        left, top = editor.place()
        session.drag((left + x + width // 2, top + y + height // 2), (left + to_x + to_width - 8, top + y + height // 2))
        session.let_go()
        harness.wait_for(lambda: rows(home)[:4] == ["IMG_7.jpg", "IMG_2.jpg", "IMG_3.jpg", "IMG_1.jpg"], lambda: str(rows(home)[:4]))

    with tap.case("its picture large, in the table, on the cards, beside the list, and at home"):
        pick(editor, 1)
        session.key("Return")
        viewer = pages.Page(app, harness.wait_for(
            lambda: next((w for w in app.windows() if w.find(pages.BUTTON, re.compile("Next Photo"))), None), "the viewer"))
        see_cover(session, viewer, 20000, "the viewer")
        session.key("Escape")
        harness.wait_for(lambda: not any(w.find(pages.BUTTON, re.compile("Next Photo")) for w in app.windows()), "the viewer to go")
        editor.wait_active()
        session.key("ctrl+w")
        main.wait_active()
        see_cover(session, main, 4000, "the pane beside the list")
        see_cover(session, main, 100, "the table", main.row("AVEO LT"))
        session.key("ctrl+2")
        main.wait_view("list")
        see_cover(session, main, 2000, "the cards", main.row("AVEO LT"))
        session.key("alt+1")
        longest = main.node.wait(pages.BUTTON, re.compile("AVEO LT.* days"), only_showing=False)
        left, top = main.place()
        x, y, width, height = main.node.wait("label", "By brand").extents()
        session.pointer(left + x + width // 2, top + y + height // 2, button=5, clicks=5)
        see_cover(session, main, 150, "home")
        harness.expect(longest.is_on_screen(), longest)

    with tap.case("two fingers on a picture zoom it, from where it is, and never to less than all of it"):
        done = session.run(os.path.join(harness.BUILD_ROOT, "tests", "ui", "pinch"))
        said = done.stdout.splitlines()
        harness.expect(said == ["opened 10 fit", "spread 20", "spread 50", "closed 25", "closed 10 fit"], (said, done.stderr))

    with tap.case("what the car still lacks is said with it, and that it has photos enough"):
        listed = json.loads(cli("list", "--filter", "photos:40", "--json"))["vehicles"]
        harness.expect(len(listed) == 1, listed)
        session.key("alt+2", "ctrl+1")
        main.wait_view("table")

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
