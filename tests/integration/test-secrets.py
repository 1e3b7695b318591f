#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where tokens, codes and secrets must not be, after all that can be done with an account has been done, well and badly: in no
log, database, setting, journal or file, on no command line, and in no core file."""

import os
import resource
import signal

import cloud
import harness
from sheet_case import PRICE, SheetCase, Watch

LOOK_S = 5


class Secrets(SheetCase):
    def setUp(self):
        self.n_logs = 0
        super().setUp()

    def run_cli(self, *arguments, **more):
        """Everything is logged, and each log is kept."""
        more["env"] = {**(more.get("env") or {}), "G_MESSAGES_DEBUG": "all"}
        answer = super().run_cli(*arguments, **more)
        self.keep(answer.out + answer.err)
        return answer

    def keep(self, text):
        self.n_logs += 1
        self.write(f"log-{self.n_logs}", text)

    def attempt(self, *arguments, **browser):
        attempt = cloud.SignIn(self, *arguments, env={"G_MESSAGES_DEBUG": "all"})
        self.cloud.agree(attempt.address, **{"picked": [self.sheet], **browser})
        out, err = attempt.process.communicate(timeout=harness.DEADLINE_SECONDS)
        self.keep(out + "".join(attempt.said[:-1]) + err)  # without the address, which is for the person

    def assert_nothing_leaked(self):
        self.assertGreater(len(self.cloud.secrets()), 12, "there is something to look for")
        self.assertEqual(self.cloud.find_leaks(self.folder), [])

    def do_badly(self):
        """Each way in which a call with a secret in it can fail."""
        for fault in ({"path": "token", "status": 400, "reason": "invalid_grant"}, {"path": "token", "status": 500, "html": True},
                      {"path": "token", "cut": "body", "after": True}, {"path": "token", "status": 200, "empty": True}):
            self.cloud.control("faults", fault)
            self.attempt()
        self.attempt(answer="deny")
        self.attempt("--wide", scopes=[cloud.FILE_SCOPE])
        for fault in ({"path": "token", "status": 503}, {"path": "v4/*", "status": 401}, {"path": "v4/*", "status": 403},
                      {"path": "v4/*", "cut": "body"}, {"path": "drive/*", "status": 404}, {"path": "v4/*", "status": 200, "html": True}):
            self.cloud.control("faults", fault)
            self.run_cli("--json", "google", "status", "--check")
            self.run_cli("sync")

    def test_all(self):
        self.link()
        self.sync()
        self.do_badly()
        self.set("sync.interval", LOOK_S)
        self.cloud.control("identity", {"expire": True})
        self.edit(PRICE + "9", "$280,000.00")
        self.sync()
        self.ok("backup", self.path("backup.db"))
        self.ok("export", self.path("out.xlsx"))
        self.cloud.control("faults", {"path": "revoke", "status": 503})
        self.attempt()
        self.assert_nothing_leaked()
        self.run_cli("google", "sign-out")
        self.assert_nothing_leaked()

    def test_a_running_program(self):
        """Neither its command line nor its environment has any, and when it falls it leaves no core file."""
        self.link()
        self.set("sync.interval", LOOK_S)
        resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
        watch = Watch(self)
        watch.wait("done: Synced just now")
        secrets = self.cloud.secrets()
        for name in ("cmdline", "environ"):
            with open(f"/proc/{watch.process.pid}/{name}", "rb") as file:
                text = file.read()
            self.assertEqual([secret for secret in secrets if secret in text], [], name)
        with open(f"/proc/{watch.process.pid}/limits", encoding="ascii") as file:
            limit = next(line for line in file if line.startswith("Max core file size"))
        self.assertIn(limit.split()[4], ("0", "1"), limit)
        watch.process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(watch.process.pid, 0)
        watch.process.returncode = -os.WTERMSIG(status)
        self.assertEqual(os.WTERMSIG(status), signal.SIGABRT)
        self.assertFalse(os.WCOREDUMP(status), "a core file")
        watch.end()
        self.assert_nothing_leaked()


if __name__ == "__main__":
    harness.main()
