# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper through the windows: the list with columns to choose, a windscreen sheet, a receipt, each saved as PDF."""

import json
import os
import re
import shutil
import subprocess
import sys

import harness
import pages

# The longest that the main thread may be away while a long list is made and shown, for a machine that does other work too.
STALL_MS = 250
CHECK = ("check box", "checkbox")


def save_pdf(session, app, preview, path):
    """Saves through GTK's own chooser; the text of the pages, where this machine can read them."""
    known = {window.path for window in app.windows()}
    preview.press("Save PDF")
    chooser = harness.wait_for(lambda: next((w for w in app.windows() if w.path not in known), None), "the file chooser")
    chooser.wait(pages.ENTRY, states=("focused",))
    session.key("ctrl+a")
    session.type(path)
    session.key("Return")
    whole = path if path.endswith(".pdf") else path + ".pdf"
    preview.says(f"Saved as “{os.path.basename(whole)}”")
    # The X server is asked: GTK 4.8 calls the window active while the chooser is still there.
    harness.wait_for(lambda: session.run("xdotool", "getactivewindow", "getwindowname").stdout.strip() == preview.node.name,
                     "the preview to be the active window")
    with open(whole, "rb") as stream:
        harness.expect(stream.read(5) == b"%PDF-", whole)
    if not shutil.which("pdftotext"):
        return None
    return subprocess.run(["pdftotext", "-layout", whole, "-"], capture_output=True, text=True).stdout


def expect_text(text, *wanted):
    for pattern in wanted:
        harness.expect(text is None or re.search(pattern, text), lambda: f"{pattern!r} in {text[:1500]}")


def leave(main):
    """Escape, and once more where the first went to the chooser that was still closing."""
    def look():
        main.session.key("Escape")
        try:
            harness.wait_for(lambda: len(main.app.windows()) == 1, "the preview to go", 2)
        except harness.Failure:
            return False
        return True
    harness.wait_for(look, lambda: f"only one window; there are {main.app.windows()}")


def row_menu(main, car, item):
    main.select(car)
    main.session.key("shift+F10")
    main.in_popover("menu item", "Print").act()
    main.in_popover("menu item", item).act()


def run(tap, session):
    home = harness.Home(session, "print")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    car = pages.find_car(cli, "CX30")
    trace = os.path.join(session.folder, "trace")
    app = harness.App(session, home, environment={"AUTOSELL_TRACE": trace})
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case("what is shown becomes a price list, and a PDF"):
        main.wait_count(45)
        main.wait_active()
        main.search("mazda")
        count = len(cli.json("list", "--filter", "mazda")["vehicles"])
        main.wait_count(count)
        session.key("ctrl+p")
        preview = main.dialog("Price list")
        preview.says("Page 1 of 1")
        session.screenshot("print-list")
        text = save_pdf(session, app, preview, os.path.join(session.folder, "list"))
        expect_text(text, "MAZDA", "CX30", r"\$379,000", "mazda")

    with tap.case("a column that is left out is not on the paper, and stays left out"):
        check = preview.node.wait(CHECK, re.compile("Colour"))
        harness.expect("checked" in check.states, check)
        preview.click(check)
        harness.wait_for(lambda: "checked" not in check.refresh().states, "the column to be left out")
        preview.says("Page 1 of 1")
        text = save_pdf(session, app, preview, os.path.join(session.folder, "fewer.pdf"))
        harness.expect(text is None or "BLANCA" not in text, text)
        leave(main)
        session.key("ctrl+p")
        preview = main.dialog("Price list")
        check = preview.node.wait(CHECK, re.compile("Colour"))
        harness.expect("checked" not in check.states, check)
        harness.expect("checked" in preview.node.wait(CHECK, re.compile("Price")).states, "the others stay")
        leave(main)

    with tap.case("a car's sheet for the windscreen"):
        row_menu(main, "CX30", "sheet")
        preview = main.dialog("Windscreen sheet")
        preview.says("Page 1 of 1")
        session.screenshot("print-sheet")
        expect_text(save_pdf(session, app, preview, os.path.join(session.folder, "sheet.pdf")), "CX30", r"379,000")
        leave(main)

    with tap.case("a receipt of a reservation"):
        cli("set", car["id"], "status=reserved", "deposit=5000", "buyer=Laura")
        main.wait_row("CX30", "Reserved")
        row_menu(main, "CX30", "receipt")
        preview = main.dialog("Reservation receipt")
        preview.says("Page 1 of 1")
        session.screenshot("print-receipt")
        expect_text(save_pdf(session, app, preview, os.path.join(session.folder, "receipt.pdf")), "CX30", "Laura", r"5,000")
        leave(main)

    with tap.case("the main menu has both for the selected car"):
        main.wait_active()
        main.menu(re.compile("_?windscreen sheet", re.I))
        preview = main.dialog("Windscreen sheet")
        preview.says("Page 1 of 1")
        leave(main)

    with tap.case("a list of 1,000 cars is shown without a stall"):
        path = os.path.join(session.folder, "large.csv")
        subprocess.run([sys.executable, os.path.join(harness.SOURCE_ROOT, "tests", "bench", "make_stock.py"), "1000", path],
                       check=True, stdout=subprocess.DEVNULL)
        cli("import", path)
        main.search("")
        harness.wait_for(lambda: re.match(r"^1,\d\d\d vehicles", main.footer()), main.footer)
        before = len(stalls(trace))
        pace = harness.pace()
        session.key("ctrl+p")
        preview = main.dialog("Price list")
        preview.says(re.compile(r"Page 1 of \d\d"))
        longest = max(stalls(trace)[before:], default=0)
        print(f"# the main thread was away for {longest:.0f} ms at most", flush=True)
        harness.expect(longest < STALL_MS * max(pace, harness.pace()), longest)
        session.screenshot("print-large")
        leave(main)

    with tap.case("the program ends without a word on stderr"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


def stalls(trace):
    """Milliseconds, as the program's own watch on its main loop tells."""
    with open(trace, encoding="utf-8") as stream:
        events = [json.loads(line) for line in stream]
    return [event["value"] / 1000 for event in events if event["event"] == "stall"]


if __name__ == "__main__":
    sys.exit(harness.main(run))
