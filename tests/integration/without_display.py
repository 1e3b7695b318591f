# SPDX-License-Identifier: GPL-3.0-or-later
"""`make run` on a machine without a display, for the tests: started with a home of its own, and ended with all that it started."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

DEADLINE = 30


def wait_for(condition, what, deadline=DEADLINE):
    end = time.monotonic() + deadline
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what() if callable(what) else what}")
        time.sleep(0.02)  # between two looks; never instead of one


def missing():
    """What Debian's packages for it lack here, or None."""
    return next((name for name in ("gtk4-broadwayd", "dbus-daemon") if shutil.which(name) is None), None)


def processes_with(mark):
    """Processes that carry the mark in their environment."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            with contextlib.suppress(OSError), open(f"/proc/{name}/environ", "rb") as environ:
                if mark in environ.read():
                    found.append(int(name))
    return found


def read(path):
    with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as stream:
        return stream.read()
    return ""


class Run:
    def __init__(self, source_root, build_root):
        self.home = tempfile.mkdtemp(prefix="autosell-run-")
        self.data = os.path.join(self.home, "data")
        self.mark = f"AUTOSELL_TEST_MARK={os.path.basename(self.home)}".encode()
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "G_DEBUG")}
        self.environment.update(HOME=self.home, AUTOSELL_DATA_DIR=self.data, AUTOSELL_BUILD_ROOT=build_root,
                                AUTOSELL_TRACE=os.path.join(self.home, "trace"), GSETTINGS_BACKEND="memory",
                                AUTOSELL_TEST_MARK=os.path.basename(self.home))
        with open(os.path.join(self.home, "log"), "w", encoding="utf-8") as log:
            self.process = subprocess.Popen([os.path.join(source_root, "build-aux", "run"), "--no-build"], env=self.environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def log(self):
        return read(os.path.join(self.home, "log"))

    def trace(self):
        return read(os.path.join(self.home, "trace"))

    def wait_port(self):
        """Until the window is there; returns the port at which a browser gets it."""
        def address():
            if self.process.poll() is not None:
                raise SystemExit(f"it ended with {self.process.returncode}:\n{self.log()}")
            return re.search(r"http://127\.0\.0\.1:(\d+)/", self.log())
        port = int(wait_for(address, "the address").group(1))
        wait_for(lambda: '"window-shown"' in self.trace(), "the window")
        return port

    def stop(self):
        """As Ctrl+C does. Nothing may have complained until then, and nothing stays."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(DEADLINE)
        wait_for(lambda: not processes_with(self.mark), "its children to end")
        trouble = [line for line in self.log().splitlines() if re.search(r"(CRITICAL|WARNING) \*\*|dconf-", line)]
        assert not trouble, "\n".join(trouble)

    def clean(self):
        """However it went."""
        for pid in processes_with(self.mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)
