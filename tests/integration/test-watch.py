#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The synchronisation that runs by itself, over real sockets: autosell-cli sync --watch, which does what the window does."""

import os
import signal
import subprocess
import urllib.request

import cloud
import harness
from sheet_case import N_CARS, PRICE, SheetCase, Watch

LOOK_S = 5  # the shortest interval that can be set


class Watching(SheetCase):
    def setUp(self):
        super().setUp()
        self.link()
        self.set("sync.interval", LOOK_S)

    def cell(self, where):
        row = self.tab()["rows"][int(where[1:]) - 1]
        return row["cells"][ord(where[0]) - ord("A")]

    def n_requests(self):
        return [line["path"] for line in self.cloud.journal() if not line["path"].startswith("control")]

    def test_both_directions(self):
        """An edit here is in the sheet within 10 s, one there is here within 60 s; and nothing is asked for without need."""
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.assertEqual(len(self.vehicles()), N_CARS)
        before = self.kept()
        self.ok("set", "6", "price=199000")
        to_sheet = self.until(lambda: self.kept() != before, "the price in the sheet", 10)
        watch.wait("done: Synced just now")
        self.edit(PRICE + "9", "$280,000.00")
        from_sheet = self.until(lambda: self.car(7)["price"] == 280000, "the price from the sheet", 60)
        print(f"# to the sheet {to_sheet:.1f} s, from the sheet {from_sheet:.1f} s with a look each {LOOK_S} s")
        watch.wait("done: Synced just now")
        self.assertEqual(watch.end(), 0)

    def test_nothing_new_is_one_request(self):
        watch = Watch(self)
        watch.wait("done: Synced just now")
        paths = []

        def quiet():
            paths[:] = self.n_requests()
            return len(paths) > 4 and all(path.startswith("drive/") for path in paths[-3:])
        self.until(quiet, "three looks one after the other", 60)
        self.assertEqual(watch.end(), 0)

    def test_an_outage(self):
        """What is changed meanwhile waits, is counted, and arrives by itself."""
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.cloud.control("faults", {"path": "*", "cut": "before", "times": -1})
        before = self.kept()
        self.ok("set", "6", "price=199000")
        watch.wait("failed: 1 change waits", 60)
        self.assertEqual(self.kept(), before)
        urllib.request.urlopen(urllib.request.Request(f"{self.cloud.base}/control/faults", method="DELETE"), timeout=20).close()
        watch.wait("done: Synced just now", 60)
        self.assertNotEqual(self.kept(), before)
        self.assertEqual(watch.end(), 0)

    def test_changes_wait_for_the_next_start(self):
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.assertEqual(watch.end(signal.SIGINT), 0)
        before = self.kept()
        self.ok("set", "6", "price=199000")
        self.ok("set", "7", "price=201000")
        Watch(self).wait("done: Synced just now")
        self.assertEqual(sum(a != b for a, b in zip(before, self.kept())), 2)

    def test_killed(self):
        """Whenever it dies, the next one goes on from there."""
        for i in range(6):
            watch = Watch(self)
            watch.wait("running")
            if i % 2:
                watch.wait("done")
                self.ok("set", str(5 + i), f"price={190000 + i}")
                watch.wait("running")
            os.kill(watch.process.pid, signal.SIGKILL)
            self.assertEqual(watch.end(), -signal.SIGKILL)
        Watch(self).wait("done: Synced just now")
        self.assert_sound()
        self.assertEqual(len(self.vehicles()), N_CARS)
        self.assertEqual([self.car(5 + i)["price"] for i in (1, 3, 5)], [190001, 190003, 190005])
        dry = self.sync("--dry-run")
        self.assertEqual((dry["added"], dry["changed"], dry["appended"], dry["written"], dry["same"]), (0, 0, 0, 0, N_CARS))

    def test_paused(self):
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.ok("sheet", "pause")
        watch.wait("paused")
        before = self.kept()
        self.ok("set", "6", "price=199000")
        watch.wait("paused: 1 change waits")
        self.assertEqual(self.kept(), before)
        self.ok("sheet", "resume")
        watch.wait("done: Synced just now")
        self.assertNotEqual(self.kept(), before)

    def hours(self, first, last):
        """As the setting has them, so many hours from now, by the program's clock."""
        now = int(subprocess.run(["date", "+%H"], env=self.env, capture_output=True, text=True, check=True).stdout)
        return f"{(now + first) % 24:02}:00-{(now + last) % 24:02}:00"

    def test_hours_of_the_day(self):
        """Outside of them it does nothing by itself, and what is done here waits."""
        self.sync()
        before = self.kept()
        later = self.hours(3, 5)
        self.assertEqual(self.json("sheet", "times", "--weekdays", later, "--saturday", "closed", "--sunday", later),
                         {"weekdays": later, "saturday": "closed", "sunday": later, "every_seconds": 5})
        watch = Watch(self)
        self.ok("set", "6", "price=199000")
        watch.wait("done: 1 change waits")
        self.ok("set", "7", "price=198000")
        watch.wait("done: 2 changes wait")
        self.assertEqual(self.kept(), before)
        watch.end()
        # As they were set before days had their own.
        self.set("sync.hours", self.hours(-1, 2))
        self.assertEqual(self.json("sheet", "times", "--every", "30")["saturday"], self.hours(-1, 2))
        Watch(self).wait("done: Synced just now")
        self.assertNotEqual(self.kept(), before)

    def test_the_brake(self):
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.remove_rows(3, 22)
        watch.wait("asks")
        self.assertEqual(len(self.vehicles()), N_CARS)
        self.assertEqual(self.json("sheet", "status")["vanished"], [])
        self.sync("--allow-vanished")
        watch.wait("done")
        self.assertEqual(len(self.json("sheet", "status")["vanished"]), 20)

    def test_put_back_by_another_process(self):
        """It is asked for outside, and happens at once, not with the next full read."""
        self.set("sync.interval", 3600)
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.remove_rows(3, 3)
        self.sync()
        [lost] = self.json("sheet", "status")["vanished"]
        self.ok("sheet", "put-back", lost["id"])
        took = self.until(lambda: self.json("sheet", "status")["vanished"] == [] and len(self.kept()) > N_CARS, "the row", 20)
        print(f"# put back in {took:.1f} s")
        self.assertEqual(watch.end(), 0)

    def test_signed_out(self):
        watch = Watch(self)
        watch.wait("done: Synced just now")
        self.cloud.control("identity", {"revoke": cloud.PERSON})
        watch.wait("signed_out: Sign in to Google again", 60)
        self.ok("set", "6", "price=199000")
        self.sign_in(self.data)
        watch.end()
        before = self.kept()
        Watch(self).wait("done: Synced just now")
        self.assertNotEqual(self.kept(), before)


if __name__ == "__main__":
    harness.main()
