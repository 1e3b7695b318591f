# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs as other programs read them."""

import os
import re
import shutil
import subprocess

from harness import Case, DONE, FAILED, SPANISH, USAGE, main


def tool(name):
    path = shutil.which(name)
    if path is None:
        print(f"# {name} is not here: what it would tell is not checked")
    return path


class Print(Case):
    def text(self, path, *options):
        """The text of a PDF; None where nothing here can read one."""
        program = tool("pdftotext")
        if program is None:
            return None
        return subprocess.run([program, *options, path, "-"], check=True, stdout=subprocess.PIPE).stdout.decode()

    def info(self, path):
        program = tool("pdfinfo")
        if program is None:
            return None
        text = subprocess.run([program, path], check=True, stdout=subprocess.PIPE).stdout.decode()
        return dict(re.findall(r"^([A-Za-z ]+):\s+(.*)$", text, re.MULTILINE))

    def assert_pdf(self, path):
        with open(path, "rb") as file:
            content = file.read()
        self.assertTrue(content.startswith(b"%PDF-"), path)
        self.assertIn(b"%%EOF", content[-32:])

    def test_list(self):
        self.import_sample()
        path = self.path("lista.pdf")
        answer = self.json("print", "list", path)
        self.assertEqual((answer["kind"], answer["paper"], answer["vehicles"]), ("list", "letter", 45))
        self.assert_pdf(path)
        info, text = self.info(path), self.text(path, "-layout")
        if info is not None:
            self.assertEqual(int(info["Pages"]), answer["pages"])
            self.assertTrue(info["Title"].startswith("Price list of "), info)
        if text is not None:
            for car in self.vehicles():
                # A line of the table has the whole car.
                words = [re.escape(str(car[field])) for field in ("brand", "model", "year") if car[field] is not None]
                self.assertRegex(text, r"\s+".join(words))
            self.assertIn("45 vehicles · 44 with price · $25,703,000", text)
            self.assertEqual(len(re.findall("Page [0-9]+ of [0-9]+", text)), answer["pages"])

    def test_list_of_some(self):
        self.import_sample()
        path = self.path("lista.pdf")
        self.json("print", "list", path, "--filter", "marca:mazda", "--columns", "marca,precio,km", "--sort", "price:desc", "--paper", "A4")
        text, info = self.text(path), self.info(path)
        if info is not None:
            self.assertIn("A4", info["Page size"])
        if text is not None:
            self.assertNotIn("NISSAN", text)
            self.assertNotIn("CX30", text)
            prices = [int(price.replace(",", "")) for price in re.findall(r"^\$([\d,]+)$", text, re.MULTILINE)]
            self.assertGreater(len(prices), 2)
            self.assertEqual(prices, sorted(prices, reverse=True))
        self.assertEqual(self.json("print", "list", "1", "4", path)["vehicles"], 2)

    def test_sheet(self):
        self.ok("add", "stock_number=A-0815", "brand=MAZDA", "model=CX30", "price=379000", "notes=SECRETO", "cost=111111")
        path = self.path("parabrisas.pdf")
        self.assertIn("1 page", self.ok("print", "sheet", "A-0815", path))
        text = self.text(path)
        if text is not None:
            self.assertIn("$379,000", text)
            self.assertIn("A-0815", text)
            for private in ("SECRETO", "111,111"):
                self.assertNotIn(private, text)
            for unknown in ("Mileage", "Fuel", "Transmission"):
                self.assertNotIn(unknown, text)
        self.read_code(path, "A-0815")

    def read_code(self, path, wanted):
        """The code as a phone sees it."""
        paint, scan = tool("pdftoppm"), tool("zbarimg")
        if paint is None or scan is None:
            return
        subprocess.run([paint, "-r", "150", "-png", "-singlefile", path, self.path("page")], check=True)
        done = subprocess.run([scan, "--quiet", "--raw", self.path("page.png")], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, env=dict(self.env, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nonexistent"))
        self.assertEqual(done.stdout.decode().strip(), wanted)

    def test_code_is_the_id_without_a_number(self):
        self.ok("add", "brand=GMC")
        identity = self.vehicles()[0]["id"]
        path = self.path("parabrisas.pdf")
        self.ok("print", "sheet", identity, path)
        self.read_code(path, identity)

    def test_receipt(self):
        self.ok("add", "stock_number=7", "brand=MAZDA", "price=379000", "deposit=10000", "buyer=Ana López", "reserved_until=30/11/2026")
        path = self.path("recibo.pdf")
        self.ok("print", "receipt", "7", path)
        text = self.text(path)
        if text is not None:
            self.assertEqual(text.count("$369,000"), 2)
            self.assertIn("30/11/2026", text)
        self.ok("print", "receipt", "7", "--copies", "1", path)
        text = self.text(path)
        if text is not None:
            self.assertEqual(text.count("$369,000"), 1)

    def test_spanish(self):
        self.ok("add", "stock_number=7", "brand=MAZDA", "price=379000", "down_payment=80000")
        path = self.path("hoja.pdf")
        self.ok("print", "sheet", "7", path, env=SPANISH)
        text = self.text(path)
        if text is not None and os.environ.get("AUTOSELL_LOCALEDIR"):
            self.assertIn("Precio de contado", text)

    def test_mistakes(self):
        self.import_sample()
        path = self.path("x.pdf")
        self.fails("usage", "print", "poster", path, status=USAGE)
        self.fails("usage", "print", "list", "1", status=USAGE)
        self.fails("usage", "print", "sheet", path, status=USAGE)
        self.fails("usage", "print", "list", "--paper", "a3", path, status=USAGE)
        self.fails("usage", "print", "receipt", "1", "--copies", "3", path, status=USAGE)
        self.fails("unknown_field", "print", "list", "--columns", "wheels", path, status=USAGE)
        self.fails("not_found", "print", "sheet", "no-such-car", path)
        self.fails("not_found", "print", "sheet", "--filter", "brand:nobody", path)
        self.fails("no_such_file", "print", "list", self.path("no/folder/x.pdf"))
        self.assertFalse(os.path.exists(path))

    def test_old_file_stays(self):
        """A file is replaced only by a whole one."""
        self.import_sample()
        path = self.write("lista.pdf", "older")
        if os.path.exists("/dev/full"):
            full = self.path("full.pdf")
            os.symlink("/dev/full", full)
            self.assertEqual(self.run_cli("print", "list", full).status, FAILED)
        answer = self.run_cli("print", "list", "--columns", "wheels", path)
        self.assertNotEqual(answer.status, DONE)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "older")
        self.ok("print", "list", path)
        self.assert_pdf(path)


if __name__ == "__main__":
    main()
