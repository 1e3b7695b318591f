#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person says of the slots: moved, skipped and pinned, of posts that wait at Facebook, too."""

import datetime

import harness
from facebook_case import NORTE, FacebookCase
from harness import FAILED


def seconds(instant):
    return int(datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp())


class Week(FacebookCase):
    def setUp(self):
        super().setUp()
        # A Monday before the first slot would be by chance: the test begins at the next midnight there
        self.ok("facebook", "page", NORTE, "--automatic", "yes", "--schedule",
                "mon tue wed thu fri sat sun 09:00 14:00 zone=America/Mexico_City")
        self.pass_time((6 * 3600 - self.now()) % 86400 + 300)

    def slots(self, *arguments):
        return self.json("schedule", "show", "--page", NORTE, "--now", str(self.now()), *arguments)["slots"]

    def say(self, *words):
        self.ok("schedule", *words, "--page", NORTE, "--now", str(self.now()))

    def waiting(self):
        """Car → time at Facebook's scheduler."""
        return {post["message"].split("Ref. ")[1].split()[0]: post["scheduled_s"]
                for post in self.posts_on(NORTE, scheduled=True)}

    def plan(self, *numbers):
        for number in numbers:
            self.add_car(number, photos=8)
        self.run_schedule()
        return [seconds(slot["at"]) for slot in self.slots()]

    def test_moved_there(self):
        """A post that Facebook keeps is moved at Facebook, what stood there changes places with it, and both go out once."""
        times = self.plan("0133", "0134")
        self.assertEqual(self.waiting(), {"0133": times[0], "0134": times[1]})
        before = {post["id"] for post in self.posts_on(NORTE, scheduled=True)}
        self.say("move", "--at", str(times[0]), "--to", str(times[1]))
        report = self.run_schedule()
        self.assertEqual(self.waiting(), {"0134": times[0], "0133": times[1]}, report)
        self.assertEqual({post["id"] for post in self.posts_on(NORTE, scheduled=True)}, before, "moved there, not made again")
        self.say("move", "--at", str(times[1]), "--to", str(times[4]))
        self.run_schedule()
        self.assertEqual(self.waiting()["0133"], times[4])
        self.pass_time(times[4] - self.now() + 3600)
        self.run_schedule()
        self.assertEqual(len(self.posts_on(NORTE)), 2)
        self.assertEqual(sorted(post["state"] for post in self.listed()), ["out", "out"])

    def test_taken_back(self):
        """Moved to a time that is too near for Facebook's scheduler: taken back, kept here, and published once."""
        times = self.plan("0133")
        self.pass_time(times[0] - self.now() - 900)
        self.assertEqual(self.run_schedule()["failed"], 0)
        self.ok("facebook", "page", NORTE, "--schedule", "mon tue wed thu fri sat sun 09:00 14:00")
        self.add_car("0134", photos=8)
        self.run_schedule()
        self.assertEqual(self.waiting()["0134"], times[1])
        # Nine o'clock is a quarter of an hour away, and its car waits at Facebook: that one cannot be given another near time
        self.say("move", "--at", str(times[1]), "--to", str(times[0]))
        self.run_schedule()
        self.assertEqual(self.waiting(), {"0133": times[1]})
        self.assertEqual({post["reference"]: post["state"] for post in self.listed()}, {"0133": "handed", "0134": "waiting"})
        self.pass_time(times[0] - self.now() + 5)
        self.run_schedule()
        out = self.posts_on(NORTE)
        self.assertEqual(len(out), 1)
        self.assertIn("Ref. 0134", out[0]["message"])

    def test_lost_answer_of_a_move(self):
        times = self.plan("0133")
        post = self.posts_on(NORTE, scheduled=True)[0]
        self.say("move", "--at", str(times[0]), "--to", str(times[3]))
        self.fault(post["id"], method="POST", after=True, cut="before", times=1)
        self.run_schedule()
        self.pass_time(60)
        self.run_schedule()
        self.assertEqual(self.waiting(), {"0133": times[3]})
        self.assertEqual(self.listed()[0]["at"], self.slots()[3]["at"])

    def test_skipped_and_freed(self):
        """The car of a slot that is skipped goes at the next one; without the skip the rule fills it again."""
        times = self.plan("0133")
        self.say("skip", "--at", str(times[0]))
        self.run_schedule()
        self.assertEqual(self.slots()[0]["state"], "skipped")
        self.assertEqual(list(self.waiting().values()), [times[1]])
        self.say("free", "--at", str(times[0]))
        self.add_car("0134", photos=8)
        self.run_schedule()
        self.assertEqual(self.waiting()["0134"], times[0])

    def test_pinned(self):
        """A car that was chosen goes when it was chosen, and one of every week each week; a sold one does not."""
        times = self.plan("0133", "0134", "0135")
        self.say("pin", "--at", str(times[0]), "--vehicle", "0135")
        self.run_schedule()
        self.assertEqual(self.waiting()["0135"], times[0])
        self.assertTrue(self.slots()[0]["pinned"])
        self.assertEqual(len(self.posts_on(NORTE, scheduled=True)), 3)
        self.say("pin", "--weekly", "--at", str(times[10]), "--vehicle", "0135")
        self.assertTrue(self.slots()[10]["weekly"])
        self.assertIn("MAZDA", self.slots()[10]["vehicle"])
        self.ok("status", "0135", "sold")
        self.assertEqual(self.slots()[10]["state"], "empty")
        self.say("free", "--weekly", "--at", str(times[10]))

    def test_missed(self):
        """A slot that went by while nothing ran is shown as missed, with where its car goes now."""
        self.ok("facebook", "page", NORTE, "--ahead", "no")
        times = self.plan("0133")
        self.pass_time(times[0] - self.now() + 3600)
        self.run_schedule()
        slots = self.slots("--from", str(times[0] - 60))
        self.assertEqual((slots[0]["state"], seconds(slots[0]["moved_to"])), ("missed", times[1]))
        self.assertEqual((slots[1]["state"], slots[1]["post"]), ("post", "waiting"))
        self.assertIn("Never posted", slots[1]["why"])

    def test_missed_by_two(self):
        """Each to a free slot of its own."""
        self.ok("facebook", "page", NORTE, "--ahead", "no")
        times = self.plan("0133", "0134")
        self.pass_time(times[1] - self.now() + 3600)
        self.run_schedule()
        self.assertEqual(self.posts_on(NORTE), [])
        moved = [seconds(slot["moved_to"]) for slot in self.slots("--from", str(times[0] - 60))[:2]]
        self.assertEqual(sorted(moved), times[2:4])

    def test_a_person_was_sooner(self):
        """A car that a person posts is taken out of the plan until it has rested, and another one has its slot."""
        times = self.plan("0133", "0134")
        car = {at: number for number, at in self.waiting().items()}[times[0]]
        self.publish(car)
        self.add_car("0135", photos=8)
        self.run_schedule()
        self.assertEqual(set(self.waiting()), {"0134", "0133", "0135"} - {car})
        self.assertEqual([post["message"].split("Ref. ")[1] for post in self.posts_on(NORTE)], [f"{car}-2"])

    def test_supply(self):
        """How many cars can be posted, and what the others lack."""
        self.add_car("0133", photos=8)
        self.add_car("0134", photos=2)
        shown = self.json("schedule", "show", "--page", NORTE, "--now", str(self.now()))
        self.assertEqual((shown["ready"], shown["lacking"], shown["lacks"]), (1, 1, {"photos": 1}))
        said = self.ok("schedule", "show", "--page", NORTE, "--now", str(self.now()))
        self.assertIn("1 car can be posted\n1 lacks something: photos (1)\n", said)
        self.ok("set", "0133", "price=")
        shown = self.json("schedule", "show", "--page", NORTE, "--now", str(self.now()))
        self.assertEqual((shown["ready"], shown["lacking"], shown["lacks"]), (0, 2, {"photos": 1, "price": 1}))

    def test_too_late(self):
        times = self.plan("0133")
        self.pass_time(times[0] - self.now() - 60)
        result = self.run_cli("schedule", "move", "--page", NORTE, "--now", str(self.now()), "--at", str(times[0]), "--to",
                              str(times[2]))
        self.assertEqual(result.status, FAILED)
        self.assertEqual(list(self.waiting().values()), [times[0]])


