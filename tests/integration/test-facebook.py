#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing by the command line, over real sockets: one post whatever happens, and none after the car is sold."""

import os
import random
import subprocess

import harness
from facebook_case import GARZA, JORGE, LAURA, LINDA, N_PHOTOS, NORTE, FacebookCase
from harness import FAILED, PARTLY


class Publishing(FacebookCase):
    def test_by_hand_and_sold(self):
        """Published with its photos in order, edited by nobody, and gone when the car is sold; each step is written down."""
        self.add_car("0133")
        post = self.publish("0133")
        self.assertEqual((post["state"], post["reference"], post["error"]), ("out", "0133", None))
        self.assertTrue(post["link"])
        there = self.posts_on(NORTE)
        self.assertEqual([one["id"] for one in there], [post["post_id"]])
        self.assertIn("MAZDA CX30 2021", there[0]["message"])
        self.assertIn("$379,000", there[0]["message"])
        self.assertIn("Ref. 0133", there[0]["message"])
        self.assertEqual(len(there[0]["photos"]), N_PHOTOS)
        self.assertEqual(there[0]["photos"], sorted(there[0]["photos"]), "in the order in which they were uploaded")

        self.ok("status", "0133", "sold")
        report = self.run_schedule()
        self.assertEqual(report["removed"], 1)
        self.assertEqual(self.posts_on(NORTE), [])
        self.assertEqual(self.listed()[0]["state"], "removed")
        self.assertEqual(self.run_schedule()["removed"], 0)

    def test_photos_in_their_order(self):
        """The car's own order, the cover first, and no more than a post takes."""
        self.add_car("0133", photos=12)
        self.ok("photos", "move", "0133", "7", "--position", "1")
        self.publish("0133")
        photos = self.state()["photos"]
        sent = [photos[name]["sha256"] for name in self.posts_on(NORTE)[0]["photos"]]
        own = [photo["hash"] for photo in self.json("photos", "list", "0133")["photos"]]
        self.assertEqual(len(own), 12)
        self.assertEqual(sent, own[:10])
        self.assertEqual(len([photo for photo in photos.values() if not photo.get("deleted")]), 10, "nothing else was uploaded")

    def test_lost_answer(self):
        """The post stands and the answer is lost: it is found, not made again."""
        self.add_car("0133")
        self.fault(f"{NORTE}/feed", method="POST", after=True, cut="before", times=1)
        post = self.publish("0133", status=PARTLY)
        self.assertEqual(post["state"], "looking")
        self.pass_time(31)
        self.run_schedule()
        self.assertEqual([one["state"] for one in self.listed()], ["out"])
        self.assertEqual(len(self.posts_on(NORTE)), 1)

    def test_lost_question(self):
        """The same where it never arrived: made anew after two looks."""
        self.add_car("0133")
        self.fault(f"{NORTE}/feed", method="POST", cut="before", times=1)
        self.assertEqual(self.publish("0133", status=PARTLY)["state"], "looking")
        for _ in range(3):
            self.pass_time(100)
            self.run_schedule()
        self.assertEqual([one["state"] for one in self.listed()], ["out"])
        self.assertEqual(len(self.posts_on(NORTE)), 1)

    def test_a_photo_fails(self):
        """The third of three is refused: no post, and the others are taken back."""
        self.add_car("0133")
        self.fault(f"{NORTE}/photos", method="POST", error={"code": 100, "subcode": 1366046}, skip=2, times=1)
        post = self.publish("0133", status=FAILED)
        self.assertEqual((post["state"], post["error"]), ("failed", "photo"))
        self.assertEqual(self.posts_on(NORTE), [])
        self.assertEqual([photo for photo in self.state()["photos"].values() if not photo.get("deleted")], [])

    def test_handed_over(self):
        """A post for tomorrow waits at Facebook, goes out there with this PC off, and is known to be out afterwards."""
        self.add_car("0133")
        at = self.now() + 86400
        post = self.publish("0133", "--at", str(at))
        self.assertEqual(post["state"], "handed")
        self.assertEqual(len(self.posts_on(NORTE, scheduled=True)), 1)
        self.pass_time(86400 + 120)
        self.assertEqual(len(self.posts_on(NORTE)), 1)
        self.run_schedule()
        self.assertEqual(self.listed()[0]["state"], "out")

    def test_sold_while_it_waits(self):
        self.add_car("0133")
        self.publish("0133", "--at", str(self.now() + 86400))
        self.ok("status", "0133", "sold")
        self.run_schedule()
        self.assertEqual(self.posts_on(NORTE, scheduled=True), [])
        self.pass_time(2 * 86400)
        self.assertEqual(self.posts_on(NORTE), [])
        self.assertEqual(self.listed()[0]["state"], "removed")

    def test_gone_by_hand(self):
        self.add_car("0133")
        post = self.publish("0133")
        self.facebook(act={"do": "delete", "post": post["post_id"]})
        self.ok("unpost", "0133", "--now", str(self.now()))
        self.assertEqual(self.listed()[0]["state"], "removed")

    def test_reserved_is_marked(self):
        """And the mark goes when the car is available again."""
        self.add_car("0133")
        self.publish("0133")
        self.ok("status", "0133", "reserved")
        self.assertEqual(self.run_schedule()["edited"], 1)
        self.assertTrue(self.posts_on(NORTE)[0]["message"].startswith("⏳ APARTADO"))
        self.ok("status", "0133", "available")
        self.assertEqual(self.run_schedule()["edited"], 1)
        self.assertFalse(self.posts_on(NORTE)[0]["message"].startswith("⏳"))

    def test_blocked(self):
        """368 stops the automatic posts of that Page and is not tried again by itself; a person may."""
        self.add_car("0133")
        self.add_car("0134", photos=8)  # ready, so that the plan would have it go
        self.ok("facebook", "page", NORTE, "--automatic", "yes")
        self.fault(f"{NORTE}/feed", method="POST", error={"code": 368, "subcode": 1390008}, times=1)
        post = self.publish("0133", status=FAILED)
        self.assertEqual((post["state"], post["error"]), ("failed", "blocked"))
        self.assertIn("too fast", post["error_text"])
        self.assertIn("demasiado rápido", self.ok("posts", env={**harness.SPANISH, "COLUMNS": "400"}), "in the reader's language")
        for _ in range(3):
            self.pass_time(6 * 3600)
            self.run_schedule()
        self.assertEqual(self.posts_on(NORTE) + self.posts_on(NORTE, scheduled=True), [])
        self.assertEqual(self.publish("0134")["state"], "out")

    def test_limit(self):
        """No call before the time that Facebook told."""
        self.add_car("0133")
        self.facebook(limits={"page": NORTE, "block_minutes": 30})
        post = self.publish("0133", status=PARTLY)
        self.assertEqual(post["error"], "page_limit")
        before = len(self.cloud.journal())
        self.pass_time(20 * 60)
        self.run_schedule()
        self.assertEqual([line["path"] for line in self.cloud.journal()[before:] if line["path"].startswith("graph/")], [])
        self.pass_time(30 * 60)
        self.run_schedule()
        self.assertEqual(self.listed()[0]["state"], "out")


