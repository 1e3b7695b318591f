# SPDX-License-Identifier: GPL-3.0-or-later
"""A lot whose sheet lies in a fake cloud, linked and synchronised by the command line, and a colleague who works in it."""

import csv
import json
import os
import subprocess
import sys

import harness

sys.path.insert(0, os.path.join(harness.SOURCE_ROOT, "tests", "integration"))
import cloud as fake  # noqa: E402

TAB = "INVENTARIO"
PRICE = "H"


class Lot:
    """The 45 cars in the sheet and in the stock, which agree."""

    def __init__(self, session, home, cli):
        self.cli = cli
        self.cloud = fake.Cloud(session.folder)
        self.cloud.control("quota", {"reads": 0, "writes": 0})
        with open(harness.SAMPLE_CSV, encoding="utf-8") as file:
            self.rows = list(csv.reader(file))
        self.sheet = self.cloud.control("sheet", {"title": "Autos del lote", "owner": fake.PERSON, "locale": "es_MX", "tab": TAB,
                                                  "rows": self.rows})["id"]
        self.environment = {"AUTOSELL_ENDPOINTS": self.cloud.endpoints, "SECRET_BACKEND": "file",
                            "SECRET_FILE_TEST_PASSWORD": "test", "SECRET_FILE_TEST_PATH": os.path.join(home.folder, "keyring"),
                            "GIO_USE_PROXY_RESOLVER": "dummy"}
        cli.environment.update(self.environment)
        client = os.path.join(home.folder, "client.json")
        with open(client, "w", encoding="utf-8") as file:
            json.dump({"installed": {"client_id": fake.CLIENT_ID, "client_secret": fake.CLIENT_SECRET}}, file)
        cli("google", "client", client)
        self.sign_in()
        cli("sheet", "link", self.sheet, "--yes")
        cli("sync")

    def sign_in(self):
        with subprocess.Popen([self.cli.program, "google", "sign-in", "--no-browser"], env=self.cli.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            address = next(line.strip() for line in process.stderr if line.startswith("http"))
            self.cloud.agree(address, picked=[self.sheet])
            process.stderr.read()
        harness.expect(process.returncode == 0, f"signing in ended with {process.returncode}")

    def stop(self):
        self.cloud.stop()

    def row_of(self, number):
        """As the sheet counts, of the car with that stock number."""
        return 1 + next(i for i, row in enumerate(self.rows) if row[0].strip() == str(number))

    def edit(self, number, column, value):
        """What a colleague types into the sheet."""
        self.cloud.control("act", {"do": "edit", "range": f"{TAB}!{column}{self.row_of(number)}", "value": value})

    def remove_rows(self, *numbers):
        """Rows that a colleague deletes; those below move up."""
        for row in sorted((self.row_of(number) for number in numbers), reverse=True):
            span = {"sheetId": 0, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}
            self.cloud.control("act", {"do": "batch", "sheet": self.sheet, "requests": [{"deleteDimension": {"range": span}}]})
            del self.rows[row - 1]

    def sync(self):
        return self.cli.json("sync")

    def disagree(self, *cars):
        """(number, mine, theirs): prices that both sides change."""
        for number, mine, theirs in cars:
            self.cli("set", str(number), f"price={mine}")
            self.edit(number, PRICE, f"${theirs:,}.00")
        return self.sync()
