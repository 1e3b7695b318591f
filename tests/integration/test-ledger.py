#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of posts on the command line, as a file, and as the program's own tab of the lot's sheet."""

import csv
import json
import urllib.request

import harness
from sheet_case import SheetCase

LAURA = "10150000000000001"
NORTE = "102900000000001"
TAB = "CHECK PUBLICACIONES"
N_CARS = 5


class Ledger(SheetCase):
    def setUp(self):
        super().setUp()
        self.new_sheet(self.many(N_CARS))
        self.link()
        self.sync()
        # Beside a sheet a PC waits some minutes before it posts: others may, too
        self.ok("sheet", "unlink")
        token = self.cloud.control("facebook/token", {"person": LAURA, "kind": "SYSTEM"})["access_token"]
        self.json("facebook", "connect", "--token", stdin=(token + "\n").encode())
        self.json("post", "2", "--page", "norte")
        self.cloud.control("faults", {"path": f"graph/v25.0/{NORTE}/feed", "method": "POST", "times": 1,
                                      "error": {"code": 368, "subcode": 1390008}})
        self.json("post", "3", "--page", "norte", status=1)
        self.link()
        self.sync()

    def tabs(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.sheet}", timeout=20) as answer:
            whole = json.loads(answer.read())
        return {tab["title"]: [[cell.get("text", cell.get("number")) if cell else None for cell in row.get("cells") or []]
                               for row in tab["rows"]] for tab in whole.get("sheets") or whole["tabs"]}

    def write(self):
        """The rows that were written, and the calls that it took."""
        before = len(self.cloud.journal())
        n_rows = self.json("posts", "--ledger", "--sheet")["rows"]
        calls = [line for line in self.cloud.journal()[before:] if "spreadsheets" in line["path"]]
        return n_rows, len(calls)

    def test_told(self):
        cars = self.json("posts", "--ledger")["cars"]
        self.assertEqual(len(cars), N_CARS)
        found = {car["stock_number"]: {cell["page"]: cell for cell in car["cells"]} for car in cars}
        self.assertEqual(found["2"]["Autos del Norte"]["state"], "out")
        self.assertIn(NORTE, found["2"]["Autos del Norte"]["link"])
        self.assertNotIn("reactions", found["2"]["Autos del Norte"])
        self.assertEqual(found["3"]["Autos del Norte"]["state"], "failed")
        self.assertTrue(found["3"]["Autos del Norte"]["error_text"])
        self.assertEqual(found["1"]["Autos del Norte"]["state"], "never")
        # Never first, then what went out longest ago
        self.assertEqual([car["stock_number"] for car in cars], ["1", "3", "4", "5", "2"])
        latest = self.json("posts", "--ledger", "--sort", "latest", "--filter", "posted:yes")["cars"]
        self.assertEqual([car["stock_number"] for car in latest], ["2"])

    def test_a_file(self):
        path = self.path("ledger.csv")
        self.ok("posts", "--ledger", "--page", "norte", "--output", path)
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(len(rows), 1 + N_CARS)
        out = next(row for row in rows if row[0] == "2")
        self.assertEqual(out[3:5], ["Autos del Norte", "published"])

    def test_the_tab(self):
        self.assertNotIn(TAB, self.tabs(), "nobody asked for it")
        n_rows, n_calls = self.write()
        self.assertEqual((n_rows, n_calls), (1 + N_CARS, 2))
        rows = {row[0]: row for row in self.tabs()[TAB] if row}
        self.assertEqual(rows["NO."][:5], ["NO.", "VEHÍCULO", "ESTATUS", "ÚLTIMA PUBLICACIÓN", "Autos del Norte"])
        self.assertRegex(rows["2"][4], r"^PUBLICADO \d\d/\d\d/\d{4}$")
        self.assertEqual(rows["3"][4], "FALLÓ")
        self.assertEqual(rows["1"][2:5], ["DISPONIBLE", None, "NO"])

    def test_nothing_new_is_not_written(self):
        self.write()
        self.assertEqual(self.write(), (0, 2))
        self.json("unpost", "2")
        n_rows, n_calls = self.write()
        self.assertEqual((n_rows, n_calls), (1, 3))
        rows = {row[0]: row for row in self.tabs()[TAB] if row}
        self.assertRegex(rows["2"][4], "^RETIRADO ")

    def test_what_people_do_there(self):
        """What stands beside it stays, a name given to it stays, a tab of the same name is nobody's of ours."""
        self.cloud.control("act", {"do": "batch", "sheet": self.sheet,
                                   "requests": [{"addSheet": {"properties": {"sheetId": 77, "title": TAB}}}]})
        self.cloud.control("act", {"do": "edit", "sheet": self.sheet, "range": f"'{TAB}'!A1", "value": "a mano"})
        self.write()
        tabs = self.tabs()
        self.assertEqual(tabs[TAB][0][0], "a mano")
        ours = f"{TAB} (Autosell)"
        self.assertEqual(tabs[ours][0][0], "NO.")
        self.cloud.control("act", {"do": "edit", "sheet": self.sheet, "range": f"'{ours}'!J2", "value": "nota"})
        self.cloud.control("act", {"do": "edit", "sheet": self.sheet, "range": f"'{ours}'!B3", "value": "otra cosa"})
        self.assertEqual(self.write()[0], 1)
        rows = self.tabs()[ours]
        self.assertEqual(rows[1][9], "nota")
        self.assertNotIn("otra cosa", rows[2])
        # Another car, and one that is gone: the rest moves up
        self.ok("delete", "5")
        self.write()
        self.assertEqual(sum(1 for row in self.tabs()[ours] if row and row[1]), N_CARS)


if __name__ == "__main__":
    harness.main()
