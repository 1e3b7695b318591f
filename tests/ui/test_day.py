# SPDX-License-Identifier: GPL-3.0-or-later
"""A salesperson's day, without a mouse, in both languages: find, edit, reserve, print, sell, undo, and the next morning."""

import gettext
import os
import re
import sys

import harness
import pages
from test_print import leave as leave_preview


def translator(language):
    """The program's own words, without the underscores of their keys."""
    catalogue = gettext.translation("autosell-manager", os.path.join(harness.BUILD_ROOT, "po"), [language],
                                    fallback=language == "en")
    return lambda text: catalogue.gettext(text).replace("_", "").rstrip("…")


def fill(page, name, text):
    """Goes to an entry by Tab and types over what is in it."""
    page.tab_to(page.node.wait(pages.ENTRY, re.compile(rf"^{re.escape(name)}\b"), only_showing=False), limit=60)
    page.session.key("ctrl+a")
    page.session.type(text)


def save_pdf(app, preview, name, path):
    """By Tab to the button, and in GTK's own chooser by typing."""
    known = {window.path for window in app.windows()}
    preview.tab_to(preview.button(name), limit=60)
    preview.session.key("Return")
    chooser = harness.wait_for(lambda: next((w for w in app.windows() if w.path not in known), None), "the file chooser")
    chooser.wait(pages.ENTRY, states=("focused",))
    preview.session.key("ctrl+a")
    preview.session.type(path)
    preview.session.key("Return")
    preview.says(os.path.basename(path))


def day(tap, session, language):
    t = translator(language)
    home = harness.Home(session, "day-" + language)
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    app = harness.App(session, home, language=language)
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case(f"{language}: a customer asks for a Sentra: typing finds it, Enter opens it"):
        main.wait_count(45)
        session.key("Down")
        harness.wait_for(main.focused_row, "the focus in the list")
        session.type("sentra")
        main.wait_count(1)
        session.key("Return")
        editor = main.dialog(re.compile("SENTRA"))

    with tap.case(f"{language}: km as people write them, saved, and back in the list"):
        fill(editor, t("km"), "37.5 mil")
        session.key("ctrl+s")
        pages.wait_car(cli, "sentra", km=37500)
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case(f"{language}: reserved with a deposit and a name"):
        main.wait_active()
        session.key("ctrl+f", "Down")
        harness.wait_for(main.focused_row, "the focus in the list")
        session.key("F6")
        dialog = main.dialog(re.compile(t("Reserve")))
        fill(dialog, t("Deposit"), "5 mil")
        fill(dialog, t("Buyer"), "Ana Ruiz")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        pages.wait_car(cli, "sentra", status="reserved", deposit=5000, buyer="Ana Ruiz")

    with tap.case(f"{language}: the price list on paper, kept as a PDF"):
        main.wait_active()
        session.key("ctrl+p")
        preview = main.dialog(re.compile(t("Price list")))
        path = os.path.join(home.folder, "lista.pdf")
        save_pdf(app, preview, t("Save PDF…"), path)
        with open(path, "rb") as stream:
            harness.expect(stream.read(5) == b"%PDF-", path)
        leave_preview(main)

    with tap.case(f"{language}: sold, undone, and sold again"):
        main.wait_active()
        session.key("ctrl+f", "Down")
        harness.wait_for(main.focused_row, "the focus in the list")
        session.key("F7")
        dialog = main.dialog(re.compile(t("Sell")))
        fill(dialog, t("Sold price"), "320000")
        session.key("ctrl+Return")
        main.wait_no_dialog()
        pages.wait_car(cli, "sentra", status="sold", sold_price=320000)
        main.wait_active()
        session.key("ctrl+z")
        pages.wait_car(cli, "sentra", status="reserved", sold_price=None, deposit=5000)
        session.key("ctrl+shift+z")
        pages.wait_car(cli, "sentra", status="sold", sold_price=320000)

    with tap.case(f"{language}: the next morning all is as it was left"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
        app = harness.App(session, home, language=language)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(1)
        main.wait_row("SENTRA", t("Sold"))
        session.key("ctrl+z")
        pages.wait_car(cli, "sentra", status="reserved")
        session.key("ctrl+f", "ctrl+a", "BackSpace")
        main.wait_count(45)

    with tap.case(f"{language}: not a word on stderr"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


def run(tap, session):
    for language in ("en", "es_MX"):
        day(tap, session, language)


if __name__ == "__main__":
    sys.exit(harness.main(run))
