#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make run` where there is no display: the real window reaches a browser, this machine's alone, and nothing of it stays.

usage: test-run-without-display.py SOURCE_ROOT BUILD_ROOT; exit status 77 where Debian's Broadway server is not installed
"""

import base64
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SOURCE_ROOT, BUILD_ROOT = sys.argv[1:3]
DEADLINE = 30


def wait_for(condition, what):
    end = time.monotonic() + DEADLINE
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.02)  # between two looks; never instead of one


def listeners(port):
    """The addresses, as the kernel writes them, on which somebody listens to that port."""
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError), open(table, encoding="ascii") as lines:
            for line in list(lines)[1:]:
                address, number = line.split()[1].split(":")
                if int(number, 16) == port and line.split()[3] == "0A":
                    found.append(address)
    return found


def processes_with(mark):
    """Processes that carry the mark in their environment."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            with contextlib.suppress(OSError), open(f"/proc/{name}/environ", "rb") as environ:
                if mark in environ.read():
                    found.append(int(name))
    return found


def receive_window(port):
    """Does what the page's script does: opens the web socket and takes what is drawn. Returns the bytes."""
    with socket.create_connection(("127.0.0.1", port), DEADLINE) as stream:
        key = base64.b64encode(os.urandom(16)).decode()
        stream.sendall((f"GET /socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
                        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: broadway\r\n\r\n").encode())
        got = b""
        stream.settimeout(DEADLINE)
        # A surface and the textures of its text are far more than this.
        while len(got) < 20000:
            part = stream.recv(65536)
            if not part:
                raise SystemExit(f"the server hung up after {len(got)} bytes: {got[:200]!r}")
            got += part
        return got


def main():
    if shutil.which("gtk4-broadwayd") is None or shutil.which("dbus-daemon") is None:
        print("gtk4-broadwayd or dbus-daemon is not installed")
        return 77

    home = tempfile.mkdtemp(prefix="autosell-run-")
    mark = f"AUTOSELL_TEST_MARK={os.path.basename(home)}"
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "G_DEBUG")}
    environment.update(HOME=home, AUTOSELL_DATA_DIR=os.path.join(home, "data"), AUTOSELL_BUILD_ROOT=BUILD_ROOT,
                       AUTOSELL_TRACE=os.path.join(home, "trace"), GSETTINGS_BACKEND="memory")
    environment[mark.split("=")[0]] = mark.split("=")[1]
    log_path = os.path.join(home, "log")

    def read(path):
        with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
        return ""

    with open(log_path, "w", encoding="utf-8") as log:
        run = subprocess.Popen([os.path.join(SOURCE_ROOT, "build-aux", "run"), "--no-build"], env=environment,
                               stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        def address():
            if run.poll() is not None:
                raise SystemExit(f"it ended with {run.returncode}:\n{read(log_path)}")
            return re.search(r"http://127\.0\.0\.1:(\d+)/", read(log_path))

        port = int(wait_for(address, "the address").group(1))
        assert listeners(port) == ["0100007F"], f"others can reach it: {listeners(port)}"
        wait_for(lambda: '"window-shown"' in read(os.path.join(home, "trace")), "the window")
        received = receive_window(port)
        assert b"101" in received.split(b"\r\n")[0], received[:100]
        assert run.poll() is None, "it ended while it was looked at"

        assert len(processes_with(mark.encode())) >= 3
        run.send_signal(signal.SIGTERM)
        run.wait(DEADLINE)
        wait_for(lambda: not processes_with(mark.encode()), "its children to end")
        assert not listeners(port), "the port is still open"
        trouble = [line for line in read(log_path).splitlines() if re.search(r"(CRITICAL|WARNING) \*\*|dconf-", line)]
        assert not trouble, "\n".join(trouble)
        print(f"the window came through port {port} and nothing of it is left")
        return 0
    finally:
        for pid in processes_with(mark.encode()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
