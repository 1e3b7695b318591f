# SPDX-License-Identifier: GPL-3.0-or-later
"""Each command: the document it answers with, what it refuses, and its exit status."""

import os

from harness import Case, DONE, FAILED, INSTANT, PARTLY, SAMPLE, USAGE, main


class Vehicles(Case):
    def test_list_of_an_empty_stock(self):
        self.assertEqual(self.json("list"), {"vehicles": [], "more": False,
                                             "totals": {"vehicles": 0, "with_price": 0, "price_sum": 0}})
        self.assertEqual(self.ok("list"), "0 vehicles · 0 with price · $0\n")

    def test_list_members(self):
        self.import_sample()
        document = self.json("list")
        self.assertEqual(set(document), {"vehicles", "totals", "more"})
        for car in document["vehicles"]:
            self.assert_vehicle(car)
            self.assertIsNone(car["deleted"])

    def test_list_sorted_and_limited(self):
        self.import_sample()
        prices = [car["price"] for car in self.vehicles("--sort", "precio:desc", "--filter", "has:price")]
        self.assertEqual(prices, sorted(prices, reverse=True))
        first = self.json("list", "--sort", "price", "--limit", "3", "--filter", "has:price")
        self.assertEqual([car["price"] for car in first["vehicles"]], sorted(prices)[:3])
        self.assertTrue(first["more"])
        self.assertFalse(self.json("list", "--limit", "45")["more"])
        self.assertEqual([car["stock_number"] for car in self.vehicles("--limit", "3")], ["0", "1", "2"])

    def test_filters(self):
        self.import_sample()
        cases = {"mazda": 4, "marca:mazda": 4, "BRAND:Mazda year:2021": 2, "price:..200000": 1, "no:price": 1,
                 "sin:precio": 1, "location:\"san felipe\"": 12, "-brand:bmw": 44, "km:>200000": 2, "no:status": 2,
                 "price:>=1,000,000": 5, "color:blanco": 11, "status:sold": 0}
        for text, count in cases.items():
            with self.subTest(filter=text):
                cars = self.vehicles("--filter", text)
                self.assertEqual(len(cars), count, [car["title"] for car in cars])

    def test_add_prints_the_new_id(self):
        text = self.ok("add", "marca=MAZDA", "modelo=CX30", "año=2021", "precio=379 mil", "km=45,000", "ingreso=01/07/2025",
                       "estatus=Disponible", "features=A/C\nQuemacocos", "extra.Llaves=2")
        car = self.json("show", text.strip())
        self.assert_vehicle(car)
        self.assertEqual(car["id"], text.strip())
        self.assertEqual([car[field] for field in ("brand", "model", "year", "price", "km", "entry_date", "status")],
                         ["MAZDA", "CX30", 2021, 379000, 45000, "2025-07-01", "available"])
        self.assertEqual((car["features"], car["extra"]), (["A/C", "Quemacocos"], {"Llaves": "2"}))
        document = self.json("add", "brand=KIA", "price=379000.1")
        self.assertEqual(set(document), {"id", "change", "vehicle"})
        self.assert_vehicle(document["vehicle"])
        self.assertIn('"price":379000.1,', self.run_cli("--json", "show", document["id"]).out)

    def test_set_and_clear(self):
        number = self.ok("add", "brand=KIA", "stock_number=7", "price=100000", "notes=uno").strip()
        document = self.json("set", "7", "price=", "km=45 mil km", "notes=dos", "extra.Color interior=negro")
        self.assertEqual(set(document), {"change", "changed", "vehicles", "changes", "failed"})
        car = document["vehicles"][0]
        self.assertEqual((car["id"], car["price"], car["km"], car["notes"]), (number, None, 45000, "dos"))
        self.assertEqual(car["extra"], {"Color interior": "negro"})
        changes = {event.get("field", event.get("extra")): (event["before"], event["after"])
                   for event in document["changes"]}
        self.assertEqual(changes, {"price": (100000, None), "km": (None, 45000), "notes": ("uno", "dos"),
                                   "Color interior": (None, "negro")})
        self.assertEqual(self.json("set", "7", "extra.Color interior=")["vehicles"][0]["extra"], {})

    def test_setting_what_is_there_changes_nothing(self):
        self.ok("add", "stock_number=7", "price=100000")
        document = self.json("set", "7", "price=$100,000.00")
        self.assertEqual((document["change"], document["changed"], document["changes"]), (None, 0, []))
        self.assertIn("nothing was changed", self.ok("set", "7", "price=100 mil"))

    def test_values_that_cannot_be_read_are_refused(self):
        self.ok("add", "stock_number=7", "price=100000", "notes=uno")
        before = self.contents()
        error = self.fails("bad_value", "set", "7", "notes=dos", "price=mucho")
        self.assertIn("mucho", error["message"])
        for bad in ("year=dos mil", "entry_date=31/02/2025", "status=perdido", "km=-5", "acquisition=robado"):
            self.fails("bad_value", "set", "7", bad)
            self.fails("bad_value", "add", bad)
        self.assertEqual(self.contents(), before)

    def test_wrong_fields_are_usage(self):
        self.ok("add", "stock_number=7")
        self.fails("unknown_field", "set", "7", "colr=red", status=USAGE)
        self.fails("unknown_field", "add", "extra.=red", status=USAGE)
        self.fails("usage", "set", "7", "price=1", "precio=2", status=USAGE)
        self.fails("usage", "set", "7", status=USAGE)
        self.fails("usage", "set", "price=1", "km=2", status=USAGE)
        self.fails("usage", "add", "KIA", status=USAGE)

    def test_status_words(self):
        self.ok("add", "stock_number=7")
        for word, status in (("sold", "sold"), ("Apartado", "reserved"), ("DISPONIBLE", "available"), ("none", None)):
            self.assertEqual(self.json("status", "7", word)["vehicles"][0]["status"], status)
        self.fails("bad_value", "status", "7", "perdido")

    def test_stock_numbers(self):
        first = self.ok("add", "stock_number=12", "brand=KIA").strip()
        self.assertEqual(self.json("show", "12")["id"], first)
        second = self.ok("add", "stock_number=12", "brand=BMW").strip()
        error = self.fails("ambiguous", "show", "12")
        self.assertEqual({candidate["id"] for candidate in error["candidates"]}, {first, second})
        self.assertIn(second, self.run_cli("set", "12", "price=1").err)
        self.assertIsNone(self.json("show", first)["price"])
        self.json("delete", second)
        self.assertEqual(self.json("show", "12")["id"], first)
        self.fails("not_found", "show", "99")

    def test_bin(self):
        number = self.ok("add", "stock_number=12", "brand=KIA").strip()
        before = self.contents()
        document = self.json("delete", "12")
        self.assertEqual(document["vehicles"][0]["id"], number)
        self.assertRegex(document["vehicles"][0]["deleted"], INSTANT)
        self.assertEqual(self.vehicles(), [])
        self.assertEqual([car["id"] for car in self.vehicles("--filter", "is:deleted")], [number])
        self.assertEqual(self.json("stats")["in_bin"], 1)
        self.assertRegex(self.json("show", "12")["deleted"], INSTANT)
        self.assertIn("restore", self.fails("in_bin", "set", "12", "price=1")["message"])
        self.fails("in_bin", "delete", number)
        self.json("restore", "12")
        self.assertEqual(self.contents(), before)
        self.fails("in_bin", "restore", "12")
        self.fails("not_found", "restore", "nothing")
        self.json("undo")
        self.json("undo")
        self.assertEqual(self.contents(), before)

    def test_several_at_once(self):
        ids = [self.ok("add", f"stock_number={number}").strip() for number in (1, 2, 3)]
        document = self.json("set", "1", "2", "3", "location=CENTRO")
        self.assertEqual(document["changed"], 3)
        self.assertEqual({event["change"] for event in document["changes"]}, {document["change"]})
        self.json("undo")
        self.assertEqual({car["location"] for car in self.vehicles()}, {None})

        document = self.json("delete", "1", "99", "3", status=PARTLY)
        self.assertEqual([(entry["id"], entry["code"]) for entry in document["failed"]], [("99", "not_found")])
        self.assertEqual([car["id"] for car in self.vehicles()], [ids[1]])
        self.assertEqual(self.run_cli("status", "2", "99", "sold").status, PARTLY)
        self.assertEqual(self.json("show", "2")["status"], "sold")
        self.fails("not_found", "restore", "98", "99")
        self.json("set", "2", "2", "location=NORTE")
        self.assertEqual(self.json("show", "2")["location"], "NORTE")


