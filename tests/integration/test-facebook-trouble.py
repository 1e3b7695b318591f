#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing in trouble: every fault at every call, a process killed at random instants of a day, and a post that somebody removed
at Facebook. A bounded number of each in `make check`; `make soak` asks for many more."""

import datetime
import os
import random
import re
import signal
import subprocess

import harness
from facebook_case import GARZA, JORGE, LAURA, LINDA, NORTE, FacebookCase

PAGES = (NORTE, LINDA, GARZA)
DAY_S = 86400
# Of a call that was not executed, and of one that was: the answer is lost, or is none.
FAULTS = {
    "cut before": {"cut": "before"},
    "lost answer": {"cut": "before", "after": True},
    "cut in the answer": {"cut": "body", "after": True},
    "502 of a proxy": {"status": 502, "html": True},
    "502 after it was done": {"status": 502, "html": True, "after": True},
    "code 1": {"error": {"code": 1}},
    "code 2 after it was done": {"error": {"code": 2}, "after": True},
    "half of the JSON": {"truncate": 12, "after": True},
    "Page limit": {"error": {"code": 32}},
    "app limit": {"error": {"code": 4}},
    "user limit": {"error": {"code": 17}},
    "custom limit": {"error": {"code": 613}},
}


def seconds(instant):
    return datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp()


def references(posts):
    return sorted(re.search(r"Ref\. (\S+)", post["message"])[1] for post in posts)


class Faults(FacebookCase):
    def settle(self):
        """Until nothing is left to do: the longest wait is the one after a limit."""
        for _ in range(12):
            self.pass_time(1500)
            self.run_schedule()
            if all(post["state"] in ("out", "removed", "gone") and not post["error"] and not post["retry"] for post in self.listed()):
                break

    def live(self, number, at_call, fault):
        """The whole life of a post with one fault: published, its words changed, taken off."""
        paths = {"photos": (f"{NORTE}/photos", "POST"), "feed": (f"{NORTE}/feed", "POST"), "read": ("1029*_*", "GET"),
                 "edit": ("1029*_*", "POST"), "delete": ("1029*_*", "DELETE"), "list": (f"{NORTE}/published_posts", "GET")}
        path, method = paths[at_call]
        self.add_car(number, photos=2)
        if at_call == "list":
            self.fault(f"{NORTE}/feed", method="POST", cut="before", times=1)
        self.fault(path, method=method, times=1, **fault)
        self.ok("post", number, "--page", NORTE, "--queue")
        self.settle()
        self.assertEqual(references(self.posts_on(NORTE)), [number])
        self.ok("status", number, "reserved")
        self.settle()
        there = self.posts_on(NORTE)
        self.assertEqual(references(there), [number])
        self.assertTrue(there[0]["message"].startswith("⏳ APARTADO"), there)
        self.ok("status", number, "sold")
        self.settle()
        self.assertEqual(self.posts_on(NORTE), [])
        self.assertEqual([post["state"] for post in self.listed(number)], ["removed"])

    def test_every_fault(self):
        pairs = [(call, name) for call in ("photos", "feed", "read", "edit", "delete", "list") for name in FAULTS]
        rng = random.Random(harness.seed())
        wanted = os.environ.get("AUTOSELL_FACEBOOK_FAULTS", "8")
        chosen = pairs if wanted == "all" else rng.sample(pairs, int(wanted))
        for i, (call, name) in enumerate(chosen):
            with self.subTest(call=call, fault=name):
                self.live(str(5000 + i), call, FAULTS[name])


class Removed(FacebookCase):
    def test_by_hand(self):
        """Noticed by the look at the counters, shown, and never posted again by itself; by a person it is."""
        self.add_car("0133", photos=8)
        self.ok("facebook", "page", NORTE, "--automatic", "yes", "--schedule", "mon tue wed thu fri sat sun 09:00 14:00 rest=1")
        post = self.publish("0133")
        self.facebook(act={"do": "delete", "post": post["post_id"]})
        self.pass_time(2 * 3600)
        self.ok("posts", "--refresh", "--now", str(self.now()))
        self.assertEqual(self.run_schedule()["gone"], 1)
        self.assertEqual(self.listed()[-1]["state"], "gone")
        for _ in range(4):
            self.pass_time(DAY_S)
            self.run_schedule()
        self.assertEqual(self.posts_on(NORTE) + self.posts_on(NORTE, scheduled=True), [])
        self.assertEqual(self.publish("0133")["state"], "out")
        self.pass_time(2 * DAY_S)
        self.assertGreater(self.run_schedule()["planned"], 0, "and from then on the rule has it again")


class Limits(FacebookCase):
    def test_kept_over_a_restart(self):
        """A Page that Facebook stopped is not called for another post either, by a program that was started anew."""
        self.add_car("0133")
        self.add_car("0134")
        self.facebook(limits={"page": NORTE, "block_minutes": 30})
        self.publish("0133", status=harness.PARTLY)
        before = len(self.cloud.journal())
        self.pass_time(600)
        self.ok("post", "0134", "--page", NORTE, "--queue")
        self.run_schedule()
        self.assertEqual([line["path"] for line in self.cloud.journal()[before:] if line["path"].startswith("graph/")], [])
        self.pass_time(3600)
        self.run_schedule()
        self.assertEqual([post["state"] for post in self.listed()], ["out", "out"])


class Day(FacebookCase):
    persons = (LAURA, JORGE)

    def instants(self, rng, start, n):
        """Half of them anywhere in the day, half within the quarters of an hour in which posts are made."""
        slots = [start + 9 * 3600, start + 14 * 3600]
        found = [start + rng.randrange(DAY_S) for _ in range(n // 2)]
        found += [rng.choice(slots) + rng.randrange(-30, 700) for _ in range(n - n // 2)]
        return sorted(found)

    def run_and_kill(self, rng):
        process = subprocess.Popen([harness.CLI, "schedule", "run", "--now", str(self.now())], env=self.env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(rng.uniform(0.02, 0.3))
        except subprocess.TimeoutExpired:
            process.kill()
        return process.wait() == -signal.SIGKILL

    def test_killed(self):
        """A day of two slots and three Pages: each car that was due is there once, and what is there is known here."""
        rng = random.Random(harness.seed())
        kills = int(os.environ.get("AUTOSELL_FACEBOOK_DAY_KILLS", "30"))
        for page, ahead in zip(PAGES, ("yes", "no", "yes")):
            self.ok("facebook", "page", page, "--automatic", "yes", "--ahead", ahead, "--schedule",
                    "mon tue wed thu fri sat sun 09:00 14:00 zone=America/Mexico_City")
        for number in ("0133", "0134", "0135", "0136", "0137", "0138"):
            self.add_car(number, photos=8)
        # From the next midnight there
        self.pass_time((6 * 3600 - self.now()) % DAY_S + 1)
        self.cloud.control("faults", {"path": "graph/*", "delay_ms": 25, "times": -1})
        start, n_killed = self.now(), 0
        for at in self.instants(rng, start, kills):
            self.pass_time(max(0, at - self.now()))
            n_killed += self.run_and_kill(rng)
        # The rest of the day goes as days do
        while self.now() < start + DAY_S:
            self.pass_time(600)
            self.run_schedule()
        for _ in range(4):
            self.pass_time(200)
            self.run_schedule()
        self.assertGreater(n_killed, 0, "none was killed on its way")
        known = self.listed()
        for page in PAGES:
            there = self.posts_on(page) + self.posts_on(page, scheduled=True)
            self.assertEqual(len(references(there)), len(set(references(there))), f"{page}: one car twice")
            self.assertEqual(len({re.search(r"Ref\. (\d+)", post["message"])[1] for post in there}), len(there))
            standing = {post["post_id"]: post for post in known if post["page_id"] == page and post["state"] in ("out", "handed")}
            self.assertEqual(set(standing), {post["id"] for post in there}, "what is there is known, and the other way round")
            self.assertEqual({post["state"] for post in known if post["page_id"] == page} - {"out", "handed", "waiting"}, set())
            due = [post for post in known if post["page_id"] == page and post["state"] != "out" and post["missed"] is None
                   and seconds(post["at"]) < start + DAY_S]
            self.assertEqual(due, [], "due that day, and not there")
            self.assertEqual(len(self.posts_on(page)) + len([p for p in known if p["page_id"] == page and p["missed"]
                                                             and p["state"] != "out"]), 2)
        print(f"# {n_killed} of {kills} were killed on their way")


if __name__ == "__main__":
    harness.main()
