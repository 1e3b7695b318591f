#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a synchronisation is: each is counted in the fake cloud's journal, so that the figures are exact."""

import harness
from sheet_case import N_CARS, PRICE, SheetCase, Watch

# What was promised.
FIRST = 12
BOTH_SIDES = 7
MANY = 10000


class Requests(SheetCase):
    def requests(self):
        """Those of the sheet and its file; not the tokens."""
        return [line for line in self.cloud.journal() if line["path"].startswith(("v4/", "drive/"))]

    def count(self, act):
        """What it gave, and the requests of it."""
        before = len(self.requests())
        result = act()
        asked = self.requests()[before:]
        for line in asked:
            self.assertEqual(line["status"], 200, line)
        print(f"# {len(asked)}: " + " ".join(line["path"].split("/", 3)[-1].split(":")[-1] for line in asked))
        return result, len(asked)

    def test_first_merge(self):
        """All rows are new here: the sheet is read, gets its column of ids, and is read again."""
        linked, n_link = self.count(self.link)
        done, n_merge = self.count(self.sync)
        self.assertTrue(linked["linked"])
        self.assertEqual((done["added"], done["whole"]), (N_CARS, True))
        self.assertLessEqual(n_link + n_merge, FIRST)

    def test_both_sides(self):
        self.link()
        self.sync()
        self.ok("set", "6", "price=199000")
        self.edit(PRICE + "9", "$280,000.00")
        done, n = self.count(self.sync)
        self.assertEqual((done["written"], done["changed"], done["whole"]), (1, 1, True))
        self.assertLessEqual(n, BOTH_SIDES)

    def test_nothing_new(self):
        """A look at the file's version, and no more."""
        self.link()
        self.sync()
        self.sync()
        before = self.requests()
        self.set("sync.interval", 5)
        watch = Watch(self)
        watch.wait("done: Synced just now")

        def looks():
            return [line for line in self.requests()[len(before):] if line["path"].startswith("drive/")]
        self.until(lambda: len(looks()) >= 4, "four looks", 60)
        watch.end()
        quiet = self.requests()[-3:]
        self.assertEqual({line["path"] for line in quiet}, {f"drive/v3/files/{self.sheet}"})
        self.assertLess(max(line["bodyBytes"] + line["answerBytes"] for line in quiet), 2048)

    def test_ten_thousand(self):
        self.sheet = self.new_sheet(self.many(MANY))
        self.link()
        done, n = self.count(self.sync)
        self.assertEqual((done["added"], done["whole"]), (MANY, True))
        self.assertLessEqual(n + 3, FIRST)
        self.ok("set", "6", "price=199000")
        self.edit("F9", "280000")
        done, n = self.count(self.sync)
        self.assertEqual((done["written"], done["changed"], done["same"], done["whole"]), (1, 1, MANY - 2, True))
        self.assertLessEqual(n, BOTH_SIDES)

    def test_many_at_once(self):
        """More rows than may have a tag at a time, and none is forgotten; then a sheet that has headings alone."""
        self.sheet = self.new_sheet(self.many(600))
        self.link()
        self.sync()
        self.ok("set", *range(1, 601), "price=99000")
        done, n = self.count(self.sync)
        self.assertEqual((done["written"], done["whole"]), (600, True))
        self.assertLessEqual(n, 3 + 3 * 3 + 1)
        self.assertEqual({row["cells"][5]["number"] for row in self.tab()["rows"][1:601]}, {99000})
        self.assertEqual(self.sync()["same"], 600)
        self.ok("sheet", "unlink")
        self.sheet = self.new_sheet(self.many(0))
        linked, n_link = self.count(self.link)
        done, n = self.count(self.sync)
        self.assertEqual((done["appended"], done["whole"]), (600, True))
        self.assertLessEqual(n_link + n, FIRST)
        self.assertEqual(self.sync()["same"], 600)


if __name__ == "__main__":
    harness.main()
