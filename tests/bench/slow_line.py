# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to a server on this machine that has a delay and so many bytes a second upwards, shared by all connections, as a lot's has.

    line = Line(("127.0.0.1", 4711), delay_s=0.01, bytes_per_second=4_000_000)
    line.port

Names of the server in what it answers become those of the line, so that whoever is sent on stays on it."""

import collections
import socket
import threading
import time

PIECE = 16 * 1024


class Line:
    def __init__(self, server, delay_s, bytes_per_second):
        self.server, self.delay_s, self.bytes_per_second = server, delay_s, bytes_per_second
        self.free_at = 0.0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.names = (b"127.0.0.1:%d" % server[1], b"127.0.0.1:%d" % self.port)
        self.bytes_up = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(self.server)
            for end in (near, far):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.carry(near, far, self.take_turn)
            self.carry(far, near, lambda count: time.monotonic(), self.names)

    def take_turn(self, count):
        """When the last of these bytes has left."""
        with self.lock:
            self.bytes_up += count
            self.free_at = max(self.free_at, time.monotonic()) + count / self.bytes_per_second
            return self.free_at

    def carry(self, source, target, leave, names=None):
        """One direction: what is read leaves in its turn, and arrives after the delay. No more is read than the line takes."""
        queue, ready = collections.deque(), threading.Condition()

        def read():
            while True:
                try:
                    data = source.recv(PIECE)
                except OSError:
                    data = b""
                left = leave(len(data))
                time.sleep(max(0, left - time.monotonic()))
                if names:
                    data = data.replace(*names)
                with ready:
                    queue.append((left + self.delay_s, data))
                    ready.notify()
                if not data:
                    return

        def write():
            while True:
                with ready:
                    while not queue:
                        ready.wait()
                    at, data = queue.popleft()
                time.sleep(max(0, at - time.monotonic()))
                try:
                    if data:
                        target.sendall(data)
                    else:
                        target.shutdown(socket.SHUT_WR)
                except OSError:
                    return
                if not data:
                    return

        for function in (read, write):
            threading.Thread(target=function, daemon=True).start()

    def close(self):
        self.listener.close()
