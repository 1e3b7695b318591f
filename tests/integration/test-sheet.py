#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""autosell-cli sheet, sync and conflicts, with the 45 real rows in the fake cloud's sheet and several PCs."""

import contextlib
import fcntl
import json
import os
import sqlite3
import subprocess
import time
import urllib.request

import cloud
import harness
from harness import DONE, FAILED, USAGE
from sheet_case import N_CARS, N_COLUMNS, PRICE, SheetCase


class Sheet(SheetCase):
    def test_story(self):
        """Linked, brought in, edited on both sides, and a second PC that has it all from the sheet."""
        before = self.kept()
        preview = self.json("sheet", "link", self.sheet)
        self.assertEqual((preview["linked"], preview["new_here"], preview["new_there"], preview["equal"], preview["differing"]),
                         (False, N_CARS, 0, 0, 0))
        self.assertEqual(preview["adds_column"], "Autosell ID")
        self.assertFalse(self.json("sheet", "status")["linked"])
        self.assertTrue(self.link()["linked"])
        dry = self.sync("--dry-run")
        self.assertEqual((dry["dry_run"], dry["added"]), (True, N_CARS))
        self.assertEqual((self.vehicles(), self.kept()), ([], before), "looking changed nothing")
        self.assertEqual(self.n_writes(), 0, "nor was anything asked for that would")

        first = self.sync()
        self.assertGreater(self.n_writes(), 0, "the journal has what is written")
        self.assertEqual((first["added"], first["written"], first["appended"], first["whole"]), (N_CARS, 0, 0, True))
        self.assertEqual(len(self.vehicles()), N_CARS)
        self.assertEqual(self.kept(), before, "the dirty cells are as they were")

        self.ok("set", "6", "price=199000")
        self.edit(PRICE + "9", "$280,000.00")
        done = self.sync()
        self.assertEqual((done["written"], done["changed"], done["whole"]), (1, 1, True))
        self.assertEqual(self.car(7)["price"], 280000)
        self.assertEqual(sum(a != b for a, b in zip(before, self.kept())), 2)

        other = self.other_pc()
        self.link(data=other)
        self.assertEqual(self.sync(data=other)["added"], N_CARS)
        self.assertEqual(self.prices(other), self.prices())
        self.ok("set", "6", "price=201000", data=other)
        self.assertEqual(self.sync(data=other)["written"], 1)
        self.assertEqual(self.sync()["changed"], 1)
        self.assertEqual(self.car(6)["price"], 201000)
        status = self.json("sheet", "status")
        self.assertEqual((status["linked"], status["title"], status["tab"], status["account"], status["conflicts"]),
                         (True, "Autos", "INVENTARIO", cloud.PERSON, 0))
        self.assertRegex(status["synced_at"], harness.INSTANT)

    def conflict(self, mine, theirs):
        """Number 6 changed on both sides; the conflict."""
        row = 2 + [car["stock_number"] for car in self.vehicles()].index("6")
        self.ok("set", "6", f"price={mine}")
        self.edit(f"{PRICE}{row}", f"${theirs:,}.00")
        self.assertEqual(self.sync()["conflicts"], 1)
        [conflict] = self.json("conflicts")["conflicts"]
        self.assertEqual((conflict["field"], conflict["mine"], conflict["theirs"], conflict["id"]),
                         ("price", mine, theirs, self.car(6)["id"]))
        return conflict

    def test_conflicts(self):
        self.link()
        self.sync()
        before = self.car(6)["price"]
        conflict = self.conflict(198000, 211000)
        self.assertEqual((conflict["winner"], conflict["before"]), ("theirs", before))
        self.assertEqual(self.car(6)["price"], 211000)
        self.assertIn("211,000", self.ok("conflicts"))
        self.assertEqual(self.json("sheet", "status")["conflicts"], 1)
        for bad, code, status in ((("--resolve", f"{conflict['number']}=ours"), "usage", USAGE), (("--resolve", "mine"), "usage", USAGE),
                                  (("--all", "both"), "usage", USAGE), (("--resolve", "999=mine"), "bad_value", FAILED)):
            self.fails(code, "conflicts", *bad, status=status)
        decided = self.json("conflicts", "--resolve", f"{conflict['number']}=mine")["decided"]
        self.assertEqual(decided, [{"number": conflict["number"], "side": "mine", "turned": True}])
        self.assertEqual((self.car(6)["price"], self.json("conflicts")["conflicts"]), (198000, []))
        self.assertEqual(self.sync()["written"], 1)
        self.assertEqual(self.sync()["same"], N_CARS)

        self.conflict(190000, 212000)
        self.assertEqual(self.json("conflicts", "--all", "theirs")["decided"][0]["turned"], False)
        self.assertEqual(self.car(6)["price"], 212000)
        self.assertEqual(self.sync()["written"], 0)

    def test_what_cannot_be_written_is_named(self):
        self.link()
        self.sync()
        self.edit("D50", "TOTAL")
        done = self.sync()
        self.assertEqual((done["notes"], done["added"], done["whole"]), ([{"row": "50", "kind": "no_car"}], 0, True))
        self.assertIn("50: this row says too little", self.ok("sync"))
        self.assertEqual(self.tab()["rows"][49]["cells"], self.tab()["rows"][49]["cells"][:4], "and it gets no id")

    def test_this_program_wins(self):
        self.link("--winner", "here")
        self.sync()
        conflict = self.conflict(198000, 211000)
        self.assertEqual((conflict["winner"], self.car(6)["price"]), ("mine", 198000))
        self.json("conflicts", "--resolve", f"{conflict['number']}=theirs")
        self.assertEqual(self.car(6)["price"], 211000)
        self.sync()
        self.assertEqual(self.sync()["same"], N_CARS)

    def test_preview_tells_both_values(self):
        self.import_sample()
        self.ok("set", "6", "price=199000")
        self.ok("add", "brand=SEAT", "model=IBIZA", "year=2020")
        there = self.car(7)["price"]
        self.ok("set", "7", "price=")
        before = self.kept()
        preview = self.json("sheet", "preview", self.sheet)
        self.assertEqual((preview["new_here"], preview["new_there"], preview["equal"], preview["differing"]), (0, 1, N_CARS - 2, 2))
        told = {(d["title"], d["field"]): (d["mine"], d["theirs"], d["winner"]) for d in preview["differences"]}
        self.assertEqual(sorted(told.values(), key=str)[1], (None, there, "theirs"))
        self.assertEqual(sorted(told.values(), key=str)[0][0], 199000)
        said = self.ok("sheet", "preview", self.sheet)
        self.assertIn("$199,000", said)
        self.assertIn("INVENTARIO", said)
        self.assertEqual(self.kept(), before)
        self.assertEqual(preview["notes"], [])
        self.edit("D50", "TOTAL")
        notes = self.json("sheet", "preview", self.sheet)["notes"]
        self.assertEqual(notes, [{"row": "50", "kind": "no_car"}])
        self.assertIn("50: this row says too little", self.ok("sheet", "preview", self.sheet))
        mine = self.json("sheet", "preview", self.sheet, "--winner", "here")["differences"]
        self.assertEqual({d["winner"] for d in mine if d["mine"] == 199000}, {"mine"})

    def test_maps_and_tabs(self):
        address = f"https://docs.google.com/spreadsheets/d/{self.sheet}/edit#gid=0"
        heading = next(c["heading"] for c in self.json("sheet", "preview", address)["columns"] if c["field"] == "colour")
        preview = self.json("sheet", "preview", self.sheet, "--map", f"{heading}=ignore")
        self.assertEqual([c["use"] for c in preview["columns"] if c["heading"] == heading], ["ignore"])
        preview = self.json("sheet", "preview", self.sheet, "--map", f"{heading}=description", "--tab", "inventario")
        self.assertEqual([c["field"] for c in preview["columns"] if c["heading"] == heading], ["description"])
        self.fails("bad_value", "sheet", "preview", self.sheet, "--tab", "OTRA")
        self.fails("bad_value", "sheet", "preview", self.sheet, "--map", "NOSUCH=price")
        self.fails("bad_value", "sheet", "preview", self.sheet, "--map", f"{heading}=cost")
        self.fails("unknown_field", "sheet", "preview", self.sheet, "--map", f"{heading}=nosuch", status=USAGE)
        self.fails("usage", "sheet", "preview", self.sheet, "--winner", "both", status=USAGE)
        self.fails("usage", "sheet", "preview", "not an id", status=USAGE)
        self.fails("not_found", "sheet", "preview", "nosuchspreadsheet")
        self.link("--map", f"{heading}=ignore")
        self.sync()
        self.assertEqual({car["colour"] for car in self.vehicles()}, {None})

    def own_words(self):
        """A list of a lot that calls nothing as others do, below a row that says what the file is."""
        return [["Patio norte", "", "Lista al día", ""], ["", "", "", ""], ["Nave", "Familia", "Hoy a", "Observ"],
                ["MAZDA", "CX-5", "250000", "llanta"], ["KIA", "RIO", "180000", ""], ["SEAT", "IBIZA", "99000", "golpe"]]

    def test_heading_row_of_own_words(self):
        self.new_sheet(self.own_words())
        self.fails("brake", "sheet", "preview", self.sheet)
        words = ("--map", "nave=brand", "--map", "Familia=model", "--map", "HOY A=price")
        self.fails("bad_value", "sheet", "preview", self.sheet, "--header-row", "99", *words)
        self.fails("bad_value", "sheet", "preview", self.sheet, "--header-row", "1", *words)
        preview = self.json("sheet", "preview", self.sheet, "--header-row", "3", *words)
        self.assertEqual((preview["header_row"], preview["new_here"], preview["notes"]), (3, 3, []))
        self.link("--header-row", "3", *words)
        self.sync()
        self.assertEqual({car["brand"]: car["price"] for car in self.vehicles()}, {"MAZDA": 250000, "KIA": 180000, "SEAT": 99000})
        # It is known by those words from then on, wherever it goes.
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
        self.cloud.control("act", {"do": "batch", "sheet": self.sheet, "requests": [{"insertDimension": {"range": span}}]})
        self.edit("C7", "189000")
        mazda = next(car for car in self.vehicles() if car["brand"] == "MAZDA")
        self.ok("set", mazda["id"], "price=240000")
        self.sync()
        self.assertEqual({car["brand"]: car["price"] for car in self.vehicles()}, {"MAZDA": 240000, "KIA": 189000, "SEAT": 99000})
        self.assertEqual(self.kept()[5][2].get("number"), 240000, self.kept()[5])

    def test_heading_row_that_stands_twice(self):
        rows = self.own_words()
        self.new_sheet(rows + [[], rows[2], ["VW", "POLO", "70000", ""]])
        words = ("--map", "Nave=brand", "--map", "Familia=model", "--map", "Hoy a=price")
        error = self.fails("bad_value", "sheet", "link", self.sheet, "--yes", "--header-row", "8", *words)
        self.assertIn("row 3", error["message"])
        self.assertFalse(self.json("sheet", "status")["linked"])

    def test_brake(self):
        self.link()
        self.sync()
        self.remove_rows(3, 12)
        before = self.kept()
        error = self.fails("brake", "sync")
        self.assertIn("--allow-vanished", error["message"])
        self.assertEqual((len(self.vehicles()), self.kept()), (N_CARS, before))
        self.assertEqual(self.sync("--allow-vanished")["vanished"], 10)
        lost = self.json("sheet", "status")["vanished"]
        self.assertEqual((len(self.vehicles()), len(lost)), (N_CARS, 10))
        self.fails("usage", "sheet", "put-back", status=USAGE)
        self.ok("sheet", "put-back", lost[0]["id"])
        self.assertEqual((self.sync()["appended"], len(self.json("sheet", "status")["vanished"])), (1, 9))
        self.fails("bad_value", "sheet", "put-back", lost[0]["id"])

    def test_what_is_in_the_way(self):
        self.fails("not_linked", "sync")
        self.fails("not_linked", "sheet", "unlink")
        self.fails("usage", "sheet", "dance", status=USAGE)
        self.link()
        self.fails("linked", "sheet", "link", self.sheet, "--yes")
        self.ok("sheet", "pause")
        self.fails("paused", "sync")
        self.ok("sheet", "resume")
        with open(os.path.join(self.data, "sync.lock"), "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self.fails("busy", "sync", "--wait", "0")
        self.fails("usage", "sync", "--wait=-1", status=USAGE)
        self.sync()
        before = self.kept()
        self.cloud.control("identity", {"revoke": cloud.PERSON})
        self.fails("signed_out", "sync")
        self.assertFalse(self.json("sheet", "status")["signed_in"])
        self.ok("google", "sign-out", "--here")
        self.fails("signed_out", "sync")
        self.ok("sheet", "unlink")
        self.assertEqual((self.json("sheet", "status")["linked"], self.kept(), len(self.vehicles())), (False, before, N_CARS))

    def ids(self):
        return [row["cells"][N_COLUMNS]["text"] for row in self.tab()["rows"][1:] if any(row.get("cells") or [])]

    def test_rows_are_named_alike(self):
        """Two PCs that see the same rows give them the same ids, so that it is all one whose come last."""
        day = time.gmtime().tm_yday
        other = self.other_pc()
        self.link()
        self.sync()
        named = self.ids()
        self.assertEqual(len(set(named)), N_CARS)
        span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": N_COLUMNS, "endIndex": N_COLUMNS + 1}
        self.cloud.control("act", {"do": "batch", "sheet": self.sheet, "requests": [{"deleteDimension": {"range": span}}]})
        self.link(data=other)
        self.sync(data=other)
        if time.gmtime().tm_yday == day:  # another day's are others
            self.assertEqual(self.ids(), named)
        self.assertEqual((self.sync()["added"], self.prices(other)), (0, self.prices()))

    def start(self, *arguments):
        process = subprocess.Popen([harness.CLI, *arguments], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def test_it_waits_its_turn(self):
        self.link()
        with open(os.path.join(self.data, "sync.lock"), "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            waiting = [self.start("sync"), self.start("sheet", "pause")]
            for process in waiting:
                self.assertEqual(process.stderr.readline(), "Waiting for another synchronisation to end…\n")
            # What is kept of the link changes meanwhile, as a synchronisation changes it.
            with contextlib.closing(sqlite3.connect(self.database())) as database, database:
                database.execute("UPDATE sheet_link SET winner = 'here'")
            answer = self.run_cli("sync", "--wait", "1")
            self.assertEqual((answer.status, answer.err.count("Waiting")), (FAILED, 1), answer)
            self.assertIn("try again", answer.err)
            for process in waiting:
                self.assertIsNone(process.poll())
        self.assertEqual(waiting[1].wait(harness.DEADLINE_SECONDS), DONE)
        # Either was first, and the other does what is right then.
        self.assertEqual(waiting[0].wait(harness.DEADLINE_SECONDS) == DONE, len(self.vehicles()) == N_CARS)
        self.assertEqual([process.stderr.read() for process in waiting[1:]], [""])
        status = self.json("sheet", "status")
        self.assertEqual((status["paused"], status["winner"]), (True, "here"))

    def test_offline(self):
        self.link()
        self.cloud.control("faults", {"path": "v4/*", "cut": "before", "times": -1})
        self.fails("cut", "sync")
        self.assertEqual(self.vehicles(), [])
        urllib.request.urlopen(urllib.request.Request(f"{self.cloud.base}/control/faults", method="DELETE"), timeout=20).close()
        self.sync()
        self.ok("set", "6", "price=199000")
        self.cloud.process.terminate()
        self.cloud.process.wait(20)
        self.fails("offline", "sync")
        self.assertEqual(self.car(6)["price"], 199000)

    def test_in_spanish(self):
        said = self.ok("sheet", "link", self.sheet, env=harness.SPANISH)
        self.assertIn("Precio", said)
        self.assertIn("--yes", said)


if __name__ == "__main__":
    harness.main()