class History(Case):
    def test_members(self):
        self.ok("add", "stock_number=7", "brand=KIA")
        self.ok("set", "7", "price=1000", env={"AUTOSELL_AUTHOR": "Beto"})
        self.ok("status", "7", "sold", "--reason", "Contado")
        events = self.json("history")["events"]
        for event in events:
            self.assertLessEqual({"change", "action", "kind", "time", "who", "origin", "reason", "id", "title", "undone"},
                                 set(event))
            self.assertRegex(event["time"], INSTANT)
            self.assertEqual(event["origin"], "cli")
        self.assertEqual([(event["action"], event["who"], event["reason"]) for event in events[:2]],
                         [("sell", "Ana", "Contado"), ("price", "Beto", None)])
        self.assertEqual((events[1]["field"], events[1]["before"], events[1]["after"]), ("price", None, 1000))
        self.assertEqual(len(self.json("history", "--limit", "2")["events"]), 2)
        text = self.ok("history", "7")
        self.assertIn("Beto (cli)", text)
        self.assertIn("— → $1,000", text)
        self.assertIn("why: Contado", text)

    def test_who_without_a_name_in_the_environment(self):
        """The profile name of the window's preferences, else the user's real name."""
        del self.env["AUTOSELL_AUTHOR"]
        self.ok("add", "stock_number=1")
        real = self.json("history")["events"][0]["who"]
        self.assertTrue(real)
        folder = self.path(".config/glib-2.0/settings")
        os.makedirs(folder)
        self.write(".config/glib-2.0/settings/keyfile", "[com/autosell/Manager]\nprofile-name='  Carla Díaz '\n")
        self.ok("add", "stock_number=2", env={"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": self.path(".config")})
        if not os.path.exists(os.path.join(os.environ.get("GSETTINGS_SCHEMA_DIR", "/nonexistent"), "gschemas.compiled")):
            self.skipTest("the schema is not there")
        self.assertEqual(self.json("history")["events"][0]["who"], "Carla Díaz")

    def test_undone_is_marked(self):
        self.ok("add", "stock_number=7")
        self.ok("set", "7", "price=1000")
        self.ok("undo")
        marked = [event for event in self.json("history", "7")["events"] if event.get("after") == 1000]
        self.assertEqual([event["undone"] for event in marked], [True])
        self.assertIn("undone", self.ok("history", "7"))

    def test_undo_leaves_newer_values_alone(self):
        self.ok("add", "stock_number=7")
        change = self.json("set", "7", "price=1000", "km=5")["change"]
        self.ok("set", "7", "km=6")
        document = self.json("undo", str(change), status=PARTLY)
        self.assertEqual((document["changed"], document["skipped"]), (1, 1))
        car = self.json("show", "7")
        self.assertEqual((car["price"], car["km"]), (None, 6))
        self.fails("usage", "undo", "x", status=USAGE)
        self.assertEqual(self.run_cli("undo", "99999").status, FAILED)

    def test_a_new_change_ends_redo(self):
        self.ok("add", "stock_number=7")
        self.ok("set", "7", "price=1000")
        self.ok("undo")
        self.ok("set", "7", "km=5")
        self.fails("nothing", "redo")


