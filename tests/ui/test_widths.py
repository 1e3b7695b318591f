# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view through all widths: no warning, no label that cannot be read, and no window wider than it is asked to be."""

import re
import sys

import harness
import pages

WIDTHS = (1920, 1366, 1100, 1024, 900, 761, 760, 600, 480, 360)
HEIGHT = 700

# Keys that lead from the list to a view, and a word of its title in both languages.
DIALOGS = {
    "editor": (["Down", "Return"], "MAZDA|CHEVROLET|Car|Auto|[A-Z]{3}"),
    "import": (["ctrl+i"], "Import"),
    "export": (["ctrl+e"], "Export"),
    "reserve": (["Down", "F6"], "Reserve|Apartar"),
    "sell": (["Down", "F7"], "Sell|Vender"),
    "price of several": (["Down", "shift+Down", "shift+Down", "F2"], "Price of|Precio de"),
    "print": (["ctrl+p"], "Price list|Lista de precios"),
    "preferences": (["ctrl+comma"], "Preferenc"),
    "shortcuts": (["ctrl+question"], "hortcuts|Atajos"),
}


# The other places of the sidebar, by their key.
PLACES = {"home": "alt+1", "photos": "alt+3", "bin": "alt+5"}


def resize(page, width, height=HEIGHT):
    """Makes the active window so wide on the outside, and waits until it is."""
    session = page.session
    asked, seen = 0, None

    def ask(margin):
        nonlocal asked, seen
        asked, seen = width + margin, None
        session.run("xdotool", "getactivewindow", "windowsize", str(asked), str(height + margin))

    def look():
        nonlocal seen
        found = session.run("xdotool", "getactivewindow", "getwindowgeometry", "--shell").stdout
        outer = re.search(r"^WIDTH=(\d+)$", found, re.M)
        inner = page.node.extents()[2]
        margin = int(outer[1]) - inner if outer else -1
        seen, before = (margin, inner), seen
        if seen != before:
            return False  # the window still follows
        if inner == width and margin == asked - width:
            return True  # and no other width is on its way
        # The shadow belongs to the X window. What a window can do without goes as it becomes narrow, and lets it become
        # narrower still: a person's hand, too, asks again and again.
        if 0 <= margin < 200:
            ask(margin)
        return False
    ask(0)
    harness.wait_for(look, lambda: f"a width of {width}; it is {page.node.extents()[2]}", 8)


def look_at(app, page, widths, where):
    bad = []
    for width in widths:
        try:
            resize(page, width)
        except harness.Failure as failure:
            bad.append(f"{where}, {failure}")
            continue
        # Widgets follow the window in the next frames: what stays cut is cut.
        try:
            harness.wait_for(lambda: not app.cut_labels(), "labels", 3)
        except harness.Failure:
            bad += [f"{where}, {width} px: {line}" for line in app.cut_labels()]
    harness.expect(not bad, lambda: "\n".join(sorted(set(bad))))


def run_language(tap, session, language):
    home = harness.Home(session, "widths-" + language)
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    cli("delete", "12")
    app = harness.App(session, home, language=language, environment=harness.watch_labels())
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(44)

    with tap.case(f"{language}: half of the screen in one go"):
        resize(main, 1366)
        outer = session.run("xdotool", "getactivewindow", "getwindowgeometry", "--shell").stdout
        margin = int(re.search(r"^WIDTH=(\d+)$", outer, re.M)[1]) - 1366
        session.run("xdotool", "getactivewindow", "windowsize", str(683 + margin), str(HEIGHT + margin))  # as the desktop does it: once
        harness.wait_for(lambda: main.node.extents()[2] == 683, lambda: f"683 px; it is {main.node.extents()[2]}")

    with tap.case(f"{language}: the pane of a car, in leaps"):
        resize(main, 1900)
        main.select("CX30")
        for width in (1366, 360, 1100, 345, 1366, 420, 1900, 400, 1000, 380):
            session.run("xdotool", "getactivewindow", "windowsize", str(width + margin), str(HEIGHT + margin))
        resize(main, 1366)
        main.node.wait("region", re.compile("^(Details|Detalles)"))

    with tap.case(f"{language}: the list"):
        look_at(app, main, WIDTHS, "list")
        look_at(app, main, reversed(WIDTHS), "list")
    for key, name in (("ctrl+h", "history"), ("ctrl+shift+p", "problems")):
        with tap.case(f"{language}: {name}"):
            resize(main, 1366)
            main.wait_active()
            main.show_activity(key)
            look_at(app, main, WIDTHS, name)
            resize(main, 1366)
            main.go_to("Vehicles" if language == "en" else "Vehículos")
    for name, key in PLACES.items():
        with tap.case(f"{language}: {name}"):
            resize(main, 1366)
            main.wait_active()
            session.key(key)
            look_at(app, main, (1920, 1366, 1024, 760, 480, 360), name)
            resize(main, 1366)
            session.key("alt+2")
            main.wait_count(44)
    for name, (keys, title) in DIALOGS.items():
        with tap.case(f"{language}: {name}"):
            resize(main, 1366)
            main.wait_active()
            session.key("Escape", "ctrl+f", *keys)
            dialog = main.dialog(re.compile(title))
            try:
                look_at(app, dialog, (1000, 760, 500, 360), name)
            finally:
                session.key("Escape")
                main.wait_no_dialog()
    app.stop()


def run(tap, session):
    for language in ("en", "es_MX"):
        run_language(tap, session, language)


if __name__ == "__main__":
    sys.exit(harness.main(run, width=1920, height=768))
