#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stock and sheet agree, over real sockets, with the 45 real rows in the fake cloud's sheet."""

import csv
import json
import os
import subprocess
import urllib.request

import cloud
import harness

SYNC_SHEET = os.environ["AUTOSELL_SYNC_SHEET"]
SAMPLE = os.path.join(harness.SOURCE_ROOT, "data", "sample-inventory.csv")
PRICE = "H"
KM = "I"
N_CARS = 45
N_COLUMNS = 11


class Sync(harness.Case):
    def setUp(self):
        super().setUp()
        self.env.update(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=self.path("keyring"), SECRET_FILE_TEST_PASSWORD="test",
                        GIO_USE_PROXY_RESOLVER="dummy")
        self.cloud = cloud.Cloud(self.folder)
        self.addCleanup(self.cloud.stop)
        self.env["AUTOSELL_ENDPOINTS"] = self.cloud.endpoints
        with open(SAMPLE, encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.sheet = self.cloud.control("sheet", {"title": "Autos", "owner": cloud.PERSON, "locale": "es_MX",
                                                  "tab": "INVENTARIO", "rows": rows})["id"]
        self.run_cli("google", "client", cloud.CLIENT_ID, stdin=(cloud.CLIENT_SECRET + "\n").encode())
        attempt = cloud.SignIn(self)
        self.cloud.agree(attempt.address, picked=[self.sheet])
        self.assertEqual(attempt.finish()[0], harness.DONE)

    def sync(self, fails=False):
        done = subprocess.run([SYNC_SHEET, self.sheet], env=self.env, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 1 if fails else 0, done.stderr)
        return None if fails else json.loads(done.stdout)

    def cells(self):
        """What the sheet holds, cell by cell, as the fake cloud keeps it: values, formats and all."""
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.sheet}", timeout=20) as answer:
            return json.loads(answer.read())

    def edit(self, where, value):
        self.cloud.control("act", {"do": "edit", "range": f"INVENTARIO!{where}", "value": value})

    def act(self, **what):
        self.cloud.control("act", what)

    def car(self, number):
        return self.json("show", str(number))

    def n_cars(self):
        return len(self.json("list")["vehicles"])

    def test_both_ways(self):
        before = self.cells()
        first = self.sync()
        self.assertEqual((first["added"], first["written"], first["appended"], first["whole"]), (N_CARS, 0, 0, True))
        self.assertEqual(self.n_cars(), N_CARS)
        self.assertEqual(strip_ids(self.cells()), strip_ids(before), "the dirty cells are as they were")
        again = self.sync()
        self.assertEqual((again["same"], again["written"], again["added"]), (N_CARS, 0, 0))

        self.ok("set", "6", "price=199000")
        self.edit(PRICE + "9", "$280,000.00")
        done = self.sync()
        self.assertEqual((done["written"], done["changed"], done["whole"]), (1, 1, True))
        self.assertEqual(self.car(7)["price"], 280000)
        differing = differences(strip_ids(before), strip_ids(self.cells()))
        self.assertEqual(len(differing), 2, differing)
        self.ok("add", "brand=SEAT", "model=IBIZA", "year=2020")
        self.assertEqual(self.sync()["appended"], 1)
        self.assertEqual(self.sync()["same"], N_CARS + 1)

    def test_colleague_sorts_between_calls(self):
        """After the tags were set, and in the last instant before what is written through them."""
        self.sync()
        for index, path in enumerate(("*batchGetByDataFilter", "*batchUpdateByDataFilter")):
            self.ok("set", "6", f"price={177000 + index}")
            self.cloud.control("faults", {"path": path, "act": {"do": "sort", "range": "INVENTARIO!A2:L46", "column": 4 - index}})
            self.sync()
            self.assertEqual(self.sync()["conflicts"], 0)
            prices = [car["price"] for car in self.json("list")["vehicles"]]
            self.assertEqual(prices.count(177000 + index), 1)
            self.assertEqual(self.car(6)["price"], 177000 + index)
            self.assertEqual(self.sync()["same"], N_CARS)

    def test_colleague_sorts(self):
        self.sync()
        self.ok("set", "6", "price=199000")
        self.act(do="sort", range="INVENTARIO!A2:K46", column=4)
        done = self.sync()
        self.assertEqual((done["written"], done["added"], done["vanished"]), (1, 0, 0))
        self.assertEqual(self.n_cars(), N_CARS)
        self.assertEqual(self.sync()["same"], N_CARS)

    def test_answers_lost(self):
        self.cloud.control("quota", {"reads": 0, "writes": 0})
        self.sync()
        for skip in range(6):
            self.cloud.control("faults", {"faults": [{"method": "POST", "path": "v4/*", "skip": skip, "cut": "before", "after": True}]})
            self.ok("add", "brand=SEAT", f"model=IBIZA {skip}", "year=2020")
            self.ok("set", "6", f"price={190000 + skip}")
            subprocess.run([SYNC_SHEET, self.sheet], env=self.env, capture_output=True, timeout=120)
            urllib.request.urlopen(urllib.request.Request(f"{self.cloud.base}/control/faults", method="DELETE"), timeout=20)
            self.sync()
            done = self.sync()
            self.assertEqual((done["same"], done["conflicts"]), (N_CARS + 1 + skip, 0))
            self.assertEqual(self.n_cars(), N_CARS + 1 + skip)


def walk(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, path + (key,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from walk(value, path + (index,))
    else:
        yield path, node


def strip_ids(kept):
    """Rows of cells, without the column of ids."""
    tab = kept["sheets"][0] if "sheets" in kept else kept["tabs"][0]
    rows = [(row.get("cells") or [])[:N_COLUMNS] for row in tab["rows"]]
    return rows[:N_CARS + 1]


def differences(a, b):
    first, second = dict(walk(a)), dict(walk(b))
    return [path for path in sorted(set(first) | set(second), key=str) if first.get(path) != second.get(path)]


if __name__ == "__main__":
    harness.main()