class CommandLine(Case):
    def test_options_before_and_after(self):
        self.import_sample()
        one = self.run_cli("--json", "--data-dir", self.data, "list", "--limit", "2", env={"AUTOSELL_DATA_DIR": "/nonexistent"})
        two = self.run_cli("list", "--limit=2", "--json", f"--data-dir={self.data}", env={"AUTOSELL_DATA_DIR": "/nonexistent"})
        three = self.run_cli("--limit", "2", "--json", "list")
        self.assertEqual(one.status, DONE, one)
        four = self.run_cli("-n", "2", "list", "--json")
        self.assertEqual((one.out, three.out, four.out), (two.out, two.out, two.out))

    def test_double_dash(self):
        self.ok("add", "stock_number=-5")
        self.assertEqual(self.json("show", "--", "-5")["stock_number"], "-5")
        self.fails("usage", "show", "-5", status=USAGE)

    def test_usage_errors(self):
        for arguments in ((), ("lst",), ("show",), ("show", "1", "2"), ("list", "--wrong"), ("list", "--limit", "x"),
                          ("list", "--limit", "-1"), ("list", "more"), ("import",), ("status", "1"), ("help", "lst"),
                          ("import", SAMPLE, "--map", "Precio"), ("problems", "--fix", "xyz"), ("list", "--sort", "xyz")):
            with self.subTest(arguments=arguments):
                answer = self.run_cli(*arguments)
                self.assertEqual((answer.status, answer.out), (USAGE, ""), answer)
                self.assertTrue(answer.err.startswith("autosell-cli: "), answer)
                self.assertIn("error", self.json(*arguments, status=USAGE))

    def test_malformed_filter_says_where(self):
        answer = self.run_cli("list", "--filter", "mazda precio:barato bmw")
        self.assertEqual(answer.status, USAGE, answer)
        lines = answer.err.splitlines()
        self.assertEqual(lines[1], "  mazda precio:barato bmw")
        start, end = lines[2].index("^"), lines[2].rindex("^") + 1
        self.assertIn("barato", lines[1][start:end])
        error = self.json("list", "--filter", "mazda precio:barato bmw", status=USAGE)["error"]
        self.assertEqual((error["code"], error["start"] + 2, error["end"] + 2), ("bad_filter", start, end))
        answer = self.run_cli("list", "--filter", "año:2021 \"land")
        self.assertEqual(answer.err.splitlines()[2].index("^"), 2 + len("año:2021 "))

    def test_help(self):
        general = self.ok("--help")
        for command in ("import", "export", "list", "show", "add", "set", "status", "delete", "restore", "history", "undo",
                        "redo", "problems", "check", "backup", "restore-backup", "recover", "stats"):
            self.assertIn(f"\n  {command}", general)
            text = self.ok(command, "--help")
            self.assertIn(f"autosell-cli {command} [OPTION…]", text)
            self.assertEqual(self.ok("help", command), text)
            for line in text.split("\n\n")[-1].splitlines():
                self.assertLessEqual(len(line), 120)
        self.assertNotIn("__complete", general)
        for option in ("--sheet", "--map", "--dry-run", "--erase"):
            self.assertIn(option, self.ok("import", "--help"))
        self.assertIn("Usage:", self.json("--help")["help"])
        self.assertRegex(self.ok("--version"), r"^autosell-cli \d+\.\d+\.\d+\n$")
        self.assertFalse(os.path.exists(self.data))

    def test_completion(self):
        self.import_sample()

        def complete(*words):
            return self.ok("__complete", "--", *words).split()
        self.assertEqual(complete("res"), ["restore", "restore-backup"])
        self.assertEqual(complete("list", "--li"), ["--limit"])
        self.assertIn("--json", complete("list", "--"))
        self.assertEqual(complete("import", ""), ["@files"])
        self.assertEqual(complete("--data-dir", ""), ["@folders"])
        # A car without a stock number is offered by its id, which may begin with a 4 as well.
        self.assertEqual([word for word in complete("show", "4") if len(word) < 36], ["4", "40", "41", "42", "43"])
        self.assertIn("price=", complete("set", "4", "pr"))
        self.assertEqual(complete("set", "4", "status=s"), ["status=sold"])
        self.assertEqual(complete("status", "4", "a"), ["available", "away"])
        self.assertIn("brand_spelling", complete("problems", "--fix", "br"))
        self.assertIn("price", complete("list", "--sort", "pr"))
        other = self.path("nothing")
        self.assertEqual(self.ok("__complete", "--", "--data-dir", other, "show", ""), "")
        self.assertFalse(os.path.exists(other))


