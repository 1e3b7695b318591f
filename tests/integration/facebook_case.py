# SPDX-License-Identifier: GPL-3.0-or-later
"""A lot with cars and photos, and three Pages of the fake Facebook, one PC connected to them."""

import json
import os
import subprocess
import urllib.request

import cloud
import harness
from harness import DONE

# What the fake begins with.
APP, SECRET = "700100200300400", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
LAURA, JORGE, ANA = (f"1015000000000000{n}" for n in (1, 2, 3))
NORTE, LINDA, GARZA = "102900000000001", "102900000000002", "102900000000003"
SECRETS = (SECRET.encode(),)

MAKER = os.environ.get("AUTOSELL_MAKE_PHOTOS", os.path.join(harness.BUILD_ROOT, "tests", "integration", "make-photos"))
N_PHOTOS = 3


class FacebookCase(harness.Case):
    persons = (LAURA,)

    def setUp(self):
        super().setUp()
        self.env.update(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=self.path("keyring"), SECRET_FILE_TEST_PASSWORD="test",
                        GIO_USE_PROXY_RESOLVER="dummy")
        self.cloud = cloud.Cloud(self.folder)
        self.addCleanup(self.cloud.stop)
        self.env["AUTOSELL_ENDPOINTS"] = self.cloud.endpoints
        self.tokens = set()
        self.offset = 0
        for person in self.persons:
            self.connect(person)

    def connect(self, person, **more):
        what = {"person": person, "kind": "SYSTEM", **more}
        token = self.cloud.control("facebook/token", {key: value for key, value in what.items() if value is not None})["access_token"]
        self.tokens.add(token.encode())
        return self.json("facebook", "connect", "--token", stdin=(token + "\n").encode())

    def facebook(self, **what):
        return self.cloud.control("facebook", what)

    def fault(self, path, **what):
        self.cloud.control("faults", {"path": "graph/v25.0/" + path, **what})

    def state(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/facebook", timeout=20) as answer:
            return json.loads(answer.read())

    def violations(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/facebook/violations", timeout=20) as answer:
            return json.loads(answer.read())["violations"]

    def posts_on(self, page, scheduled=False):
        """What visitors of that Page see now, or what waits there."""
        return [dict(post, id=name) for name, post in self.state()["posts"].items()
                if post["page"] == page and not post.get("deleted") and bool(post.get("published")) != scheduled]

    def pass_time(self, seconds):
        self.cloud.control("clock", {"add_s": seconds})
        self.offset += seconds

    def now(self):
        import time
        return int(time.time()) + self.offset

    def add_car(self, number, photos=N_PHOTOS, **fields):
        values = {"brand": "MAZDA", "model": "CX30", "year": "2021", "price": "379000", "km": "73618", "status": "available",
                  "description": "Como nuevo", **fields}
        self.ok("add", f"stock_number={number}", *(f"{name}={value}" for name, value in values.items()))
        if photos:
            folder = self.path(f"photos-{number}")
            os.mkdir(folder)
            subprocess.run([MAKER, folder, str(int(number) * 100), str(photos), "800", "600"], check=True)
            self.ok("photos", "add", number, *(os.path.join(folder, name) for name in sorted(os.listdir(folder))))

    def publish(self, number, *arguments, status=DONE, page=NORTE):
        return self.json("post", number, "--page", page, "--now", str(self.now()), *arguments, status=status)["posts"][0]

    def run_schedule(self, status=DONE):
        return self.json("schedule", "run", "--now", str(self.now()), status=status)

    def listed(self, *words):
        return self.json("posts", *(("--filter", " ".join(words)) if words else ()))["posts"]

    def tearDown(self):
        """Nothing was asked for that Meta does not have, and no secret is anywhere but in the keyring."""
        self.assertEqual(self.violations(), [])
        for folder, _, names in os.walk(self.data):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    content = file.read()
                for secret in self.tokens.union(SECRETS):
                    self.assertNotIn(secret, content, os.path.join(folder, name))
        super().tearDown()
