#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""autosell-cli google, against the fake cloud over real sockets, with a scripted browser."""

import json
import os
import urllib.error
import urllib.request

import cloud
import harness
from harness import DONE, FAILED, PARTLY


class Google(harness.Case):
    """With libsecret's own keyring in a file, which needs no session."""

    def setUp(self):
        super().setUp()
        self.env.update(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=self.path("keyring"), SECRET_FILE_TEST_PASSWORD="test",
                        GIO_USE_PROXY_RESOLVER="dummy")
        self.cloud = cloud.Cloud(self.folder)
        self.addCleanup(self.cloud.stop)
        self.env["AUTOSELL_ENDPOINTS"] = self.cloud.endpoints
        self.sheet = self.cloud.control("sheet", {"title": "Autos", "owner": cloud.PERSON, "rows": [["MARCA"], ["KIA"]]})["id"]

    def set_client(self, secret=cloud.CLIENT_SECRET, env=None):
        return self.run_cli("google", "client", cloud.CLIENT_ID, stdin=(secret + "\n").encode(), env=env)

    def sign_in(self, *arguments, env=None, **browser):
        attempt = cloud.SignIn(self, *arguments, env=env)
        self.assertIsNotNone(attempt.address, attempt.said)
        self.cloud.agree(attempt.address, **{"picked": [self.sheet], **browser})
        return attempt.finish()

    def status(self, *arguments, **more):
        return self.json("google", "status", *arguments, **more)

    def test_story(self):
        self.assertEqual(self.status()["accounts"], [])
        self.assertEqual(self.fails("client", "google", "sign-in", "--no-browser")["code"], "client")
        self.assertEqual(self.set_client().status, DONE)
        status, answer, said = self.sign_in()
        self.assertEqual(status, DONE, said)
        self.assertEqual(answer["picked"], [self.sheet])
        self.assertEqual((answer["email"], answer["state"], answer["keyring"]), (cloud.PERSON, "signed_in", "kept"))
        after = self.status("--check")
        self.assertEqual([a["check"] for a in after["accounts"]], ["ok"])
        self.assertTrue(after["fake"] and after["client"]["complete"])
        answer = self.json("google", "sign-out")
        self.assertTrue(answer["revoked"])
        self.assertEqual(self.status()["accounts"], [])
        self.assertEqual(self.set_client().status, DONE)
        self.assert_nothing_leaked()

    def test_client_file(self):
        path = self.write("client_secret.json", json.dumps({"installed": {"client_id": cloud.CLIENT_ID, "client_secret": cloud.CLIENT_SECRET}}))
        self.ok("google", "client", path)
        self.assertTrue(self.status()["client"]["complete"])
        self.fails("bad_value", "google", "client", self.write("web.json", '{"web": {}}'))
        self.fails("no_such_file", "google", "client", self.path("none.json"))
        self.assertEqual(self.set_client("short").status, FAILED)

    def test_what_is_refused(self):
        self.set_client()
        for answer, code in (({"answer": "deny"}, "denied"),):
            status, document, _ = self.sign_in(**answer)
            self.assertEqual((status, document["error"]["code"]), (FAILED, code))
        status, document, _ = self.sign_in("--wide", scopes=[cloud.FILE_SCOPE])
        self.assertEqual((status, document["error"]["code"]), (FAILED, "scope"))
        for fault, code in (({"status": 401, "reason": "invalid_client"}, "client"),
                            ({"status": 400, "reason": "invalid_grant"}, "signed_out"),
                            ({"status": 400, "reason": "redirect_uri_mismatch"}, "client"),
                            ({"status": 403, "reason": "access_denied"}, "denied"),
                            ({"status": 400, "reason": "invalid_scope"}, "client"),
                            ({"status": 500, "html": True}, "server"),
                            ({"status": 503, "empty": True, "after": True}, "server"),
                            ({"cut": "before"}, "cut"), ({"cut": "body", "after": True}, "cut")):
            self.cloud.control("faults", {"path": "token", **fault})
            status, document, said = self.sign_in()
            self.assertEqual((status, document["error"]["code"]), (FAILED, code), (fault, said))
            self.assertNotIn("details", document["error"]["message"])
        self.assertEqual(self.status()["accounts"], [])
        self.cloud.control("faults", {"path": "token", "times": 0})
        self.set_client("GOCSPX-this-is-another-secret")
        status, document, _ = self.sign_in()
        self.assertEqual((status, document["error"]["code"]), (FAILED, "client"))
        self.assert_nothing_leaked()

    def test_no_answer(self):
        self.set_client()
        attempt = cloud.SignIn(self, "--timeout", "1")
        status, document, _ = attempt.finish()
        self.assertEqual((status, document["error"]["code"]), (FAILED, "no_answer"))

    def test_hostile_and_second_answer(self):
        self.set_client()
        attempt = cloud.SignIn(self)
        redirect, _ = self.cloud.agree(attempt.address, follow=False, picked=[self.sheet])
        for bad in (redirect.replace("state=", "state=x"), redirect.replace("?", "/favicon.ico?", 1), redirect.split("?")[0]):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(bad, timeout=20)
            self.assertIn(refused.exception.code, (400, 404))
            refused.exception.close()
        with urllib.request.urlopen(redirect, timeout=20) as page:
            text = page.read().decode()
        self.assertIn("You can close this tab", text)
        self.assertNotIn("<script", text)
        with self.assertRaises(OSError):
            urllib.request.urlopen(redirect, timeout=20)
        status, document, said = attempt.finish()
        self.assertEqual((status, document.get("state")), (DONE, "signed_in"), said)

    def test_page_in_spanish(self):
        self.set_client()
        attempt = cloud.SignIn(self, env=harness.SPANISH)
        _, page = self.cloud.agree(attempt.address, picked=[self.sheet])
        self.assertIn("Puede cerrar esta pestaña", page)
        attempt.finish()

    def test_only_invalid_grant_signs_out(self):
        self.set_client()
        self.sign_in()
        for fault in ({"status": 500}, {"status": 503, "html": True}, {"cut": "before"}, {"cut": "headers"}):
            self.cloud.control("faults", {"path": "token", "times": 1, **fault})
            after = self.status("--check")
            self.assertEqual([(a["state"], a["check"]) for a in after["accounts"]], [("signed_in", "ok")], "it tried again")
        self.cloud.control("identity", {"revoke": cloud.PERSON})
        after = self.json("google", "status", "--check", status=PARTLY)
        self.assertEqual([(a["state"], a["check"], a["seven_day_rule"]) for a in after["accounts"]], [("signed_out", "signed_out", False)])
        self.assertEqual(self.status()["accounts"][0]["state"], "signed_out")
        status, answer, _ = self.sign_in()
        self.assertEqual((status, len(self.status()["accounts"])), (DONE, 1))
        self.assertEqual(self.status("--check")["accounts"][0]["check"], "ok")

    def test_session_control(self):
        self.set_client()
        self.sign_in()
        self.cloud.control("faults", {"path": "token", "status": 400, "reason": "invalid_rapt"})
        after = self.json("google", "status", "--check", status=PARTLY)
        self.assertEqual(after["accounts"][0]["state"], "signed_out")

    def test_two_accounts(self):
        self.cloud.control("people", {"email": "otra@ejemplo.mx", "name": "Otra"})
        self.set_client()
        self.sign_in()
        self.sign_in(email="otra@ejemplo.mx", picked=[])
        self.assertEqual({a["email"] for a in self.status("--check")["accounts"]}, {cloud.PERSON, "otra@ejemplo.mx"})
        self.fails("bad_value", "google", "sign-out")
        self.assertFalse(self.json("google", "sign-out", "otra@ejemplo.mx", "--here")["revoked"])
        self.assertEqual([a["email"] for a in self.status("--check")["accounts"]], [cloud.PERSON])

    def test_sign_out_without_network(self):
        self.set_client()
        self.sign_in()
        self.cloud.control("faults", {"path": "revoke", "status": 503, "times": -1})
        answer = self.json("google", "sign-out", status=PARTLY)
        self.assertFalse(answer["revoked"])
        self.assertEqual(self.status()["accounts"], [])

    def test_no_keyring(self):
        none = {"SECRET_BACKEND": "", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        answer = self.set_client(env=none)
        self.assertEqual(answer.status, PARTLY, answer)
        self.assertIn("no keyring", answer.err)
        self.assertFalse(self.status(env=none)["client"]["complete"])

    def test_endpoints_are_checked(self):
        path = self.write("evil.json", '{"token": "http://example.com/token"}')
        self.fails("refused", "google", "status", "--endpoints", path)
        self.fails("invalid", "google", "status", "--endpoints", self.write("odd.json", '{"tokn": "https://example.com/"}'))

    def assert_nothing_leaked(self):
        """No token, code or secret in any file but the keyring's, which is encrypted."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                # The keyring, and the fake cloud's own knowledge of what it gave out
                if name in ("keyring", "state.json", "client_secret.json"):
                    continue
                with open(path, "rb") as file:
                    self.assertEqual(cloud.TOKEN.findall(file.read()), [], path)

    def test_logs_tell_no_secret(self):
        self.env["G_MESSAGES_DEBUG"] = "all"
        self.set_client()
        attempt = cloud.SignIn(self)
        self.cloud.agree(attempt.address, picked=[self.sheet])
        _, _, said = attempt.finish()
        self.assertIn("autosell-net", said, "the log is on")
        answer = self.run_cli("google", "status", "--check")
        self.assertIn("autosell-net", answer.err + answer.out)
        for text in (said, answer.err, answer.out):
            self.assertEqual(cloud.TOKEN.findall(text.encode()), [])
        self.assert_nothing_leaked()


if __name__ == "__main__":
    harness.main()
