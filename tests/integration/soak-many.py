#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many PCs, each a data folder with the command line of its own, on one sheet that a person edits and sorts meanwhile. In the end
all have the same, no car is there twice, and each value that anybody typed is there, was replaced by somebody who saw it, or
stands among the conflicts.

    soak-many.py [--pcs 100] [--seconds 300] [--at-a-time 16]

Not part of `make check`: it takes its time. The quota of the fake cloud is that of the service, 60 reads and 60 writes a minute
and account, times the ten PCs that share each account here."""

import argparse
import concurrent.futures
import json
import os
import random
import sys
import threading
import time
import urllib.request

import cloud
import harness
import sheet_case

N_CARS = 60
PEOPLE_EVERY_S = 0.7
PCS_AN_ACCOUNT = 10
# A run of the command line has its whole budget anew; a PC that stays on has it for the minute.
PC_EVERY_S = 10


class Many(sheet_case.SheetCase):
    options = None

    def setUp(self):
        super().setUp()
        self.seed = harness.seed()
        self.lock = threading.Lock()
        self.last_mark = 1000000
        self.typed = {}       # mark → what it was typed into
        self.replaced = set()
        self.refused = []
        accounts = [f"ventas{i}@ejemplo.mx" for i in range((self.options.pcs + PCS_AN_ACCOUNT - 1) // PCS_AN_ACCOUNT)]
        for email in accounts:
            self.cloud.control("people", {"email": email, "name": email})
        self.writers = (*accounts, cloud.PERSON)
        self.new_sheet(self.many(N_CARS))
        self.last_run = [0.0] * self.options.pcs
        self.folders = [self.path(f"pc-{i}") for i in range(self.options.pcs)]
        for i, folder in enumerate(self.folders):
            self.sign_in(folder, accounts[i // PCS_AN_ACCOUNT], SECRET_FILE_TEST_PATH=self.keyring(folder))
            self.link(data=folder)

    def keyring(self, data):
        return f"{data}.keyring"

    def run_cli(self, *arguments, data=None, env=None, **more):
        """Each PC has a keyring of its own."""
        if data is not None:
            env = {"SECRET_FILE_TEST_PATH": self.keyring(data), **(env or {})}
        return super().run_cli(*arguments, data=data, env=env, **more)

    def state(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/state", timeout=60) as answer:
            return json.loads(answer.read())

    def mark(self, what):
        with self.lock:
            self.last_mark += 1
            self.typed[self.last_mark] = what
            return self.last_mark

    # ---- One PC

    def synchronise(self, data):
        """The report; None where it was refused for now."""
        answer = self.run_cli("--json", "sync", data=data)
        if answer.status == 0:
            return json.loads(answer.out)
        with self.lock:
            self.refused.append(json.loads(answer.out)["error"])
        return None

    def work(self, index, until):
        """Edits and synchronises until then."""
        rand = random.Random(self.seed * 1000 + index)
        data = self.folders[index]
        n = 0
        time.sleep(max(0, self.last_run[index] + PC_EVERY_S - time.monotonic()))  # the pace of a PC, and no wait for anything
        self.last_run[index] = time.monotonic()
        while time.monotonic() < max(until, self.last_run[index] + 0.01):
            cars = self.vehicles(data=data)
            if cars:
                for car in rand.sample(cars, rand.randrange(1, 3)):
                    field = rand.choice(("price", "km"))
                    value = self.mark(f"{field} of {car['model']} on PC {index}")
                    self.ok("set", car["id"], f"{field}={value}", data=data)
                    with self.lock:
                        self.replaced.add(car[field])
            if rand.random() < 0.05:
                value = self.mark(f"new car on PC {index}")
                self.ok("add", "brand=SEAT", f"model=IBIZA {value}", "year=2020", f"price={value}", data=data)
            self.synchronise(data)
            n += 1
        return n

    # ---- The person

    def live_there(self, until):
        """Colours are the person's; and rows are sorted. (Not without their ids, while dozens of them change: then nobody can
        tell them apart any more, and the brake asks.)"""
        rand = random.Random(self.seed)
        n = 0
        while time.monotonic() < until:
            time.sleep(PEOPLE_EVERY_S)
            n_rows = sum(1 for row in self.tab()["rows"] if any(row.get("cells") or []))
            if rand.random() < 0.08:
                self.cloud.control("act", {"do": "sort", "sheet": self.sheet, "range": f"INVENTARIO!A2:L{n_rows}",
                                           "column": rand.choice((2, 5)), "descending": rand.random() < 0.5})
            else:
                self.edit(f"E{rand.randrange(2, n_rows + 1)}", f"COLOR {n}")
            n += 1
        return n

    # ---- All of them

    def rows(self):
        found = []
        for row in self.tab()["rows"][1:]:
            cells = [cell.get("text", cell.get("number")) if cell else None for cell in row.get("cells") or []]
            if any(cell is not None for cell in cells):
                found.append(cells)
        return found

    def contents(self, data):
        return sorted((car["model"], car["price"], car["km"], car["colour"]) for car in self.vehicles(data=data))

    def settle(self, pool):
        for turn in range(12):
            reports = list(pool.map(self.synchronise, self.folders))
            if all(done and done["whole"] and not (done["added"] or done["changed"] or done["written"] or done["appended"])
                   for done in reports):
                return turn
            sums = {name: sum(done[name] for done in reports if done) for name in ("added", "changed", "written", "appended")}
            print(f"# turn {turn}: {sums}, {sum(done is None for done in reports)} refused, "
                  f"{sum(done is not None and not done['whole'] for done in reports)} not whole; {self.refused[-1:]}", flush=True)
        self.fail(f"they come to no rest: {[done for done in reports if done and not done['whole']][:3]}")

    def test_all(self):
        pcs, begin = self.options.pcs, time.monotonic()
        self.cloud.control("quota", {"reads": 60 * PCS_AN_ACCOUNT, "writes": 60 * PCS_AN_ACCOUNT})
        with concurrent.futures.ThreadPoolExecutor(self.options.at_a_time) as pool:
            n = sum(report is not None for report in pool.map(self.synchronise, self.folders))
            print(f"# {n} of {pcs} PCs had their first merge in {time.monotonic() - begin:.0f} s; {self.refused[:2]}", flush=True)
            until = time.monotonic() + self.options.seconds
            person = threading.Thread(target=self.live_there, args=(until,))
            person.start()
            # A slice of time for each, one after the other, so that all are under way and no more than that at once.
            n = 0
            while time.monotonic() < until:
                n += sum(pool.map(lambda i: self.work(i, time.monotonic() + 0.01), range(pcs)))
            person.join()
            print(f"# {n} synchronisations with {len(self.typed)} values typed in {time.monotonic() - begin:.0f} s", flush=True)
            turns = self.settle(pool)
            everywhere = list(pool.map(self.contents, self.folders))
            conflicts = [conflict for found in pool.map(lambda data: self.json("conflicts", data=data)["conflicts"], self.folders)
                         for conflict in found]
        codes = sorted({error["code"] for error in self.refused})
        print(f"# {len(self.refused)} were refused for the moment: {codes}", flush=True)
        state = self.state()
        asked = [line for line in self.cloud.journal() if line["path"].startswith("v4/")]
        print(f"# at rest after {turns} turns; {len(asked)} requests, most a minute {state['peakReads']} reads and "
              f"{state['peakWrites']} writes of {60 * PCS_AN_ACCOUNT} an account; {len(conflicts)} conflicts", flush=True)
        there = sorted((row[2], row[5], row[6], row[4]) for row in self.rows())
        for index, here in enumerate(everywhere):
            self.assertEqual(here, there, f"PC {index} and the sheet")
        models = [row[0] for row in there]
        self.assertEqual(len(set(models)), len(models), "no car is there twice")
        self.assertLessEqual({f"VERSA {i}" for i in range(N_CARS)}, set(models))
        self.assertLessEqual({"IBIZA %d" % mark for mark, what in self.typed.items() if what.startswith("new")}, set(models))
        kept = {conflict[side] for conflict in conflicts for side in ("mine", "theirs", "before")}
        kept |= self.replaced | {value for row in there for value in row[1:3]}
        lost = {mark: what for mark, what in self.typed.items() if mark not in kept}
        self.assertEqual(lost, {}, "no value is lost")
        self.assertEqual([line["status"] for line in asked if line["status"] == 429], [], "within the quota")
        self.assertEqual(sum(len(row.get("tags") or []) for row in self.tab()["rows"]), 0, "no tag stays")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pcs", type=int, default=int(os.environ.get("AUTOSELL_SOAK_PCS", 100)))
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--at-a-time", type=int, default=16)
    Many.options, rest = parser.parse_known_args()
    sys.argv[1:] = rest
    harness.main()


if __name__ == "__main__":
    main()
