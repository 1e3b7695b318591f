#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of `make check` is what people believe, so it is tested: nothing that failed may be missing from it."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

COUNT = os.path.join(sys.argv.pop(1), "build-aux", "count-tests")


class Count(unittest.TestCase):
    def count(self, *runs):
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "build", "meson-logs", "testlog.json")
            os.makedirs(os.path.dirname(log))
            with open(log, "w", encoding="utf-8") as stream:
                for result, stdout in runs:
                    stream.write(json.dumps({"name": "x", "result": result, "stdout": stdout, "stderr": ""}) + "\n")
            done = subprocess.run([sys.executable, COUNT, log], capture_output=True, text=True, check=False)
        return done.stdout.splitlines()[-1], done.returncode, done.stdout

    def test_each_case_counts(self):
        last, status, _ = self.count(("OK", "1..2\nok 1 /a\nok 2 /b\n"), ("OK", "no TAP here"))
        self.assertEqual((last, status), ("3 passed, 0 failed", 0))

    def test_a_failed_case_is_named_with_its_reason(self):
        last, status, output = self.count(("FAIL", "ok 1 /a\n# because\nnot ok 2 /b\nok 3 /c\n"))
        self.assertEqual((last, status), ("2 passed, 1 failed", 1))
        self.assertIn("/b", output)
        self.assertIn("because", output)
        self.assertNotIn("/c", output)

    def test_a_crash_after_good_cases_fails(self):
        for result in ("ERROR", "FAIL", "TIMEOUT", "INTERRUPT"):
            last, status, _ = self.count((result, "1..3\nok 1 /a\n"))
            self.assertEqual((last, status), ("1 passed, 1 failed", 1), result)

    def test_a_crash_before_any_case_fails(self):
        last, status, _ = self.count(("OK", "ok 1 /a"), ("ERROR", ""))
        self.assertEqual((last, status), ("1 passed, 1 failed", 1))

    def test_skips_are_named_with_their_reason(self):
        last, status, output = self.count(("OK", "ok 1 /a\nok 2 /b # SKIP no disk\n"), ("SKIP", "no tool\n"))
        self.assertEqual((last, status), ("1 passed, 0 failed, 2 skipped", 0))
        self.assertIn("/b: no disk", output)
        self.assertIn("x: no tool", output)

    def failed_once(self, names, again):
        """What is to be run again where all of names failed, and what is said once that is done: its lines."""
        with tempfile.TemporaryDirectory() as folder:
            logs = os.path.join(folder, "build", "meson-logs")
            os.makedirs(logs)
            for log, said in (("testlog.json", "not ok 1 /a\n"), ("retry.json", again)):
                with open(os.path.join(logs, log), "w", encoding="utf-8") as stream:
                    for name in names:
                        stream.write(json.dumps({"name": name, "result": "OK", "stdout": said, "stderr": ""}) + "\n")
            log = os.path.join(logs, "testlog.json")
            chosen = subprocess.run([sys.executable, COUNT, "--again", log], capture_output=True, text=True, check=True)
            done = subprocess.run([sys.executable, COUNT, log], capture_output=True, text=True, check=False)
        return chosen.stdout.split(), done.stdout.splitlines()

    def test_what_failed_twice_has_failed(self):
        for again, expected in (("ok 1 /a\n", "1 passed, 0 failed"), ("not ok 1 /a\n", "0 passed, 1 failed")):
            chosen, lines = self.failed_once(["p:ui / w"], again)
            self.assertEqual((chosen, lines[-1]), (["w"], expected))
            self.assertIn("run twice: p:ui / w: the first time /a", lines)

    def test_many_failures_are_no_accident(self):
        few, windows = [f"p:unit / u{i}" for i in range(3)], ["p:ui / v", "p:ui / w"]
        self.assertEqual(self.failed_once(few + windows, "ok 1 /a\n")[0], ["v", "w", "u0", "u1", "u2"])
        self.assertEqual(self.failed_once(few + windows + ["p:unit / u3"], "ok 1 /a\n")[0], ["v", "w"])

    def test_nothing_run_is_no_success(self):
        done = subprocess.run([sys.executable, COUNT, "/nonexistent/meson-logs/testlog.json"], capture_output=True,
                              text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout.splitlines()[-1], "0 passed, 1 failed")
        self.assertNotEqual(self.count()[1], 0)


if __name__ == "__main__":
    unittest.main()
