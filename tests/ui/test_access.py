# SPDX-License-Identifier: GPL-3.0-or-later
"""Large text, high contrast and no motion: every view can be read whole, is named for a screen reader, and warns of nothing."""

import contextlib
import re
import sys

import a11y_names
import harness
import pages
import test_widths

# What leads from the list, where the keyboard is in it, to a view; and a word of its title where it is a window.
VIEWS = {
    "home": (["alt+1"], None),
    "table": ([], None),
    "cards": (["ctrl+2"], None),
    "a car beside the list": (["Down"], None),
    "several cars": (["shift+Down", "shift+Down"], None),
    "history": (["ctrl+h"], None),
    "problems": (["ctrl+shift+p"], None),
    "bin": (["alt+6"], None),
    "filters": (["ctrl+shift+f"], "popover"),
    "chips": (["ctrl+f", "text:marca:mazda,bmw precio:200mil..500mil -color:rojo sin:niv "], None),
    "nothing found": (["ctrl+f", "text:lamborghini"], None),
    "backups": (["ctrl+h", "press:Respaldos"], None),
    "editor": (["Return"], r"\b20\d\d\b"),
    "reserve": (["F6"], "Apartar"),
    "sell": (["F7"], "Vender"),
    "quick look": (["space"], r"CX30"),
    "bulk price": (["shift+Down", "F2"], "Precio de"),
    "bulk status": (["shift+Down", "F3"], "Estatus de"),
    "import": (["ctrl+i"], "Importar"),
    "export": (["ctrl+e"], "Exportar"),
    "print": (["ctrl+p"], "Lista de precios"),
    "preferences": (["ctrl+comma"], "Preferencias"),
    "shortcuts": (["ctrl+question"], "Atajos"),
}
# The window of shortcuts is GTK's own.
NARROW = tuple(name for name in VIEWS if name != "shortcuts")


def go_to_list(main):
    """Back to the table, with a car of its own and the keyboard on it, whatever was shown."""
    session = main.session
    main.wait_active()
    session.key("alt+2", "ctrl+f", "Escape", "ctrl+1", "Home")
    harness.wait_for(lambda: len(main.selected()) == 1, lambda: f"one selected car, not {main.selected()}")


def settled_labels(app):
    """The labels that stay cut. Widgets follow a new width in the next frames, and some for a moment are right before they
    move once more: two looks in a row have to find nothing."""
    last = ["not looked at yet"]

    def look_twice():
        last[:] = app.cut_labels() or app.cut_labels()
        return not last
    with contextlib.suppress(harness.Failure):
        harness.wait_for(look_twice, "labels")
    return last


def press(app, main, keys):
    for key in keys:
        if key.startswith("text:"):
            app.session.type(key[5:])
        elif key.startswith("press:"):
            main.node.wait(("radio button", "page tab", "tab", *pages.BUTTON), re.compile("^" + key[6:])).act()
        else:
            app.session.key(key)


def popover_width(main):
    """What its controls take of the screen, whatever of it is beyond its edge."""
    areas = [control.extents() for control in main.node.find_all((*pages.BUTTON, "check box"), where=lambda n: n.is_in_popover())]
    return max(x + width for x, _, width, _ in areas) - min(x for x, _, _, _ in areas)


def look(app, main, name, width):
    keys, title = VIEWS[name]
    go_to_list(main)
    press(app, main, keys)
    page = main.dialog(re.compile(title)) if title and title != "popover" else main
    if title == "popover":
        main.in_popover(pages.BUTTON)
    try:
        if page is not main:
            own = harness.wait_for(lambda: page.node.extents()[2], "the width of the window")
            test_widths.resize(page, min(width, own), 600)
        bad = settled_labels(app)
        nameless = a11y_names.nameless(page.node)
        grown = max(main.node.extents()[2], popover_width(main) if title == "popover" else 0)
    finally:
        if title:
            app.session.key("Escape")
            main.wait_no_popover() if page is main else main.wait_no_dialog()
    harness.expect(not bad, lambda: "\n".join(sorted(set(bad))))
    harness.expect(grown <= width, lambda: f"it takes {grown} px")
    harness.expect(not nameless, lambda: "\n".join(nameless))


def run(tap, session):
    session.set_text_scale(2)
    home = harness.Home(session, "access")
    harness.Cli(session, home)("import", harness.SAMPLE_CSV)
    environment = {**harness.watch_labels(), "ADW_DEBUG_HIGH_CONTRAST": "1"}
    home.write_gtk_settings(gtk_enable_animations="false")
    app = harness.App(session, home, language="es_MX", environment=environment)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)
    for width, names in ((1366, VIEWS), (360, NARROW)):
        test_widths.resize(main, width)
        for name in names:
            with tap.case(f"text at 200 %, {width} px: {name}"):
                look(app, main, name, width)
    tap.watch = []
    app.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run, width=1366, height=768))
