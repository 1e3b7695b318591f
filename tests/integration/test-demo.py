#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make demo` where there is no display: the sheet's page and the program have the 45 cars, what is changed in one comes to the
other, and nothing of it stays."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request

import harness

DEMO = os.path.join(harness.SOURCE_ROOT, "build-aux", "demo")
N_CARS = 45
PRICE = 7


class Demo(harness.Case):
    def setUp(self):
        super().setUp()
        for tool in ("gtk4-broadwayd", "dbus-daemon"):
            if shutil.which(tool) is None:
                self.skipTest(f"{tool} is not installed")
        self.mark = f"AUTOSELL_TEST_MARK={os.path.basename(self.folder)}"
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "G_DEBUG", "AUTOSELL_DATA_DIR"):
            self.env.pop(name, None)
        self.env.update(AUTOSELL_BUILD_ROOT=harness.BUILD_ROOT, AUTOSELL_TRACE=self.path("trace"),
                        AUTOSELL_TEST_MARK=os.path.basename(self.folder))
        self.demo_folder = self.path("demo")
        self.env_cli = {"AUTOSELL_DATA_DIR": os.path.join(self.demo_folder, "data")}
        self.addCleanup(self.kill_left)

    def left(self):
        """Processes that carry the mark in their environment."""
        found = []
        for name in os.listdir("/proc"):
            if name.isdigit() and int(name) != os.getpid():
                with contextlib.suppress(OSError), open(f"/proc/{name}/environ", "rb") as environ:
                    if self.mark.encode() in environ.read():
                        found.append(int(name))
        return found

    def kill_left(self):
        for pid in self.left():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def wait_for(self, condition, what):
        end = time.monotonic() + harness.DEADLINE_SECONDS
        while True:
            result = condition()
            if result:
                return result
            self.assertLess(time.monotonic(), end, f"waited in vain for {what}")
            time.sleep(0.02)  # between two looks; never instead of one

    def read(self, name):
        with contextlib.suppress(OSError), open(self.path(name), encoding="utf-8", errors="replace") as stream:
            return stream.read()
        return ""

    def start(self):
        with open(self.path("log"), "w", encoding="utf-8") as log:
            demo = subprocess.Popen([DEMO, "--folder", self.demo_folder], env=self.env, stdin=subprocess.DEVNULL, stdout=log,
                                    stderr=subprocess.STDOUT)

        def find(name, pattern):
            self.assertIsNone(demo.poll(), self.read("log"))
            return re.search(pattern, self.read(name))

        self.page = self.wait_for(lambda: find("log", r"http://127\.0\.0\.1:\d+/sheet/\S+"), "the sheet's address").group()
        self.window = self.wait_for(lambda: find("log", r"http://127\.0\.0\.1:\d+/\s"), "the window's address").group().strip()
        self.wait_for(lambda: find("trace", '"window-shown"'), "the window")
        return demo

    def get(self, address):
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.read().decode()

    def rows(self):
        """As the page has them: cells of what is shown and what was typed."""
        rows = [row for row in json.loads(self.get(self.page + "/cells"))["tabs"][0]["rows"] if row]
        return rows[1:]

    def price(self, number):
        return self.json("show", str(number), env=self.env_cli)["price"]

    def type_price(self, row, text):
        base, sheet = self.page.split("/sheet/")
        body = {"sheet": sheet, "do": "edit", "range": f"'INVENTARIO'!H{row}", "value": text}
        request = urllib.request.Request(f"{base}/control/act", data=json.dumps(body).encode(), method="POST")
        urllib.request.urlopen(request, timeout=20).close()

    def test_story(self):
        demo = self.start()
        self.assertIn("<table", self.get(self.page))
        self.assertIn("broadway", self.get(self.window))
        self.assertEqual(len(self.rows()), N_CARS)
        cars = self.json("list", env=self.env_cli)["vehicles"]
        self.assertEqual(len(cars), N_CARS)

        # Each side's change comes to the other without anybody's doing.
        self.assertNotEqual(self.price(6), 123000)
        self.type_price(8, "$123,000.00")
        started = time.monotonic()
        self.wait_for(lambda: self.price(6) == 123000, "the sheet's change in the stock")
        print(f"# from the sheet to the program: {time.monotonic() - started:.1f} s", flush=True)
        self.ok("set", "7", "price=234000", env=self.env_cli)
        started = time.monotonic()
        self.wait_for(lambda: any(cell[1] == 234000 for cell in (row[PRICE] for row in self.rows()) if len(cell) > 1),
                      "the stock's change in the sheet")
        print(f"# from the program to the sheet: {time.monotonic() - started:.1f} s", flush=True)

        second = subprocess.run([DEMO, "--folder", self.demo_folder], env=self.env, capture_output=True, text=True, timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn("runs in", second.stderr)
        self.assertGreaterEqual(len(self.left()), 5)
        demo.send_signal(signal.SIGTERM)
        self.assertEqual(demo.wait(harness.DEADLINE_SECONDS), 128 + signal.SIGTERM)
        self.wait_for(lambda: not self.left(), "all of it to end")
        self.assert_quiet()

        # Once more is afresh, in a language that the machine may lack.
        os.unlink(self.path("trace"))
        del self.env["LC_ALL"]
        self.env.update(LANG="es_MX.UTF-8", LANGUAGE="es_MX")
        demo = self.start()
        self.assertEqual((len(self.rows()), self.price(6)), (N_CARS, next(car["price"] for car in cars if car["stock_number"] == "6")))
        # The window is closed: that is the end as well.
        [window] = [pid for pid in self.left() if os.readlink(f"/proc/{pid}/exe").endswith("/autosell-manager")]
        os.kill(window, signal.SIGTERM)
        demo.wait(harness.DEADLINE_SECONDS)
        self.wait_for(lambda: not self.left(), "all of it to end")
        self.assert_quiet()
        self.assertFalse(os.path.exists(os.path.join(harness.SOURCE_ROOT, "locale")), "a language is made elsewhere")

    def assert_quiet(self):
        trouble = [line for line in self.read("log").splitlines() if re.search(r"(CRITICAL|WARNING) \*\*|Traceback|dconf-", line)]
        self.assertEqual(trouble, [])

    def test_a_folder_of_something_else(self):
        os.makedirs(self.demo_folder)
        self.write("demo/photo.jpg", "mine")
        done = subprocess.run([DEMO, "--folder", self.demo_folder], env=self.env, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, os.listdir(self.demo_folder)), (1, ["photo.jpg"]))
        self.assertIn("something else", done.stderr)


if __name__ == "__main__":
    harness.main()
