# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes on one stock."""

import os
import sqlite3
import subprocess
import threading

from harness import CLI, Case, FAILED, SAMPLE, main


class Processes(Case):
    def start(self, *arguments):
        return subprocess.Popen([CLI, *arguments], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_many_writers_lose_nothing(self):
        """Eight writers at once; all their cars are there, each change is its own."""
        def work(name, failures):
            for i in range(10):
                process = self.start("add", f"stock_number={name}-{i}", f"price={1000 + i}")
                _, err = process.communicate()
                if process.returncode != 0:
                    failures.append(err)

        failures = []
        threads = [threading.Thread(target=work, args=(name, failures)) for name in "ABCDEFGH"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        numbers = [car["stock_number"] for car in self.vehicles()]
        self.assertEqual(sorted(numbers), sorted(f"{name}-{i}" for name in "ABCDEFGH" for i in range(10)))
        check = self.assert_sound()
        self.assertEqual(check["changes"], 80)

    def test_first_starts_at_once(self):
        """The store is made by one of several that start on an empty folder."""
        processes = [self.start("list") for _ in range(8)]
        for process in processes:
            _, err = process.communicate()
            self.assertEqual(process.returncode, 0, err)
        self.assert_sound()

    def test_imports_at_once(self):
        """The same file from two sides: 45 cars, not 90, or one of them is told to try again."""
        processes = [self.start("--json", "import", SAMPLE) for _ in range(3)]
        for process in processes:
            process.communicate()
        self.assertIn(0, [process.returncode for process in processes])
        self.assertEqual(self.json("list")["totals"], {"vehicles": 45, "with_price": 44, "price_sum": 25703000})
        self.assert_sound()

    def test_readers_while_a_writer_writes(self):
        self.import_sample()
        writer = self.start("--json", "import", SAMPLE)
        for _ in range(5):
            self.assertEqual(self.json("list")["totals"]["vehicles"], 45)
        writer.communicate()
        self.assertEqual(writer.returncode, 0)

    def test_another_program_holds_the_lock(self):
        self.import_sample()
        before = self.contents()
        connection = sqlite3.connect(self.database(), isolation_level=None)
        self.addCleanup(connection.close)
        connection.execute("BEGIN IMMEDIATE")
        self.assertEqual(self.contents(), before)  # reading goes on
        answer = self.run_cli("--json", "set", "0", "price=1")
        self.assertEqual(answer.status, FAILED, answer)
        self.assertEqual(answer.json()["error"]["code"], "busy", answer)
        connection.execute("ROLLBACK")
        self.assertEqual(self.contents(), before)
        self.json("set", "0", "price=1")

    def test_a_writer_waits_for_a_short_lock(self):
        self.import_sample()
        connection = sqlite3.connect(self.database(), isolation_level=None, check_same_thread=False)
        self.addCleanup(connection.close)
        connection.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.5, lambda: connection.execute("ROLLBACK"))
        timer.start()
        self.addCleanup(timer.join)
        self.assertEqual(self.json("set", "0", "price=1")["changed"], 1)

    def test_a_start_waits_for_a_writer_of_the_old_journal(self):
        """What a program that makes the file meets while another one makes it too: SQLite itself waits for nobody there."""
        self.import_sample()
        connection = sqlite3.connect(self.database(), isolation_level=None, check_same_thread=False)
        self.addCleanup(connection.close)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.5, lambda: connection.execute("ROLLBACK"))
        timer.start()
        self.addCleanup(timer.join)
        self.assertEqual(self.json("list")["totals"]["vehicles"], 45)


if __name__ == "__main__":
    main()