class Accounts(FacebookCase):
    persons = (LAURA, JORGE)

    def test_one_dies(self):
        """Its posts wait for a person, and the others go on."""
        self.add_car("0133")
        pages = self.json("facebook", "accounts")["pages"]
        self.assertGreaterEqual(len(pages), 3, pages)
        self.facebook(die={"person": JORGE, "subcode": 460})
        states = {page: self.publish("0133", "--queue", page=page)["number"] for page in (NORTE, LINDA, GARZA)}
        self.run_schedule(status=0)
        found = {post["page_id"]: post["state"] for post in self.listed()}
        self.assertEqual(len(found), len(states))
        self.assertEqual(found[NORTE], "out")
        accounts = {one["id"]: one["state"] for one in self.json("facebook", "accounts")["accounts"]}
        self.assertIn("reconnect", accounts.values())
        self.facebook(die={"person": JORGE, "subcode": 0})

    def find_in_data(self, word):
        """Files of this home that have it, however it got there: the stock, its backups, settings, cache. What the fake Facebook
        itself keeps is not of it."""
        found = []
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    if not os.path.basename(folder).startswith("cloud") and word.encode() in file.read():
                        found.append(os.path.relpath(path, self.folder))
        return found

    def keyring_bytes(self):
        """Ids in it are hashed: how much it holds is what tells. Each item adds to it."""
        return os.path.getsize(self.path("keyring"))

    def test_wiped_without_a_trace(self):
        """Neither names nor posts are left in any corner of the file, of backups and of the keyring, and no token anywhere. A backup
        is whole and can be restored."""
        self.add_car("0133")
        pages = self.json("facebook", "accounts")["pages"]
        post = self.publish("0133", page=NORTE)
        self.assertEqual(post["state"], "out")
        words = [page["name"] for page in pages] + [page["id"] for page in pages] + [post["post_id"], post["link"], LAURA, JORGE]
        # Which makes a backup first
        self.ok("import", self.write("more.csv", "stock_number,brand\n0999,KIA\n"))
        for word in words:
            self.assertTrue(any("backups" in name for name in self.find_in_data(word)), word)
        full = self.keyring_bytes()
        for person in (LAURA, JORGE):
            self.ok("facebook", "disconnect", person)
        for word in words:
            self.assertEqual(self.find_in_data(word), [], word)
        for token in self.tokens:
            self.assertEqual(self.find_in_data(token.decode()), [])
        empty = self.keyring_bytes()
        self.assertLess(empty, full)
        self.connect(LAURA)
        self.ok("facebook", "disconnect", LAURA)
        self.assertEqual(self.keyring_bytes(), empty, "nothing stays behind from one time to the next")
        self.assertEqual(len(self.vehicles()), 2)
        backups = self.json("check")["backups"]
        self.assertGreater(len(backups), 0)
        self.ok("restore-backup", backups[0]["file"])
        self.assertEqual(self.json("facebook", "accounts")["pages"], [])
        self.assertEqual(len(self.vehicles()), 1)

    def test_wiped(self):
        self.ok("facebook", "disconnect", LAURA)
        self.ok("facebook", "disconnect", JORGE)
        after = self.json("facebook", "accounts")
        self.assertEqual((after["accounts"], after["pages"]), ([], []))


