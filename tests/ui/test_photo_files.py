# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos that go out to files and come from them: saved as they are seen, replaced, opened with another program; and what a
new user drops: a folder of photos that lie on their side, with files among them that are none."""

import glob
import os
import re
import stat
import struct
import subprocess
import sys
import zlib

import harness
import pages
import photos
from test_gallery import drop, pick, rows, wait_order

VIEWER = """#!/bin/sh
printf '%s' "$1" >'{said}'
"""


def size_of(path):
    done = subprocess.run(["identify", "-format", "%w %h", path], capture_output=True, text=True, check=False, timeout=60)
    return tuple(map(int, done.stdout.split()))


def install_viewer(home, said):
    """A program of the desktop that takes photos, and says which one it was given."""
    folder = os.path.join(home.folder, ".local", "share", "applications")
    script = os.path.join(home.folder, "viewer.sh")
    os.makedirs(folder)
    with open(script, "w", encoding="utf-8") as stream:
        stream.write(VIEWER.format(said=said))
    os.chmod(script, stat.S_IRWXU)
    with open(os.path.join(folder, "viewer.desktop"), "w", encoding="utf-8") as stream:
        stream.write(f"[Desktop Entry]\nType=Application\nName=Visor de prueba\nExec={script} %f\nMimeType=image/jpeg;\n")
    with open(os.path.join(folder, "mimeinfo.cache"), "w", encoding="utf-8") as stream:
        stream.write("[MIME Cache]\nimage/jpeg=viewer.desktop;\n")
    with open(os.path.join(home.folder, ".config", "mimeapps.list"), "w", encoding="utf-8") as stream:
        stream.write("[Default Applications]\nimage/jpeg=viewer.desktop\n")


def write_bomb(path):
    """A PNG file of a few bytes that says that it has 25,000 times 25,000 pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(path, "wb") as stream:
        stream.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 25000, 25000, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))


def write_heic(path):
    """The head of one, of 4032 times 3024 pixels, which is all that is looked at where no loader is installed."""
    def box(kind, data):
        return struct.pack(">I", 8 + len(data)) + kind + data
    properties = box(b"iprp", box(b"ipco", box(b"ispe", struct.pack(">III", 0, 4032, 3024))))
    with open(path, "wb") as stream:
        stream.write(box(b"ftyp", b"heic" + bytes(4) + b"mif1heic") + box(b"meta", bytes(4) + properties) + box(b"mdat", bytes(40000)))


def without_heic(folder):
    """The environment of a computer on which nobody has installed a loader for HEIC; empty where it cannot be told."""
    found = glob.glob("/usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache") + glob.glob("/usr/lib/gdk-pixbuf-2.0/*/loaders.cache")
    if not found:
        return {}
    path = os.path.join(folder, "loaders.cache")
    with open(found[0], encoding="utf-8") as stream, open(path, "w", encoding="utf-8") as out:
        out.write("\n\n".join(block for block in stream.read().split("\n\n") if "image/heic" not in block))
    return {"GDK_PIXBUF_MODULE_FILE": path}


def choose(app, session, known, path, wants_entry):
    """Gives GTK's own chooser a whole path."""
    chooser = harness.wait_for(lambda: next((w for w in app.windows() if w.path not in known), None), "the file chooser")
    page = pages.Page(app, chooser)
    page.wait_active()
    if wants_entry:
        chooser.wait(pages.ENTRY, states=("focused",))
        session.key("ctrl+a")
        session.type(path)
    else:  # one that opens has an entry once a path is typed
        session.type("/")
        chooser.wait(pages.ENTRY, states=("focused",))
        session.type(path[1:])
    session.key("Return")
    harness.wait_for(lambda: all(w.path != chooser.path for w in app.windows()), "the chooser to go")


