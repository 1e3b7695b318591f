# SPDX-License-Identifier: GPL-3.0-or-later
"""Linking the lot's own sheet: chosen in the browser, looked at, and only then written to; against the fake cloud."""

import csv
import json
import os
import re
import sqlite3
import sys
import urllib.request

import harness
import pages
from test_google import fake, make_browser, take_address

N_CARS = 45


class Lot:
    """A PC whose person has a spreadsheet with the 45 cars, in a cloud of its own."""

    def __init__(self, session, name, rows=None, has_stock=False):
        self.session = session
        self.home = harness.Home(session, name)
        self.cli = harness.Cli(session, self.home)
        if has_stock:
            self.cli("import", harness.SAMPLE_CSV)
        self.cloud = fake.Cloud(session.folder)
        # How many calls a minute is another test's.
        self.cloud.control("quota", {"reads": 0, "writes": 0})
        if rows is None:
            with open(harness.SAMPLE_CSV, encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))
        self.rows = rows
        self.sheet = self.add_sheet("Autos del lote", rows)
        self.opened = make_browser(self.home)
        environment = {"AUTOSELL_ENDPOINTS": self.cloud.endpoints, "SECRET_BACKEND": "file",
                       "SECRET_FILE_TEST_PASSWORD": "test", "GIO_USE_PROXY_RESOLVER": "dummy",
                       "SECRET_FILE_TEST_PATH": os.path.join(self.home.folder, "keyring")}
        self.cli.environment.update(environment)
        client = os.path.join(self.home.folder, "client.json")
        with open(client, "w", encoding="utf-8") as file:
            json.dump({"installed": {"client_id": fake.CLIENT_ID, "client_secret": fake.CLIENT_SECRET}}, file)
        self.cli("google", "client", client)
        self.environment = environment
        self.start()

    def start(self):
        self.app = harness.App(self.session, self.home, environment=self.environment)

    def add_sheet(self, title, rows):
        return self.cloud.control("sheet", {"title": title, "owner": fake.PERSON, "locale": "es_MX", "tab": "INVENTARIO",
                                            "rows": rows})["id"]

    def kept(self, sheet=None):
        """What the sheet holds, row by row, without what is at the right of its own columns."""
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{sheet or self.sheet}", timeout=20) as answer:
            whole = json.loads(answer.read())
        tab = whole["sheets"][0] if "sheets" in whole else whole["tabs"][0]
        return [row["cells"][:len(self.rows[0])] for row in tab["rows"] if row.get("cells")]

    def setting(self, name):
        path = next(os.path.join(self.home.data_dir, name) for name in os.listdir(self.home.data_dir) if name.endswith(".db"))
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        found = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        connection.close()
        return found and found[0]

    def n_writes(self):
        return sum(line["path"].endswith((":batchUpdate", ":batchUpdateByDataFilter")) or line["method"] == "PUT"
                   for line in self.cloud.journal())

    def stop(self):
        self.app.stop()
        self.cloud.stop()


def choose(assistant, title):
    row = harness.wait_for(lambda: assistant.node.find("list item", re.compile(re.escape(title))), lambda: f"the row of {title}")
    assistant.click(row)


def press_row(page, title):
    row = harness.wait_for(lambda: page.node.find("list item", re.compile(f"^{title}$"), only_showing=False), lambda: f"the row {title}")
    page.reveal(row)
    page.click(row)


