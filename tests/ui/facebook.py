# SPDX-License-Identifier: GPL-3.0-or-later
"""A PC with a fake Facebook, and a person at its browser."""

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

import harness

sys.path.insert(0, os.path.join(harness.SOURCE_ROOT, "tests", "integration"))
import cloud as fake  # noqa: E402

# What the fake begins with: one app in development, and one that is live.
APP, SECRET = "700100200300400", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
LAURA, JORGE, ANA = (f"1015000000000000{n}" for n in (1, 2, 3))
NORTE, LINDA, GARZA = "102900000000001", "102900000000002", "102900000000003"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Facebook:
    def __init__(self, session, home, cli):
        self.cli = cli
        self.cloud = fake.Cloud(session.folder)
        self.environment = {"AUTOSELL_ENDPOINTS": self.cloud.endpoints, "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PASSWORD": "test",
                            "SECRET_FILE_TEST_PATH": os.path.join(home.folder, "keyring"), "GIO_USE_PROXY_RESOLVER": "dummy"}
        cli.environment.update(self.environment)

    def stop(self):
        self.cloud.stop()

    def token(self, person=LAURA, **more):
        return self.cloud.control("facebook/token", {"person": person, "kind": "SYSTEM", **more})["access_token"]

    def set(self, **what):
        return self.cloud.control("facebook", what)

    def agree(self, address, person=LAURA, answer="allow", without=(), pages=(NORTE, LINDA), follow=True):
        """What a person does in the browser that was opened there; the address on which it ends."""
        query = urllib.parse.urlparse(address).query
        scopes = dict(urllib.parse.parse_qsl(query))["scope"].split(",")
        opener = urllib.request.build_opener(NoRedirect)
        opener.open(address, timeout=20).read()
        form = {"request": query, "person": person, "answer": answer, "page": list(pages),
                "permission": [scope for scope in scopes if scope not in without]}
        try:
            opener.open(f"{self.cloud.base}/facebook/dialog/decision", data=urllib.parse.urlencode(form, doseq=True).encode(),
                        timeout=20)
        except urllib.error.HTTPError as error:
            ended = error.headers["Location"]
        if follow:
            urllib.request.urlopen(ended, timeout=20).read()
        return ended

    def violations(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/facebook/violations", timeout=20) as answer:
            return json.loads(answer.read())["violations"]

    def seen(self, page, waiting=False):
        """What stands on a Page for its visitors, the newest first, or what waits there for its time."""
        with urllib.request.urlopen(f"{self.cloud.base}/pages/{page}/posts", timeout=20) as answer:
            return [post for post in json.loads(answer.read())["posts"] if bool(post.get("published")) != waiting]
