# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos of a few cars, and a Drive of the fake cloud to keep them in."""

import glob
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.request

import harness
from sheet_case import SheetCase

MAKER = os.environ.get("AUTOSELL_MAKE_PHOTOS", os.path.join(harness.BUILD_ROOT, "tests", "integration", "make-photos"))
FOLDER = "application/vnd.google-apps.folder"


class DriveCase(SheetCase):
    def setUp(self):
        super().setUp()
        self.pictures = self.path("pictures")
        os.mkdir(self.pictures)
        self.link()
        self.sync()

    # Here.

    def make(self, first, n, width=240, height=180):
        subprocess.run([MAKER, self.pictures, str(first), str(n), str(width), str(height)], check=True)
        return [os.path.join(self.pictures, f"IMG_{i}.jpg") for i in range(first, first + n)]

    def add_photos(self, car, first, n, data=None, **size):
        self.ok("photos", "add", car, *self.make(first, n, **size), data=data)

    def photos(self, car, data=None):
        return self.json("photos", "list", car, data=data)["photos"]

    def names(self, car, data=None):
        """The numbers that the pictures were made with, in their order."""
        return [int(re.search(r"\d+", photo["name"]).group()) for photo in self.photos(car, data)]

    def drive(self, *arguments, **more):
        return self.json("drive", *arguments, **more)

    def drive_sync(self, *arguments, **more):
        done = self.drive("sync", *arguments, **more)
        if more.get("status", harness.DONE) == harness.DONE:
            self.assertTrue(done["whole"], done)
        return done

    def measure_sync(self):
        """How long it took, and the most memory in kilobytes. What wait4() tells of a child has in it what its parent was when it
        was made, so the program's own mark is read until it is over."""
        begin = time.monotonic()
        process = subprocess.Popen([harness.CLI, "drive", "sync"], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        most = 0
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status", encoding="ascii", errors="replace") as file:
                    status = file.read()
            except OSError:
                continue
            mark = re.search(r"^VmHWM:\s*(\d+)", status, re.MULTILINE)
            if mark is not None and status.startswith("Name:\tautosell-cli"):
                most = int(mark.group(1))
            time.sleep(0.004)
        self.assertEqual(process.returncode, harness.DONE)
        self.assertGreater(most, 1000)
        return time.monotonic() - begin, most

    def set_setting(self, name, value, data=None):
        """What Preferences write."""
        path = glob.glob(os.path.join(data or self.data, "*.db"))[0]
        connection = sqlite3.connect(path)
        with connection:
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))
        connection.close()

    def other_pc(self):
        """Another PC of the same person, with the same sheet."""
        data = super().other_pc()
        self.link(data=data)
        self.sync(data=data)
        return data

    # There.

    def drive_files(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/drive", timeout=20) as answer:
            return [file for file in json.loads(answer.read())["files"] if not file["deleted"]]

    def kind(self, kind, trashed=False):
        return [file for file in self.drive_files() if file["appProperties"].get("asm_kind") == kind and file["inTrash"] == trashed]

    def car_folder(self, title):
        return next(file for file in self.kind("vehicle") if file["name"].startswith(title))

    def there(self, folder):
        """The photos of a folder in the order of their places, as files of the fake Drive."""
        return sorted((file for file in self.kind("photo") if file.get("parent") == folder["id"]),
                      key=lambda file: int(file["appProperties"]["asm_order"]))

    def there_names(self, folder):
        return [int(re.search(r"\d+", file["appProperties"]["asm_name"]).group()) for file in self.there(folder)]

    def act(self, **act):
        return self.cloud.control("drive", act)

    def fault(self, **rule):
        self.cloud.control("faults", rule)

    def calls(self, *parts):
        """Requests to Drive since then."""
        return [line for line in self.cloud.journal() if line["path"].startswith(("drive/", "upload/"))]

    def check_content(self):
        """What is in the fake Drive is, byte for byte, what is here."""
        for file in self.kind("photo"):
            path = os.path.join(self.cloud.state, "blob-" + file["id"])
            with open(path, "rb") as blob:
                self.assertEqual(hashlib.sha256(blob.read()).hexdigest(), file["sha256"])
