# SPDX-License-Identifier: GPL-3.0-or-later
"""A lot's sheet in a fake cloud of the test's own, with the 45 real rows, and a home that is signed in there."""

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


class Sheet:
    def __init__(self, session, home, title="Autos"):
        self.home = home
        self.cloud = fake.Cloud(session.folder)
        self.cloud.control("quota", {"reads": 0, "writes": 0})
        with open(harness.SAMPLE_CSV, encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.id = self.cloud.control("sheet", {"title": title, "owner": PERSON, "locale": "es_MX", "tab": "INVENTARIO",
                                               "rows": rows})["id"]
        self.environment = {"AUTOSELL_ENDPOINTS": self.cloud.endpoints, "SECRET_BACKEND": "file",
                            "SECRET_FILE_TEST_PASSWORD": "test", "GIO_USE_PROXY_RESOLVER": "dummy",
                            "SECRET_FILE_TEST_PATH": os.path.join(home.folder, "keyring")}
        self.cli = harness.Cli(session, home)
        self.cli.environment.update(self.environment)

    def sign_in(self):
        """As a person does, from the command line."""
        client = os.path.join(self.home.folder, "client.json")
        with open(client, "w", encoding="utf-8") as file:
            json.dump({"installed": {"client_id": fake.CLIENT_ID, "client_secret": fake.CLIENT_SECRET}}, file)
        self.cli("google", "client", client)
        process = subprocess.Popen([self.cli.program, "google", "sign-in", "--no-browser"], env=self.cli.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        address = next(line.strip() for line in process.stdout if line.startswith("http"))
        self.cloud.agree(address, picked=[self.id])
        said, _ = process.communicate(timeout=60)
        harness.expect(process.returncode == 0, said)

    def link(self, look_s=5):
        """look_s: between two looks of the program; 5 is the least."""
        self.cli("sheet", "link", self.id, "--yes")
        path = next(os.path.join(self.home.data_dir, name) for name in os.listdir(self.home.data_dir) if name.endswith(".db"))
        connection = sqlite3.connect(path)
        with connection:
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('sync.interval', ?)", (str(look_s),))
        connection.close()

    def rows(self):
        with urllib.request.urlopen(f"{self.cloud.base}/control/sheet/{self.id}", timeout=20) as answer:
            return json.loads(answer.read())["tabs"][0]["rows"]

    def edit(self, where, value):
        self.cloud.control("act", {"do": "edit", "range": f"INVENTARIO!{where}", "value": value})

    def remove_rows(self, first, last):
        span = {"sheetId": 0, "dimension": "ROWS", "startIndex": first - 1, "endIndex": last}
        self.cloud.control("act", {"do": "batch", "sheet": self.id, "requests": [{"deleteDimension": {"range": span}}]})

    def revoke(self):
        self.cloud.control("identity", {"revoke": PERSON})

    def stop(self):
        self.cloud.stop()
