# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos by the command line: every action, refusals by name, two imports at once, a full disk, and imports that are killed
at random instants, after which nothing is lost and nothing is left over.

AUTOSELL_PHOTO_KILLS says how many kills: 1000 before a release. One that comes when the import is over does not count."""

import glob
import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from harness import BUILD_ROOT, CLI, Case, DONE, FAILED, PARTLY, USAGE, main, seed

MAKER = os.environ.get("AUTOSELL_MAKE_PHOTOS", os.path.join(BUILD_ROOT, "tests", "integration", "make-photos"))
KILLS = int(os.environ.get("AUTOSELL_PHOTO_KILLS", "60"))
POOL = 30


class Photos(Case):
    def setUp(self):
        super().setUp()
        self.pictures = self.path("pictures")
        os.mkdir(self.pictures)

    def make(self, first, n, width=240, height=180):
        subprocess.run([MAKER, self.pictures, str(first), str(n), str(width), str(height)], check=True)
        return [os.path.join(self.pictures, f"IMG_{i}.jpg") for i in range(first, first + n)]

    def add_car(self, number):
        done = self.run_cli("add", f"stock_number={number}", "brand=MAZDA", "model=CX30")
        self.assertEqual(done.status, DONE, done)

    def names(self, car, *options):
        listed = self.run_cli("photos", "list", car, "--json", *options)
        self.assertEqual(listed.status, DONE, listed)
        return [re.sub(r"IMG_(\d+)\.jpg", r"\1", photo["name"]) for photo in listed.json()["photos"]]

    def rows(self, sql):
        with sqlite3.connect(os.path.join(self.data, "autosell.db"), timeout=30) as db:
            return db.execute(sql).fetchall()

    def files(self):
        return {os.path.basename(path)[:-4] for path in glob.glob(os.path.join(self.data, "photos", "??", "*.jpg"))}

    def assert_whole(self, thorough=False):
        """Every record has its file, and the cars' rows say what their photos are."""
        for digest, size in self.rows("SELECT DISTINCT hash, size_bytes FROM photo"):
            path = os.path.join(self.data, "photos", digest[:2], digest + ".jpg")
            self.assertTrue(os.path.exists(path), "a record without its file")
            self.assertEqual(os.path.getsize(path), size)
            if thorough:
                with open(path, "rb") as file:
                    self.assertEqual(hashlib.sha256(file.read()).hexdigest(), digest)
        self.assertEqual(self.rows("""SELECT v.pk FROM vehicle v WHERE n_photos <>
            (SELECT count(*) FROM photo p WHERE p.vehicle_pk = v.pk AND p.deleted_at IS NULL)"""), [])
        self.assertEqual(self.rows("""SELECT vehicle_pk FROM photo WHERE deleted_at IS NULL GROUP BY vehicle_pk
            HAVING max(position) <> count(*) - 1 OR count(DISTINCT position) <> count(*)"""), [])

    def assert_nothing_left_over(self):
        """After the next start, which `check` is as well as the window."""
        incoming = os.path.join(self.data, "photos", "incoming")
        for name in os.listdir(incoming):
            # Without its lock a folder is taken for one that is being made this minute, unless it is older
            if not os.path.exists(os.path.join(incoming, name, "lock")):
                os.utime(os.path.join(incoming, name), (0, 0))
        done = self.run_cli("check", "--json")
        self.assertEqual(done.status, DONE, done)
        self.assertEqual(self.files() - {digest for digest, in self.rows("SELECT hash FROM photo")}, set())
        self.assertEqual(os.listdir(incoming), [])
        self.assertEqual(done.json()["photos"]["strays"], 0)

    # ---- each action ----

    def test_actions(self):
        self.add_car("1")
        self.add_car("2")
        files = self.make(1, 4)
        done = self.run_cli("photos", "add", "1", *files)
        self.assertEqual(done.status, DONE, done)
        self.assertIn("4 photos added", done.out)
        self.assertEqual(self.names("1"), ["1", "2", "3", "4"])

        for arguments, expected in (
            (("cover", "1", "3"), ["3", "1", "2", "4"]),
            (("move", "1", "4", "1", "--position", "2"), ["1", "4", "3", "2"]),
            (("remove", "1", "1", "2"), ["3", "2"]),
            (("restore", "1", "all"), None),
            (("move", "1", "1", "--to", "2"), None),
        ):
            done = self.run_cli("photos", *arguments)
            self.assertEqual(done.status, DONE, done)
            if expected is not None:
                self.assertEqual(self.names("1"), expected)
        self.assertEqual(len(self.names("1")), 3)
        self.assertEqual(len(self.names("2")), 1)
        self.assertEqual(self.run_cli("undo").status, DONE)
        self.assertEqual(len(self.names("1")), 4)

        self.assertEqual(self.run_cli("photos", "rotate", "1", "1", "--degrees", "-90").status, DONE)
        self.assertEqual(self.run_cli("photos", "crop", "1", "1", "--area", "0,0,120,90").status, DONE)
        photo = self.run_cli("photos", "list", "1", "--json").json()["photos"][0]
        self.assertEqual((photo["turn"], photo["crop"]), (270, {"x": 0, "y": 0, "width": 120, "height": 90}))
        out = self.path("out")
        done = self.run_cli("photos", "export", "1", out)
        self.assertEqual(done.status, DONE, done)
        self.assertEqual(sorted(os.listdir(out)), [f"MAZDA CX30 0{i}.jpg" for i in range(1, 5)])
        again = self.run_cli("photos", "export", "1", out)
        self.assertEqual(again.status, FAILED, again)

        new = self.make(9, 1)
        self.assertEqual(self.run_cli("photos", "replace", "1", "1", *new).status, DONE)
        self.assertEqual(self.names("1")[0], "9")
        self.assertEqual(len(self.names("1", "--bin")), 1)
        history = self.run_cli("history", "1", "--json").json()["events"][0]
        self.assertEqual((history["kind"], history["action"]), ("photos", "replace_photos"))
        self.assert_whole(True)
        self.assert_nothing_left_over()

    def test_refused_by_name(self):
        self.add_car("1")
        files = self.make(1, 2)
        with open(self.path("notes.jpg"), "w") as file:
            file.write("no picture")
        done = self.run_cli("photos", "add", "1", files[0], self.path("notes.jpg"), self.path("none.jpg"), files[1])
        self.assertEqual(done.status, PARTLY, done)
        self.assertIn("notes.jpg", done.err)
        self.assertIn("none.jpg", done.err)
        self.assertEqual(self.names("1"), ["1", "2"])
        done = self.run_cli("photos", "add", "1", self.path("notes.jpg"), "--json")
        self.assertEqual(done.status, FAILED, done)
        self.assertEqual([item["name"] for item in done.json()["refused"]], ["notes.jpg"])
        self.assertEqual(self.run_cli("photos", "add", "77", files[0]).status, FAILED)
        self.assertEqual(self.run_cli("photos", "cover", "1", "3").status, FAILED)
        self.assertEqual(self.run_cli("photos", "dance", "1").status, USAGE)
        self.assertEqual(self.run_cli("photos", "move", "1", "1").status, USAGE)
        self.assert_nothing_left_over()

    def test_ready(self):
        self.add_car("1")
        self.assertEqual(self.run_cli("set", "1", "price=379000", "km=62000", "status=available",
                                      "description=Factura original").status, DONE)
        self.assertEqual(self.run_cli("list", "--filter", "ready:yes", "--json").json()["vehicles"], [])
        self.assertEqual(self.run_cli("photos", "add", "1", *self.make(1, 8)).status, DONE)
        self.assertEqual(len(self.run_cli("list", "--filter", "ready:yes", "--json").json()["vehicles"]), 1)
        self.assertEqual(len(self.run_cli("list", "--filter", "fotos:<8", "--json").json()["vehicles"]), 0)
        self.assertEqual(len(self.run_cli("list", "--filter", "photos:8", "--json").json()["vehicles"]), 1)
        # Upright the cover is no longer in landscape
        self.assertEqual(self.run_cli("photos", "rotate", "1", "1").status, DONE)
        self.assertEqual(len(self.run_cli("list", "--filter", "listo:no", "--json").json()["vehicles"]), 1)

    def test_twins(self):
        self.add_car("1")
        self.add_car("2")
        files = self.make(1, 3)
        self.assertEqual(self.run_cli("photos", "add", "1", *files).status, DONE)
        self.assertEqual(self.run_cli("photos", "add", "2", files[1]).status, DONE)
        groups = self.run_cli("photos", "twins", "--json").json()["groups"]
        self.assertEqual([(group["likeness"], group["same_vehicle"], len(group["photos"])) for group in groups],
                         [("same", False, 2)])

    # ---- check and repair ----

    def stored(self, digest):
        return os.path.join(self.data, "photos", digest[:2], digest + ".jpg")

    def test_missing_and_altered(self):
        self.add_car("1")
        self.run_cli("photos", "add", "1", *self.make(1, 3))
        digests = [digest for digest, in self.rows("SELECT hash FROM photo ORDER BY position")]
        # A second name is there: what was deleted comes back
        os.unlink(self.stored(digests[0]))
        done = self.run_cli("check")
        self.assertEqual(done.status, FAILED, done)
        self.assertEqual(self.run_cli("photos", "list", "1", "--json").json()["photos"][0]["state"], "missing")
        self.assertEqual(self.run_cli("check", "--repair").status, DONE)
        self.assertEqual(self.run_cli("photos", "list", "1", "--json").json()["photos"][0]["state"], "whole")
        self.assert_whole(True)
        # Altered in place, so that both names lead to it: size alone does not tell
        with open(self.stored(digests[1]), "r+b") as file:
            file.seek(200)
            file.write(b"xxxx")
        self.assertEqual(self.run_cli("check").status, DONE)
        done = self.run_cli("check", "--photos", "--json")
        self.assertEqual(done.status, FAILED, done)
        self.assertEqual(len(done.json()["photos"]["altered"]), 1)
        # The mark stays until somebody looks again and it is whole
        self.assertEqual(self.run_cli("check").status, FAILED)
        self.assertEqual(self.run_cli("check", "--photos", "--repair").status, FAILED)
        # From a copy of the folder on another disk, or of the same picture coming in again
        self.assertEqual(self.run_cli("photos", "add", "1", os.path.join(self.pictures, "IMG_2.jpg")).status, DONE)
        self.assertEqual(self.run_cli("check").status, DONE)
        copy = self.path("copy")
        shutil.copytree(os.path.join(self.data, "photos"), copy)
        shutil.rmtree(os.path.join(self.data, "backups", "photos"))
        os.unlink(self.stored(digests[2]))
        self.assertEqual(self.run_cli("check", "--repair").status, FAILED)
        self.assertEqual(self.run_cli("check", "--repair", "--from", copy).status, DONE)
        self.assert_whole(True)

    def test_backup_finds_its_photos(self):
        self.add_car("1")
        self.run_cli("photos", "add", "1", *self.make(1, 2))
        # What a backup in the folder names stays on the disk, though its records are destroyed
        backups = os.path.join(self.data, "backups")
        os.makedirs(backups, exist_ok=True)
        backup = os.path.join(backups, "autosell-20300101T000000Z-c900-e0-manual.db")
        self.assertEqual(self.run_cli("backup", backup).status, DONE)
        with sqlite3.connect(os.path.join(self.data, "autosell.db")) as db:
            db.execute("DELETE FROM photo")
            db.execute("UPDATE vehicle SET n_photos = 0, cover = NULL, cover_width = NULL, cover_height = NULL")
        self.assertEqual(self.run_cli("check").status, DONE)
        self.assertEqual(len(self.files()), 2)
        self.assertEqual(self.run_cli("restore-backup", backup).status, DONE)
        self.assertEqual(self.names("1"), ["1", "2"])
        self.assert_whole(True)
        # Without a backup that names them they go
        with sqlite3.connect(os.path.join(self.data, "autosell.db")) as db:
            db.execute("DELETE FROM photo")
        for path in glob.glob(os.path.join(backups, "*.db")):
            os.unlink(path)
        self.assertEqual(self.run_cli("check").status, DONE)
        self.assertEqual(len(self.files()), 0)

    # ---- two at once, a full disk ----

    def test_two_imports_at_once(self):
        self.add_car("1")
        files = self.make(1, 16)
        both = [subprocess.Popen([CLI, "photos", "add", "1", *some], env=self.env, stdout=subprocess.DEVNULL)
                for some in (files[:10], files[6:])]
        for process in both:
            self.assertEqual(process.wait(), DONE)
        names = self.names("1")
        self.assertEqual(len(names), 20)
        self.assertEqual(set(names), {str(i) for i in range(1, 17)})
        self.assert_whole(True)
        self.assert_nothing_left_over()

    def test_full_disk(self):
        if subprocess.run(["unshare", "-rm", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no mounts of one's own here")
        files = self.make(1, 30, 1600, 1200)
        mount = self.path("mount")
        os.mkdir(mount)
        script = f"""mount -t tmpfs -o size=2500k tmpfs '{mount}' || exit 77
export AUTOSELL_DATA_DIR='{mount}/data'
'{CLI}' add stock_number=1 brand=MAZDA >/dev/null || exit 70
'{CLI}' photos add 1 {' '.join(files)} >'{self.path("out")}' 2>'{self.path("err")}'
echo $? >'{self.path("status")}'
'{CLI}' check --photos --json >'{self.path("check")}'
echo $? >'{self.path("check-status")}'
find '{mount}/data/photos' -name '*.jpg' | wc -l >'{self.path("count")}'
ls '{mount}/data/photos/incoming' | wc -l >'{self.path("incoming")}'
"""
        done = subprocess.run(["unshare", "-rm", "sh", "-c", script], env=self.env)
        if done.returncode == 77:
            self.skipTest("no tmpfs of one's own here")
        read = lambda name: open(self.path(name)).read().strip()
        self.assertIn(int(read("status")), (FAILED, PARTLY), read("err"))
        self.assertEqual(int(read("check-status")), DONE, read("check"))
        self.assertIn('"missing"', read("check"))
        self.assertEqual(int(read("incoming")), 0)

    # ---- killed ----

    def test_kills(self):
        randomness = random.Random(seed())
        files = self.make(1, POOL)
        for car in ("1", "2", "3"):
            self.add_car(car)
        started = time.monotonic()
        self.assertEqual(self.run_cli("photos", "add", "1", *files[:3]).status, DONE)
        usual = time.monotonic() - started
        n_ended = n_killed = 0
        while n_killed < KILLS:
            car = str(randomness.randint(1, 3))
            some = randomness.sample(files, 3)
            count = len(self.rows(f"SELECT 1 FROM photo"))
            process = subprocess.Popen([CLI, "photos", "add", car, *some], env=self.env, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            try:
                self.assertEqual(process.wait(randomness.uniform(0, usual * 1.2)), DONE)
                n_ended += 1
                self.assertEqual(len(self.rows("SELECT 1 FROM photo")), count + 3, "what was confirmed is lost")
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                n_killed += 1
                self.assertIn(len(self.rows("SELECT 1 FROM photo")), (count, count + 3), "half an import")
            self.assert_whole()
            if (n_ended + n_killed) % 25 == 0:
                self.assert_nothing_left_over()
            if len(self.rows("SELECT 1 FROM photo")) > 200:
                # So that files go from the folder as well
                self.rows("DELETE FROM photo")
                self.rows("UPDATE vehicle SET n_photos = 0, cover = NULL, cover_width = NULL, cover_height = NULL")
                for path in glob.glob(os.path.join(self.data, "backups", "*.db")):
                    os.unlink(path)
        print(f"# killed {n_killed}, ended before {n_ended}")
        self.assert_whole(True)
        self.assert_nothing_left_over()


if __name__ == "__main__":
    main()
