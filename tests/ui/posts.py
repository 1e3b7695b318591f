# SPDX-License-Identifier: GPL-3.0-or-later
"""Three Pages of the fake Facebook, and a home that is connected to those of one person."""

import datetime
import json
import os
import subprocess
import sys
import time
import urllib.request

import harness

sys.path.insert(0, os.path.join(harness.SOURCE_ROOT, "tests", "integration"))
import cloud as fake  # noqa: E402

LAURA = "10150000000000001"
NORTE = "102900000000001"


def connect(cli, cloud):
    """Laura's Pages, by a token."""
    token = cloud.control("facebook/token", {"person": LAURA, "kind": "SYSTEM"})["access_token"]
    done = subprocess.run([cli.program, "facebook", "connect", "--token"], env=cli.environment, input=token + "\n", text=True,
                          capture_output=True, check=False)
    harness.expect(done.returncode == 0, done.stderr)


def show_week(cli, page):
    """What the command line tells of it, with the time of each in seconds."""
    done = subprocess.run([cli.program, "--json", "schedule", "show", "--page", page], env=cli.environment, text=True,
                          capture_output=True, check=True)
    slots = json.loads(done.stdout)["slots"]
    for slot in slots:
        slot["seconds"] = int(datetime.datetime.fromisoformat(slot["at"].replace("Z", "+00:00")).timestamp())
    return slots


def list_posts(cloud):
    """What stands on any Page, and what waits there."""
    with urllib.request.urlopen(f"{cloud.base}/control/facebook", timeout=20) as answer:
        posts = json.loads(answer.read())["posts"].values()
    return [post for post in posts if not post.get("deleted")]


class Lot:
    def __init__(self, session, home):
        self.cloud = fake.Cloud(session.folder)
        self.environment = {"AUTOSELL_ENDPOINTS": self.cloud.endpoints, "SECRET_BACKEND": "file",
                            "SECRET_FILE_TEST_PASSWORD": "test", "GIO_USE_PROXY_RESOLVER": "dummy",
                            "SECRET_FILE_TEST_PATH": os.path.join(home.folder, "keyring")}
        self.cli = harness.Cli(session, home)
        self.cli.environment.update(self.environment)

    def connect(self):
        connect(self.cli, self.cloud)

    def show_week(self, page):
        return show_week(self.cli, page)

    def slots(self, page):
        """The seconds of each slot to come."""
        return [slot["seconds"] for slot in self.show_week(page) if slot["slot"]]

    def say_week(self, page, cars):
        """Slot → a car that has it, or None where it is skipped."""
        times = self.slots(page)
        for number, car in cars.items():
            words = ["skip"] if car is None else ["pin", "--vehicle", car]
            self.cli("schedule", *words, "--page", page, "--at", str(times[number]))

    def like(self, times):
        """Of all posts that stand."""
        with urllib.request.urlopen(f"{self.cloud.base}/control/facebook", timeout=20) as answer:
            standing = [name for name, post in json.loads(answer.read())["posts"].items() if not post.get("deleted")]
        for name in standing:
            self.cloud.control("facebook", {"act": {"do": "like", "post": name, "times": times}})

    def pass_days(self, reactions):
        """People come and like what stands: how many on each day, told of at its end."""
        for day, times in enumerate(reactions, 1):
            self.like(times)
            self.cloud.control("clock", {"add_s": 86400})
            self.cli("posts", "--refresh", "--now", str(int(time.time()) + day * 86400))

    def fail_next(self):
        """The next post is refused as one too many."""
        self.cloud.control("faults", {"path": f"graph/v25.0/{NORTE}/feed", "method": "POST", "times": 1,
                                      "error": {"code": 368, "subcode": 1390008}})

    def posts(self):
        return list_posts(self.cloud)

    def stop(self):
        self.cloud.stop()


def run(tap, session, name, run_lot):
    """With the 45 cars, in a home of that name: run_lot(tap, session, home, lot)."""
    home = harness.Home(session, name)
    lot = Lot(session, home)
    try:
        harness.Cli(session, home)("import", harness.SAMPLE_CSV)
        run_lot(tap, session, home, lot)
    finally:
        lot.stop()
