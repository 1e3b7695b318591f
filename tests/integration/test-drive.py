# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos in Drive by the command line: up, down, order, bin, what people do there, and every way in which it can be out of
reach. The last one is what all of it is for: the data folder is deleted, and everything comes back."""

import glob
import os
import shutil
import stat
import sqlite3
import subprocess
import time
import urllib.request

import cloud
import harness
from drive_case import FOLDER, DriveCase
from harness import DONE, FAILED, PARTLY, USAGE

UUID = "00000000-0000-4000-8000-%012d"


class Drive(DriveCase):
    def test_up(self):
        self.fails("not_linked", "drive", "sync")
        self.fails("usage", "drive", "nonsense", status=USAGE)
        self.add_photos(1, 0, 4)
        self.add_photos(2, 10, 2)
        self.assertEqual(self.drive("link")["name"], "Autosell")
        self.assertEqual(self.drive("status")["to_send"], 6)
        done = self.drive_sync()
        self.assertEqual((done["sent"], done["folders"]), (6, 2))
        folder = self.car_folder("1 ")
        self.assertRegex(folder["name"], r"^1 [A-Z]+ .*20\d\d$")
        self.assertEqual(self.there_names(folder), [0, 1, 2, 3])
        self.assertEqual([file["name"] for file in self.there(folder)], ["0100.jpg", "0200.jpg", "0300.jpg", "0400.jpg"])
        self.check_content()
        status = self.drive("status")
        self.assertEqual((status["photos"], status["in_drive"], status["to_send"], status["to_fetch"]), (6, 6, 0, 0))
        self.assertGreater(status["bytes_limit"], status["bytes_used"])
        # Nothing to do is two requests, and nothing that Drive does not know was asked of it.
        before = len(self.calls())
        self.drive_sync()
        self.assertLessEqual(len(self.calls()) - before, 2)
        self.assertFalse([line for line in self.calls() if "unknown" in line])
        # A session's address is a secret: nobody else reads it, and it goes when it is over.
        self.assertFalse(os.path.exists(os.path.join(self.data, "drive-uploads")))

    def test_order_and_turn(self):
        self.add_photos(1, 0, 4)
        self.drive("link")
        self.drive_sync()
        self.ok("photos", "move", "1", "4", "--position", "1")
        self.ok("photos", "rotate", "1", "2", "--degrees", "90")
        done = self.drive_sync()
        self.assertEqual(done["edited"], 2, "one photo that is moved is one file that is changed")
        folder = self.car_folder("1 ")
        self.assertEqual(self.there_names(folder), [3, 0, 1, 2])
        self.assertEqual([file["appProperties"].get("asm_look") for file in self.there(folder)], [None, "-t90", None, None])
        # A photo that is added in the middle.
        self.add_photos(1, 7, 1)
        self.ok("photos", "move", "1", "5", "--position", "2")
        self.drive_sync()
        self.assertEqual(self.there_names(folder), [3, 7, 0, 1, 2])
        self.assertEqual(len(self.there(folder)), 5)

    def test_bin(self):
        self.add_photos(1, 0, 4)
        self.drive("link")
        self.drive_sync()
        folder = self.car_folder("1 ")
        self.ok("photos", "remove", "1", "2")
        self.drive_sync()
        self.assertEqual(self.there_names(folder), [0, 2, 3])
        self.ok("undo")
        self.drive_sync()
        self.assertEqual(self.there_names(folder), [0, 1, 2, 3])
        # The other way round.
        self.act(do="trash", file=self.there(folder)[0]["id"])
        self.drive_sync()
        self.assertEqual(self.names(1), [1, 2, 3])
        self.act(do="untrash", file=self.kind("photo", trashed=True)[0]["id"])
        self.drive_sync()
        self.assertEqual(self.names(1), [0, 1, 2, 3])
        # For ever there: the bin here, and out of it again it is sent anew.
        self.act(do="delete", file=self.there(folder)[3]["id"])
        self.drive_sync()
        self.assertEqual(self.names(1), [0, 1, 2])
        self.ok("photos", "restore", "1", self.json("photos", "list", "1", "--bin")["photos"][0]["id"])
        self.assertEqual(self.drive_sync()["sent"], 1)
        self.assertEqual(self.there_names(folder), self.names(1))

    def test_brake(self):
        self.add_photos(1, 0, 6)
        self.add_photos(2, 10, 6)
        self.drive("link")
        self.drive_sync()
        self.act(do="trash", file=self.car_folder("1 ")["id"])
        error = self.fails("brake", "drive", "sync")
        self.assertIn("6 photos are gone from Drive", error["message"])
        self.assertIn("--allow-removal", error["message"])
        self.assertEqual(len(self.names(1)), 6, "nothing was changed")
        done = self.drive_sync("--allow-removal")
        self.assertEqual(done["removed_here"], 6)
        self.assertEqual(self.names(1), [])
        # Undone here, they are in Drive again, in a folder that is not in the bin.
        self.ok("photos", "remove", "2", "1")
        self.drive_sync()
        self.assertEqual(len(self.kind("photo")), 5)

    def test_second_pc(self):
        self.add_photos(1, 0, 5)
        self.add_photos(2, 10, 2)
        self.ok("photos", "move", "1", "5", "--position", "1")
        self.ok("photos", "rotate", "1", "1", "--degrees", "180")
        root = self.drive("link")["folder"]
        self.drive_sync()
        other = self.other_pc()
        self.assertEqual(self.drive("link", data=other)["folder"], root, "the same folder is found")
        done = self.drive_sync("--covers", data=other)
        self.assertEqual((done["fetched"], self.names(1, data=other), self.names(2, data=other)), (2, [4], [10]))
        done = self.drive_sync(data=other)
        self.assertEqual(done["fetched"], 5)
        self.assertEqual(self.names(1, data=other), [4, 0, 1, 2, 3])
        self.assertEqual(self.photos(1, data=other)[0]["turn"], 180)
        self.assertEqual([photo["hash"] for photo in self.photos(1, data=other)], [photo["hash"] for photo in self.photos(1)])
        self.assertEqual([photo["id"] for photo in self.photos(1, data=other)], [photo["id"] for photo in self.photos(1)])
        self.assertEqual(self.drive_sync(data=other)["edited"], 0, "nothing that came goes back")
        # Both change at once: order here, a removal there, photos on both sides.
        self.ok("photos", "move", "1", "2", "--position", "1")
        self.add_photos(1, 20, 1)
        self.ok("photos", "remove", "1", "3", data=other)
        self.add_photos(1, 30, 1, data=other)
        for _ in range(3):
            self.drive_sync()
            self.drive_sync(data=other)
        self.assertEqual(self.names(1), self.names(1, data=other))
        self.assertEqual(sorted(self.names(1)), [0, 2, 3, 4, 20, 30])
        self.assertEqual(self.there_names(self.car_folder("1 ")), self.names(1))
        before = len(self.calls())
        self.drive_sync()
        self.assertLessEqual(len(self.calls()) - before, 2, "they agree, and are quiet")

    def test_people(self):
        self.add_photos(1, 0, 3)
        self.drive("link")
        self.drive_sync()
        folder = self.car_folder("1 ")
        root = self.kind("root")[0]["id"]
        # A name that somebody gave stays until the car is called otherwise.
        self.act(do="rename", file=folder["id"], name="el rojo")
        elsewhere = self.act(do="add", name="Archivo", mimeType="application/vnd.google-apps.folder", parent=root)["id"]
        self.act(do="move", file=folder["id"], to=elsewhere)
        self.drive_sync()
        self.add_photos(1, 5, 1)
        self.drive_sync()
        now = self.kind("vehicle")[0]
        self.assertEqual((now["name"], now["parent"], len(self.kind("vehicle"))), ("el rojo", elsewhere, 1))
        self.assertEqual(self.there_names(now), [0, 1, 2, 5])
        self.ok("set", "1", "model=OTRO")
        self.drive_sync()
        self.assertIn("OTRO", self.kind("vehicle")[0]["name"])
        # A photo that somebody drags into another car's folder is that car's.
        self.add_photos(2, 10, 1)
        self.drive_sync()
        self.act(do="move", file=self.there(now)[0]["id"], to=self.car_folder("2 ")["id"])
        self.drive_sync()
        self.assertEqual((self.names(1), self.names(2)), ([1, 2, 5], [10, 0]))
        # Places that somebody else changed are the order here.
        photos = self.there(now)
        self.act(do="tag", file=photos[0]["id"], appProperties={"asm_order": "900"})
        self.drive_sync()
        self.assertEqual(self.names(1), [2, 5, 1])

    def test_sold(self):
        """Where that is preferred, folders of sold cars are together, and come back with the car; else they stay."""
        self.add_photos(1, 0, 1)
        self.add_photos(2, 10, 1)
        root = self.drive("link")["folder"]
        self.drive_sync()
        self.ok("set", "1", "status=sold")
        self.drive_sync()
        self.assertEqual((self.car_folder("1 ")["parent"], self.kind("sold")), (root, []), "nobody asked for it")
        self.set_setting("drive.moves-sold", "yes")
        self.drive_sync()
        self.drive_sync()
        sold = self.kind("sold")
        self.assertEqual((len(sold), sold[0]["parent"], self.car_folder("1 ")["parent"], self.car_folder("2 ")["parent"]),
                         (1, root, sold[0]["id"], root))
        # Another PC takes the same one.
        other = self.other_pc()
        self.drive("link", data=other)
        self.set_setting("drive.moves-sold", "yes", data=other)
        self.drive_sync(data=other)
        self.ok("set", "2", "status=sold", data=other)
        self.drive_sync(data=other)
        self.drive_sync(data=other)
        self.assertEqual(self.car_folder("2 ")["parent"], sold[0]["id"])
        self.assertEqual(len(self.kind("sold")), 1)
        self.ok("set", "1", "status=available")
        self.drive_sync()
        self.assertEqual(self.car_folder("1 ")["parent"], root)
        # Where somebody put it by hand it stays, until the car is sold or comes back.
        self.act(do="move", file=self.car_folder("1 ")["id"], to=sold[0]["id"])
        self.drive_sync()
        self.assertEqual(self.car_folder("1 ")["parent"], sold[0]["id"])

    def two_folders(self, days):
        """The second is so old; the first, which is a day older, has all of the photos afterwards. Returns: both"""
        self.add_photos(1, 0, 3)
        root = self.drive("link")["folder"]
        self.drive_sync()
        first = self.car_folder("1 ")
        tags = {key: value for key, value in first["appProperties"].items() if key.startswith("asm_")}
        second = self.act(do="add", name="1 DOBLE", mimeType=FOLDER, parent=root, appProperties=tags)["id"]
        self.act(do="age", file=first["id"], days=days + 1)
        self.act(do="age", file=second, days=days)
        self.act(do="grant", file=second, email=cloud.PERSON)
        moved = self.there(first)[1]
        self.act(do="move", file=moved["id"], to=second)
        for _ in range(3):
            self.drive_sync()
        self.assertEqual(self.there_names(first), [0, 1, 2])
        self.assertEqual(self.names(1), [0, 1, 2])
        return first["id"], second

    def test_two_folders(self):
        """Two PCs made a folder of the same car at the same moment: the older one has all of it, the other is in the bin."""
        first, second = self.two_folders(0)
        self.assertEqual([folder["id"] for folder in self.kind("vehicle")], [first])
        self.assertEqual([folder["id"] for folder in self.kind("vehicle", trashed=True)], [second])

    def test_two_old_folders(self):
        """People may have put something into the second that nobody here is shown: it stays."""
        both = self.two_folders(2)
        self.assertEqual({folder["id"] for folder in self.kind("vehicle")}, set(both))
        self.assertEqual(self.kind("vehicle", trashed=True), [])

    def test_binned_car(self):
        """A car that goes to the bin takes nothing out of Drive, and is whole when it comes back."""
        self.add_photos(1, 0, 3)
        self.drive("link")
        self.drive_sync()
        self.ok("delete", "1")
        self.drive_sync()
        self.assertEqual(len(self.there(self.car_folder("1 "))), 3, "what is in Drive stays")
        self.ok("undo")
        self.drive_sync()
        self.assertEqual((self.names(1), self.there_names(self.car_folder("1 "))), ([0, 1, 2], [0, 1, 2]))

    def test_limit(self):
        """Photos go no faster than was said."""
        self.add_photos(1, 0, 4, width=1200, height=900)
        self.drive("link")
        size = sum(os.path.getsize(path) for path in glob.glob(os.path.join(self.data, "photos", "**", "*.jpg"), recursive=True))
        limit = size // 3000
        self.set_setting("drive.kilobytes-a-second", str(limit))
        begin = time.monotonic()
        self.drive_sync()
        # The first chunk goes at once, so that the rest has to wait.
        self.assertGreater(time.monotonic() - begin, 1.2)
        self.check_content()

    def test_ten_thousand(self):
        """With nothing to do it is two requests at most, however many photos there are, and no more memory."""
        self.add_photos(1, 0, 1)
        self.drive("link")
        self.drive_sync()
        _, few = self.measure_sync()
        connection = sqlite3.connect(glob.glob(os.path.join(self.data, "*.db"))[0])
        with connection:
            self.multiply(connection, "photo", 10000, {"pk": "n + 1000", "id": f"printf('{UUID}', n)", "position": "n"})
            self.multiply(connection, "drive_file", 10000, {"id": "printf('many%d', n)", "photo": f"printf('{UUID}', n)", "place": "100 * n + 100",
                                                            "base_place": "100 * n + 100"}, "photo IS NOT NULL")
        connection.close()
        before = len(self.calls())
        _, many = self.measure_sync()
        self.assertEqual(self.drive("status")["photos"], 10001)
        self.assertLessEqual(len(self.calls()) - before, 3, "two, and one for the room of the status")
        self.assertLess(many, few * 1.3 + 8000, "kilobytes")

    def multiply(self, connection, table, count, changes, where="TRUE"):
        """More of the one row that there is."""
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info ({table})")]
        values = ", ".join(changes.get(name, f"row.{name}") for name in columns)
        connection.execute(f"WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < {count}) "
                           f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} row, more WHERE {where}")

    def test_id_in_use(self):
        """What was made, unheard, is found to be there by its id, and not made once more: folders, photos, and their content."""
        self.drive("link")
        for path, method in (("drive/v3/files", "POST"), ("upload/drive/v3/files", "POST"), ("upload/drive/v3/files*", "PUT")):
            self.fault(method=method, path=path, cut="before", after=True)
        self.add_photos(1, 0, 2)
        for _ in range(4):
            self.run_cli("drive", "sync")
        self.drive_sync()
        self.assertEqual((len(self.kind("vehicle")), self.there_names(self.car_folder("1 "))), (1, [0, 1]))
        self.check_content()
        # Where the session is lost, too, the file that is there is the photo, and nothing is sent twice.
        self.add_photos(1, 5, 1)
        self.fault(method="PUT", path="upload/drive/v3/files*", times=-1, cut="before", after=True)
        self.run_cli("drive", "sync")
        urllib.request.urlopen(urllib.request.Request(f"{self.cloud.base}/control/faults", method="DELETE"), timeout=20).close()
        self.assertEqual(len(self.kind("photo")), 3)
        self.act(do="forget-uploads", file="none")
        sessions = os.path.join(self.data, "drive-uploads")
        if os.path.exists(sessions):
            os.unlink(sessions)
        before = len(self.calls())
        self.drive_sync()
        sent = [line for line in self.calls()[before:] if line["method"] == "PUT"]
        self.assertEqual((len(sent), self.there_names(self.car_folder("1 "))), (0, [0, 1, 5]))
        # A folder that is there by the time it is made is taken as it is, in the same run.
        self.add_photos(2, 20, 1)
        self.fault(method="POST", path="drive/v3/files", status=409, reason="fileIdInUse", after=True)
        self.assertEqual(self.drive_sync()["failed"], 0)
        self.assertEqual((len(self.kind("vehicle")), self.there_names(self.car_folder("2 "))), (2, [20]))
        self.check_content()

    def test_id_in_use_of_a_photo(self):
        """The last part arrived, unheard, and its session is gone by the time that it is asked: a second one is refused, because
        the photo is there, and it is read instead of sent."""
        self.drive("link")
        self.add_photos(1, 0, 1)
        self.drive_sync()
        self.add_photos(1, 5, 1)
        self.fault(method="PUT", path="upload/drive/v3/files*", cut="before", after=True)
        self.fault(method="PUT", path="upload/drive/v3/files*", status=404)
        before = len(self.calls())
        self.assertEqual(self.drive_sync()["sent"], 1)
        calls = [(line["method"], line["path"].split("/")[0], line["status"]) for line in self.calls()[before:]]
        refused = calls.index(("POST", "upload", 409))
        self.assertEqual(calls[refused + 1][:2], ("GET", "drive"), calls)
        self.assertEqual([call for call in calls[refused:] if call[0] == "PUT"], [], "nothing is sent twice")
        self.assertEqual(self.there_names(self.car_folder("1 ")), [0, 5])
        self.check_content()
        self.assertFalse(os.path.exists(os.path.join(self.data, "drive-uploads")))

    def test_endless_lists(self):
        """A service whose lists never end is told of, and what is here stays; once it is mended all goes on."""
        self.add_photos(1, 0, 2)
        self.drive("link")
        for sent in (2, 0):
            # The list of all at first, and then the log of changes.
            self.cloud.control("quirks", {"endless_pages": 1})
            before = len(self.calls())
            self.assertIn("does not come to an end", self.run_cli("drive", "sync").err)
            self.assertLess(len(self.calls()) - before, 110)
            self.assertEqual(self.names(1), [0, 1])
            self.cloud.control("quirks", {"endless_pages": 0})
            self.assertEqual(self.drive_sync()["sent"], sent)
        self.assertEqual(self.there_names(self.car_folder("1 ")), [0, 1])

    def test_out_of_reach(self):
        self.add_photos(1, 0, 2)
        self.drive("link")
        self.drive_sync()
        root = self.kind("root")[0]["id"]
        self.act(do="trash", file=root)
        error = self.fails("brake", "drive", "sync")
        self.assertIn("bin", error["message"])
        self.assertEqual(len(self.names(1)), 2)
        self.act(do="untrash", file=root)
        self.add_photos(1, 5, 1)
        self.assertEqual(self.drive_sync()["sent"], 1)
        self.act(do="delete", file=root)
        self.assertIn("Autosell", self.fails("brake", "drive", "sync")["message"])
        self.assertEqual(len(self.names(1)), 3, "what is here stays")
        self.drive("unlink")
        self.fails("not_linked", "drive", "status")
        self.assertNotEqual(self.drive("link")["folder"], root)
        self.assertEqual(self.drive_sync()["sent"], 3)

    def test_full(self):
        self.add_photos(1, 0, 2)
        self.drive("link")
        self.act(do="limit", bytes=1)
        done = self.drive_sync(status=PARTLY)
        self.assertTrue(done["full"])
        said = self.run_cli("drive", "sync").err
        self.assertIn("Drive is full", said)
        self.act(do="limit", bytes=0)
        self.assertEqual(self.drive_sync()["sent"], 2)

    def test_share(self):
        self.add_photos(1, 0, 2)
        self.drive("link")
        self.fails("bad_value", "drive", "share", "1")
        self.drive_sync()
        link = self.drive("share", "1")["link"]
        self.assertIn(self.car_folder("1 ")["id"], link)
        self.assertTrue(self.car_folder("1 ")["anyone"])
        self.assertIn("asm_link", self.car_folder("1 ")["appProperties"], "other PCs know")
        self.assertEqual(self.drive("share", "1")["link"], link)
        self.drive("unshare", "1")
        self.assertFalse(self.car_folder("1 ")["anyone"])
        # Papers that people put there are nobody's to see: then each photo has a link of its own, and they are taken back together.
        folder = self.car_folder("1 ")
        paper = self.act(do="add", parent=folder["id"], name="factura.pdf", mimeType="application/pdf", base64="JVBERg==")["id"]
        self.assertIn("--each", self.fails("bad_value", "drive", "share", "1")["message"])
        self.assertFalse(self.car_folder("1 ")["anyone"])
        links = self.drive("share", "--each", "1")["links"]
        self.assertEqual([file["id"] in link for file, link in zip(self.there(folder), links)], [True, True])
        seen = {file["id"] for file in self.drive_files() if file["anyone"]}
        self.assertEqual(seen, {file["id"] for file in self.there(folder)})
        self.assertEqual(self.drive("share", "1")["links"], links)
        self.drive("unshare", "1")
        self.assertFalse([file for file in self.drive_files() if file["anyone"]])
        self.assertNotIn("asm_link", self.car_folder("1 ")["appProperties"])
        # Photos that went elsewhere meanwhile, to another car or to the bin, are taken back all the same.
        self.add_photos(2, 10, 1)
        self.add_photos(1, 5, 1)
        self.drive_sync()
        self.drive("share", "--each", "1")
        self.act(do="move", file=self.there(folder)[0]["id"], to=self.car_folder("2 ")["id"])
        self.drive_sync()
        self.ok("photos", "remove", "1", "1")
        self.drive_sync()
        self.assertEqual((self.names(1), self.names(2), len([file for file in self.drive_files() if file["anyone"]])), ([5], [10, 0], 3))
        self.drive("unshare", "1")
        self.assertEqual([file["name"] for file in self.drive_files() if file["anyone"]], [])
        self.assertEqual([file["name"] for file in self.drive_files() if "asm_link" in file["appProperties"]], [])
        self.ok("undo")
        self.drive_sync()
        self.assertFalse([file for file in self.drive_files() if file["anyone"]], "what comes back from the bin is not shared")
        self.act(do="delete", file=paper)
        self.drive_sync()
        self.cloud.control("quirks", {"sharing_forbidden": True})
        self.assertIn("administrator", self.fails("bad_value", "drive", "share", "1")["message"])
        self.assertNotIn("asm_link", self.car_folder("1 ")["appProperties"], "what was refused is not said to be there")

    def test_everything_comes_back(self):
        """A PC's data folder is deleted; sheet and Drive bring all of it back by signing in."""
        self.add_photos(1, 0, 4)
        self.add_photos(3, 10, 3)
        self.ok("photos", "move", "1", "3", "--position", "1")
        self.ok("photos", "rotate", "3", "2", "--degrees", "270")
        self.drive("link")
        self.drive_sync()
        photos = {car: self.photos(car) for car in (1, 3)}
        cars = self.prices()
        shutil.rmtree(self.data)
        shutil.rmtree(self.path("keyring"), ignore_errors=True)
        self.sign_in(self.data)
        self.link()
        self.sync()
        self.drive("link")
        self.drive_sync()
        self.assertEqual(self.prices(), cars)
        for car, before in photos.items():
            after = self.photos(car)
            same = ("id", "hash", "turn", "name", "width", "height")
            self.assertEqual([[photo[key] for key in same] for photo in after], [[photo[key] for key in same] for photo in before])


if __name__ == "__main__":
    harness.main()