class PageToken(FacebookCase):
    """A Page's own token, of which neither person nor tasks are known."""
    persons = ()

    def test_publishes(self):
        self.connect(LAURA, page=LINDA, kind=None)
        accounts = self.json("facebook", "accounts")
        self.assertEqual([page["id"] for page in accounts["pages"]], [LINDA])
        self.assertEqual([account["id"] for account in accounts["accounts"]], [LINDA])
        self.add_car("0133")
        self.assertEqual(self.publish("0133", page=LINDA)["state"], "out")
        self.assertEqual(len(self.posts_on(LINDA)), 1)
        self.ok("facebook", "disconnect", LINDA)
        self.assertEqual(self.json("facebook", "accounts")["pages"], [])


class Day(FacebookCase):
    def test_two_slots(self):
        """A day of the usual schedule on the test's clock: each due car once, at 09:00 and 14:00."""
        for number in ("0133", "0134", "0135"):
            self.add_car(number, photos=8)
        self.ok("facebook", "page", NORTE, "--automatic", "yes")
        self.assertGreater(self.run_schedule()["planned"], 0)
        for _ in range(4 * 24 * 2):
            self.pass_time(1800)
            self.run_schedule()
            if len(self.posts_on(NORTE)) == 3:
                break
        out = self.posts_on(NORTE)
        self.assertEqual(len(out), 3)
        self.assertEqual(len({post["message"] for post in out}), 3)


class Kills(FacebookCase):
    def test_killed(self):
        """Killed at random instants of publishing: afterwards each car that was ordered stands there once."""
        rng = random.Random(harness.seed())
        n_open = 0
        # Long enough to be killed within
        self.cloud.control("faults", {"path": "graph/*", "delay_ms": 60, "times": -1})
        for i in range(int(os.environ.get("AUTOSELL_FACEBOOK_KILLS", "12"))):
            number = str(7000 + i)
            self.add_car(number, photos=2)
            process = subprocess.Popen([harness.CLI, "post", number, "--page", NORTE, "--now", str(self.now())], env=self.env,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # From its first call on: how long a process takes to get there is the machine's
            before = len(self.cloud.journal())
            while process.poll() is None and len(self.cloud.journal()) == before:
                pass
            try:
                process.wait(rng.uniform(0.0, 0.3))
            except subprocess.TimeoutExpired:
                process.kill()
            process.wait()
            ordered = self.listed(number)
            n_open += any(post["state"] not in ("out", "waiting") for post in ordered)
            # The distance between two looks, and between a car and the next
            for _ in range(5):
                self.pass_time(150)
                self.run_schedule()
            there = [post for post in self.posts_on(NORTE) if f"Ref. {number}" in post["message"]]
            self.assertEqual(len(there), len(ordered), number)
            self.assertEqual([post["state"] for post in self.listed(number)], ["out"] * len(ordered))
        self.assertGreater(n_open, 0, "none was killed on its way")
        print(f"# {n_open} were killed between their beginning and their end")


if __name__ == "__main__":
    harness.main()
