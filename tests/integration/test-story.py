# SPDX-License-Identifier: GPL-3.0-or-later
"""The lot's real sheet goes in, is searched, changed, undone and taken out again."""

import csv
import zipfile

from harness import Case, SAMPLE, main


class Story(Case):
    def setUp(self):
        super().setUp()
        self.plan = self.import_sample()

    def test_import_brings_45_cars(self):
        self.assertEqual({key: self.plan[key] for key in ("new", "changed", "same", "twins", "binned", "unreadable")},
                         {"new": 45, "changed": 0, "same": 0, "twins": 0, "binned": 0, "unreadable": 0})
        self.assertEqual(len(self.plan["rows"]), 45)
        totals = self.json("list")["totals"]
        self.assertEqual(totals, {"vehicles": 45, "with_price": 44, "price_sum": 25703000})
        self.assertIn("45 vehicles · 44 with price · $25,703,000\n", self.ok("list"))

    def test_nothing_was_changed_guessed_or_dropped(self):
        """Every cell of the file is in its car, and what the file leaves empty is unknown."""
        with open(SAMPLE, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        cars = self.vehicles()
        self.assertEqual(len(cars), len(rows))
        for row, car in zip(rows, cars):
            self.assertEqual(car["stock_number"] or "", row[""])
            self.assertEqual(car["model"] or "", row["Modelo"].strip())
            self.assertEqual(car["brand"] or "", row["Marca"].strip())
            self.assertEqual(car["colour"] or "", row["Color"].strip())
            self.assertEqual(car["location"] or "", row["Ubicacion"].strip())
            self.assertEqual(car["year"], int(row["Año"]) if row["Año"] else None)
            self.assertEqual(car["km"], int(row["km"].replace(",", "")) if row["km"] else None)
            price = row["Precio"].replace("$", "").replace(",", "")
            self.assertEqual(car["price"], float(price) if price else None)
            self.assertEqual(car["status"] is None, row["Estatus"].strip() == "")
            self.assertEqual(car["entry_date"] is None, row["Ingreso"].strip() == "")
            for unsaid in ("niv", "version", "cost", "sold_price", "notes", "doors"):
                self.assertIsNone(car[unsaid])
            self.assertEqual((car["raw"], car["extra"]), ({}, {}))

    def test_dates_are_day_first(self):
        self.assertEqual(self.json("show", "0")["entry_date"], "2025-10-09")

    def test_find_change_undo_redo(self):
        found = self.vehicles("--filter", "marca:mazda cx30")
        self.assertEqual([car["stock_number"] for car in found][:1], ["0"])
        before = self.contents()
        car = found[0]

        answer = self.json("set", "0", "precio=365 mil")
        self.assertEqual(answer["changed"], 1)
        self.assertEqual(answer["vehicles"][0]["price"], 365000)
        self.assertEqual([(event["field"], event["before"], event["after"]) for event in answer["changes"]],
                         [("price", 379000, 365000)])
        answer = self.json("status", "0", "apartado", "--reason", "Deja $5,000")
        self.assertEqual(answer["vehicles"][0]["status"], "reserved")

        events = self.json("history", "0")["events"]
        self.assertEqual([(event.get("field"), event["who"], event["origin"]) for event in events[:2]],
                         [("status", "Ana", "cli"), ("price", "Ana", "cli")])
        self.assertEqual(events[0]["reason"], "Deja $5,000")
        self.assertEqual(events[-1]["kind"], "created")
        self.assertEqual(events[-1]["action"], "import")

        self.json("undo")
        self.assertEqual(self.json("show", "0")["status"], "available")
        self.json("undo")
        self.assertEqual(self.contents(), before)
        self.json("redo")
        self.assertEqual(self.json("show", "0")["price"], 365000)
        self.json("redo")
        self.assertEqual(self.json("show", "0")["status"], "reserved")
        self.assertEqual(self.fails("nothing", "redo")["message"], "There is nothing to redo.")
        self.assertEqual(self.json("show", "0")["id"], car["id"])
        self.assert_sound()

    def test_undoing_everything_empties_the_stock(self):
        self.json("set", "5", "km=70000")
        self.json("undo")
        answer = self.json("undo")
        self.assertEqual(answer["changed"], 45)
        self.assertEqual(self.vehicles(), [])
        self.assertEqual(self.fails("nothing", "undo")["message"], "There is nothing to undo.")
        self.json("redo")
        self.assertEqual(self.json("list")["totals"]["price_sum"], 25703000)

    def test_same_file_twice_changes_nothing(self):
        before = self.json("check")
        plan = self.import_sample()
        self.assertEqual((plan["new"], plan["changed"], plan["same"]), (0, 0, 45))
        self.assertIsNone(plan["change"])
        after = self.json("check")
        self.assertEqual((after["events"], after["changes"]), (before["events"], before["changes"]))
        self.assertIn("nothing was changed", self.ok("import", SAMPLE))

    def test_dry_run_writes_nothing(self):
        path = self.path("other")
        plan = self.json("import", SAMPLE, "--dry-run", data=path)
        self.assertEqual((plan["new"], plan["dry_run"], plan["change"]), (45, True, None))
        self.assertEqual(self.vehicles(data=path), [])
        self.assertIn("nothing was written", self.ok("import", "-n", SAMPLE, data=path))

    def round_trip(self, name):
        self.json("set", "3", "niv=1HGCM82633A004352", "features=A/C\nQuemacocos, panorámico",
                  "description=Dos líneas,\n\"con comillas\"", "extra.Llaves=2", "cost=250000.5", "notes==SUM(A1)")
        self.json("set", "4", "notes=-5% si paga hoy", "extra.Llaves='=1", "acquisition=trade_in")
        path = self.path(name)
        self.assertEqual(self.json("export", path)["vehicles"], 45)
        other = self.path("other")
        plan = self.json("import", path, data=other)
        self.assertEqual((plan["new"], plan["unreadable"]), (45, 0), plan["columns"])
        self.assertEqual(self.contents(data=other), self.contents())
        again = self.json("import", path)
        self.assertEqual((again["same"], again["change"]), (45, None),
                         [row for row in again["rows"] if row["kind"] != "same"])
        return path

    def test_csv_round_trip(self):
        path = self.round_trip("out.csv")
        with open(path, "rb") as file:
            content = file.read()
        self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
        self.assertNotIn(b",=SUM", content)

    def test_xlsx_round_trip(self):
        path = self.round_trip("out.xlsx")
        with zipfile.ZipFile(path) as archive:
            self.assertIn("xl/workbook.xml", archive.namelist())

    def test_export_of_a_filter(self):
        path = self.path("few.csv")
        n = len(self.vehicles("--filter", "location:periferico"))
        self.assertGreater(n, 0)
        self.assertEqual(self.json("export", path, "--filter", "location:periferico")["vehicles"], n)
        other = self.path("other")
        self.assertEqual(self.json("import", path, data=other)["new"], n)
        self.assertEqual(self.contents(data=other), self.contents(query="location:periferico"))

    def test_export_of_some_fields(self):
        path = self.path("fields.csv")
        self.json("set", "1", "cost=100000")
        self.json("export", path, "--fields", "brand,precio", "--sort", "price:desc", "--filter", "has:price")
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        self.assertEqual(len(rows), 45)
        self.assertLessEqual(len(rows[0]), 3)
        self.ok("export", path, "--fields", "public")
        with open(path, encoding="utf-8-sig") as file:
            self.assertNotIn("100000", file.read())

    def test_export_to_standard_output(self):
        text = self.ok("export", "-", "--filter", "brand:bmw")
        other = self.path("other")
        plan = self.json("import", "-", data=other, stdin=text.encode())
        self.assertEqual(plan["new"], len(self.vehicles("--filter", "brand:bmw")))

    def test_backup_and_restore(self):
        path = self.path("copy.db")
        before = self.contents()
        self.json("backup", path)
        self.json("set", "0", "price=1")
        self.json("delete", "1", "2")
        self.import_sample()  # a backup is made before it, even though it brings no news
        self.json("restore-backup", path)
        self.assertEqual(self.contents(), before)
        check = self.assert_sound()
        self.assertIn("restore", [backup["reason"] for backup in check["backups"]])
        self.assertIn("import", [backup["reason"] for backup in check["backups"]])

    def test_stats(self):
        stats = self.json("stats")
        self.assertEqual((stats["vehicles"], stats["with_price"], stats["price_sum"]), (45, 44, 25703000))
        self.assertEqual(sum(entry["vehicles"] for entry in stats["by_status"]), 45)
        self.assertEqual(sum(entry["vehicles"] for entry in stats["by_brand"]), 45)
        self.assertEqual(sum(entry["price_sum"] for entry in stats["by_location"]), 25703000)
        text = self.ok("stats")
        self.assertIn("45 vehicles · 44 with price · $25,703,000", text)
        self.assertIn("PERIFERICO", text)

    def test_problems_and_repair(self):
        before = self.contents()
        problems = self.json("problems")["problems"]
        kinds = {problem["kind"] for problem in problems}
        self.assertLessEqual({"no_price", "no_status", "km_impossible", "brand_spelling", "colour_spelling",
                              "placeholder"}, kinds)
        for problem in problems:
            self.assert_problem(problem)
        km = [problem for problem in problems if problem["kind"] == "km_impossible"]
        self.assertIn("580,000", km[0]["message"])
        text = self.ok("problems")
        self.assertIn(km[0]["message"], text)

        answer = self.json("problems", "--fix", "spelling")
        self.assertGreater(answer["changed"], 0)
        self.assertEqual({event["field"] for event in answer["changes"]}, {"brand", "colour"})
        self.assertNotIn("BLANCA", [car["colour"] for car in self.vehicles()])
        brands = [car["brand"] for car in self.vehicles()]  # MERCEDES is the more common one
        self.assertEqual((brands.count("MERCEDES"), brands.count("MERCEDES BENZ")), (4, 0))
        self.json("undo")
        self.assertEqual(self.contents(), before)
        self.assertIn("nothing was changed", self.ok("problems", "--fix", "niv"))


if __name__ == "__main__":
    main()
