# SPDX-License-Identifier: GPL-3.0-or-later
"""Marketplace by the command line: the kit with its photos, what people say of their listings, and the way back."""

import csv
import io
import os
import sqlite3
import subprocess

from harness import BUILD_ROOT, Case, DONE, FAILED, PARTLY, USAGE, main

MAKER = os.environ.get("AUTOSELL_MAKE_PHOTOS", os.path.join(BUILD_ROOT, "tests", "integration", "make-photos"))
LINK = "https://www.facebook.com/marketplace/item/123456789/"


class Marketplace(Case):
    def setUp(self):
        super().setUp()
        self.ok("add", "stock_number=0133", "brand=MAZDA", "model=CX30", "year=2021", "price=379000", "body=SUV", "status=available",
                "transmission=Automática", "cost=111222")

    def listing(self):
        listings = self.json("marketplace", "status", "0133")["listings"]
        return listings[0] if listings else None

    def add_photos(self, n):
        pictures = self.path("pictures")
        os.mkdir(pictures)
        subprocess.run([MAKER, pictures, "1", str(n), "240", "180"], check=True)
        self.ok("photos", "add", "0133", *[os.path.join(pictures, f"IMG_{i}.jpg") for i in range(1, n + 1)])

    def test_kit(self):
        self.add_photos(3)
        folder = self.path("kit")
        kit = self.json("marketplace", "kit", "0133", folder)
        fields = {field["name"]: field for field in kit["fields"]}
        self.assertEqual([field["name"] for field in kit["fields"]][:3], ["title", "price", "vehicle_type"])
        self.assertEqual(fields["title"]["value"], "MAZDA CX30 2021")
        self.assertEqual(fields["price"]["value"], "379000")
        self.assertEqual(fields["transmission"]["value"], "Automatic")
        self.assertTrue(fields["transmission"]["choice"])
        self.assertIsNone(fields["mileage"]["value"])
        self.assertTrue(fields["mileage"]["note"])
        self.assertEqual(kit["photos"], ["01.jpg", "02.jpg", "03.jpg"])
        self.assertEqual(kit["listing"]["stage"], "none")
        self.assertEqual(sorted(os.listdir(folder)), ["01.jpg", "02.jpg", "03.jpg", "anuncio.txt"])
        for name in kit["photos"]:
            with open(os.path.join(folder, name), "rb") as file:
                self.assertEqual(file.read(3), b"\xff\xd8\xff")
        with open(os.path.join(folder, "anuncio.txt"), encoding="utf-8") as file:
            words = file.read()
        self.assertIn("Ref. 0133", words)
        self.assertNotIn("111", words)
        # Nothing is written over
        with open(os.path.join(folder, "01.jpg"), "wb") as file:
            file.write(b"mine")
        again = self.run_cli("marketplace", "kit", "0133", folder)
        self.assertEqual(again.status, FAILED, again)
        with open(os.path.join(folder, "01.jpg"), "rb") as file:
            self.assertEqual(file.read(), b"mine")

    def test_kit_takes_no_more_photos_than_the_form(self):
        self.add_photos(22)
        kit = self.json("marketplace", "kit", "0133", self.path("kit"))
        self.assertEqual(len(kit["photos"]), 20)

    def test_kit_in_words(self):
        said = self.ok("marketplace", "kit", "0133")
        self.assertIn("Price (MXN): 379000", said)
        self.assertIn("Transmission: Automatic", said)
        self.assertIn("https://www.facebook.com/marketplace/create/vehicle", said)

    def test_listing(self):
        self.assertIsNone(self.listing())
        self.ok("marketplace", "set", "0133", "--posted", "today", "--link", LINK + "?ref=share")
        listing = self.listing()
        self.assertEqual(listing["stage"], "up")
        self.assertEqual(listing["link"], LINK)
        self.ok("status", "0133", "sold")
        self.assertEqual(self.listing()["stage"], "take_down")
        self.ok("marketplace", "set", "0133", "--removed", "hoy")
        self.assertEqual(self.listing()["stage"], "removed")
        history = self.json("history", "0133")
        self.assertEqual(history["events"][0]["kind"], "marketplace", history["events"][0])
        self.assertEqual(history["events"][0]["action"], "marketplace")
        self.ok("undo")
        self.assertEqual(self.listing()["stage"], "take_down")
        self.ok("marketplace", "set", "0133", "--never")
        self.assertIsNone(self.listing())

    def test_renewal(self):
        self.ok("marketplace", "set", "0133", "--posted", "01/02/2026")
        self.assertEqual(self.listing()["stage"], "renew")
        self.ok("marketplace", "set", "0133", "--renewed", "today")
        listing = self.listing()
        self.assertEqual((listing["stage"], listing["posted_on"]), ("up", "2026-02-01"))

    def test_in_the_bin_it_is_still_to_be_taken_down(self):
        self.ok("marketplace", "set", "0133", "--posted", "today")
        self.ok("delete", "0133")
        listing = self.listing()
        self.assertEqual((listing["stage"], listing["in_bin"]), ("take_down", True))
        self.ok("marketplace", "set", "0133", "--removed", "today")

    def test_refusals(self):
        for arguments, status in (
            (("set", "0133", "--link", "http://www.facebook.com/marketplace/item/1"), FAILED),
            (("set", "0133", "--link", "https://facebook.com.evil.example/item/1"), FAILED),
            (("set", "0133", "--posted", "ayer o antier"), FAILED),
            (("set", "0133", "--posted", "31/12/2099"), FAILED),
            (("set", "0133"), USAGE),
            (("kit",), USAGE),
            (("dance",), USAGE),
            (("kit", "9999"), FAILED),
        ):
            done = self.run_cli("marketplace", *arguments)
            self.assertEqual(done.status, status, done)
            self.assertTrue(done.err.strip(), done)
        self.assertIsNone(self.listing())

    # ---- the catalog, read by Python's own parser ----

    def write_settings(self, **settings):
        with sqlite3.connect(self.database(), timeout=30) as db:
            for name, value in settings.items():
                db.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name.replace("__", ".").replace("_", "-"), value))

    def read_catalog(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            raw = file.read()
        self.assertFalse(raw.startswith("\ufeff"))
        return list(csv.DictReader(io.StringIO(raw), strict=True))

    def test_catalog(self):
        self.add_photos(2)
        self.ok("set", "0133", "km=45000", "colour=Blanco", "description=Muy \"cuidado\", un dueño\nFactura original")
        self.ok("add", "stock_number=0134", "brand==2+3", "model=Versa", "year=2020", "price=1.50", "km=1", "body=Sedán", "colour=@rojo",
                "description=-1", "status=available")
        self.ok("add", "stock_number=0135", "brand=KIA", "model=RIO", "status=available")
        self.ok("add", "stock_number=0136", "brand=BMW", "model=X3", "status=sold")
        path = self.path("catalog.csv")
        report = self.json("catalog", "export", path, status=PARTLY)
        self.assertEqual(report["written"], 0)
        self.assertEqual([row["title"] for row in report["left_out"]], ["MAZDA CX30 2021", "=2+3 Versa 2020", "KIA RIO"])
        self.assertIn("the dealership’s city", report["left_out"][0]["lacks"])
        self.assertIn("price", report["left_out"][2]["lacks"])
        self.write_settings(dealership__name="Autos del Norte", dealership__address="Av. Uno 1", dealership__city="Mérida",
                            dealership__region="Yucatán", dealership__postal_code="97000", catalog__latitude="20.97",
                            catalog__longitude="-89.62", catalog__page="https://dealer.example/{stock_number}",
                            catalog__photo="https://dealer.example/{stock_number}-{number}.jpg")
        report = self.json("catalog", "export", path, status=PARTLY)
        self.assertEqual(report["written"], 1)
        rows = self.read_catalog(path)
        self.assertEqual(len(rows), 1)
        row = rows[0]
        self.assertEqual(row["price"], "379000 MXN")
        self.assertEqual(row["description"], "Muy \"cuidado\", un dueño\nFactura original")
        self.assertEqual((row["body_style"], row["transmission"], row["mileage.value"], row["mileage.unit"]), ("SUV", "AUTOMATIC", "45000", "KM"))
        self.assertEqual((row["address.city"], row["address.country"], row["longitude"]), ("Mérida", "MX", "-89.62"))
        self.assertEqual((row["image[0].url"], row["image[1].url"], row["image[2].url"]),
                         ("https://dealer.example/0133-1.jpg", "https://dealer.example/0133-2.jpg", ""))
        self.assertEqual((row["availability"], row["state_of_vehicle"]), ("available", "USED"))
        self.assertNotIn("111222", str(row))

    def test_catalog_text_is_harmless(self):
        self.add_photos(1)
        self.ok("set", "0133", "km=1", "colour=@rojo", "description==HYPERLINK(1)", "brand=+x")
        self.write_settings(dealership__address="-calle", dealership__city="Mérida", dealership__region="Yucatán", catalog__latitude="20.97",
                            catalog__longitude="-89.62", catalog__page="https://dealer.example/{id}", catalog__photo="https://dealer.example/{id}.jpg")
        path = self.path("catalog.csv")
        self.json("catalog", "export", path)
        row = self.read_catalog(path)[0]
        for name, value in row.items():
            if name != "longitude":
                self.assertFalse(value.startswith(("=", "+", "-", "@")), (name, value))

    def test_catalog_is_whole_or_not_there(self):
        path = self.path("no-such-folder/catalog.csv")
        self.assertEqual(self.run_cli("catalog", "export", path).status, FAILED)
        kept = self.write("kept.csv", "before")
        os.chmod(self.folder, 0o500)
        try:
            if os.geteuid() != 0:
                self.assertEqual(self.run_cli("catalog", "export", kept).status, FAILED)
        finally:
            os.chmod(self.folder, 0o700)
        with open(kept, encoding="utf-8") as file:
            self.assertEqual(file.read(), "before")

    # ---- the privacy notice ----

    def test_privacy_notice(self):
        page, text = self.path("aviso.html"), self.path("notice.txt")
        self.ok("privacy-notice", page)
        with open(page, encoding="utf-8") as file:
            html = file.read()
        self.assertTrue(html.startswith("<!DOCTYPE html>"))
        self.assertIn("Aviso de privacidad de ____", html)
        self.write_settings(dealership__name="Autos <del> Norte", dealership__email="hola@dealer.example")
        self.ok("privacy-notice", text, "--language", "en")
        with open(text, encoding="utf-8") as file:
            words = file.read()
        self.assertIn("Privacy notice of Autos <del> Norte", words)
        self.assertIn("hola@dealer.example", words)
        self.assertEqual(self.run_cli("privacy-notice", text, "--language", "fr").status, USAGE)


if __name__ == "__main__":
    main()
