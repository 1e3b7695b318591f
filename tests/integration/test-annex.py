#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's own tab: what the lot's sheet has no column for, on all PCs, with the promises that the sheet itself has."""

import itertools
import json
import urllib.request

import harness
from sheet_case import SheetCase

TAB = "Autosell Manager"
N_CARS = 6


class Annex(SheetCase):
    def setUp(self):
        super().setUp()
        self.new_sheet(self.many(N_CARS))
        self.link()
        self.sync()
        self.before = self.tab()

    def annex(self):
        """Its rows as dictionaries by heading; None where there is no tab."""
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.sheet}", timeout=20) as answer:
            whole = json.loads(answer.read())
        for tab in whole.get("sheets") or whole["tabs"]:
            if tab["title"] == TAB:
                rows = [[cell.get("text", cell.get("number")) if cell else None for cell in row.get("cells") or []]
                        for row in tab["rows"]]
                return [dict(itertools.zip_longest(rows[0], row)) for row in rows[1:] if any(cell is not None for cell in row)]
        return None

    def write(self, where, value):
        self.cloud.control("act", {"do": "edit", "sheet": self.sheet, "range": f"'{TAB}'!{where}", "value": value})

    def column(self, field):
        return chr(ord("A") + list(self.annex()[0]).index(field))

    def batch(self, request):
        self.cloud.control("act", {"do": "batch", "sheet": self.sheet, "requests": [request]})

    def sheet_id(self):
        return 1096111187

    def quiet(self, data=None):
        done = self.sync(data=data)
        self.assertEqual((done["added"], done["changed"], done["written"], done["appended"], done["conflicts"], done["whole"]),
                         (0, 0, 0, 0, 0, True))

    def describe(self):
        self.ok("set", "1", "niv=3N1CN7AP5HL800001", "description=Primera dueña\nFactura original", "features=Aire, Quemacocos",
                "version=Advance")
        done = self.sync()
        self.assertTrue(done["whole"])
        self.quiet()

    def test_there_and_back(self):
        self.assertIsNone(self.annex(), "no tab for nothing")
        self.describe()
        [row] = self.annex()
        self.assertEqual((row["niv"], row["description"], row["version"]),
                         ("3N1CN7AP5HL800001", "Primera dueña\nFactura original", "Advance"))
        self.assertEqual(self.tab()["rows"], self.before["rows"], "the lot's own tab is as it was")
        other = self.other_pc()
        self.link(data=other)
        self.sync(data=other)
        self.quiet(data=other)
        mine, theirs = self.car(1), self.car(1, data=other)
        for field in ("niv", "description", "features", "version"):
            self.assertEqual(theirs[field], mine[field])
        self.ok("set", "1", "description=Dos llaves", data=other)
        self.ok("set", "2", "description=Como nueva", data=other)
        self.sync(data=other)
        self.sync()
        self.assertEqual((self.car(1)["description"], self.car(2)["description"]), ("Dos llaves", "Como nueva"))
        self.quiet()
        self.quiet(data=other)
        self.assertEqual(len(self.annex()), 2)
        self.ok("set", "1", "description=")
        self.sync()
        self.sync(data=other)
        self.assertIsNone(self.car(1, data=other)["description"])
        self.assertEqual(sum(len(row.get("tags") or []) for row in self.tab()["rows"]), 0)

    def test_private_fields_stay(self):
        self.ok("set", "1", "cost=90000", "minimum_price=95000", "notes=Regatea", "niv=3N1CN7AP5HL800001")
        self.sync()
        self.assertLessEqual({"id", "niv", "description"}, set(self.annex()[0]))
        self.assertFalse({"cost", "minimum_price", "notes", "consignor", "acquisition"} & set(self.annex()[0]))
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.sheet}", timeout=20) as answer:
            self.assertNotIn(b"Regatea", answer.read())

    def test_a_conflict(self):
        self.describe()
        self.ok("set", "1", "description=Mía")
        self.write(self.column("description") + "2", "Suya")
        self.assertEqual(self.sync()["conflicts"], 1)
        [conflict] = self.json("conflicts")["conflicts"]
        self.assertEqual((conflict["field"], conflict["mine"], conflict["theirs"]), ("description", "Mía", "Suya"))
        self.assertEqual(self.car(1)["description"], "Suya")
        self.ok("conflicts", "--resolve", f"{conflict['number']}=mine")
        self.sync()
        self.assertEqual(self.annex()[0]["description"], "Mía")
        self.ok("undo")
        self.sync()
        self.assertEqual(self.annex()[0]["description"], "Suya")
        self.quiet()

    def test_two_at_once(self):
        """Both give a car its first words: one row counts, and what lost is kept."""
        other = self.other_pc()
        self.link(data=other)
        self.sync(data=other)
        self.ok("set", "1", "description=Ana", "niv=3N1CN7AP5HL800001")
        self.ok("set", "1", "description=Beto", "version=Advance", data=other)
        self.sync()
        self.sync(data=other)
        self.sync()
        self.sync(data=other)
        mine, theirs = self.car(1), self.car(1, data=other)
        self.assertEqual((mine["description"], mine["niv"], mine["version"]),
                         (theirs["description"], theirs["niv"], theirs["version"]))
        self.assertEqual((mine["niv"], mine["version"]), ("3N1CN7AP5HL800001", "Advance"))
        kept = self.json("conflicts")["conflicts"] + self.json("conflicts", data=other)["conflicts"]
        self.assertEqual({kept[0]["mine"], kept[0]["theirs"]}, {"Ana", "Beto"})

    def test_listings(self):
        """What a person notes of a Marketplace listing on one PC the others know; of what both note the later counts."""
        other = self.other_pc()
        self.link(data=other)
        self.sync(data=other)

        def listing(data=None):
            found = self.json("marketplace", "status", "1", data=data)["listings"]
            return {name: found[0].get(name) for name in ("posted_on", "renewed_on", "removed_on", "link")} if found else None

        link = "https://www.facebook.com/marketplace/item/123456789/"
        self.ok("marketplace", "set", "1", "--posted", "2026-11-01", "--link", link)
        self.sync()
        [note] = [row["Autosell ID"] for row in self.annex()]
        self.assertTrue(note.startswith("autosell-listings\n"), note)
        self.sync(data=other)
        self.assertEqual(listing(other), listing())
        self.assertEqual((listing(other)["posted_on"], listing(other)["link"]), ("2026-11-01", link))
        # Both, before either has read the other: nothing is lost, and what both said the later one decides
        self.ok("marketplace", "set", "1", "--renewed", "2026-11-08")
        self.ok("marketplace", "set", "1", "--removed", "2026-11-09", data=other)
        self.sync(data=other)
        self.sync()
        self.sync(data=other)
        self.assertEqual(listing(other), listing())
        self.assertEqual((listing()["renewed_on"], listing()["removed_on"]), ("2026-11-08", "2026-11-09"))
        # The answer to a note is lost: it is read all the same, and told no more
        self.ok("marketplace", "set", "1", "--posted", "2026-11-20", data=other)
        self.cloud.control("faults", {"path": "v4/*", "method": "POST", "times": 1, "cut": "before", "after": True})
        self.run_cli("sync", data=other)
        self.sync(data=other)
        self.sync()
        self.assertEqual((listing()["posted_on"], listing()["renewed_on"], listing()["removed_on"]), ("2026-11-20", None, None))
        notes = self.annex()
        self.sync()
        self.sync(data=other)
        self.assertEqual(self.annex(), notes, "agreed, nothing is told")
        # A tab that began with notes takes the fields of cars as any other
        self.describe()
        self.sync(data=other)
        self.assertEqual(self.car(1, data=other)["description"], "Primera dueña\nFactura original")
        self.assertEqual(listing(other), listing())

    def test_people_break_it(self):
        self.describe()
        before = self.car(1)["description"]
        end = {"sheetId": self.sheet_id(), "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
        self.batch({"deleteDimension": {"range": end}})
        self.sync()
        self.assertEqual((self.car(1)["description"], self.annex()[0]["description"]), (before, before), "a row that is gone")
        self.quiet()
        column = ord(self.column("description")) - ord("A")
        self.batch({"deleteDimension": {"range": {"sheetId": self.sheet_id(), "dimension": "COLUMNS", "startIndex": column,
                                                  "endIndex": column + 1}}})
        self.sync()
        self.assertEqual((self.car(1)["description"], self.annex()[0]["description"]), (before, before), "a column that is gone")
        self.quiet()
        self.batch({"deleteSheet": {"sheetId": self.sheet_id()}})
        self.assertIsNone(self.annex())
        self.sync()
        self.assertEqual((self.car(1)["description"], self.annex()[0]["description"]), (before, before), "a tab that is gone")
        self.quiet()
        self.write("A1", "no soy yo")
        self.write("A2", "ni yo")
        self.ok("set", "1", "description=Otra", "price=111111")
        done = self.sync()
        self.assertEqual((done["written"], done["whole"]), (1, True), "the sheet itself goes on")
        self.assertEqual(self.car(1)["description"], "Otra")

    def test_a_row_twice(self):
        """As two PCs may make it in the same moment: cell by cell the first that says something counts."""
        self.describe()
        self.write("A3", self.annex()[0]["id"])
        self.write(self.column("description") + "3", "De la segunda")
        self.write(self.column("plates") + "3", "ABC-123")
        done = self.sync()
        self.assertEqual((done["changed"], done["conflicts"]), (1, 0))
        self.assertEqual((self.car(1)["description"], self.car(1)["plates"]), ("Primera dueña\nFactura original", "ABC-123"))
        self.ok("set", "1", "description=Mía")
        self.sync()
        self.assertEqual(self.annex()[0]["description"], "Mía")
        self.quiet()

    def test_ids_left_behind_by_a_sort(self):
        """The words go with the car, not with the cell of the id."""
        self.describe()
        self.ok("set", "2", "description=Como nueva")
        self.sync()
        self.cloud.control("act", {"do": "sort", "sheet": self.sheet, "range": f"INVENTARIO!A2:H{N_CARS + 1}", "column": 5,
                                   "descending": True})
        self.sync()
        self.sync()
        self.assertEqual((self.car(1)["description"], self.car(2)["description"]),
                         ("Primera dueña\nFactura original", "Como nueva"))
        self.assertEqual((self.car(1)["model"], self.car(2)["model"]), ("VERSA 0", "VERSA 1"))
        self.quiet()


if __name__ == "__main__":
    harness.main()
