# SPDX-License-Identifier: GPL-3.0-or-later
"""The 45 real rows in a sheet of the fake cloud, and a PC that is signed in."""

import csv
import json
import queue
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.request

import cloud
import harness
from harness import DONE

N_CARS = 45
N_COLUMNS = 11
PRICE = "H"
NETWORK_S = 30  # for what has no promise of its own


class Watch:
    """One on its way. What it tells is read as it comes."""

    def __init__(self, case):
        self.case = case
        self.told = []
        self.lines = queue.Queue()
        self.process = subprocess.Popen([harness.CLI, "sync", "--watch"], env=case.env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        case.addCleanup(self.end)

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.strip())
        self.lines.put(None)

    def wait(self, begins, seconds=NETWORK_S):
        """Until it tells that."""
        until = time.monotonic() + seconds
        while True:
            try:
                line = self.lines.get(timeout=max(until - time.monotonic(), 0.001))
            except queue.Empty:
                line = None
            if line is None:
                raise self.case.failureException(f"not told in {seconds} s: {begins!r}; told: {self.told}")
            self.told.append(line)
            if line.startswith(begins):
                return line

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        err = self.process.communicate(timeout=30)[1] if not self.process.stderr.closed else ""
        self.reader.join()
        self.case.assertNotIn("CRITICAL", err)
        return self.process.returncode


class SheetCase(harness.Case):
    owner = cloud.PERSON
    writers = (cloud.PERSON,)

    def setUp(self):
        super().setUp()
        self.env.update(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=self.path("keyring"), SECRET_FILE_TEST_PASSWORD="test",
                        GIO_USE_PROXY_RESOLVER="dummy")
        self.cloud = cloud.Cloud(self.folder)
        self.addCleanup(self.cloud.stop)
        self.env["AUTOSELL_ENDPOINTS"] = self.cloud.endpoints
        # How many calls a minute is another test's.
        self.cloud.control("quota", {"reads": 0, "writes": 0})
        with open(harness.SAMPLE, encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.sheet = self.cloud.control("sheet", {"title": "Autos", "owner": cloud.PERSON, "locale": "es_MX",
                                                  "tab": "INVENTARIO", "rows": rows})["id"]
        self.sign_in(self.data)

    def new_sheet(self, rows):
        """Another one, picked."""
        self.sheet = self.cloud.control("sheet", {"title": "Autos", "owner": self.owner, "writers": list(self.writers), "locale": "es_MX", "tab": "INVENTARIO",
                                                  "rows": rows})["id"]
        self.cloud.control("file-grant", {"email": cloud.PERSON, "file": self.sheet})
        return self.sheet

    def many(self, n):
        """A sheet of that many cars, the first in row 2; the price is in F."""
        rows = [["NO", "MARCA", "MODELO", "AÑO", "COLOR", "PRECIO", "KM", "ESTATUS"]]
        rows += [[str(i + 1), "NISSAN", f"VERSA {i}", str(2010 + i % 16), "BLANCO", str(100000 + i), str(1000 + 7 * i),
                  "DISPONIBLE"] for i in range(n)]
        return rows

    def sign_in(self, data, email=cloud.PERSON, **env):
        env = {"AUTOSELL_DATA_DIR": data, **env}
        self.run_cli("google", "client", cloud.CLIENT_ID, stdin=(cloud.CLIENT_SECRET + "\n").encode(), env=env)
        attempt = cloud.SignIn(self, env=env)
        self.cloud.agree(attempt.address, email=email, picked=[self.sheet])
        status, _, said = attempt.finish()
        self.assertEqual(status, DONE, said)

    def other_pc(self):
        data = self.path("other")
        self.sign_in(data)
        return data

    def link(self, *arguments, data=None):
        return self.json("sheet", "link", self.sheet, "--yes", *arguments, data=data)

    def sync(self, *arguments, data=None):
        return self.json("sync", *arguments, data=data)

    def tab(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.sheet}", timeout=20) as answer:
            whole = json.loads(answer.read())
        return whole["sheets"][0] if "sheets" in whole else whole["tabs"][0]

    def kept(self):
        """What the sheet holds, cell by cell, without the column of ids: values, formats and all."""
        return [(row.get("cells") or [])[:N_COLUMNS] for row in self.tab()["rows"]]

    def edit(self, where, value):
        self.cloud.control("act", {"do": "edit", "sheet": self.sheet, "range": f"INVENTARIO!{where}", "value": value})

    def remove_rows(self, first, last):
        """Counted as the sheet counts them, both included."""
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": first - 1, "endIndex": last}
        self.cloud.control("act", {"do": "batch", "sheet": self.sheet, "requests": [{"deleteDimension": {"range": span}}]})

    def set(self, name, value):
        with sqlite3.connect(self.database()) as connection:
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, str(value)))
        connection.close()

    def until(self, look, what, seconds=NETWORK_S):
        """The seconds that it took."""
        begin = time.monotonic()
        while not look():
            if time.monotonic() - begin > seconds:
                self.fail(f"{what} did not come in {seconds} s")
        return time.monotonic() - begin

    def car(self, number, data=None):
        return self.json("show", str(number), data=data)

    def prices(self, data=None):
        return sorted((str(car["stock_number"]), car["price"] or 0) for car in self.vehicles(data=data))

    def n_writes(self):
        return sum(line["path"].endswith((":batchUpdate", ":batchUpdateByDataFilter")) for line in self.cloud.journal())
