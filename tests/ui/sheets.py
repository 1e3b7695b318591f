# SPDX-License-Identifier: GPL-3.0-or-later
"""A lot's sheet in a fake cloud of the test's own, with the 45 real rows, a home that is signed in there, and a colleague."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import urllib.request

import harness

sys.path.insert(0, os.path.join(harness.SOURCE_ROOT, "tests", "integration"))
import cloud as fake  # noqa: E402

PERSON = fake.PERSON
TAB = "INVENTARIO"
PRICE = "H"


def real_rows():
    with open(harness.SAMPLE_CSV, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


class Sheet:
    def __init__(self, session, home, title="Autos", rows=None):
        """rows: instead of the real ones."""
        self.home = home
        self.cloud = fake.Cloud(session.folder)
        self.cloud.control("quota", {"reads": 0, "writes": 0})
        self.sample = rows or real_rows()
        self.id = self.cloud.control("sheet", {"title": title, "owner": PERSON, "locale": "es_MX", "tab": TAB,
                                               "rows": self.sample})["id"]
        self.environment = {"AUTOSELL_ENDPOINTS": self.cloud.endpoints, "SECRET_BACKEND": "file",
                            "SECRET_FILE_TEST_PASSWORD": "test", "GIO_USE_PROXY_RESOLVER": "dummy",
                            "SECRET_FILE_TEST_PATH": os.path.join(home.folder, "keyring")}
        self.cli = harness.Cli(session, home)
        self.cli.environment.update(self.environment)

    def set_client(self):
        client = os.path.join(self.home.folder, "client.json")
        with open(client, "w", encoding="utf-8") as file:
            json.dump({"installed": {"client_id": fake.CLIENT_ID, "client_secret": fake.CLIENT_SECRET}}, file)
        self.cli("google", "client", client)

    def sign_in(self, email=PERSON, wide=False):
        """As a person does, from the command line."""
        self.set_client()
        arguments = ["google", "sign-in", "--no-browser", *(["--wide"] if wide else [])]
        with subprocess.Popen([self.cli.program, *arguments], env=self.cli.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            address = next(line.strip() for line in process.stderr if line.startswith("http"))
            self.cloud.agree(address, email=email, picked=[] if wide else [self.id])
            said = process.stderr.read()
        harness.expect(process.returncode == 0, said)

    def link(self, look_s=5):
        """look_s: between two looks of the program; 5 is the least."""
        self.cli("sheet", "link", self.id, "--yes")
        self.change_setting("sync.interval", lambda _: str(look_s))

    def change_setting(self, name, change):
        """Of the stock, while no program has it open. change: from the text that it has, or None."""
        path = next(os.path.join(self.home.data_dir, name) for name in os.listdir(self.home.data_dir) if name.endswith(".db"))
        connection = sqlite3.connect(path)
        with connection:
            found = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, change(found and found[0])))
        connection.close()

    def rows(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.id}", timeout=20) as answer:
            return json.loads(answer.read())["tabs"][0]["rows"]

    def edit(self, where, value):
        """What a colleague types into the sheet."""
        self.cloud.control("act", {"do": "edit", "range": f"{TAB}!{where}", "value": value})

    def row_of(self, number):
        """As the sheet counts, of the car with that stock number, while nobody has moved any but by remove_cars()."""
        return 1 + next(i for i, row in enumerate(self.sample) if row[0].strip() == str(number))

    def edit_car(self, number, column, value):
        self.edit(f"{column}{self.row_of(number)}", value)

    def remove_cars(self, *numbers):
        """Rows that a colleague deletes; those below move up."""
        for row in sorted((self.row_of(number) for number in numbers), reverse=True):
            self.remove_rows(row, row)
            del self.sample[row - 1]

    def sync(self):
        return self.cli.json("sync")

    def disagree(self, *cars):
        """(number, mine, theirs): prices that both sides change."""
        for number, mine, theirs in cars:
            self.cli("set", str(number), f"price={mine}")
            self.edit_car(number, PRICE, f"${theirs:,}.00")
        return self.sync()

    def remove_rows(self, first, last):
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": first - 1, "endIndex": last}
        self.cloud.control("act", {"do": "batch", "sheet": self.id, "requests": [{"deleteDimension": {"range": span}}]})

    def clear_faults(self):
        request = urllib.request.Request(f"{self.cloud.base}/control/faults", method="DELETE")
        urllib.request.urlopen(request, timeout=20).close()

    def revoke(self):
        self.cloud.control("identity", {"revoke": PERSON})

    def stop(self):
        self.cloud.stop()
