#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault at every request of a synchronisation, and the program killed at each: afterwards both sides are what they would
be without, nothing is lost, nothing is there twice, and what nobody changed is what it was.

A sample in `make check`, whose seed is printed; all with AUTOSELL_TEST_ALL=1, as `make soak` does. AUTOSELL_TEST_CASE is one of
them by its name."""

import json
import os
import random
import shutil
import signal
import subprocess
import time
import urllib.request

import harness
from sheet_case import SheetCase

N_CARS = 8
SAMPLE = 4

# What goes wrong: three times one after the other where a client that tries again would not see it otherwise.
FAULTS = {
    "401": {"status": 401},
    "403": {"status": 403},
    "429": {"status": 429},
    "500": {"status": 500},
    "500 after": {"status": 500, "after": True},
    "503": {"status": 503, "times": 3},
    "503 after": {"status": 503, "after": True, "times": 3},
    "html": {"status": 502, "html": True},
    "empty after": {"status": 502, "empty": True, "after": True},
    "html for an answer": {"status": 200, "html": True, "after": True},
    "cut before": {"cut": "before"},
    "cut before, done": {"cut": "before", "after": True},
    "cut in the headers": {"cut": "headers", "after": True},
    "cut in the answer": {"cut": "body", "after": True},
    "token ends": {"expire": True},
    "killed": {"cut": "before", "delay_ms": 4000},
    "killed, done": {"delay_ms": 4000},
}


class Faults(SheetCase):
    def setUp(self):
        super().setUp()
        self.serial = 0

    # ---- Both sides

    def rows(self):
        """Of the sheet, blank ones left out, each a list of what is in its cells."""
        found = []
        for row in self.tab()["rows"]:
            cells = [cell.get("text", cell.get("number")) if cell else None for cell in row.get("cells") or []]
            if any(cell is not None for cell in cells):
                found.append(cells)
        return found

    def plain(self):
        """The columns that were there, as the sheet keeps them."""
        return [(row.get("cells") or [])[:8] for row in self.tab()["rows"]]

    def assert_same(self, prices):
        """@prices: model → price, of all cars."""
        there = {row[2]: row[5] for row in self.rows()[1:]}
        here = [(car["model"], car["price"]) for car in self.vehicles()]
        ids = [row[8] for row in self.rows()[1:]]
        self.assertEqual(sorted(here), sorted(prices.items()), "here")
        self.assertEqual(there, prices, "there")
        self.assertEqual(len(self.rows()), len(prices) + 1, "no row is there twice")
        self.assertEqual(len(set(ids)), len(prices), "each has an id of its own")
        self.assertEqual(sum(len(row.get("tags") or []) for row in self.tab()["rows"]), 0, "no tag stays")

    def settle(self):
        """Without faults, until nothing is left to do."""
        for _ in range(5):
            done = self.sync()
            if done["whole"] and not (done["added"] or done["changed"] or done["written"] or done["appended"]):
                break
        else:
            self.fail(f"it comes to no rest: {done}")
        self.assertEqual((done["conflicts"], done["vanished"]), (0, 0))
        self.assertEqual(self.json("conflicts")["conflicts"], [])

    # ---- Stories: made ready, then synchronised with one fault, then looked at

    def ready_first(self):
        """Two cars that the sheet has, too, of one of which more is known here; one that it has not."""
        shutil.rmtree(self.data)
        shutil.copytree(self.signed_in, self.data)
        rows = self.many(N_CARS)
        rows[4][6] = ""
        self.new_sheet(rows)
        self.link()
        prices = {f"VERSA {i}": 100000 + i for i in range(N_CARS)}
        prices["IBIZA"] = 155000
        before = self.plain()

        def check():
            self.assert_same(prices)
            after = self.plain()
            changed = [(i, k) for i, row in enumerate(before[:N_CARS + 1]) for k, cell in enumerate(row) if after[i][k] != cell]
            self.assertEqual(changed, [(4, 6)], "no other cell is changed")
            self.assert_sound()
        return check

    def ready_both(self):
        """A price here, a price there, a new car here, a new row there."""
        self.serial += 1
        here, there = self.serial % N_CARS, (self.serial + 3) % N_CARS
        price = 200000 + 10 * self.serial
        row = len(self.rows()) + 1
        self.ok("set", "-f", f'model:"VERSA {here}"', f"price={price}")
        self.edit(f"F{there + 2}", str(price + 1))
        self.ok("add", "brand=SEAT", f"model=IBIZA {self.serial}", "year=2020", f"price={price + 2}")
        for column, value in zip("BCDF", ("KIA", f"RIO {self.serial}", "2021", str(price + 3))):
            self.edit(f"{column}{row}", value)
        self.prices.update({f"VERSA {here}": price, f"VERSA {there}": price + 1, f"IBIZA {self.serial}": price + 2,
                            f"RIO {self.serial}": price + 3})
        before = self.plain()

        def check():
            self.assert_same(self.prices)
            after = self.plain()
            changed = [(i, k) for i, row in enumerate(before[:N_CARS + 1]) for k, cell in enumerate(row) if after[i][k] != cell]
            self.assertEqual(changed, [(here + 1, 5)], "no other cell is changed")
        return check

    # ---- One case

    def clear(self):
        urllib.request.urlopen(urllib.request.Request(f"{self.cloud.base}/control/faults", method="DELETE"), timeout=20).close()

    def n_calls(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/state", timeout=20) as answer:
            return json.loads(answer.read())["calls"]

    def kill_in(self, call):
        """Killed while that call of it, counted from the one that is next, is under way."""
        until = time.monotonic() + harness.DEADLINE_SECONDS
        process = subprocess.Popen([harness.CLI, "sync"], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        while self.n_calls() <= call and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait(20)

    def case(self, ready, skip, name):
        check = ready()
        fault = dict(FAULTS[name], skip=skip, path="v4/*")
        first = self.n_calls()
        self.cloud.control("faults", fault)
        if name.startswith("killed"):
            # The token is asked for first where it has ended.
            self.kill_in(first + skip)
        else:
            self.run_cli("sync")
        self.clear()
        self.settle()
        check()

    def count(self, ready):
        """The requests of a synchronisation that nothing befalls."""
        check = ready()
        first = len([line for line in self.cloud.journal() if line["path"].startswith("v4/")])
        self.sync()
        n = len([line for line in self.cloud.journal() if line["path"].startswith("v4/")]) - first
        self.settle()
        check()
        return n

    def run_cases(self, story, ready):
        n = self.count(ready)
        self.assertGreater(n, 5)
        cases = [(skip, name) for skip in range(n) for name in FAULTS]
        wanted = os.environ.get("AUTOSELL_TEST_CASE")
        if wanted:
            cases = [case for case in cases if f"{story} {case[0]} {case[1]}" == wanted]
        elif not os.environ.get("AUTOSELL_TEST_ALL"):
            cases = random.Random(harness.seed()).sample(cases, SAMPLE)
        for skip, name in cases:
            print(f"# {story} {skip} {name}", flush=True)
            with self.subTest(f"{story} {skip} {name}"):
                self.case(ready, skip, name)
        print(f"# {story}: {n} requests, {len(cases)} cases of {n * len(FAULTS)}", flush=True)

    def test_first(self):
        self.ok("add", "brand=NISSAN", "model=VERSA 2", "year=2012", "price=100002")
        self.ok("add", "brand=NISSAN", "model=VERSA 3", "year=2013", "price=100003", "km=5")
        self.ok("add", "brand=SEAT", "model=IBIZA", "year=2020", "price=155000")
        self.signed_in = self.path("signed-in")
        shutil.copytree(self.data, self.signed_in)
        self.run_cases("first", self.ready_first)

    def test_both(self):
        self.new_sheet(self.many(N_CARS))
        self.link()
        self.prices = {f"VERSA {i}": 100000 + i for i in range(N_CARS)}
        self.sync()
        self.run_cases("both", self.ready_both)


if __name__ == "__main__":
    harness.main()
