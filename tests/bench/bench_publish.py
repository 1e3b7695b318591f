# SPDX-License-Identifier: GPL-3.0-or-later
"""From “post” to the post standing on the fake Page, with 10 photos of about 500 KB through a line with a delay of 50 ms there and
back: the whole process of the command line, which ends once the post was read back. Beside it the same process where nothing is to be
done.

    bench_publish.py BUILD    prints a line of JSON for each figure"""

import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DELAY_S = 0.025
BYTES_PER_SECOND = 12_500_000
TURNS = 5


def measure(build):
    os.environ["AUTOSELL_BUILD_ROOT"] = build
    os.environ.setdefault("AUTOSELL_SOURCE_ROOT", os.path.dirname(os.path.dirname(HERE)))
    sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "integration")]
    import bench_drive
    import slow_line
    from facebook_case import NORTE, FacebookCase

    class Bench(FacebookCase):
        def runTest(self):
            pass

        def go_the_long_way(self):
            port = int(self.cloud.base.rsplit(":", 1)[1])
            line = slow_line.Line(("127.0.0.1", port), DELAY_S, BYTES_PER_SECOND)
            with open(self.cloud.endpoints, encoding="utf-8") as file:
                endpoints = file.read()
            with open(self.cloud.endpoints, "w", encoding="utf-8") as file:
                file.write(endpoints.replace(f"127.0.0.1:{port}", f"127.0.0.1:{line.port}"))

        def time_of(self, work):
            begin = time.monotonic()
            work()
            return (time.monotonic() - begin) * 1000

        def run_all(self):
            took = []
            for turn in range(1, TURNS + 1):
                number = f"{turn:04}"
                self.add_car(number, photos=0)
                folder = self.path(f"pictures-{number}")
                os.mkdir(folder)
                self.ok("photos", "add", number, *bench_drive.draw(folder, 1, 10))
            self.go_the_long_way()
            for turn in range(1, TURNS + 1):
                took.append(self.time_of(lambda number=f"{turn:04}": self.publish(number)))
            self.assertEqual(len(self.posts_on(NORTE)), TURNS)
            idle = min(self.time_of(self.listed) for _ in range(TURNS))
            return [bench_drive.figure("a post with 10 photos through 50 ms", sorted(took)[TURNS // 2], idle, "ms")]

    bench = Bench()
    bench.setUp()
    try:
        return bench.run_all()
    finally:
        bench.doCleanups()


if __name__ == "__main__":
    for line in measure(os.path.abspath(sys.argv[1])):
        print(json.dumps(line))