class Price(FacebookCase):
    def setUp(self):
        super().setUp()
        self.add_car("0133")
        self.publish("0133")

    def change(self, price="359000"):
        self.ok("set", "0133", f"price={price}")
        self.run_schedule()

    def answer(self, what):
        self.ok("posts", "--prices", what, "--now", str(self.now()))
        return self.run_schedule()

    def asked(self):
        return [(one["old"], one["new"]) for one in self.json("posts", "--prices", "ask")["prices"]]

    def message(self):
        return self.posts_on(NORTE)[0]["message"]

    def test_nothing_without_asking(self):
        """The post stays as it is until somebody says what; said once, it is not asked again before the next change."""
        self.change()
        self.assertIn("$379,000", self.message())
        self.assertEqual(self.asked(), [("$379,000", "$359,000")])
        self.answer("nothing")
        self.assertEqual(self.asked(), [])
        self.assertIn("$379,000", self.message())
        self.change("349000")
        self.assertEqual(self.asked(), [("$359,000", "$349,000")])

    def test_edited(self):
        self.change()
        post = self.posts_on(NORTE)[0]["id"]
        self.assertEqual(self.answer("edit")["edited"], 1)
        self.assertEqual([one["id"] for one in self.posts_on(NORTE)], [post])
        self.assertIn("$359,000", self.message())
        self.assertNotIn("$379,000", self.message())

    def test_posted_anew(self):
        self.change()
        self.answer("repost")
        self.run_schedule()
        there = self.posts_on(NORTE)
        self.assertEqual(len(there), 1)
        self.assertIn("$359,000", there[0]["message"])
        self.assertIn("Ref. 0133-2", there[0]["message"])
        self.assertEqual(sorted(one["state"] for one in self.listed()), ["out", "removed"])
        self.assertEqual(self.asked(), [])

    def comments(self):
        return [one["message"] for one in self.state()["comments"].values() if not one.get("deleted")]

    def test_said_below_it(self):
        """Once at most, also where its answer is lost."""
        self.change()
        self.answer("comment")
        self.assertEqual(self.comments(), ["Bajó de precio: $359,000"])
        self.change("355000")
        post = self.posts_on(NORTE)[0]["id"]
        self.fault(f"{post}/comments", method="POST", after=True, cut="before", times=1)
        self.answer("comment")
        self.pass_time(3600)
        self.run_schedule()
        self.assertEqual(self.comments(), ["Bajó de precio: $359,000", "Bajó de precio: $355,000"])

    def test_refused_comment_is_said_later(self):
        self.change()
        post = self.posts_on(NORTE)[0]["id"]
        self.fault(f"{post}/comments", method="POST", error={"code": 32}, times=1)
        self.answer("comment")
        self.assertEqual(self.comments(), [])
        self.pass_time(4000)
        self.run_schedule()
        self.assertEqual(self.comments(), ["Bajó de precio: $359,000"])

    def test_what_is_to_come_follows(self):
        """A post that nobody has seen yet has the new price by itself, at Facebook, too."""
        self.add_car("0134")
        self.publish("0134", "--at", str(self.now() + 86400))
        self.ok("set", "0134", "price=359000")
        self.run_schedule()
        self.assertIn("$359,000", self.posts_on(NORTE, scheduled=True)[0]["message"])
        self.assertEqual(self.asked(), [])


if __name__ == "__main__":
    harness.main()
