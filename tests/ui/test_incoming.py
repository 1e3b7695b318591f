# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that come from outside: opened in the file manager, dropped by a real drag from another program, imported again
from the menu."""

import os
import re
import shutil
import sys

from gi.repository import Gio, GLib

import harness
import pages

APP_ID = "com.autosell.Manager"


class Files(harness.App):
    """The file manager: a window at the right edge of the screen, from which files are dragged."""

    WIDTH = 160

    def __init__(self, session, home, *paths):
        program = os.path.join(harness.BUILD_ROOT, "tests", "ui", "drag-files")
        super().__init__(session, home, paths, program=program, a11y=False)
        harness.wait_for(lambda: self.id(), "the window with the files")
        session.run("xdotool", "windowmove", "--sync", self.id(), str(session.size[0] - self.WIDTH), "300")
        session.run("xdotool", "windowraise", self.id())

    def id(self):
        return self.session.run("xdotool", "search", "--onlyvisible", "--name", "^Files$").stdout.strip()

    def drag_to(self, x, y):
        """Presses in the middle of the window and moves to a point of the screen, without letting go."""
        self.session.drag((self.session.size[0] - self.WIDTH // 2, 300 + self.WIDTH // 2), (x, y))

    def let_go(self):
        self.session.let_go()
        harness.wait_for(lambda: re.search("^(dropped|cancelled)$", self.errors(), re.M), "the drag to end")
        return self.errors().splitlines()[-1]


def write(session, name, *rows):
    path = os.path.join(session.folder, name)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("\n".join(("Marca,Modelo,Año,Precio,Placas", *rows)) + "\n")
    return path


def take_in(assistant, count):
    assistant.press("Compare")
    assistant.press(re.compile(rf"^Import {count}"))
    assistant.press("Done")


def run(tap, session):
    home = harness.Home(session, "incoming")
    cli = harness.Cli(session, home)
    one = write(session, "one.csv", "SEAT,IBIZA,2020,189000,ABC123A")
    two = write(session, "two.csv", "KIA,RIO,2019,210000,DEF456B")
    three = write(session, "three_x.csv", "AUDI,A3,2018,300000,GHI789C")
    picture = os.path.join(session.folder, "photo.png")
    shutil.copy(os.path.join(harness.SOURCE_ROOT, "data", "screenshots", "details-photos-es.png"), picture)
    folder = os.path.join(session.folder, "Fotos")
    os.mkdir(folder)
    shutil.copy(os.path.join(harness.SOURCE_ROOT, "data", "screenshots", "import-preview-es.png"), os.path.join(folder, "other.png"))

    app = harness.App(session, home, [one, two, picture])
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case("several files at the start come one after another, and a picture among them lies on the table"):
        assistant = main.dialog(re.compile("Import"))
        assistant.says("one.csv")
        harness.expect(len(app.windows()) == 2, app.windows())
        assistant.says("1 more file after it")
        take_in(assistant, 1)
        harness.wait_for(lambda: any(w.find("label", re.compile("two.csv")) for w in app.windows()), "the second file")
        take_in(main.dialog(re.compile("Import")), 1)
        main.wait_no_dialog()
        main.node.wait(name=re.compile("^Pile of 1 photo"))
        session.key("alt+2")
        main.wait_count(2)

    with tap.case("the file manager opens a file in the program that runs, by the desktop's own call"):
        uri = GLib.Variant("(asa{sv})", ([GLib.filename_to_uri(three, None)], {}))
        session.session_bus.call(APP_ID, "/com/autosell/Manager", "org.freedesktop.Application", "Open", uri)
        assistant = main.dialog(re.compile("Import"))
        assistant.says("three_x.csv")
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("a file that comes while another is looked at waits, and that is said"):
        harness.App(session, home, [one]).wait_end()
        assistant = main.dialog(re.compile("Import"))
        assistant.says("one.csv")
        harness.App(session, home, [three]).wait_end()
        assistant.says("1 more file after it")
        session.key("Escape")
        harness.wait_for(lambda: any(w.find("label", re.compile("three_x.csv")) for w in app.windows()), "the second file")
        main.dialog(re.compile("Import")).wait_active()
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("a folder of photos opens no assistant: they join the piles"):
        harness.App(session, home, [folder]).wait_end()
        main.node.wait(name=re.compile("^Pile of 2 photos"))
        harness.expect(len(app.windows()) == 1, app.windows())
        main.press("Clear the table")
        main.dialog(re.compile("Clear the Table")).press("Clear")
        main.wait_no_dialog()
        main.node.wait_gone(name=re.compile("^Pile of"))
        session.key("alt+2")

    with tap.case("the main menu has what was imported, and imports it again as it is now"):
        write(session, "one.csv", "SEAT,IBIZA,2020,179000,ABC123A")
        main.wait_active()
        session.key("F10")
        main.in_popover("menu item", "Import again").act()
        main.in_popover("menu item", "one.csv").act()
        assistant = main.dialog(re.compile("Import"))
        assistant.says(re.compile("^Changes$"))
        assistant.says(re.compile(r"\$189,000.*\$179,000", re.S))
        session.screenshot("incoming-again")
        assistant.press(re.compile("^Import 1"))
        assistant.press("Done")
        main.wait_no_dialog()
        pages.wait_car(cli, "IBIZA", price=179000)

    with tap.case("the assistant offers them too, and one that is gone is told and forgotten"):
        os.unlink(two)
        main.wait_active()
        session.key("ctrl+i")
        assistant = main.dialog(re.compile("Import"))
        assistant.says("one.csv")
        session.screenshot("incoming-recent")
        assistant.click(assistant.node.wait(("list item", "button"), pages.pattern_of("two.csv")))
        assistant.says("The file is not there")
        session.key("Escape")
        main.wait_no_dialog()
        session.key("ctrl+i")
        assistant = main.dialog(re.compile("Import"))
        assistant.says("one.csv")
        harness.expect(not assistant.node.has_text("two.csv"), "it is forgotten")
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("files held over the window say what a drop would do, and are imported when they are let go"):
        manager = Files(session, home, three)
        main.wait_cover("Drop to Import", False)
        manager.drag_to(700, 400)
        main.wait_cover("Drop to Import")
        session.screenshot("incoming-drop")
        harness.expect(manager.let_go() == "dropped", manager.errors())
        main.wait_cover("Drop to Import", False)
        assistant = main.dialog(re.compile("Import"))
        assistant.says("three_x.csv")
        harness.wait_for(lambda: not main.node.has_text("Drop to Import"), "the cover to go")
        session.key("Escape")
        main.wait_no_dialog()
        manager.kill()

    with tap.case("a drop on the search entry is no text"):
        manager = Files(session, home, three)
        search = main.node.wait("search box")
        x, y, width, height = search.extents()
        manager.drag_to(x + width // 2, y + height // 2 + 6)
        manager.let_go()
        main.dialog(re.compile("Import")).says("three_x.csv")
        harness.expect(search.text() == "", search.text())
        session.key("Escape")
        main.wait_no_dialog()
        manager.kill()

    with tap.case("a picture that is dropped while a car is selected is asked about, and may lead to the table with the piles"):
        manager = Files(session, home, folder, picture)
        manager.drag_to(700, 500)
        manager.let_go()
        manager.kill()
        main.dialog(re.compile("Add the Photos to This Car")).press(re.compile("Put in piles"))
        main.wait_no_dialog()
        main.node.wait(name=re.compile("^Pile of 2 photos"))
        main.wait_active()
        main.press("Clear the table")
        main.dialog(re.compile("Clear the Table")).press("Clear")
        main.wait_no_dialog()
        main.node.wait_gone(name=re.compile("^Pile of"))

    with tap.case("the program ends without a word on stderr"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
