# SPDX-License-Identifier: GPL-3.0-or-later
"""Full disks, read-only folders, damaged and newer files: a clear sentence, and nothing lost."""

import hashlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys

from harness import CLI, Case, FAILED, SAMPLE, main


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Trouble(Case):
    def close_wal(self):
        """All in the one file, so that a copy or a change of it is of everything."""
        connection = sqlite3.connect(self.database())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def flip(self, path, ranges):
        with open(path, "r+b") as file:
            for offset, length in ranges:
                file.seek(offset)
                old = file.read(length)
                file.seek(offset)
                file.write(bytes(byte ^ 0xA5 for byte in old))

    def test_newer_file_is_refused_untouched(self):
        self.import_sample()
        path = self.database()
        connection = sqlite3.connect(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        before = digest(path)
        for arguments in (("list",), ("set", "0", "price=1"), ("import", SAMPLE), ("check",), ("undo",), ("recover",)):
            error = self.fails("newer", *arguments)
            self.assertIn("newer version", error["message"])
        self.assertEqual(digest(path), before)

    def test_damaged_header(self):
        self.import_sample()
        self.close_wal()
        path = self.database()
        self.flip(path, [(0, 100)])
        with open(path, "rb") as file:
            broken = file.read()
        error = self.fails("damaged", "list")
        self.assertIn("autosell-cli recover", error["message"])
        self.fails("damaged", "import", SAMPLE)
        with open(path, "rb") as file:
            self.assertEqual(file.read(), broken)

    def test_recover_takes_the_newest_good_backup(self):
        self.import_sample()
        self.json("set", "0", "price=1")
        backup = self.json("check")["backups"]
        self.assertTrue(backup)
        copy = self.path("good.db")
        self.json("backup", copy)
        self.json("restore-backup", copy)  # which backs up 45 cars with that price
        before = self.contents()
        self.close_wal()
        path = self.database()
        self.flip(path, [(0, 100), (4096, 4096)])
        broken = digest(path)
        self.fails("damaged", "list")
        answer = self.json("recover")
        self.assertTrue(answer["recovered"])
        self.assertIsNotNone(answer["backup"])
        self.assertIn(broken, [digest(os.path.join(root, name)) for root, _, names in os.walk(self.data) for name in names])
        self.assertEqual(self.contents(), before)
        self.assert_sound()
        self.assertFalse(self.json("recover")["recovered"])

    def test_recover_passes_over_a_bad_backup(self):
        self.import_sample()
        for price in (1, 2):  # each import backs up what was there before
            self.json("set", "0", f"price={price}")
            self.json("import", SAMPLE)
        backups = self.json("check")["backups"]
        self.assertGreaterEqual(len(backups), 2)
        self.close_wal()
        self.flip(self.database(), [(0, 100)])
        self.flip(backups[0]["file"], [(0, 100), (4096, 4096)])
        answer = self.json("recover")
        self.assertTrue(answer["recovered"])
        self.assertNotEqual(answer["backup"], backups[0]["file"])
        self.assert_sound()

    def test_recover_without_any_backup(self):
        self.ok("add", "stock_number=1")
        self.close_wal()
        path = self.database()
        shutil.rmtree(os.path.join(self.data, "backups"), ignore_errors=True)
        self.flip(path, [(0, 100)])
        broken = digest(path)
        answer = self.json("recover")
        self.assertEqual((answer["recovered"], answer["backup"]), (True, None))
        self.assertIn(broken, [digest(os.path.join(root, name)) for root, _, names in os.walk(answer["set_aside"])
                               for name in names])
        self.assertEqual(self.vehicles(), [])

    def test_damage_inside_is_found_by_check(self):
        self.import_sample()
        self.close_wal()
        path = self.database()
        size = os.path.getsize(path)
        self.flip(path, [(offset, 512) for offset in range(4096 * 3, size - 512, 4096)])
        answer = self.run_cli("--json", "check")
        self.assertEqual(answer.status, FAILED, answer)
        document = answer.json()
        if "error" in document:
            self.assertEqual(document["error"]["code"], "damaged", document)
        else:
            self.assertFalse(document["sound"])
            self.assertTrue(document["faults"])

    def test_read_only_folder(self):
        self.import_sample()
        prefix = ()
        if os.geteuid() == 0:  # root may write anywhere, so the folder is mounted read-only for this program alone
            probe = subprocess.run(["unshare", "--mount", "true"], capture_output=True)
            if probe.returncode != 0:
                self.skipTest("runs as root and may not unshare")
            prefix = ("unshare", "--mount", "sh", "-c",
                      f"mount --bind '{self.data}' '{self.data}' && mount -o remount,bind,ro '{self.data}' && exec \"$0\" \"$@\"")
        else:
            os.chmod(self.data, stat.S_IRUSR | stat.S_IXUSR)
            self.addCleanup(os.chmod, self.data, stat.S_IRWXU)
        error = self.fails("read_only", "set", "0", "price=1", prefix=prefix)
        self.assertIn(self.data, error["message"])

    def test_folder_that_cannot_be_made(self):
        file = self.write("file", "x")
        answer = self.run_cli("--json", "list", data=os.path.join(file, "data"))
        self.assertEqual(answer.status, FAILED, answer)
        self.assertIn(answer.json()["error"]["code"], ("read_only", "failed"))

    def with_small_disk(self, size, script):
        """Runs @script with $DATA on a file system of that size; None where this machine lets nobody mount."""
        command = ["unshare", "--mount"]
        if os.geteuid() != 0:
            command = ["unshare", "--user", "--map-root-user", "--mount"]
        mount = os.path.join(self.folder, "disk")
        os.makedirs(mount, exist_ok=True)
        mounted = f"mount -t tmpfs -o size={size} tmpfs '{mount}'"
        if subprocess.run([*command, "sh", "-c", mounted], capture_output=True).returncode != 0:
            self.skipTest("this machine lets nobody mount a small disk")
        env = dict(self.env, AUTOSELL_DATA_DIR=os.path.join(mount, "data"), DATA=os.path.join(mount, "data"), CLI=CLI)
        return subprocess.run([*command, "sh", "-c", f"{mounted} && {script}"], env=env, capture_output=True, text=True)

    def test_disk_full_during_import(self):
        with open(SAMPLE, encoding="utf-8") as file:
            header, *rows = file.read().splitlines()
        large = self.write("large.csv", "\n".join([header] + [f"N{i}," + rows[i % 45].split(",", 1)[1]
                                                              for i in range(20000)]) + "\n")
        done = self.with_small_disk("3m", f"""
            "$CLI" import '{SAMPLE}' >/dev/null || exit 90
            "$CLI" --json list >'{self.path("before")}' || exit 91
            "$CLI" --json import '{large}' >'{self.path("answer")}' 2>'{self.path("err")}'
            echo $? >'{self.path("status")}'
            "$CLI" --json list >'{self.path("after")}' || exit 92
            "$CLI" --json check >'{self.path("check")}' || exit 93
            "$CLI" set 0 price=1 >/dev/null || exit 94
            """)
        self.assertEqual(done.returncode, 0, done)

        def content(name):
            with open(self.path(name), encoding="utf-8") as file:
                return file.read()
        self.assertEqual(content("status").strip(), str(FAILED), content("err"))
        self.assertIn('"code":"no_space"', content("answer"))
        self.assertIn("disk is full", content("err"))
        self.assertEqual(content("before"), content("after"))
        self.assertIn('"sound":true', content("check"))

    def test_disk_full_during_export(self):
        self.import_sample()
        done = self.with_small_disk("40k", f"""
            mkdir "$DATA" && head -c 30000 /dev/zero >"$DATA/fill" && echo old >"$DATA/out.xlsx"
            AUTOSELL_DATA_DIR='{self.data}' "$CLI" --json export "$DATA/out.xlsx"
            echo $?; cat "$DATA/out.xlsx"; ls "$DATA" """)
        lines = done.stdout.splitlines()
        self.assertIn('"error"', lines[0], done)
        self.assertEqual(lines[1:3], [str(FAILED), "old"], done)
        self.assertEqual(lines[3:], ["fill", "out.xlsx"], done)

    def test_the_stock_is_not_overwritten_by_an_export_or_backup(self):
        self.import_sample()
        before = self.contents()
        path = self.database()
        link = self.path("link.db")
        os.symlink(path, link)
        round_about = os.path.join(self.folder, "data", "..", "data", os.path.basename(path))
        for name in (path, path + "-wal", path + "-journal", link, round_about):
            for command in ("backup", "export"):
                answer = self.run_cli(command, name)
                self.assertEqual(answer.status, FAILED, answer)
                self.assertIn("The stock itself", answer.err)
        hard = self.path("hard.db")
        os.link(path, hard)
        for command in ("backup", "export"):  # what has that name is replaced, and not written into
            self.run_cli(command, hard)
        self.assertEqual(self.contents(), before)
        self.assert_sound()

    def test_network_folder(self):
        """With a table of mounts as the kernel gives it, in which the folder is a share's."""
        os.mkdir(self.data)
        for kind in ("nfs4", "cifs", "fuse.sshfs"):
            table = self.write("mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
                               f"40 22 0:42 / {self.folder} rw - {kind} server:/share rw\n")
            error = self.fails("network_folder", "list", env={"AUTOSELL_MOUNTINFO": table})
            self.assertIn(self.data, error["message"])
            self.assertEqual(os.listdir(self.data), [])
        self.json("list")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    main()
