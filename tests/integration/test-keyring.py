#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""autosell-cli google with the real gnome-keyring-daemon, in a D-Bus session of its own: unlocked, locked, and none."""

import os
import shutil
import subprocess
import sys
import time

import cloud
import harness
from harness import DONE, PARTLY


class Keyring(harness.Case):
    def setUp(self):
        super().setUp()
        runtime = self.path("run")
        os.makedirs(runtime, mode=0o700)
        self.env.update(XDG_RUNTIME_DIR=runtime, GIO_USE_PROXY_RESOLVER="dummy")
        for name in ("SECRET_BACKEND", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL"):
            self.env.pop(name, None)
        self.cloud = cloud.Cloud(self.folder)
        self.addCleanup(self.cloud.stop)
        self.env["AUTOSELL_ENDPOINTS"] = self.cloud.endpoints
        self.bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], env=self.env, text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, self.bus)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()

    def end(self, process):
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()

    def start_keyring(self, password):
        """Waits until the service is there. password: None leaves it locked."""
        daemon = shutil.which("gnome-keyring-daemon")
        if daemon is None:
            self.skipTest("gnome-keyring-daemon is not installed")
        keyring = subprocess.Popen([daemon, "--foreground", "--components=secrets", *(["--unlock"] if password is not None else [])],
                                   env=self.env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        keyring.stdin.write(password or "")
        keyring.stdin.close()
        self.addCleanup(self.end, keyring)
        deadline = time.monotonic() + harness.DEADLINE_SECONDS
        while "org.freedesktop.secrets" not in subprocess.run(
                ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames"],
                env=self.env, capture_output=True, text=True, check=False).stdout:
            self.assertLess(time.monotonic(), deadline, "the keyring did not come")
            self.assertIsNone(keyring.poll(), "the keyring ended")
            time.sleep(0.05)
        return keyring

    def set_client(self):
        return self.run_cli("google", "client", cloud.CLIENT_ID, stdin=(cloud.CLIENT_SECRET + "\n").encode())

    def test_kept_and_forgotten(self):
        self.start_keyring("test")
        self.assertEqual(self.set_client().status, DONE)
        attempt = cloud.SignIn(self)
        self.cloud.agree(attempt.address)
        status, answer, said = attempt.finish()
        self.assertEqual((status, answer.get("keyring")), (DONE, "kept"), said)
        after = self.json("google", "status", "--check")
        self.assertEqual([(a["state"], a["check"]) for a in after["accounts"]], [("signed_in", "ok")])
        for folder, _, names in os.walk(self.folder):
            for name in names:
                if name != "state.json" and os.path.isfile(os.path.join(folder, name)):
                    with open(os.path.join(folder, name), "rb") as file:
                        self.assertEqual(cloud.TOKEN.findall(file.read()), [], os.path.join(folder, name))
        self.ok("google", "sign-out")
        self.assertEqual(self.json("google", "status")["accounts"], [])

    def test_another_data_folder_has_its_own(self):
        self.start_keyring("test")
        self.set_client()
        other = self.json("google", "status", data=self.path("other"))
        self.assertFalse(other["client"]["complete"])

    def test_locked(self):
        self.start_keyring(None)
        answer = self.set_client()
        self.assertEqual(answer.status, PARTLY, answer)
        self.assertIn("it ends with this command", answer.err)
        self.assertFalse(self.json("google", "status")["client"]["complete"])

    def test_none(self):
        answer = self.set_client()
        self.assertEqual(answer.status, PARTLY, answer)
        self.assertIn("no keyring", answer.err)


if __name__ == "__main__":
    harness.main()
