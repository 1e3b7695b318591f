# SPDX-License-Identifier: GPL-3.0-or-later
"""The writer is killed at 200 random instants. What it confirmed is there, what it was doing is there whole or not at
all, and the file is sound."""

import copy
import os
import random
import select
import signal
import sqlite3
import subprocess
import time

from harness import BUILD_ROOT, CLI, Case, DEADLINE_SECONDS, SAMPLE, main, seed

WRITER = os.environ.get("AUTOSELL_KILL_WRITER", os.path.join(BUILD_ROOT, "tests", "integration", "kill-writer"))
ROUNDS = int(os.environ.get("AUTOSELL_KILL_ROUNDS", "200"))


class Model:
    """What the stock must be: cars by stock number, each (centavos, km, deleted)."""

    def __init__(self, cars):
        self.cars = cars
        self.before = None  # as of before the last change, for undo

    def apply(self, words):
        before = copy.deepcopy(self.cars)
        kind = words[0]
        if kind == "import":
            for i in range(200):
                cents, _, _ = self.cars.get(f"S{i}", (-1, -1, False))
                self.cars[f"S{i}"] = (cents, int(words[1]), False)
        elif kind == "price":
            _, km, deleted = self.cars[words[1]]
            self.cars[words[1]] = (int(words[2]), km, deleted)
        elif kind == "add":
            self.cars[words[1]] = (-1, -1, False)
        elif kind == "delete":
            cents, km, _ = self.cars[words[1]]
            self.cars[words[1]] = (cents, km, True)
        elif kind == "undo":
            self.cars = self.before
        self.before = before


class Kill(Case):
    def read_until(self, process, stop, until):
        """What it writes up to the line @stop, or up to the instant @until."""
        text = b""
        while time.monotonic() < until:
            ready, _, _ = select.select([process.stdout], [], [], max(0, until - time.monotonic()))
            if not ready:
                break
            piece = os.read(process.stdout.fileno(), 65536)
            if not piece:
                break
            text += piece
            if stop is not None and b"\n" + stop + b"\n" in b"\n" + text:
                break
        return text

    def start(self, number):
        return subprocess.Popen([WRITER, self.data, str(number)], env=self.env, stdout=subprocess.PIPE, bufsize=0)

    def kill(self, process):
        """What it had still written when the signal came, as complete lines."""
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
        process.stdout.close()
        process.wait()
        return rest

    def read_state(self, lines):
        cars = {}
        for line in lines:
            words = line.split()
            if words[0] == "car":
                self.assertNotIn(words[1], cars, "a car is there twice")
                cars[words[1]] = (int(words[2]), int(words[3]), words[4] == "1")
        return cars

    def assert_integrity(self):
        connection = sqlite3.connect(f"file:{self.database()}?mode=ro", uri=True)
        self.assertEqual(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual(connection.execute("PRAGMA foreign_key_check").fetchall(), [])
        connection.close()

    def follow(self, model, lines):
        """Applies what was confirmed; returns what had begun and was not, or None."""
        pending = None
        for line in lines:
            words = line.split()
            self.assertIn(words[0], ("begin", "done"), line)
            if words[0] == "begin":
                pending = words[1:]
            else:
                model.apply(pending)
                pending = None
        return pending

    def test_killed_writer(self):
        number = seed()
        rng = random.Random(number)
        begin = time.monotonic()
        first = self.start(number)
        out, _ = first.communicate(timeout=DEADLINE_SECONDS)
        window = max(0.12, 2 * (time.monotonic() - begin))  # long enough for some changes on a busy machine too
        self.assertEqual(first.returncode, 0, out)
        model = Model({})
        self.assertIsNone(self.follow(model, [line for line in out.decode().splitlines() if line != "ready"]))
        pending, confirmed, hit, kept = None, 0, {}, 0

        for turn in range(ROUNDS):
            process = self.start(rng.randrange(1 << 32))
            if rng.random() < 0.1:  # while it opens and repairs what the one before left behind
                text = self.read_until(process, None, time.monotonic() + rng.uniform(0, 0.03))
            else:
                text = self.read_until(process, b"ready", time.monotonic() + DEADLINE_SECONDS)
                text += self.read_until(process, None, time.monotonic() + rng.uniform(0, window))
            text += self.kill(process)
            self.assert_integrity()
            head, ready, text = (b"\n" + text).partition(b"\nready\n")
            if not ready:
                hit["start"] = hit.get("start", 0) + 1
                continue
            cars = self.read_state(head.decode().split("\n")[1:])
            if cars != model.cars:
                lost = self.differences(cars, model.cars)
                self.assertIsNotNone(pending, f"turn {turn}: confirmed changes are lost: {lost}")
                model.apply(pending)
                self.assertEqual(self.differences(cars, model.cars), {},
                                 f"turn {turn}: neither before nor after {pending}; before it: {lost}")
                kept += 1
            lines = text[:text.rfind(b"\n") + 1].decode().splitlines()
            pending = self.follow(model, lines)
            confirmed += lines.count("done")
            name = pending[0] if pending else "between"
            hit[name] = hit.get(name, 0) + 1
        print(f"# {ROUNDS} kills, {confirmed} changes confirmed; killed during: {hit}; "
              f"unconfirmed but written: {kept}", flush=True)
        self.assertGreater(confirmed, ROUNDS // 4)
        self.assert_sound()

    @staticmethod
    def differences(a, b):
        return {name: (a.get(name), b.get(name)) for name in {*a, *b} if a.get(name) != b.get(name)}

    def test_killed_command(self):
        """The command itself, killed at any instant from its start: an answer that was printed holds."""
        rng = random.Random(seed())
        self.import_sample()
        begin = time.monotonic()
        self.json("set", "0", "km=1")
        duration = time.monotonic() - begin
        confirmed, price = 0, 379000
        for turn in range(40):
            process = subprocess.Popen([CLI, "--json", "set", "0", f"price={turn + 1}"], env=self.env,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(rng.uniform(0, duration * 1.2))
            process.send_signal(signal.SIGKILL)
            out, _ = process.communicate()
            now = self.json("show", "0")["price"]
            self.assertIn(now, (price, turn + 1))
            if out.endswith(b"}\n"):
                self.assertEqual(now, turn + 1)
                confirmed += 1
            price = now
        print(f"# {confirmed} of 40 were confirmed", flush=True)
        self.assert_sound()


if __name__ == "__main__":
    main()
