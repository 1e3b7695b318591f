#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reactions, comments, shares, reach and clicks: asked for seldom and together, kept, and never made up."""

import os
import sqlite3
import uuid

import harness
from facebook_case import APP, GARZA, JORGE, LAURA, LINDA, NORTE, FacebookCase

HOUR, DAY = 60 * 60, 24 * 60 * 60


class FiguresCase(FacebookCase):
    def setUp(self):
        super().setUp()
        self.facebook(quirks={"lively": False})

    def asked(self, before, what=None):
        """Paths of the calls since then; @what: a part of the path."""
        lines = [line for line in self.cloud.journal()[before:] if line["path"].startswith("graph/")]
        return [line["path"] for line in lines if what is None or what in line["path"]]

    def here(self):
        return len(self.cloud.journal())

    def refresh(self):
        return {post["reference"]: post for post in self.json("posts", "--refresh", "--now", str(self.now()))["posts"]}

    def act(self, post, **what):
        self.facebook(act={"post": post["post_id"], "times": 1, **what})

    def rows(self, sql, *values):
        with sqlite3.connect(self.database()) as connection:
            return connection.execute(sql, values).fetchall()

    def database(self):
        for folder, _, names in os.walk(self.data):
            if "autosell.db" in names:
                return os.path.join(folder, "autosell.db")
        raise AssertionError("there is no database")

    def add_many(self, pages, count, age=HOUR):
        """Posts that stand, as if this program had made them."""
        before = set(self.state()["posts"])
        at = self.now() - age
        self.facebook(posts=[{"page": pages[i % len(pages)], "message": f"Auto {i}", "app": APP, "created_s": at}
                             for i in range(count)])
        posts = {name: post for name, post in self.state()["posts"].items() if name not in before}
        self.assertEqual(len(posts), count)
        ids = dict(self.rows("SELECT remote_id, id FROM page"))
        with sqlite3.connect(self.database()) as connection:
            connection.executemany(
                "INSERT INTO post (id, page_id, title, reference, origin, who, created_at, text, at, state, checked_at, "
                "remote_id, out_at) VALUES (?, ?, 'MAZDA', ?, 'hand', 'test', ?, 'x', 0, 'out', ?, ?, ?)",
                [(str(uuid.uuid4()), ids[post["page"]], f"R{i}", at * 1000000, at, name, at)
                 for i, (name, post) in enumerate(posts.items())])
        return list(posts)


class Figures(FiguresCase):
    def test_told_and_kept(self):
        self.add_car("0133")
        post = self.publish("0133")
        self.act(post, do="like", times=41)
        self.act(post, do="like", kind="LOVE", times=2)
        self.act(post, do="comment", name="Pepe", message="¿Precio?")
        self.act(post, do="click", times=12)
        self.pass_time(2 * HOUR)
        told = self.refresh()[post["reference"]]
        self.assertEqual((told["reactions"], told["comments"], told["shares"], told["clicks"]), (43, 1, 0, 12))
        self.assertIn("reach", told)
        self.act(post, do="share", times=3)
        # Asked again at once there is nothing due
        before = self.here()
        self.assertEqual(self.refresh()[post["reference"]]["shares"], 0)
        self.assertEqual(self.asked(before), [])
        self.pass_time(HOUR)
        self.assertEqual(self.refresh()[post["reference"]]["shares"], 3)
        course = self.rows("SELECT shares FROM post_metric ORDER BY at")
        self.assertEqual([shares for (shares,) in course][-1], 3)
        self.assertEqual(course[0][0], 0)

    def test_older_is_seldom(self):
        self.add_many([NORTE], 3, age=40 * DAY)
        self.refresh()
        before = self.here()
        for _ in range(3):
            self.pass_time(DAY)
            self.refresh()
        self.assertEqual(self.asked(before), [])
        self.pass_time(5 * DAY)
        self.refresh()
        self.assertEqual(len(self.asked(before, "insights")), 3)
        self.assertEqual(len(self.asked(before)), 4)

    def test_unknown_is_unknown(self):
        self.add_car("0133")
        post = self.publish("0133")
        self.act(post, do="like", times=5)
        self.facebook(die={"person": LAURA, "app": APP, "scope": "pages_read_user_content"})
        self.facebook(quirks={"dead_metrics": "post_clicks"})
        self.pass_time(2 * HOUR)
        told = self.refresh()[post["reference"]]
        self.assertEqual(told["shares"], 0)
        for name in ("reactions", "comments", "clicks"):
            self.assertNotIn(name, told)
        self.assertIn("reach", told)
        self.assertEqual(self.rows("SELECT reactions, clicks FROM post_figures"), [(None, None)])
        # Neither the dead name nor what is refused is asked for again with the next one
        self.pass_time(25 * HOUR)
        before = self.here()
        self.refresh()
        self.assertEqual(len(self.asked(before)), 2)

    def test_gone_is_seen(self):
        self.add_car("0133")
        post = self.publish("0133")
        self.act(post, do="delete")
        self.pass_time(2 * HOUR)
        self.refresh()
        self.run_schedule()
        self.assertEqual(self.listed()[0]["state"], "gone")

    def test_left_in_peace(self):
        names = self.add_many([NORTE], 60)
        # Each of the 50 in the first call counts; its answer tells that only writes may go now
        self.facebook(limits={"page": NORTE, "percent": 42})
        self.assertEqual(len(names), 60)
        before = self.here()
        told = self.refresh()
        self.assertEqual(sum("reactions" in post for post in told.values()), 50)
        self.assertEqual(len(self.asked(before)), 1)

    def test_a_dead_token_is_not_asked_with(self):
        self.add_many([NORTE], 60)
        self.facebook(die={"person": LAURA, "app": APP, "subcode": 460})
        before = self.here()
        self.refresh()
        self.assertEqual(len(self.asked(before)), 1)
        self.refresh()
        self.pass_time(DAY)
        self.refresh()
        self.assertEqual(len(self.asked(before)), 1)


class Many(FiguresCase):
    persons = (LAURA, JORGE)

    def test_five_hundred(self):
        pages = [page for (page,) in self.rows("SELECT remote_id FROM page WHERE remote_id IN (?, ?, ?)", NORTE, LINDA, GARZA)]
        self.assertEqual(len(pages), 3)
        self.add_many(pages, 500, age=30 * 60)
        before = self.here()
        told = self.refresh()
        self.assertLessEqual(len(self.asked(before)), 12)
        self.assertEqual(len(told), 500)
        self.assertTrue(all(post["reactions"] == 0 for post in told.values()))
        # A Page that is too small for insights is asked for them three times, the others for some posts at a time
        self.pass_time(2 * HOUR)
        before = self.here()
        self.refresh()
        self.assertEqual(len(self.asked(before, "insights")), 25 + 25 + 3)
        self.assertLessEqual(len(self.asked(before)) - 53, 12)


if __name__ == "__main__":
    harness.main()