class Files(Case):
    def test_import_plan_members(self):
        number = "0b9e2c5e-3f50-4f0e-9c3c-6a1d7c0b1a11"
        path = self.write("a.csv", "id,Inventario,Marca,Modelo,Precio,Ingreso,Llaves\n"
                          f"{number},1,KIA,RIO,100000,31/02/2025,2\n,2,BMW,X1,mucho,,1\n")
        plan = self.json("import", path)
        self.assertEqual(set(plan), {"dry_run", "change", "rows_read", "new", "changed", "same", "twins", "binned",
                                     "unreadable", "sheet", "encoding", "columns", "rows"})
        self.assertEqual((plan["new"], plan["unreadable"]), (2, 2))
        self.assertEqual([(column["heading"], column["use"], column["field"]) for column in plan["columns"]],
                         [("id", "id", None), ("Inventario", "field", "stock_number"), ("Marca", "field", "brand"), ("Modelo", "field", "model"),
                          ("Precio", "field", "price"), ("Ingreso", "field", "entry_date"), ("Llaves", "extra", None)])
        row = plan["rows"][0]
        self.assertEqual(set(row), {"row", "kind", "match", "id", "title", "changes", "unreadable"})
        self.assertEqual((row["row"], row["kind"], row["match"]), (2, "new", None))
        self.assertEqual(row["unreadable"], [{"field": "entry_date", "text": "31/02/2025"}])
        cars = self.vehicles()
        self.assertEqual(cars[0]["id"], number)
        self.assertEqual([row["id"] for row in plan["rows"]], [car["id"] for car in cars])
        self.assertEqual(cars[0]["raw"], {"entry_date": "31/02/2025"})
        self.assertEqual(cars[1]["raw"], {"price": "mucho"})
        self.assertIsNone(cars[1]["price"])
        self.assertEqual(cars[1]["extra"], {"Llaves": "1"})
        self.assertIn("unreadable", [problem["kind"] for problem in cars[1]["problems"]])

        path = self.write("b.csv", "Inventario,Marca,Modelo,Precio,Llaves\n1,KIA,RIO,95000,2\n2,BMW,X1,210000,3\n")
        dry = self.json("import", path, "--dry-run")
        self.assertEqual((dry["new"], dry["changed"], dry["dry_run"]), (0, 2, True))
        self.assertEqual(self.vehicles(), cars)
        text = self.ok("import", path, "-n")
        self.assertIn("Price: $100,000 → $95,000", text)
        plan = self.json("import", path)
        self.assertEqual(plan["rows"][0]["changes"], [{"field": "price", "before": 100000, "after": 95000}])
        self.assertEqual(plan["rows"][1]["changes"], [{"field": "price", "before": {"raw": "mucho"}, "after": 210000},
                                                      {"extra": "Llaves", "before": "1", "after": "3"}])
        self.assertEqual([row["id"] for row in plan["rows"]], [car["id"] for car in cars])
        self.json("undo")
        self.assertEqual([car["raw"] for car in self.vehicles()], [car["raw"] for car in cars])

    def test_mapping_is_remembered(self):
        path = self.write("a.csv", "Marca,Modelo,Costo real,Nota=1\nKIA,RIO,90000,hola\n")
        plan = self.json("import", path, "--map", "Costo real=cost", "--map", "Nota=1=notes")
        self.assertEqual([column["field"] for column in plan["columns"]], ["brand", "model", "cost", "notes"])
        self.assertEqual([(car["cost"], car["notes"]) for car in self.vehicles()], [(90000, "hola")])
        path = self.write("b.csv", "Marca,Modelo,Costo real,Nota=1\nBMW,X1,80000,adiós\n")
        self.json("import", path)
        self.assertEqual([car["cost"] for car in self.vehicles()], [90000, 80000])
        self.fails("bad_mapping", "import", path, "--map", "Nada=cost", status=USAGE)
        self.fails("bad_mapping", "import", path, "--map", "Marca=nada", status=USAGE)

    def test_empty_cells_are_no_news_unless_told(self):
        self.ok("add", "stock_number=1", "brand=KIA", "model=RIO", "price=1000", "km=5")
        path = self.write("a.csv", "Inventario,Marca,Modelo,Precio,km\n1,KIA,RIO,,5\n")
        self.assertEqual(self.json("import", path)["same"], 1)
        self.assertEqual(self.json("show", "1")["price"], 1000)
        self.assertEqual(self.json("import", path, "--erase")["changed"], 1)
        self.assertIsNone(self.json("show", "1")["price"])

    def test_files_that_are_none(self):
        self.assertIn("nothing.csv", self.fails("no_such_file", "import", self.path("nothing.csv"))["message"])
        self.fails("no_header", "import", self.write("a.csv", "1,2,3\n4,5,6\n"))
        self.fails("not_a_table", "import", self.write("a.xlsx", b"PK\x03\x04" + bytes(range(256)) * 4))
        self.fails("no_such_sheet", "import", self.make_xlsx(), "--sheet", "Nada")
        self.fails("no_such_file", "restore-backup", self.path("nothing.db"))
        self.fails("bad_backup", "restore-backup", self.write("a.db", b"no database at all" * 1000))
        self.fails("bad_backup", "restore-backup", self.folder)
        self.fails("no_such_file", "backup", self.path("no/such/folder.db"))
        self.assertIn(self.folder, self.fails("failed", "backup", self.folder)["message"])
        self.fails("no_such_sheet", "import", SAMPLE, "--sheet", "Nada")
        answer = self.run_cli("export", self.path("no/such/folder.csv"))
        self.assertEqual(answer.status, FAILED, answer)
        self.assertEqual(self.vehicles(), [])
        self.assert_sound()

    def make_xlsx(self):
        path = self.path("stock.xlsx")
        other = self.path("maker")
        self.import_sample(data=other)
        self.ok("export", path, data=other)
        return path

    def test_json_and_export_to_standard_output_exclude_each_other(self):
        self.assertEqual(self.json("export", "-", status=USAGE)["error"]["code"], "usage")

    def test_odd_file_names(self):
        self.import_sample()
        name = os.fsencode(self.folder) + b"/inventario \xe1\n.csv"
        self.ok("export", os.fsdecode(name))
        self.assertTrue(os.path.exists(name))
        self.assertEqual(self.json("import", os.fsdecode(name))["same"], 45)
        answer = self.run_cli("import", os.fsdecode(name) + "x")
        self.assertEqual((answer.status, len(answer.err.splitlines())), (FAILED, 1), answer)

    def test_plain_c_locale(self):
        self.ok("add", "marca=CITROËN", "año=2020", "stock_number=7", env={"LC_ALL": "C"})
        self.assertEqual(self.json("list", "--filter", "marca:citroën", env={"LC_ALL": "C"})["vehicles"][0]["brand"], "CITROËN")
        self.assertIn("CITROËN", self.ok("list", env={"LC_ALL": "C"}))

    def test_check_members(self):
        self.import_sample()
        check = self.assert_sound()
        self.assertEqual(set(check), {"sound", "faults", "data_dir", "vehicles", "in_bin", "events", "changes",
                                      "schema_version", "bytes", "sqlite_version", "backups", "photos"})
        self.assertEqual((check["vehicles"], check["in_bin"], check["changes"]), (45, 0, 1))
        for backup in check["backups"]:
            self.assertTrue(os.path.exists(backup["file"]))
            self.assertRegex(backup["time"], INSTANT)
        self.assertIn("The data are sound.", self.ok("check"))


