#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make run` where there is no display: the real window reaches a browser, this machine's alone, and nothing of it stays.

usage: test-run-without-display.py SOURCE_ROOT BUILD_ROOT; exit status 77 where Debian's Broadway server is not installed
"""

import base64
import contextlib
import os
import socket
import sys

import without_display
from without_display import DEADLINE, wait_for

SOURCE_ROOT, BUILD_ROOT = sys.argv[1:3]


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
    if without_display.missing() is not None:
        print(f"{without_display.missing()} is not installed")
        return 77

    run = without_display.Run(SOURCE_ROOT, BUILD_ROOT)
    try:
        port = run.wait_port()
        assert listeners(port) == ["0100007F"], f"others can reach it: {listeners(port)}"
        received = receive_window(port)
        assert b"101" in received.split(b"\r\n")[0], received[:100]
        assert run.process.poll() is None, "it ended while it was looked at"

        assert len(without_display.processes_with(run.mark)) >= 3
        run.stop()
        wait_for(lambda: not listeners(port), "the port to be free")
        print(f"the window came through port {port} and nothing of it is left")
        return 0
    finally:
        run.clean()


if __name__ == "__main__":
    sys.exit(main())