def run(tap, session):
    home = harness.Home(session, "files")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    names = [os.path.basename(path) for path in photos.make(os.path.join(session.folder, "Fotos"), 3)]
    cli("photos", "add", "1", os.path.join(session.folder, "Fotos"))
    os.makedirs(os.path.join(home.folder, ".config"), exist_ok=True)
    said = os.path.join(session.folder, "said")
    install_viewer(home, said)
    environment = without_heic(session.folder)
    app = harness.App(session, home, environment=environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_active()

    with tap.case("how many photos are wanted and whether originals are kept is asked under preferences, and acts at once"):
        session.key("alt+3")
        main.says("45 cars want photos")
        session.key("ctrl+comma")
        dialog = main.dialog(re.compile("Preferences"))
        dialog.node.wait(("tab", "page tab", "radio button", *pages.BUTTON), "Photos").act()

        def find(roles, name):
            return harness.wait_for(lambda: dialog.node.find(roles, re.compile(f"^{name}"), only_showing=False), name)
        left, top = dialog.place()
        spin = find(("spin button",), "Photos wanted of each car")
        x, y, _, height = spin.extents()
        session.click(left + x + 14, top + y + height // 2)
        session.key("ctrl+a")
        session.type("3")
        session.key("Tab")
        dialog.click(find(("toggle button", "switch", "check box"), "Keep the originals"))
        session.screenshot("photo-files-preferences")
        session.key("Escape")
        main.wait_no_dialog()
        main.says("44 cars want photos")
        session.key("alt+2")
        main.wait_count(45)
        main.wait_active()
        session.key("ctrl+f")

    session.key("Down", "Down", "Return")
    editor = pages.Page(app, harness.wait_for(lambda: next((w for w in app.windows() if "AVEO" in w.name), None), "the editor"))
    wait_order(editor, *names)

    def known():
        return [w.path for w in app.windows()]

    def menu(item):
        session.key("Menu")
        editor.in_popover("menu item", item).act()

    with tap.case("a photo is saved as it is seen, turned, under the car's name or another"):
        pick(editor, 1)
        session.key("ctrl+r")
        harness.wait_for(lambda: rows(home, "turn")[0] == 90, "the turn")
        before = known()
        session.key("ctrl+shift+s")
        path = os.path.join(session.folder, "al derecho.jpg")
        choose(app, session, before, path, True)
        editor.says("1 photo saved")
        harness.expect(size_of(path) == (1200, 1600), size_of(path))

    with tap.case("several are saved in a folder, each with a name of its own"):
        editor.wait_active()
        pick(editor, 1)
        session.key("ctrl+a")
        folder = os.path.join(session.folder, "para el cliente")
        os.mkdir(folder)
        before = known()
        session.key("ctrl+shift+s")
        choose(app, session, before, folder, False)
        editor.says("3 photos saved")
        harness.expect(len(os.listdir(folder)) == 3 and all("AVEO" in name for name in os.listdir(folder)), os.listdir(folder))

    with tap.case("a photo is replaced in its place, as one change that is undone"):
        editor.wait_active()
        (new,) = photos.make(os.path.join(session.folder, "Nueva"), 1, first=77)
        pick(editor, 2)
        before = known()
        menu(re.compile("Replace"))
        choose(app, session, before, new, False)
        wait_order(editor, names[0], "IMG_0077.jpg", names[2])
        harness.wait_for(lambda: rows(home) == [names[0], "IMG_0077.jpg", names[2]], lambda: str(rows(home)))
        harness.expect(rows(home, where="deleted_at is not null") == [names[1]], "the old one is in the bin")
        editor.wait_active()
        session.key("ctrl+z")
        wait_order(editor, *names)

    with tap.case("a photo is opened with a program of the desktop, which gets it as it is seen"):
        pick(editor, 1)
        before = known()
        menu(re.compile("Open With"))
        chooser = pages.Page(app, harness.wait_for(lambda: next((w for w in app.windows() if w.path not in before), None), "the programs"))
        session.screenshot("photo-files-open-with")  # GTK 4.8 does not tell what its list of programs has
        chooser.press("Select")
        harness.wait_for(lambda: os.path.exists(said) and open(said, encoding="utf-8").read(), "the program to be started")
        with open(said, encoding="utf-8") as stream:
            given = stream.read()
        harness.expect(size_of(given) == (1200, 1600), (given, size_of(given)))

    with tap.case("forty photos on their side and files that are none: the photos stand upright, the others are named with why"):
        editor.wait_active()
        session.key("ctrl+n")
        hint = editor.node.wait("label", "Drop photos or a folder of them here")
        card = os.path.join(session.folder, "DCIM")
        for path in photos.make(card, 40, 400, 300, first=101):
            photos.add_exif(path, orientation=6)
        with open(os.path.join(card, "cortada.jpg"), "wb") as stream, open(os.path.join(card, "IMG_0101.jpg"), "rb") as whole:
            stream.write(whole.read()[:700])
        write_bomb(os.path.join(card, "bomba.png"))
        write_heic(os.path.join(card, "telefono.heic"))
        editor.fill(re.compile("^Brand"), "TESLA")
        editor.wait_active()
        x, y, width, height = hint.extents()
        left, top = editor.place()
        drop(session, home, left + x + width // 2, top + y + height // 2, card)
        editor.says("3 files were left out")
        for name in ("cortada.jpg", "bomba.png", "telefono.heic"):
            editor.says(name)
        if environment:
            editor.says(re.compile("HEIC pictures cannot be read on this computer"))
        editor.says("40 photos are saved together with the car")
        session.screenshot("photo-files-left-out")
        session.key("ctrl+s")
        harness.wait_for(lambda: len(rows(home)) == 43, lambda: f"{len(rows(home))} photos", 60)
        upright = rows(home, "width < height", "deleted_at is null and name like 'IMG_01%'")
        harness.expect(upright == [1] * 40, upright)
        kept = glob.glob(os.path.join(home.data_dir, "photos", "originals", "??", "*"))
        harness.expect(len(kept) >= 40, f"{len(kept)} originals are kept")

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+w")
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
