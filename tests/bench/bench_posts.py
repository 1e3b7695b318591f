# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of posts in the real window: from its tab chosen to the frame that has its first cars, the first time, with all to be
asked and made, and again. The stock is that of bench-ledger, 10,000 cars × 5 Pages.

    bench_posts.py FOLDER   of its stock; prints one line of JSON a figure
"""

import json
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "ui"))

import bench_ui  # noqa: E402
import harness  # noqa: E402
import pages  # noqa: E402

CARS = 10000
STARTS = 3
TURNS = 5


class PostsBench(bench_ui.UiBench):
    def start(self):
        """With the names of its parts: a tab is clicked."""
        self.count += 1
        path = os.path.join(self.session.folder, f"trace-posts-{self.count}")
        app = harness.App(self.session, self.home, environment={"AUTOSELL_TRACE": path})
        app.trace = bench_ui.Trace(path)
        app.trace.wait(0, "window-shown")  # on whatever place
        return app

    def run(self):
        self.bench_floor()
        first, again, works = [], [], []
        for _ in range(STARTS):
            app = self.start()
            main = pages.Main(app)
            main.wait_active()
            bench_ui.wait_idle(app.pid)
            self.session.key("alt+4")
            ledger = main.node.wait("tab", "Ledger")
            week = main.node.wait("tab", "Week")
            for turn in range(TURNS):
                bench_ui.wait_idle(app.pid, 0.3)
                mark = len(app.trace.read())
                main.click(ledger)
                asked = app.trace.wait(mark, "ledger-asked")
                painted = app.trace.wait(mark, "ledger-painted", CARS)
                (first if turn == 0 else again).append((painted["us"] - asked["us"]) / 1000)
                if turn == 0:
                    works.append((painted["cpu_us"] - asked["cpu_us"]) / 1000)
                bench_ui.wait_idle(app.pid, 0.3)
                main.click(week)
            code = app.process.stop()
            if code not in (0, -15) or app.trouble():
                print(f"the program ended with {code}", *app.trouble()[:3], file=sys.stderr)
        self.add("ledger chosen to painted, first", statistics.median(first), self.bare["list"])
        self.add("of that processor time of the window", statistics.median(works))
        self.add("ledger chosen to painted, again", max(again), self.bare["list"])
        return self.figures


if __name__ == "__main__":
    with harness.Session() as session:
        for figure in PostsBench(session, os.path.abspath(sys.argv[1]), CARS).run():
            print(json.dumps(figure))
