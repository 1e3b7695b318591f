# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos that people put into the cars' folders in Drive come in by themselves where the account may see them: each once, behind
the others, on all PCs; what is no photo is refused with a sentence, and nothing that is somebody's is changed."""

import base64
import random
import signal
import subprocess
import time

import cloud
import harness
from drive_case import DriveCase
from harness import CLI, DONE

NARROW = [cloud.FILE_SCOPE]
# Says that it is 60,000 by 60,000 pixels.
BOMB = bytes.fromhex("89504e470d0a1a0a0000000d494844520000ea600000ea60080200000000000000") + b"\0" * 64


class People(DriveCase):
    def sign_in_wide(self, data, scopes=None):
        attempt = cloud.SignIn(self, "--wide", env={"AUTOSELL_DATA_DIR": data})
        self.cloud.agree(attempt.address, scopes=scopes)
        status, _, said = attempt.finish()
        self.assertEqual(status, DONE, said)

    def put(self, folder, path=None, content=None, **more):
        """A person puts a file there. Returns its id."""
        if path is not None:
            with open(path, "rb") as file:
                content = file.read()
        return self.act(do="add", parent=folder["id"], base64=base64.b64encode(content).decode(), **more)["id"]

    def put_pictures(self, folder, first, n):
        return [self.put(folder, path, name=f"IMG_{first + i}.jpg") for i, path in enumerate(self.make(first, n))]

    def start(self):
        self.add_photos(1, 0, 3)
        self.drive("link")
        self.drive_sync()
        return self.car_folder("1 ")

    def assert_once(self, cars=(1,), data=None):
        for car in cars:
            here = [photo["id"] for photo in self.photos(car, data)]
            there = [file["appProperties"]["asm_photo"] for file in self.there(self.car_folder(f"{car} ")) if not file["inTrash"]]
            self.assertEqual(there, here)
            self.assertEqual(len(set(here)), len(here))

    def count_fetched(self):
        return len([line for line in self.calls() if line["query"].get("alt") == ["media"]])

    def until_whole(self, data=None):
        for _ in range(6):
            if self.run_cli("--json", "drive", "sync", data=data).status == DONE:
                return
        self.fail("it does not come to an end")

    def test_come_in(self):
        folder = self.start()
        # Not seen without the permission, nor where the person left it out; seen with it, though they were there before.
        theirs = self.put_pictures(folder, 20, 2)
        self.assertEqual(self.drive_sync()["taken_in"], 0)
        self.sign_in_wide(self.data, scopes=[cloud.FILE_SCOPE, "https://www.googleapis.com/auth/spreadsheets"])
        self.assertEqual(self.drive_sync()["taken_in"], 0)
        self.sign_in_wide(self.data)
        done = self.drive_sync()
        self.assertEqual((done["taken_in"], done["sent"], done["refused"]), (2, 2, 0))
        self.assertEqual(self.names(1), [0, 1, 2, 20, 21])
        self.assert_once()
        # From then on by the log: what is put there comes behind the others, also where they were put in order meanwhile.
        self.ok("photos", "move", "1", "5", "--position", "1")
        theirs += self.put_pictures(folder, 30, 1)
        self.assertEqual(self.drive_sync()["taken_in"], 1)
        self.assertEqual(self.names(1), [21, 0, 1, 2, 20, 30])
        # A photo of the car that somebody saved and put there once more is there already; one that is moved there is not.
        self.put(folder, self.make(30, 1)[0], name="again.jpg")
        with open(f"{self.cloud.state}/blob-{self.there(folder)[0]['id']}", "rb") as blob:
            self.put(folder, content=blob.read(), name="saved.jpg")
        elsewhere = self.act(do="add", name="IMG_40.jpg", base64=base64.b64encode(open(self.make(40, 1)[0], "rb").read()).decode())["id"]
        self.assertEqual(self.drive_sync()["taken_in"], 0)
        self.act(do="move", file=elsewhere, to=folder["id"])
        self.assertEqual(self.drive_sync()["taken_in"], 1)
        # Nothing to do is two requests with all of it, too, and nobody's file was touched.
        before = len(self.calls())
        self.drive_sync()
        self.assertLessEqual(len(self.calls()) - before, 2)
        changed = [line for line in self.calls() if line["method"] not in ("GET", "POST") and any(one in line["path"] for one in theirs)]
        self.assertEqual(changed, [])
        self.assertTrue(all(not file["trashed"] and not file["appProperties"] for file in self.drive_files() if file["id"] in theirs))

    def test_removed_and_undone(self):
        folder = self.start()
        self.sign_in_wide(self.data)
        self.put_pictures(folder, 20, 2)
        self.drive_sync()
        # Into the bin on both sides, and it does not come again although the person's file is still there.
        self.ok("photos", "remove", "1", "5")
        done = self.drive_sync()
        self.assertEqual((done["taken_in"], self.names(1), len(self.kind("photo", trashed=True))), (0, [0, 1, 2, 20], 1))
        self.ok("undo")
        self.drive_sync()
        self.assertEqual((self.names(1), len(self.kind("photo", trashed=True))), ([0, 1, 2, 20, 21], 0))
        # A new PC has them as photos, and takes nothing in twice.
        other = self.other_pc()
        self.sign_in_wide(other)
        self.drive("link", data=other)
        done = self.drive_sync(data=other)
        self.assertEqual((done["taken_in"], done["fetched"]), (0, 5))
        self.assertEqual([photo["id"] for photo in self.photos(1, other)], [photo["id"] for photo in self.photos(1)])

    def test_removed_for_ever(self):
        """What came in and was removed does not come again on a PC that never had it, also when nothing of it is left in Drive but
        the person's own file: the car's folder remembers it."""
        folder = self.start()
        self.sign_in_wide(self.data)
        self.put_pictures(folder, 20, 16)
        self.put(folder, self.make(0, 1)[0], name="saved.jpg")
        self.drive_sync()
        for _ in range(16):
            self.ok("photos", "remove", "1", "4")
        # One of ours that somebody saved there, too, which is another file of the same picture.
        self.ok("photos", "remove", "1", "1")
        self.drive_sync("--allow-removal")
        self.assertEqual(self.names(1), [1, 2])
        gone = self.kind("photo", trashed=True)
        self.assertEqual(len(gone), 17)
        for file in gone:
            self.act(do="delete", file=file["id"])
        for value in self.car_folder("1 ")["appProperties"].items():
            self.assertLessEqual(len("".join(value).encode()), 124, "Drive keeps no more")
        # A picture that is new comes in all the same.
        self.put_pictures(folder, 60, 1)
        other = self.other_pc()
        self.sign_in_wide(other)
        self.drive("link", data=other)
        self.until_whole(other)
        self.assertEqual(sorted(self.names(1, other)), [1, 2, 60])
        self.until_whole()
        self.assertEqual(self.names(1), self.names(1, other))
        before = len(self.calls())
        self.drive_sync()
        self.assertLessEqual(len(self.calls()) - before, 2)
        # Restored it is ours again, on both.
        self.ok("photos", "restore", "1", self.json("photos", "list", "1", "--bin")["photos"][0]["id"])
        self.drive_sync()
        self.until_whole(other)
        self.assertEqual((len(self.names(1)), self.names(1, other)), (4, self.names(1)))

    def test_saved_once_more(self):
        """A photo of the car that somebody saved into its folder is no other photo on a PC that has not fetched it yet."""
        folder = self.start()
        self.put(folder, self.make(1, 1)[0], name="saved.jpg")
        other = self.other_pc()
        self.sign_in_wide(other)
        self.drive("link", data=other)
        self.assertEqual(self.drive_sync("--covers", data=other)["taken_in"], 0)
        self.drive_sync(data=other)
        self.assertEqual(self.names(1, other), [0, 1, 2])

    def test_refused(self):
        folder = self.start()
        self.sign_in_wide(self.data)
        self.put(folder, content=b"<svg xmlns='http://www.w3.org/2000/svg'/>", name="<b>&x;.svg", mimeType="image/svg+xml")
        self.put(folder, content=b"%PDF-1.7", name="factura.pdf", mimeType="application/pdf")
        self.put(folder, content=b"no picture", name="../../autosell.db", mimeType="image/jpeg")
        bomb = self.put(folder, content=BOMB, name="grande.png", mimeType="image/png")
        with open(self.make(50, 1)[0], "rb") as file:
            picture = file.read()
        cut = self.put(folder, content=picture[:200], name="a" * 5000 + "\u202e\n.jpg")
        self.put(folder, content=picture, name="IMG_50.jpg\x1b[2J\n")
        answer = self.run_cli("drive", "sync")
        self.assertEqual(answer.status, DONE)
        self.assertIn("was not taken in", answer.err + answer.out)
        self.assertEqual(self.names(1), [0, 1, 2, 50])
        self.assertNotIn("\x1b", answer.out + answer.err + self.photos(1)[3]["name"])
        status = self.drive("status")
        self.assertEqual(status["refused"], 4)
        # It is no trouble, and not fetched again; gone it is not told of any more, and mended it comes.
        fetched = self.count_fetched()
        self.assertGreaterEqual(fetched, 3)
        self.assertEqual(self.drive_sync()["refused"], 0)
        self.assertEqual(self.count_fetched(), fetched)
        self.act(do="trash", file=bomb)
        self.drive_sync()
        self.assertEqual(self.drive("status")["refused"], 3)
        self.act(do="delete", file=cut)
        self.drive_sync()
        self.assertEqual(self.drive("status")["refused"], 2)

    def test_two_pcs_and_a_kill(self):
        """Both see the same pictures at the same moment, and are killed over it."""
        random.seed(harness.seed())
        folder = self.start()
        self.sign_in_wide(self.data)
        other = self.other_pc()
        self.sign_in_wide(other)
        self.drive("link", data=other)
        self.until_whole(other)
        self.until_whole()
        n = 3
        for number in range(4):
            self.put_pictures(folder, 100 + 10 * number, 3)
            n += 3
            both = [subprocess.Popen([CLI, "drive", "sync"], env=dict(self.env, AUTOSELL_DATA_DIR=data), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for data in (self.data, other)]
            if number < 3:
                time.sleep(random.uniform(0.05, 0.6))
                random.choice(both).send_signal(signal.SIGKILL)
            for process in both:
                process.wait(harness.DEADLINE_SECONDS)
        for _ in range(2):
            self.until_whole()
            self.until_whole(other)
        self.assertEqual(sorted(self.names(1)), sorted([0, 1, 2] + [100 + 10 * i + j for i in range(4) for j in range(3)]))
        self.assertEqual([photo["id"] for photo in self.photos(1)], [photo["id"] for photo in self.photos(1, other)])
        self.assert_once()
        self.assertEqual(len(self.there(folder)), n)


if __name__ == "__main__":
    harness.main()