class Batches(Case):
    def test_set_by_filter_with_a_price_rule(self):
        self.import_sample()
        before = {car["id"]: car["price"] for car in self.vehicles("--filter", "marca:mazda")}
        self.assertEqual(len(before), 4)
        contents = self.contents()
        dry = self.json("set", "--filter", "marca:mazda", "precio=-5%", "--round", "500", "--dry-run")
        self.assertEqual((dry["found"], dry["changed"], dry["change"], dry["dry_run"]), (4, 4, None, True))
        self.assertEqual(self.contents(), contents)
        done = self.json("set", "--filter", "marca:mazda", "precio=-5%", "--round", "500")
        self.assertEqual((done["found"], done["changed"], done["dry_run"]), (4, 4, False))
        self.assertEqual(done["prices"], dry["prices"])
        after = {car["id"]: car["price"] for car in self.vehicles("--filter", "marca:mazda")}
        for key, price in before.items():
            self.assertEqual(after[key] % 500, 0)
            self.assertAlmostEqual(after[key], price * 0.95, delta=250)
        self.assertEqual(done["prices"]["sum_after"], sum(after.values()))
        self.ok("undo")
        self.assertEqual({car["id"]: car["price"] for car in self.vehicles("--filter", "marca:mazda")}, before)

    def test_prices_by_an_amount(self):
        for number, price in (("1", "100000"), ("2", ""), ("3", "4000")):
            self.ok("add", "stock_number=" + number, "price=" + price)
        self.ok("set", "1", "minimum_price=98000")
        answer = self.ok("set", "1", "2", "3", "price=-5,000", "--dry-run")
        self.assertIn("3 vehicles found, 2 would change. Nothing was changed.", answer)
        self.assertIn("$104,000 → $95,000", answer)
        self.assertIn("1 vehicle has no price and stays without one.", answer)
        self.assertIn("1 vehicle falls below its minimum price.", answer)
        self.assertIn("1 vehicle comes to cost nothing.", answer)
        self.json("set", "1", "2", "3", "price=-5,000")
        self.assertEqual([self.json("show", number)["price"] for number in "123"], [95000, None, 0])

    def test_rules_that_cannot_be_read_change_nothing(self):
        self.ok("add", "stock_number=7", "price=100000")
        contents = self.contents()
        for text in ("+5 mil %", "5%", "+", "-mucho", "+1001%"):
            with self.subTest(text=text):
                self.fails("bad_value", "set", "7", "price=" + text)
        self.fails("usage", "set", "7", "price=+5%", "--round", "7", status=USAGE)
        self.fails("usage", "set", "7", "price=5", "--round", "500", status=USAGE)
        self.fails("usage", "set", "7", "--filter", "kia", "price=5", status=USAGE)
        self.fails("bad_filter", "set", "--filter", "precio:mucho", "price=+5%", status=USAGE)
        self.fails("in_bin", "set", "--filter", "is:deleted", "price=+5%")
        self.assertEqual(self.contents(), contents)

    def test_status_by_filter(self):
        self.import_sample()
        done = self.json("status", "--filter", "location:\"san felipe\"", "apartado", "--reason", "feria")
        self.assertEqual(done["found"], 12)
        self.assertEqual(len(self.vehicles("--filter", "status:reserved location:\"san felipe\"")), 12)
        self.assertEqual(self.json("history", "--limit", "1")["events"][0]["reason"], "feria")
        self.assertEqual(len(os.listdir(os.path.join(self.data, "backups"))) > 0, True)

    def test_delete_and_restore_by_filter(self):
        self.import_sample()
        self.assertEqual(self.json("delete", "--filter", "marca:mazda", "--dry-run")["changed"], 4)
        self.assertEqual(self.json("delete", "--filter", "marca:mazda")["changed"], 4)
        self.assertEqual(len(self.vehicles()), 41)
        self.assertEqual(self.json("restore", "--filter", "marca:mazda")["changed"], 4)
        self.assertEqual(len(self.vehicles()), 45)
        self.fails("usage", "delete", status=USAGE)
        self.fails("usage", "status", "sold", status=USAGE)

    def test_completion(self):
        self.ok("add", "stock_number=7")
        self.assertIn("price=", self.ok("__complete", "--", "set", "--filter", "kia", "pr").split())
        self.assertEqual(self.ok("__complete", "--", "status", "--filter", "kia", "so").split(), ["sold"])
        self.assertIn("ends-900", self.ok("__complete", "--", "set", "7", "--round", "").split())


if __name__ == "__main__":
    main()
