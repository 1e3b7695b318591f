#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sheet may have besides plain cells: protected ranges, merged cells, hidden rows, formulas, drop-downs, dates. What can
be written is, in the sheet's own spelling; what cannot is named by its cell, and the rest goes on."""

import harness
from sheet_case import SheetCase

N_CARS = 6
OWNER = "dueno@ejemplo.mx"
HEADINGS = ["NO", "MARCA", "MODELO", "AÑO", "COLOR", "PRECIO", "KM", "ESTATUS", "UBICACION", "INGRESO"]


class Cells(SheetCase):
    def setUp(self):
        super().setUp()
        self.owner = OWNER
        rows = [HEADINGS]
        rows += [[str(i + 1), "NISSAN", f"VERSA {i}", str(2010 + i), "BLANCO", str(100000 + i), "1000", "DISPONIBLE", "MATRIZ",
                  f"{i + 1}/03/2026"] for i in range(N_CARS)]
        self.new_sheet(rows)

    def linked(self):
        self.link()
        done = self.sync()
        self.assertEqual((done["added"], done["whole"]), (N_CARS, True))

    def batch(self, *requests):
        self.cloud.control("act", {"do": "batch", "sheet": self.sheet, "requests": list(requests)})

    def area(self, first_row, last_row, first_column, last_column):
        """As the sheet counts, ends included; columns by their letters."""
        return {"sheetId": 0, "startRowIndex": first_row - 1, "endRowIndex": last_row,
                "startColumnIndex": ord(first_column) - 65, "endColumnIndex": ord(last_column) - 64}

    def cell(self, where):
        cells = self.tab()["rows"][int(where[1:]) - 1]["cells"]
        return cells[ord(where[0]) - 65] or {}

    def drop_down(self, column, *words, strict=True):
        self.batch({"setDataValidation": {"range": self.area(2, 20, column, column), "rule": {
            "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in words]}, "strict": strict,
            "showCustomUi": True}}})

    def read_only(self, number, where, field, value, theirs):
        """That change here meets a cell that cannot be written: said, kept, and nothing else is held up."""
        other = 1 if number != 1 else 2
        price = 300000 + number
        self.ok("set", str(number), f"{field}={value}")
        self.ok("set", str(other), f"price={price}")
        done = self.sync()
        self.assertEqual(done["notes"], [{"cell": where, "kind": "read_only"}])
        self.assertEqual((done["written"], done["conflicts"], done["whole"]), (1, 1, True))
        self.assertEqual(self.cell(f"F{other + 1}")["number"], price)
        self.assertEqual(self.car(number)[field], theirs)
        [conflict] = self.json("conflicts")["conflicts"]
        self.assertEqual((conflict["kind"], conflict["field"]), ("read_only", field))
        self.assertEqual(self.sync()["notes"], [])

    def test_formula(self):
        self.edit("F4", "=F3+5000")
        self.linked()
        self.assertEqual(self.car(3)["price"], 105001)
        self.read_only(3, "F4", "price", 222000, 105001)
        self.assertIn("=F3+5000", str(self.cell("F4")))

    def test_protected(self):
        self.linked()
        self.batch({"addProtectedRange": {"protectedRange": {"range": self.area(4, 4, "F", "F"), "warningOnly": False,
                                                             "editors": {"users": [OWNER]}}}})
        self.read_only(3, "F4", "price", 222000, 100002)

    def test_merged(self):
        """E4:F4 are one block whose value is E4's: what would stand in F4 nobody sees."""
        self.edit("F4", "")
        self.batch({"mergeCells": {"range": self.area(4, 4, "E", "F"), "mergeType": "MERGE_ALL"}})
        self.linked()
        self.assertIsNone(self.car(3)["price"])
        self.read_only(3, "F4", "price", 222000, None)

    def test_hidden_rows_and_filters(self):
        self.linked()
        self.batch({"updateDimensionProperties": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4},
                                                  "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}})
        self.ok("set", "3", "price=222000")
        self.edit("F5", "333000")
        done = self.sync()
        self.assertEqual((done["written"], done["changed"], done["vanished"], done["notes"]), (1, 1, 0, []))
        self.assertEqual((self.cell("F4")["number"], self.car(4)["price"]), (222000, 333000))
        self.assertTrue(self.tab()["rows"][3]["hidden"], "it stays hidden")

    def test_drop_downs(self):
        """By meaning, in the spelling of the list; what it does not have is said and not forced."""
        self.linked()
        self.drop_down("H", "Disponible ✓", "APARTADO", "Vendida")
        self.drop_down("I", "Matriz", "San Felipe")
        self.ok("set", "1", "status=reserved")
        self.ok("set", "2", "status=sold")
        self.ok("set", "3", "location=SAN FELIPE")
        self.ok("set", "4", "location=BODEGA")
        before = self.cell("I5")
        done = self.sync()
        self.assertEqual(self.cell("H2")["text"], "APARTADO")
        self.assertEqual(self.cell("H3")["text"], "Vendida")
        self.assertEqual(self.cell("I4")["text"], "San Felipe")
        self.assertEqual(self.cell("I5"), before, "not forced")
        self.assertEqual([(note["kind"], note["cell"]) for note in done["notes"]], [("not_offered", "I5")])
        self.assertEqual(self.car(4)["location"], "BODEGA", "and not lost here")
        self.assertIn("I5", self.ok("sync"))
        self.assertEqual(self.cell("H4")["text"], "DISPONIBLE", "what nobody changed keeps its spelling")

    def test_dates(self):
        """As the column holds them; and the locale says which number is the month."""
        self.linked()
        self.assertEqual(self.car(2)["entry_date"], "2026-03-02")
        self.ok("set", "2", "entry_date=2026-11-05")
        self.sync()
        self.assertEqual(self.cell("J3").get("number"), 46331)
        self.assertEqual(self.sync()["same"], N_CARS)

    def test_american_dates(self):
        sheet = self.cloud.control("sheet", {"title": "Cars", "owner": "ventas@ejemplo.mx", "locale": "en_US", "tab": "INVENTARIO",
                                             "time_zone": "America/Tijuana",
                                             "rows": [HEADINGS, ["1", "KIA", "RIO", "2020", "RED", "1000", "5", "SOLD", "X", "'03/04/2026"]]})["id"]
        self.cloud.control("file-grant", {"email": "ventas@ejemplo.mx", "file": sheet})
        self.sheet = sheet
        self.link()
        self.sync()
        self.assertEqual(self.car(1)["entry_date"], "2026-03-04")
        self.ok("set", "1", "entry_date=2026-03-05")
        self.sync()
        self.assertEqual(self.cell("J2")["text"], "03/05/2026")

    def test_empty_spreadsheet(self):
        """It gets headings, formats and drop-downs, and then the cars."""
        self.import_sample()
        self.new_sheet([])
        preview = self.json("sheet", "preview", self.sheet)
        self.assertEqual(preview["new_there"], 45)
        self.link()
        self.assertEqual(self.sync()["same"], 45)
        rows = self.tab()["rows"]
        headings = [cell.get("text") for cell in rows[0]["cells"] if cell]
        self.assertIn("Status", headings)
        status, price, place = (headings.index(name) for name in ("Status", "Price", "Location"))
        for row in (rows[1], rows[45]):
            offered = [value["userEnteredValue"] for value in row["cells"][status]["validation"]["condition"]["values"]]
            self.assertIn(row["cells"][status].get("text", offered[0]), offered)
            self.assertEqual(row["cells"][price]["format"]["numberFormat"]["type"], "CURRENCY")
            self.assertEqual(row["cells"][place]["validation"]["strict"], False)
        self.assertEqual(self.tab().get("frozenRows", 1), 1)


if __name__ == "__main__":
    harness.main()
