# SPDX-License-Identifier: GPL-3.0-or-later
"""A spreadsheet in and out through the windows: the lot's own sheet, the same again, a changed one, a broken one."""

import csv
import os
import re
import sys

import harness
import pages


def edited_sheet(path):
    """The lot's sheet with one price changed, one row gone and one car more."""
    with open(harness.SAMPLE_CSV, encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    header = rows[0]
    price = header.index("Precio")
    changed = next(row for row in rows if "CX30" in row)
    changed[price] = "$365,000.00"
    rows.remove(next(row for row in rows if "G63 AMG" in row))
    rows.append(["45", "1", "", "IBIZA", "SEAT", "2020", "ROJO", "189 mil", "45 mil km", "Disponible", "PERIFERICO"])
    with open(path, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(rows)


def run(tap, session):
    home = harness.Home(session, "interchange")
    cli = harness.Cli(session, home)
    app = harness.App(session, home, [harness.SAMPLE_CSV])
    tap.watch = [app]
    main = pages.Main(app)
    assistant = None

    with tap.case("a file on the command line opens the assistant, which shows what the columns are"):
        assistant = main.dialog(re.compile("Import"))
        assistant.says(re.compile("^Columns$"))
        for heading in ("Grupo", "Ingreso", "Modelo"):
            assistant.says(heading)
        session.screenshot("import-columns")
        harness.expect(cli.json("list")["vehicles"] == [], "nothing is written before it is confirmed")

    with tap.case("the preview counts what would happen"):
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        assistant.says(re.compile(r"\b45\b"))
        session.screenshot("import-preview")
        harness.expect(cli.json("list")["vehicles"] == [], "nothing is written before it is confirmed")

    with tap.case("45 cars come in as one change"):
        assistant.press(re.compile(r"^Import 45"))
        assistant.press("Done")
        main.wait_no_dialog()
        main.wait_count(45)
        harness.wait_for(lambda: "$25,703,000" in main.footer(), main.footer)
        harness.expect(len(cli.json("list")["vehicles"]) == 45)

    with tap.case("the same file again changes nothing; it comes through the window that is there"):
        other = harness.App(session, home, [harness.SAMPLE_CSV])
        harness.expect(other.wait_end() == 0, other.errors())
        assistant = main.dialog(re.compile("Import"))
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        assistant.says(re.compile("Nothing to Import"))
        session.screenshot("import-same")
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("a changed sheet: one new, one changed, and what is not in the file stays"):
        path = os.path.join(session.folder, "changed.csv")
        edited_sheet(path)
        harness.App(session, home, [path]).wait_end()
        assistant = main.dialog(re.compile("Import"))
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        assistant.says(re.compile(r"\$379,000.*\$365,000", re.S))
        session.screenshot("import-changed")
        assistant.press(re.compile(r"^Import 2"))
        assistant.says("Undo the Import")
        pages.wait_car(cli, "CX30", price=365000)
        pages.wait_car(cli, "IBIZA", price=189000, km=45000)
        main.wait_count(46)

    with tap.case("the import is taken back with one press"):
        assistant.press("Undo the Import")
        assistant.says("The Import Was Undone")
        session.key("Escape")
        main.wait_no_dialog()
        main.wait_count(45)
        pages.wait_car(cli, "CX30", price=379000)

    with tap.case("a file that is no table is refused in words"):
        path = os.path.join(session.folder, "picture.csv")
        with open(path, "wb") as stream:
            stream.write(bytes(range(256)) * 40)
        harness.App(session, home, [path]).wait_end()
        assistant = main.dialog(re.compile("Import"))
        assistant.says("This File Cannot Be Imported")
        session.screenshot("import-refused")
        session.key("Escape")
        main.wait_no_dialog()

    for kind, label in (("csv", "CSV"), ("xlsx", "XLSX")):
        with tap.case(f"an export as {label} is read back without a difference"):
            path = os.path.join(session.folder, "out." + kind)
            export(main, path, label)
            found = cli.json("import", "--dry-run", path)
            harness.expect(re.search(r'"same": ?45\b', cli("--json", "import", "--dry-run", path)), found)

    with tap.case("the program ends without a word on stderr"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


def export(main, path, label):
    session = main.session
    main.wait_active()
    session.key("ctrl+e")
    dialog = main.dialog(re.compile("Export"))
    pages.choose_in(dialog, "Format", label)
    session.screenshot("export-" + label.lower())
    dialog.press("Export…")
    # GTK's own file chooser: a whole path in the entry of the name.
    chooser = harness.wait_for(lambda: next((w for w in main.app.windows() if w.path not in (main.node.path, dialog.node.path)),
                                            None), "the file chooser")
    chooser.wait(pages.ENTRY, states=("focused",))
    session.key("ctrl+a")
    session.type(path)
    session.key("Return")
    harness.wait_for(lambda: os.path.exists(path) and os.path.getsize(path) > 0, path)
    main.wait_no_dialog()


if __name__ == "__main__":
    sys.exit(harness.main(run))
