#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two PCs of one lot, one shared sheet and one Page: one of them posts, the other knows who, takes over, and no car is there twice."""

import re
import sqlite3
import subprocess

import harness
from facebook_case import LAURA, NORTE, FacebookCase
from sheet_case import SheetCase

GRACE_S = 200


class PCs(SheetCase, FacebookCase):
    persons = ()

    def setUp(self):
        super().setUp()
        self.link()
        self.sync()
        self.other = self.other_pc()
        self.link(data=self.other)
        self.sync(data=self.other)
        token = self.cloud.control("facebook/token", {"person": LAURA, "kind": "SYSTEM"})["access_token"]
        for data in (self.data, self.other):
            self.json("facebook", "connect", "--token", stdin=(token + "\n").encode(), data=data)
            with sqlite3.connect(self.database(data)) as connection:
                connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('posts.need-ready', 'no')")
                connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('posts.days-ahead', '1')")
            connection.close()
            self.ok("facebook", "page", NORTE, "--automatic", "yes", "--schedule",
                    "mon tue wed thu fri sat sun 08:00 10:00 12:00 14:00 16:00 zone=America/Mexico_City max=9", data=data)

    def run_on(self, data, status=harness.DONE):
        return self.json("schedule", "run", "--now", str(self.now()), data=data, status=status)

    def there(self):
        posts = self.posts_on(NORTE) + self.posts_on(NORTE, scheduled=True)
        return sorted(re.search(r"Ref\. (\S+)", post["message"])[1] for post in posts)

    def poster(self, data):
        page = next(page for page in self.json("facebook", "accounts", data=data)["pages"] if page["id"] == NORTE)
        return page["poster"]

    def assert_once(self):
        there = self.there()
        self.assertEqual(len(there), len(set(there)), there)
        self.assertFalse([one for one in there if "-" in one], there)
        return there

    def begin(self):
        """The first PC posts there."""
        self.run_on(self.data)
        self.assertEqual(self.there(), [], "it waits until all know")
        self.run_on(self.data)
        self.assertEqual({post["error"] for post in self.json("posts")["posts"]}, {"claimed"}, "each says why")
        self.pass_time(GRACE_S)
        self.run_on(self.data)
        self.pass_time(5)
        self.run_on(self.data)
        self.assertEqual({post["error"] for post in self.json("posts")["posts"]}, {None}, "and no more")

    def test_one_posts(self):
        self.begin()
        first = self.assert_once()
        self.assertGreater(len(first), 2)
        self.run_on(self.other)
        self.pass_time(GRACE_S)
        self.run_on(self.other)
        self.assertEqual(self.there(), first)
        self.assertIsNotNone(self.poster(self.other))
        self.assertIsNone(self.poster(self.data))

    def test_taken_over(self):
        """Nothing is made twice, what the first PC made is known to the second, and the first makes nothing more."""
        self.begin()
        first = self.assert_once()
        self.run_on(self.other)
        self.ok("facebook", "page", NORTE, "--take-over", "--now", str(self.now()), data=self.other)
        for _ in range(4):
            for data in (self.other, self.data):
                self.run_on(data)
                self.pass_time(GRACE_S)
        known = {post["reference"] for post in self.json("posts", data=self.other)["posts"] if post["state"] in ("out", "handed")}
        self.assertTrue(set(first) <= known, (first, known))
        self.pass_time(86400)
        for _ in range(3):
            for data in (self.data, self.other):
                self.run_on(data)
                self.pass_time(GRACE_S)
        self.assertGreater(len(self.assert_once()), len(first), "the second goes on")
        self.assertIsNotNone(self.poster(self.data))
        made = {post["reference"] for post in self.json("posts", data=self.data)["posts"] if post["state"] in ("out", "handed")}
        self.assertEqual(made, set(first), "the first made nothing more")

    def test_both_at_once(self):
        """They claim in the same moment, and run side by side for a day."""
        self.cloud.control("faults", {"path": "*spreadsheets/*", "delay_ms": 40, "times": -1})
        for i in range(7):
            both = [subprocess.Popen([harness.CLI, "schedule", "run", "--now", str(self.now())],
                                     env={**self.env, "AUTOSELL_DATA_DIR": data}, stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for data in (self.data, self.other)]
            for process in both:
                process.wait()
            self.assert_once()
            self.pass_time(100 if i < 5 else 5000)
        self.assertGreater(len(self.there()), 2)
        makers = [data for data in (self.data, self.other)
                  if any(post["state"] in ("out", "handed") for post in self.json("posts", data=data)["posts"])]
        self.assertEqual(len(makers), 1)

    def test_sheet_not_reached(self):
        """Who posts cannot be known: nothing is made, and what is there stays as it is."""
        self.cloud.control("faults", {"path": "*spreadsheets/*", "cut": "before", "times": -1})
        for _ in range(2):
            self.run_on(self.data)
            self.pass_time(GRACE_S)
        self.assertEqual(self.there(), [])
        self.assertIn("poster", {post["error"] for post in self.json("posts")["posts"]})

    def test_clocks_differ(self):
        """The second PC's clock is an hour behind: it waits by its own, and still no two are there."""
        self.begin()
        first = self.assert_once()
        self.ok("facebook", "page", NORTE, "--take-over", "--now", str(self.now() - 3600), data=self.other)
        for _ in range(4):
            self.json("schedule", "run", "--now", str(self.now() - 3600), data=self.other)
            self.run_on(self.data)
            self.pass_time(GRACE_S)
        self.assertTrue(set(first) <= set(self.assert_once()))


if __name__ == "__main__":
    harness.main()
