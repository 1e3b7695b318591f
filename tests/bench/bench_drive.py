# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos to Drive: how long 40 of about 500 KB take through a line with a delay of 20 ms there and back, beside what the bytes alone take
with three connections through the same line; and what memory 40 and 160 photos take.

    bench_drive.py BUILD    prints a line of JSON for each figure"""

import glob
import json
import os
import socket
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BYTES_PER_SECOND = 3_000_000
DELAY_S = 0.010
CONNECTIONS = 3
SIZE = (1200, 900)


def figure(name, value, floor, unit):
    return {"name": name, "rows": 0, "value": value, "floor": floor, "unit": unit}


def draw(folder, first, count):
    """Pictures that hold about 500 KB, as a phone's do once they are of the size of the lot's: grain does not get smaller."""
    import gi
    gi.require_version("GdkPixbuf", "2.0")
    from gi.repository import GdkPixbuf, GLib
    paths = []
    for number in range(first, first + count):
        grain = GdkPixbuf.Pixbuf.new_from_bytes(GLib.Bytes.new(os.urandom(800 * 600 * 3)), GdkPixbuf.Colorspace.RGB, False, 8, 800, 600, 2400)
        picture = grain.scale_simple(*SIZE, GdkPixbuf.InterpType.BILINEAR)
        paths.append(os.path.join(folder, f"IMG_{number}.jpg"))
        picture.savev(paths[-1], "jpeg", ["quality"], ["85"])
    return paths


def receive(listener):
    """The other end of the floor: takes everything, and says so once nothing more comes."""
    while True:
        try:
            end, _ = listener.accept()
        except OSError:
            return

        def drain(end=end):
            while end.recv(1 << 16):
                pass
            end.sendall(b"!")
            end.close()
        threading.Thread(target=drain, daemon=True).start()


def measure_floor(slow_line, count):
    """Seconds for so many bytes, shared out among the connections."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=receive, args=(listener,), daemon=True).start()
    line = slow_line.Line(listener.getsockname(), DELAY_S, BYTES_PER_SECOND)
    begin = time.monotonic()

    def send():
        with socket.create_connection(("127.0.0.1", line.port)) as end:
            end.sendall(bytes(count // CONNECTIONS))
            end.shutdown(socket.SHUT_WR)
            end.recv(1)
    threads = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    line.close()
    listener.close()
    return time.monotonic() - begin


def measure(build):
    os.environ["AUTOSELL_BUILD_ROOT"] = build
    os.environ.setdefault("AUTOSELL_SOURCE_ROOT", os.path.dirname(os.path.dirname(HERE)))
    sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "integration")]
    import slow_line
    import harness
    from drive_case import DriveCase

    class Bench(DriveCase):
        def runTest(self):
            pass

        def count_bytes(self):
            return sum(os.path.getsize(path) for path in glob.glob(os.path.join(self.data, "photos", "**", "*.jpg"), recursive=True))

        def run_all(self):
            self.drive("link")
            port = int(self.cloud.base.rsplit(":", 1)[1])
            line = slow_line.Line(("127.0.0.1", port), DELAY_S, BYTES_PER_SECOND)
            with open(self.cloud.endpoints, encoding="utf-8") as file:
                endpoints = file.read()
            with open(self.cloud.endpoints, "w", encoding="utf-8") as file:
                file.write(endpoints.replace(f"127.0.0.1:{port}", f"127.0.0.1:{line.port}"))
            for car in range(1, 5):
                self.ok("photos", "add", car, *draw(self.pictures, 100 * car, 10))
            count = self.count_bytes()
            floor = measure_floor(slow_line, count)
            took, few_kb = self.measure_sync()
            self.check_content()
            for car in range(1, 5):
                self.ok("photos", "add", car, *draw(self.pictures, 100 * car + 50, 30))
            _, many_kb = self.measure_sync()
            print(f"40 photos of {count // 40 // 1000} KB", file=sys.stderr)
            return [figure("40 photos to Drive, beside the bytes alone", took * 1000, floor * 1000, "ms"),
                    figure("memory of 160 photos to Drive, beside 40", many_kb / 1024, few_kb / 1024, "MB")]

    bench = Bench()
    bench.setUp()
    try:
        return bench.run_all()
    finally:
        bench.doCleanups()


if __name__ == "__main__":
    for line in measure(os.path.abspath(sys.argv[1])):
        print(json.dumps(line))
