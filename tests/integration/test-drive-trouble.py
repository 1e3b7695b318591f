# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos in Drive when things go wrong: every fault at every call, a program that is killed at random instants of an upload,
two PCs that put in order and remove at the same time. Afterwards each photo is there once, whole and in its place.

AUTOSELL_DRIVE_KILLS says how many kills: 500 before a release; AUTOSELL_DRIVE_FAULTS how many pairs of a fault and a call are
tried, chosen at random: 1000 for all."""

import os
import random
import signal
import subprocess
import time

import harness
from drive_case import DriveCase
from harness import CLI, DONE

KILLS = int(os.environ.get("AUTOSELL_DRIVE_KILLS", "25"))
# How many of the pairs of fault and call; more than there are is all of them.
PAIRS = int(os.environ.get("AUTOSELL_DRIVE_FAULTS", "24"))

# What a service does at its worst, before and after the call took effect.
FAULTS = [{"status": 503}, {"status": 500, "after": True}, {"cut": "before"}, {"cut": "before", "after": True},
          {"cut": "body", "after": True}, {"cut": "headers", "after": True}, {"status": 429}, {"status": 502, "html": True},
          {"status": 403, "reason": "userRateLimitExceeded"}, {"expire": True}]
UPLOAD_FAULTS = [{"status": 404}, {"keep": 70000, "cut": "before"}, {"status": 308, "empty": True}, {"status": 410}]


class Trouble(DriveCase):
    def assert_agree(self, cars, data=None):
        """Drive has the photos of these cars: each once, whole, in order."""
        ids = []
        for car in cars:
            here = self.photos(car, data)
            folder = next((file for file in self.kind("vehicle") if file["name"].startswith(f"{car} ")), None)
            there = self.there(folder) if folder is not None else []
            self.assertEqual([file["appProperties"]["asm_photo"] for file in there], [photo["id"] for photo in here])
            self.assertEqual([file["sha256"] for file in there], [photo["hash"] for photo in here])
            ids += [photo["id"] for photo in here]
        tags = [file["appProperties"]["asm_photo"] for file in self.kind("photo")]
        self.assertEqual(sorted(tags), sorted(ids), "each once")
        self.check_content()

    def until_whole(self, data=None):
        for _ in range(6):
            answer = self.run_cli("--json", "drive", "sync", data=data)
            if answer.status == DONE:
                return
        self.fail(f"it does not come to an end: {answer}")

    def kinds_of_calls(self, since):
        """A pattern for each kind of call that was made, and how often."""
        seen = {}
        for line in self.calls()[since:]:
            path = line["path"]
            pattern = path if path.count("/") < 3 or path.endswith(("generateIds", "startPageToken")) else path.rsplit("/", 1)[0] + "/*"
            seen[line["method"], pattern] = seen.get((line["method"], pattern), 0) + 1
        return seen

    def test_every_fault_at_every_call(self):
        self.drive("link")
        self.add_photos(1, 0, 2)
        before = len(self.calls())
        self.until_whole()
        self.ok("photos", "move", "1", "2", "--position", "1")
        self.until_whole()
        calls = self.kinds_of_calls(before)
        self.assertGreaterEqual(len(calls), 6, calls)
        pairs = [(method, path, fault) for method, path in sorted(calls)
                 for fault in FAULTS + (UPLOAD_FAULTS if path.startswith("upload/") and method == "PUT" else [])]
        random.seed(harness.seed())
        random.shuffle(pairs)
        for number, (method, path, fault) in enumerate(pairs[:PAIRS]):
            self.cloud.control("faults", {"method": method, "path": path, **fault})
            self.add_photos(3 + number % 5, 100 + 2 * number, 2)
            self.ok("photos", "move", "1", "2", "--position", "1")
            self.run_cli("drive", "sync")
        self.until_whole()
        self.assert_agree([1, 3, 4, 5, 6, 7])

    def test_killed(self):
        random.seed(harness.seed())
        self.drive("link")
        self.add_photos(1, 0, 20, width=900, height=700)
        self.add_photos(2, 50, 20, width=900, height=700)
        # Slow enough for a kill to find something under way.
        self.cloud.control("faults", {"path": "*drive/v3/*", "times": -1, "delay_ms": 15})
        for number in range(KILLS):
            process = subprocess.Popen([CLI, "drive", "sync"], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.02, 0.45))
            process.send_signal(signal.SIGKILL)
            process.wait()
            if number % 5 == 4:
                self.ok("photos", "move", "1", str(random.randrange(1, 21)), "--position", str(random.randrange(1, 21)))
        self.cloud.control("faults", {"path": "nothing", "times": 1})
        self.until_whole()
        self.assert_agree([1, 2])

    def test_two_pcs(self):
        random.seed(harness.seed())
        self.add_photos(1, 0, 12)
        self.drive("link")
        self.until_whole()
        other = self.other_pc()
        self.drive("link", data=other)
        self.until_whole(other)
        for _ in range(6):
            for data in (self.data, other):
                count = len(self.photos(1, data))
                for _ in range(2):
                    self.ok("photos", "move", "1", str(random.randrange(1, count + 1)), "--position", str(random.randrange(1, count + 1)),
                            data=data)
                if count > 6 and random.random() < 0.6:
                    self.ok("photos", "remove", "1", str(random.randrange(1, count + 1)), data=data)
            both = [subprocess.Popen([CLI, "drive", "sync"], env=dict(self.env, AUTOSELL_DATA_DIR=data), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for data in (self.data, other)]
            for process in both:
                process.wait(harness.DEADLINE_SECONDS)
        for _ in range(2):
            self.until_whole()
            self.until_whole(other)
        self.assertEqual([photo["id"] for photo in self.photos(1)], [photo["id"] for photo in self.photos(1, other)])
        self.assert_agree([1])


if __name__ == "__main__":
    harness.main()
