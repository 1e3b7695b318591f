# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lot sees: every window in Spanish of Mexico, with nothing left in English."""

import os
import re
import sys

import harness
import pages


def read_po(path):
    """{msgid: msgstr} of a catalogue; plurals are left out, since they are not compared whole."""
    entries, current, key = {}, {}, None
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            found = re.match(r'^(msgid|msgstr|msgid_plural|msgctxt|msgstr\[\d\])? ?"(.*)"$', line.rstrip("\n"))
            if not found:
                continue
            if found[1]:
                key = found[1]
                if key in ("msgid", "msgctxt") and "msgstr" in current:
                    entries[current["msgid"]] = current["msgstr"]
                    current = {}
                current[key] = ""
            current[key] += found[2].replace('\\"', '"').replace("\\n", "\n")
    if "msgstr" in current:
        entries[current["msgid"]] = current["msgstr"]
    return entries


def untranslated(window, catalogue):
    """Names on the screen that are English although the catalogue has another word."""
    spanish = {text.replace("_", "") for text in catalogue.values()}
    english = {text.replace("_", "") for text, other in catalogue.items() if text and other and text != other} - spanish
    return [f"{node.role} “{node.name}”" for node in window.walk() if node.name.replace("_", "") in english
            and node.is_on_screen()]


def run(tap, session):
    catalogue = read_po(os.path.join(harness.SOURCE_ROOT, "po", "es_MX.po"))
    home = harness.Home(session, "spanish")
    cli = harness.Cli(session, home)
    app = harness.App(session, home, language="es_MX")
    tap.watch = [app]
    main = pages.Main(app)

    def check(page, name):
        session.screenshot("es-" + name)
        found = untranslated(page.node, catalogue)
        harness.expect(not found, "\n".join(found))

    with tap.case("the welcome page is in Spanish"):
        main.button(re.compile("inventario", re.I))
        check(main, "welcome")

    with tap.case("so is the list, with the words of the lot"):
        main.press(re.compile("inventario de (muestra|ejemplo)", re.I))
        main.row("CX30")
        harness.wait_for(lambda: "Disponible" in main.row("CX30").name, lambda: main.row("CX30").name)
        check(main, "list")

    with tap.case("a filter is understood in Spanish"):
        main.search("marca:mazda estatus:disponible")
        wanted = len(cli.json("list", "--filter", "brand:mazda status:available")["vehicles"])
        harness.wait_for(lambda: len(main.rows()) == wanted, lambda: f"{wanted}: {main.row_names()}")
        main.search("precio:barato")
        main.says("barato")
        check(main, "query-error")
        main.search("")
        main.row("CX30")

    with tap.case("the status is changed to Apartado"):
        main.set_status("CX30", "Apartado")
        main.wait_row("CX30", "Apartado")
        pages.wait_car(cli, "CX30", status="reserved")

    for key, name in (("Return", "editor"), ("ctrl+p", "print"), ("ctrl+comma", "preferences"),
                      ("ctrl+i", "import"), ("ctrl+e", "export"), ("ctrl+question", "shortcuts")):
        with tap.case(f"{name} is in Spanish"):
            main.wait_active()
            if key == "Return":
                main.select("CX30")
            session.key(key)
            page = main.dialog()
            harness.wait_for(lambda: page.node.find("label"), name)
            try:
                check(page, name)
            finally:
                session.key("Escape")
                main.wait_no_dialog()

    for key, name in (("ctrl+h", "history"), ("ctrl+shift+p", "problems")):
        with tap.case(f"{name} is in Spanish"):
            main.wait_active()
            main.show_activity(key)
            check(main, name)
            main.go_to("Vehículos")
            main.row("CX30")

    with tap.case("the menus are in Spanish"):
        main.wait_active()
        session.key("F10")
        main.in_popover("menu item")
        check(main, "menu")
        session.key("Escape")
        main.wait_no_popover()

    with tap.case("the program ends without a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
