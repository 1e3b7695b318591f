# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real autosell-cli on folders of its own.

Each test is a method of a Case; main() runs them and speaks TAP. AUTOSELL_CLI names the program, AUTOSELL_SOURCE_ROOT the
tree with the sample inventory; both default to what a build in build/ has.
"""

import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE_ROOT = os.environ.get("AUTOSELL_SOURCE_ROOT", os.path.dirname(os.path.dirname(HERE)))
BUILD_ROOT = os.environ.get("AUTOSELL_BUILD_ROOT", os.path.join(SOURCE_ROOT, "build"))
CLI = os.environ.get("AUTOSELL_CLI", os.path.join(BUILD_ROOT, "src", "cli", "autosell-cli"))
SAMPLE = os.path.join(SOURCE_ROOT, "data", "sample-inventory.csv")

# A busy machine under a sanitizer is slow; a program that hangs is told apart from that by this much.
DEADLINE_SECONDS = 120

DONE, FAILED, USAGE, PARTLY = 0, 1, 2, 3

FIELDS = """stock_number group entry_date brand model version year colour price km status location niv plates
motor_number transmission fuel body doors cylinders owners invoice_kind features description notes cost minimum_price
acquisition consignor sold_price sold_on salesperson buyer deposit reserved_until credit_price down_payment""".split()
MONEY = {"price", "cost", "minimum_price", "sold_price", "deposit", "credit_price", "down_payment"}
INTEGERS = {"year", "km", "doors", "cylinders", "owners"}

# One document and nothing else; a number is kept as it is written, so that 379000.1 is not taken for a binary fraction.
INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")


def seed():
    """A seed for what is random, printed so that it can be repeated with AUTOSELL_TEST_SEED."""
    number = int(os.environ.get("AUTOSELL_TEST_SEED", random.randrange(1 << 32)))
    print(f"# AUTOSELL_TEST_SEED={number}", flush=True)
    return number


class Answer:
    """What a run of the program said."""

    def __init__(self, arguments, status, out, err):
        self.arguments, self.status, self.out, self.err = arguments, status, out, err

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return f"{' '.join(map(str, self.arguments))}\nstatus {self.status}\n--- out\n{self.out}\n--- err\n{self.err}"


# Environment of a program that speaks Spanish.
SPANISH = {"LANGUAGE": "es_MX", "LC_ALL": os.environ.get("AUTOSELL_TEST_SPANISH_LOCALE", "C.UTF-8")}


class Case(unittest.TestCase):
    longMessage = True
    maxDiff = 4000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="autosell-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, "data")
        self.env = dict(os.environ, HOME=self.folder, XDG_DATA_HOME=self.folder, AUTOSELL_DATA_DIR=self.data,
                        AUTOSELL_AUTHOR="Ana", LC_ALL="C.UTF-8", LANGUAGE="en", TZ="America/Mexico_City",
                        GSETTINGS_BACKEND="memory")
        self.env.pop("COLUMNS", None)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        path = self.path(name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run_cli(self, *arguments, data=None, env=None, stdin=b"", cwd=None, prefix=()):
        """Runs it to its end, whatever that is."""
        environment = dict(self.env, **(env or {}))
        if data is not None:
            environment["AUTOSELL_DATA_DIR"] = data
        done = subprocess.run([*prefix, CLI, *map(str, arguments)], input=stdin, env=environment, cwd=cwd,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=DEADLINE_SECONDS)
        answer = Answer(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())
        self.assertNotIn("CRITICAL", answer.err, answer)
        self.assertNotIn("WARNING", answer.err, answer)
        self.assertGreaterEqual(done.returncode, 0, answer)
        return answer

    def ok(self, *arguments, **more):
        """Runs what has to work; its text."""
        answer = self.run_cli(*arguments, **more)
        self.assertEqual(answer.status, DONE, answer)
        return answer.out

    def json(self, *arguments, status=DONE, **more):
        """Runs it with --json; the document."""
        answer = self.run_cli("--json", *arguments, **more)
        self.assertEqual(answer.status, status, answer)
        return answer.json()

    def fails(self, code, *arguments, status=FAILED, **more):
        """Runs what has to fail, for people and for JSON; the error."""
        answer = self.run_cli(*arguments, **more)
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.out, "", answer)
        self.assertTrue(answer.err.startswith("autosell-cli: "), answer)
        error = self.json(*arguments, status=status, **more)["error"]
        self.assertEqual(error["code"], code, error)
        self.assertIn(error["message"], answer.err)
        return error

    # What the tests ask often.

    def import_sample(self, data=None):
        return self.json("import", SAMPLE, data=data)

    def vehicles(self, *arguments, data=None):
        return self.json("list", *arguments, data=data)["vehicles"]

    def contents(self, data=None, query=None):
        """All that people entered, by id: what an export must bring back."""
        cars = self.vehicles(*(["--filter", query] if query else []), data=data)
        return {car["id"]: {key: car[key] for key in [*FIELDS, "raw", "extra"]} for car in cars}

    def database(self, data=None):
        """The data file, known by what SQLite writes first."""
        for path in sorted(glob.glob(os.path.join(data or self.data, "*"))):
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    if file.read(15) == b"SQLite format 3":
                        return path
        self.fail("There is no data file.")

    def assert_sound(self, data=None):
        check = self.json("check", data=data)
        self.assertTrue(check["sound"], check)
        self.assertEqual(check["faults"], [])
        return check

    def assert_vehicle(self, car):
        """The members that a vehicle has, and their types."""
        self.assertEqual(set(car), {"id", "title", *FIELDS, "raw", "extra", "problems", "days", "photos", "readiness", "revision", "created",
                                    "updated", "deleted"})
        for field in FIELDS:
            value = car[field]
            if field == "features":
                self.assertIsInstance(value, list)
            elif field in MONEY:
                self.assertIsInstance(value, (int, float, type(None)), field)
            elif field in INTEGERS:
                self.assertIsInstance(value, (int, type(None)), field)
            else:
                self.assertIsInstance(value, (str, type(None)), field)
                self.assertNotEqual(value, "")
        self.assertRegex(car["created"], INSTANT)
        self.assertRegex(car["updated"], INSTANT)
        for problem in car["problems"]:
            self.assert_problem(problem)

    def assert_problem(self, problem):
        self.assertLessEqual({"kind", "field", "message", "fixable", "proposal"}, set(problem))
        self.assertIn(problem["field"], FIELDS)
        self.assertTrue(problem["message"])


class Result(unittest.TestResult):
    """TAP, one line a test, with what went wrong below it."""

    def __init__(self):
        super().__init__()
        self.number = 0
        self.skip_reason = None
        self.errors_here = []

    def startTest(self, test):
        super().startTest(test)
        self.skip_reason, self.errors_here = None, []

    def stopTest(self, test):
        self.number += 1
        verdict = "not ok" if self.errors_here else "ok"
        comment = f" # SKIP {self.skip_reason}" if self.skip_reason else ""
        print(f"{verdict} {self.number} - {test.id().removeprefix('__main__.')}{comment}")
        for name, error in self.errors_here:
            for line in [name, *"".join(traceback.format_exception(*error)).splitlines()]:
                print(f"# {line}")
        sys.stdout.flush()
        super().stopTest(test)

    def addSkip(self, test, reason):
        self.skip_reason = reason

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.errors_here.append((test.id(), error))

    def addError(self, test, error):
        super().addError(test, error)
        self.errors_here.append((test.id(), error))

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.errors_here.append((subtest.id(), error))


def main():
    names = sys.argv[1:]
    loader = unittest.TestLoader()
    module = sys.modules["__main__"]
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    print(f"1..{suite.countTestCases()}", flush=True)
    result = Result()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
