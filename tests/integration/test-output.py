# SPDX-License-Identifier: GPL-3.0-or-later
"""What people see: tables on a terminal, text that cannot do harm, Spanish."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata

from harness import BUILD_ROOT, CLI, Case, DEADLINE_SECONDS, FAILED, SAMPLE, SPANISH, main


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class Output(Case):
    def on_terminal(self, *arguments, columns=80, stop_at=None):
        """Runs it on a terminal of that many columns; status and text. @stop_at: Ctrl+C when this shows."""
        pid, master = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.execve(CLI, [CLI, *arguments], self.env)
        text = b""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < deadline:
            if not select.select([master], [], [], 1)[0]:
                continue
            try:
                piece = os.read(master, 65536)
            except OSError:  # how a terminal says that nobody writes any more
                break
            if not piece:
                break
            text += piece
            if stop_at is not None and stop_at in text:
                os.write(master, b"\x03")
                stop_at = None
        else:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(master)
        return os.waitstatus_to_exitcode(status), text.decode().replace("\r\n", "\n")

    def test_table_fits_the_terminal(self):
        self.import_sample()
        piped = self.ok("list")
        for columns in (200, 100, 80, 60, 40):
            status, text = self.on_terminal("list", columns=columns)
            self.assertEqual(status, 0)
            lines = text.splitlines()
            self.assertEqual(len(lines), 47)
            for line in lines[:-1]:
                self.assertLessEqual(width(line), columns, line)
            self.assertTrue(lines[-1].startswith("45 vehicles"))
        self.assertNotIn("…", piped)
        self.assertIn("RANGE ROVER EVOQUE", piped)
        self.assertIn("…", self.on_terminal("list", columns=60)[1])

    def test_columns_are_aligned(self):
        self.import_sample()
        lines = self.ok("list").splitlines()
        end = lines[0].index("Price") + len("Price")
        for line in lines[1:-1]:
            self.assertIn(line[end - 1], "0123456789 ", line)
            self.assertEqual(line[end:end + 2].strip(), "", line)
        self.assertIn("$1,369,000", lines[15])

    def test_control_characters_never_reach_the_terminal(self):
        evil = "\x1b]0;owned\x07\x1b[2J\rA\u009b31m\u202eX\x7f"
        self.write("evil.csv", f'Inventario,Marca,Modelo,Notas,"{evil}"\n1,"{evil}","X{evil}","uno\ndos {evil}",{evil}\n')
        self.ok("import", self.path("evil.csv"))
        self.ok("set", "1", "notes=tres\n" + evil)
        for arguments in (("list",), ("show", "1"), ("history",), ("problems",), ("stats",), ("undo",), ("redo",),
                          ("import", self.path("evil.csv")), ("delete", "1"), ("restore", "1"), ("show", evil),
                          ("list", "--filter", "precio:" + evil), ("set", "1", evil + "=1"), ("set", "1", "price=" + evil),
                          ("import", evil), (evil,), ("list", "--" + evil), ("list", "--filter", "is:deleted"),
                          ("__complete", "--", "show", "")):
            for json in ([], ["--json"]):
                answer = self.run_cli(*json, *arguments)
                for text in (answer.out, answer.err):
                    self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", answer)
        self.assertEqual(self.json("show", "1")["brand"], evil)

    def test_long_texts_keep_their_lines(self):
        self.ok("add", "stock_number=1", "description=uno\ndos")
        self.assertRegex(self.ok("show", "1"), r"Description +uno\n +dos\n")

    def test_json_is_one_line_in_a_pipe_and_many_on_a_terminal(self):
        self.ok("add", "stock_number=1")
        self.assertEqual(self.run_cli("--json", "show", "1").out.count("\n"), 1)
        self.assertGreater(self.on_terminal("--json", "show", "1")[1].count("\n"), 40)

    def test_output_that_cannot_be_written(self):
        self.import_sample()
        for arguments in (["list"], ["--json", "list"], ["export", "-"]):
            with open("/dev/full", "w") as full:
                done = subprocess.run([CLI, *arguments], env=self.env, stdout=full, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, FAILED, done)
            self.assertIn(b"could not be written", done.stderr)

    def make_large(self, n):
        with open(SAMPLE, encoding="utf-8") as file:
            header, *rows = file.read().splitlines()
        lines = [header] + [f"N{i}," + rows[i % 45].split(",", 1)[1] for i in range(n)]
        return self.write("large.csv", "\n".join(lines) + "\n")

    def test_progress_and_ctrl_c(self):
        path = self.make_large(60000)
        self.ok("add", "stock_number=1")
        before = self.json("check")
        status, text = self.on_terminal("import", path, stop_at=b"%")
        self.assertIn("\r\x1b[K", text)
        self.assertEqual(status, FAILED, text)
        self.assertIn("Stopped. Nothing was changed.", text)
        after = self.assert_sound()
        self.assertEqual((after["vehicles"], after["events"]), (1, before["events"]))
        self.assertEqual([name for name in os.listdir(self.data) if name.endswith(".tmp")], [])

    def test_no_progress_in_a_pipe(self):
        answer = self.run_cli("import", self.make_large(2000))
        self.assertEqual(answer.err, "")


class Spanish(Case):
    def setUp(self):
        super().setUp()
        folder = os.path.join(BUILD_ROOT, "po")
        if not os.path.exists(os.path.join(folder, "es_MX", "LC_MESSAGES", "autosell-manager.mo")):
            self.skipTest("the translations are not built")
        self.env.update(SPANISH, AUTOSELL_LOCALEDIR=folder)

    def test_messages_are_spanish(self):
        self.import_sample()
        text = self.ok("list")
        self.assertIn("45 vehículos", text)
        self.assertIn("Disponible", text)
        self.assertRegex(self.ok("--help"), r"Uso:|Comandos:")
        for arguments in (["--help"], ["redo", "--help"], ["list", "--help"]):
            self.assertNotIn("Project-Id-Version", self.ok(*arguments))
        self.assertNotIn("nothing", self.run_cli("redo").err)
        self.assertNotIn("There is", self.run_cli("show", "99").err)

    def test_every_kind_of_spanish(self):
        """A PC that is set to another country has no catalogue of its own."""
        for language in ("es", "es_ES", "es_CO", "es_AR:en", "es_MX"):
            self.assertRegex(self.ok("--help", env={"LANGUAGE": language}), r"Uso:|Comandos:", language)
        self.assertRegex(self.ok("--help", env={"LANGUAGE": "fr"}), "Usage:")

    def test_desktop_finds_spanish(self):
        with open(os.path.join(BUILD_ROOT, "data", "com.autosell.Manager.desktop"), encoding="utf-8") as file:
            text = file.read()
        for language in ("es", "es_MX"):
            self.assertIn(f"\nComment[{language}]=", text)

    def test_json_is_the_same_in_every_language(self):
        self.import_sample()
        cars = self.vehicles()
        self.env["LANGUAGE"] = "en"
        for spanish, english in zip(cars, self.vehicles()):
            for car in (spanish, english):
                for problem in car["problems"]:
                    problem.pop("message")
            self.assertEqual(spanish, english)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    main()