def run(tap, session):
    lot = Lot(session, "link", has_stock=True)
    tap.watch = [lot.app]
    main = pages.Main(lot.app)
    main.wait_count(N_CARS)
    main.wait_active()
    before = lot.kept()
    assistant = None

    with tap.case("who is not signed in is led to where that is done, and chooses the spreadsheet there"):
        main.menu("Link a Google spreadsheet")
        assistant = main.dialog("Link a Spreadsheet")
        session.screenshot("link-signed-out")
        assistant.click(assistant.says("Sign in with Google first"))
        preferences = main.dialog("All spreadsheets and photos of the account")
        preferences.press("Sign In")
        lot.cloud.agree(take_address(lot.opened), picked=[lot.sheet])
        preferences.says("Autos del lote")
        preferences.close()
        assistant.says("Autos del lote")
        session.screenshot("link-sheet")

    with tap.case("the columns are known by their headings, and one can be left alone"):
        choose(assistant, "Autos del lote")
        assistant.says(re.compile("^Columns$"))
        spin = assistant.node.find("spin button", "Row of the Headings")
        harness.expect(spin.value() == 1, spin.value())
        assistant.says(re.compile("What “Precio” stands for"))
        session.screenshot("link-columns")

    with tap.case("before anything is written it is told how many cars are where"):
        lot.cli("set", "6", "price=199000")
        lot.cli("add", "stock_number=45", "brand=SEAT", "model=IBIZA", "year=2020")
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        assistant.says("What differs")
        assistant.says(re.compile(r"here \$199,000, in the sheet"))
        counts = {n.name for n in assistant.node.find_all("label", re.compile(r"^\d+$"))}
        harness.expect({"0", "1", str(N_CARS - 1)} <= counts, counts)
        assistant.says("One more column")
        session.screenshot("link-preview")
        harness.expect((lot.n_writes(), lot.kept()) == (0, before), "nothing is written by looking")

    with tap.case("who leaves then has changed nothing"):
        session.key("Escape")
        main.wait_no_dialog()
        harness.expect((lot.n_writes(), lot.kept()) == (0, before), "nothing is written")
        harness.expect(not lot.cli.json("sheet", "status")["linked"], "not linked")

    with tap.case("an error says what it is, and leads back"):
        lot.cloud.control("faults", {"path": "*values*", "status": 403, "reason": "forbidden", "times": 1})
        main.menu("Link a Google spreadsheet")
        assistant = main.dialog("Link a Spreadsheet")
        choose(assistant, "Autos del lote")
        assistant.says("Could Not Be Read")
        session.screenshot("link-error")
        assistant.press("Choose Again")
        harness.wait_for(lambda: not assistant.node.has_text("Could Not Be Read"), "the page of the error to fade, which takes clicks")
        choose(assistant, "Autos del lote")
        assistant.says(re.compile("^Columns$"))

    with tap.case("linking makes both sides agree, and the sheet's own cells stay as they were but for what changed"):
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        assistant.press(re.compile("^Link$"))
        assistant.says("Is Linked", 60)
        session.screenshot("link-done")
        assistant.press("Done")
        main.wait_no_dialog()
        status = lot.cli.json("sheet", "status")
        harness.expect((status["linked"], status["merged"], status["title"]) == (True, True, "Autos del lote"), status)
        now = lot.kept()
        differing = [(a, b) for a, b in zip(before, now) if a != b]
        harness.expect(not differing, differing[:2])
        harness.expect(len(now) == len(before) + 1, now[N_CARS:])
        harness.expect((now[-1][0].get("number"), now[-1][4].get("text")) == (45, "SEAT"), now[-1])
        main.wait_count(N_CARS + 1)
        dry = lot.cli.json("sync", "--dry-run")
        harness.expect((dry["same"], dry["changed"], dry["written"], dry["added"], dry["appended"]) == (N_CARS + 1, 0, 0, 0, 0), dry)

    with tap.case("preferences show what is linked; it can be paused, and whose value stays can be changed"):
        session.key("ctrl+comma")
        page = main.dialog()
        page.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Google").act()
        page.says("Autos del lote")
        page.says("Tab INVENTARIO · " + fake.PERSON)
        session.screenshot("link-group")
        press_row(page, "Pause")
        harness.wait_for(lambda: lot.cli.json("sheet", "status")["paused"], "a pause")
        press_row(page, "Pause")
        harness.wait_for(lambda: not lot.cli.json("sheet", "status")["paused"], "no pause")

    with tap.case("the hours of the days are set, and a slip is told in their place"):
        def type_hours(days, text, said):
            title = re.compile(f"^({days}|Write it as)")
            page.reveal(harness.wait_for(lambda: page.node.find(pages.ENTRY, title, only_showing=False), days))
            page.click(harness.wait_for(lambda: page.node.find(pages.ENTRY, title), "the entry"))
            session.key("ctrl+a")
            session.type(text)
            session.key("Return")
            page.node.wait(pages.ENTRY, re.compile("^" + said))

        page.says("At which hours it runs by itself")
        type_hours("Saturday", "8 a 14", "Write it as 08:00-20:00")
        session.screenshot("link-hours-slip")
        type_hours("Saturday", "8:00-14:00", "Saturday")
        harness.wait_for(lambda: lot.setting("sync.hours") == "mon-fri all, sat 08:00-14:00, sun all", "the hours of Saturdays")
        type_hours("Sunday", "Closed", "Sunday")
        harness.wait_for(lambda: lot.setting("sync.hours") == "mon-fri all, sat 08:00-14:00, sun closed", "no Sundays")
        harness.expect(lot.cli.json("sheet", "times")["sunday"] == "closed", "the command line's, too")
        session.screenshot("link-hours")
        # What follows is on any day.
        type_hours("Saturday", "00:00-24:00", "Saturday")
        type_hours("Sunday", "00:00-24:00", "Sunday")
        harness.wait_for(lambda: lot.setting("sync.hours") is None, "all day again")

    with tap.case("unlinking asks first, and leaves the sheet as it is"):
        now = lot.kept()
        press_row(page, "Unlink…")
        question = main.dialog("Unlink “Autos del lote”?")
        question.press("Cancel")
        page.wait_active()
        harness.expect(lot.cli.json("sheet", "status")["linked"], "still linked")
        press_row(page, "Unlink…")
        main.dialog("Unlink “Autos del lote”?").press("Unlink")
        page.says("Link a spreadsheet…")
        status = lot.cli.json("sheet", "status")
        harness.expect((status["linked"], lot.kept()) == (False, now), "unlinked")
        page.wait_active()
        session.key("Escape")
        main.wait_no_dialog()

    with tap.case("an empty spreadsheet gets headings and the cars"):
        # A program that was just started has its calls of this minute before it.
        lot.app.stop()
        lot.start()
        tap.watch = [lot.app]
        main = pages.Main(lot.app)
        main.wait_count(N_CARS + 1)
        main.wait_active()
        empty = lot.add_sheet("Vacía", [])
        own = lot.add_sheet("Propia", [["Patio norte", "", "", ""], ["Nave", "Familia", "Hoy a", "Observ"],
                                       ["MAZDA", "CX-5", "250000", "llanta"], ["KIA", "RIO", "180000", ""]])
        session.key("ctrl+comma")
        page = main.dialog()
        page.node.wait(("radio button", "page tab", "tab", "toggle button", *pages.BUTTON), "Google").act()
        page.reveal(harness.wait_for(lambda: page.node.find(pages.BUTTON, re.compile("Sign In"), only_showing=False), "the button"))
        page.press(re.compile("^Sign In$"))
        lot.cloud.agree(take_address(lot.opened), picked=[empty, own])
        page.says("Vacía")
        page.close()
        main.wait_no_dialog()
        main.wait_active()
        main.menu("Link a Google spreadsheet")
        assistant = main.dialog("Link a Spreadsheet")
        choose(assistant, "Vacía")
        assistant.says("The tab is empty")
        session.screenshot("link-empty")
        assistant.press("Compare")
        assistant.says("The headings, since the tab is empty")
        harness.expect(lot.kept(empty) == [], "nothing is written yet")
        assistant.press(re.compile("^Link$"))
        assistant.says("Is Linked", 60)
        assistant.press("Done")
        # Empty rows have formats and drop-downs, too.
        rows = [row for row in lot.kept(empty) if any((cell or {}).get("kind") for cell in row)]
        harness.expect(len(rows) == N_CARS + 2, len(rows))
        harness.expect([cell.get("text") for cell in rows[0]][1:4] == ["Brand", "Model", "Year"], rows[0])
        status = [cell.get("text") for cell in rows[0]].index("Status")
        harness.expect(rows[1][status].get("validation"), rows[1])

    with tap.case("a list in the lot's own words is understood once somebody says which row has them"):
        lot.app.stop()
        lot.start()
        tap.watch = [lot.app]
        main = pages.Main(lot.app)
        main.wait_active()
        lot.cli("sheet", "unlink")
        main.menu("Link a Google spreadsheet")
        assistant = main.dialog("Link a Spreadsheet")
        choose(assistant, "Propia")
        assistant.says(re.compile("^This row has no headings such as"))
        spin = assistant.node.find("spin button", "Row of the Headings")
        assistant.click(spin)
        session.key("Up")
        assistant.says(re.compile("What “Familia” stands for"))
        harness.wait_for(lambda: spin.value() == 2, "row 2")
        session.screenshot("link-own-words")
        for heading, field in (("Nave", "Brand"), ("Familia", "Model")):
            pages.choose_in(assistant, f"What “{heading}” stands for", field)
        assistant.press("Compare")
        assistant.says(re.compile("^Changes$"))
        counts = {n.name for n in assistant.node.find_all("label", re.compile(r"^\d+$"))}
        harness.expect("2" in counts, counts)
        session.key("Escape")
        main.wait_no_dialog()

    lot.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
