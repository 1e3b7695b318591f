# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of the real window: its own time stamps (AUTOSELL_TRACE) while real keys are typed under Xvfb. Where others want the
machine too, what its main thread had of the processor tells more than the clock.

Beside it, in the same session and in turns, runs ui-floor: the bare toolkit with a table of as many rows.
"""

import json
import os
import random
import re
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "ui"))

import bench_bulk  # noqa: E402
import bench_pictures  # noqa: E402
import harness  # noqa: E402

SEARCHES = ("mazda", "sentra sense", "brand:mazda", "bmw 2021", "price:200000..400000", "status:available", "cherokee",
            "ford azul", "km:<60000", "aveo lt")
LEFT_ALONE = "nissan versa"
# How many cars the lists with covers have.
PICTURE_ROWS = 10000


class Trace:
    """The lines that a program has written so far."""

    def __init__(self, path):
        self.path = path
        self.events = []
        self.offset = 0

    def read(self):
        if os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as stream:
                stream.seek(self.offset)
                for line in stream:
                    if not line.endswith("\n"):
                        break
                    self.offset += len(line.encode())
                    self.events.append(json.loads(line))
        return self.events

    def since(self, index, event, value=None):
        return [item for item in self.read()[index:]
                if item["event"] == event and (value is None or item["value"] == value)]

    def wait(self, index, event, value=None, deadline=30):
        return harness.wait_for(lambda: self.since(index, event, value), f"the trace event {event} {value}", deadline)[0]


def cpu_ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stream:
        fields = stream.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def wait_idle(pid, quiet=0.4, deadline=30):
    """Until the process has used no processor time for a while."""
    state = [cpu_ticks(pid), time.monotonic()]

    def is_quiet():
        ticks = cpu_ticks(pid)
        if ticks != state[0]:
            state[:] = [ticks, time.monotonic()]
        return time.monotonic() - state[1] > quiet
    harness.wait_for(is_quiet, "the program to be idle", deadline)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")


class UiBench:
    def __init__(self, session, stock, rows, starts=7):
        self.session = session
        self.rows = rows
        self.starts = starts
        self.home = harness.Home(session, f"bench-{rows}")
        self.home.data_dir = stock
        self.floor = os.path.join(harness.BUILD_ROOT, "tests", "bench", "ui-floor")
        self.count = 0
        self.figures = []
        self.bare = {}

    def add(self, name, value, floor=None, unit="ms"):
        self.figures.append({"name": name, "value": value, "floor": floor, "unit": unit, "rows": self.rows})

    def start(self):
        self.count += 1
        path = os.path.join(self.session.folder, f"trace-{self.rows}-{self.count}")
        app = harness.App(self.session, self.home, a11y=False, environment={"AUTOSELL_TRACE": path})
        app.trace = Trace(path)
        app.painted = app.trace.wait(0, "list-painted", self.rows)
        return app

    def start_floor(self):
        app = harness.App(self.session, self.home, [str(self.rows)], program=self.floor, a11y=False)
        found = harness.wait_for(lambda: re.search(r"painted (\d+)", app.errors()), "the floor's list")
        app.painted = {"us": int(found[1])}
        return app

    def bench_floor(self):
        """What the bare toolkit takes for a page of labels and for a form, first and again."""
        fifo = os.path.join(self.session.folder, f"floor-{self.rows}")
        os.mkfifo(fifo)
        app = harness.App(self.session, self.home, [str(self.rows), fifo], program=self.floor, a11y=False)
        harness.wait_for(lambda: "painted" in app.errors(), "the floor's list")
        stream = os.open(fifo, os.O_WRONLY)

        def ask(what):
            wait_idle(app.pid, 0.2)
            before = len(re.findall(r"took", app.errors()))
            os.write(stream, f"{what}\n".encode())
            found = harness.wait_for(lambda: re.findall(r"took (\d+)", app.errors())[before:], f"the floor's {what}")
            return int(found[0]) / 1000

        pages, lists, forms = [], [], []
        for _ in range(6):
            pages.append(ask("page"))
            lists.append(ask("list"))
            forms.append(ask("window"))
        os.close(stream)
        app.process.stop()
        os.unlink(fifo)
        self.bare = {"page first": pages[0], "page again": statistics.median(pages[1:]), "list": statistics.median(lists),
                     "form": statistics.median(forms), "form worst": max(forms)}

    def run(self):
        self.bench_start()
        self.bench_floor()
        app = self.start()
        wait_idle(app.pid)
        self.bench_memory(app)
        self.bench_keys(app)
        self.bench_scroll(app)
        self.bench_views(app)
        self.bench_home(app)
        self.bench_editor(app)
        self.bench_filters(app)
        bench_bulk.bench_bulk(self, app, wait_idle)
        bench_bulk.bench_idle(self, app, cpu_ticks)
        self.add("memory after searching and scrolling", app.rss_kb()["VmRSS"] / 1024, unit="MB")
        code = app.process.stop()
        if app.trouble():
            print("\n".join(app.trouble()[:5]), file=sys.stderr)
        if code not in (0, -15):
            print(f"the program ended with {code}", file=sys.stderr)
        if self.rows == PICTURE_ROWS:
            bench_pictures.bench_pictures(self, wait_idle)
        return self.figures

    def run_pictures(self):
        bench_pictures.bench_pictures(self, wait_idle)
        return self.figures

    def bench_home(self, app):
        """Home as asked for by its key, the first time, with all to be asked and made, and again."""
        times = []
        for _ in range(8):
            self.session.key("alt+2")
            wait_idle(app.pid, 0.3)
            mark = len(app.trace.read())
            self.session.key("alt+1")
            chosen = app.trace.wait(mark, "place-chosen", 0)
            painted = app.trace.wait(mark, "home-painted")
            times.append((painted["us"] - chosen["us"]) / 1000)
            wait_idle(app.pid, 0.3)
        self.add("home chosen to painted, first", times[0], self.bare["page first"])
        self.add("home chosen to painted, again", max(times[1:]), self.bare["page again"])
        self.session.key("alt+2")
        wait_idle(app.pid, 0.3)

    def bench_start(self):
        times, floors = [], []
        for turn in range(self.starts + 1):
            for start, found in ((self.start, times), (self.start_floor, floors)):
                app = start()
                if turn > 0:  # the first warms the disk cache
                    found.append((app.painted["us"] - app.started_us) / 1000)
                app.process.stop()
        self.add("start to list painted", statistics.median(times), statistics.median(floors))

    def bench_memory(self, app):
        floor = self.start_floor()
        wait_idle(floor.pid)
        ours, bare = app.rss_kb(), floor.rss_kb()
        floor.process.stop()
        self.add("memory with the list open", ours["VmRSS"] / 1024, bare["VmRSS"] / 1024, "MB")
        self.add("of that not shared (anonymous)", ours["RssAnon"] / 1024, bare["RssAnon"] / 1024, "MB")

    def bench_keys(self, app):
        """A quick typist who looks: each key comes when the results of the one before are painted, about ten a second. A key
        that follows a frame at once would measure how long the toolkit waits for the next one."""
        times = []
        pace = random.Random(1)
        session = self.session
        window = session.run("xdotool", "search", "--onlyvisible", "--pid", str(app.pid)).stdout.split()[-1:]
        if window:
            session.run("xdotool", "windowfocus", "--sync", *window)
        for text in SEARCHES:
            session.key("ctrl+f")
            length = 0
            for letter in text:
                time.sleep(pace.uniform(0.08, 0.14))
                mark = len(app.trace.read())
                session.type(letter)
                length += 1
                pressed = app.trace.wait(mark, "key-pressed", length)
                painted = app.trace.wait(mark, "results-painted", length)
                times.append((painted["us"] - pressed["us"]) / 1000)
            mark = len(app.trace.read())
            session.key("ctrl+a", "BackSpace")
            app.trace.wait(mark, "results-painted", 0)
        self.add("keystroke to results painted, p50", percentile(times, 0.5))
        self.add("keystroke to results painted, p95", percentile(times, 0.95))
        self.add("keystroke to results painted, worst", max(times))

        # A quick typist: keys overtake results, and what is measured is the last one's.
        times = []
        for text in SEARCHES:
            mark = len(app.trace.read())
            session.key("ctrl+f")
            session.type(text)
            pressed = app.trace.wait(mark, "key-pressed", len(text))
            painted = app.trace.wait(mark, "results-painted", len(text))
            times.append((painted["us"] - pressed["us"]) / 1000)
            mark = len(app.trace.read())
            session.key("ctrl+a", "BackSpace")
            app.trace.wait(mark, "results-painted", 0)
        self.add("last key of a quick typist to results, p95", percentile(times, 0.95))

    def bench_views(self, app):
        """From the table to cards and back, then cards under the wheel; the window is left with the table."""
        session = self.session
        times = {1: [], 0: []}
        for _ in range(10):
            for key, value in (("ctrl+2", 1), ("ctrl+1", 0)):
                wait_idle(app.pid, 0.2)
                mark = len(app.trace.read())
                session.key(key)
                asked = app.trace.wait(mark, "view-switched", value)
                painted = app.trace.wait(mark, "view-painted", value)
                times[value].append((painted["us"] - asked["us"]) / 1000)
        self.add("table to cards painted, worst", max(times[1]), self.bare["page again"])
        self.add("cards to table painted, worst", max(times[0]), self.bare["list"])
        session.key("ctrl+2")
        wait_idle(app.pid, 0.2)
        mark = len(app.trace.read())
        session.run("xdotool", "mousemove", str(session.size[0] // 2), str(session.size[1] // 2))
        session.run("xdotool", "click", "--repeat", "150", "--delay", "12", "5")
        wait_idle(app.pid, 0.2)
        stalls = [item["value"] / 1000 for item in app.trace.since(mark, "stall")]
        self.add("stalls above 16 ms, cards", len([stall for stall in stalls if stall > 16]), unit="")
        self.add("longest stall, cards", max(stalls, default=0))
        session.key("ctrl+1")
        wait_idle(app.pid, 0.2)

    def bench_scroll(self, app):
        """The wheel for a while, then the whole list by its scroll bar, then the ends by key."""
        session = self.session
        width, height = session.size
        wait_idle(app.pid)
        mark = len(app.trace.read())
        session.run("xdotool", "mousemove", str(width // 2), str(height // 2))
        session.run("xdotool", "click", "--repeat", "300", "--delay", "12", "5")
        wait_idle(app.pid, 0.2)
        wheel = app.trace.since(mark, "stall"), app.trace.since(mark, "stall-work")
        mark = len(app.trace.read())
        session.run("xdotool", "click", "1")
        session.run("xdotool", "key", "--delay", "16", *["Page_Down"] * 200)
        wait_idle(app.pid, 0.2)
        pages = app.trace.since(mark, "stall"), app.trace.since(mark, "stall-work")
        mark = len(app.trace.read())
        for key in ("Home", "End", "Home", "End", "Home"):
            session.key(key)
            wait_idle(app.pid, 0.2)
        ends = app.trace.since(mark, "stall"), app.trace.since(mark, "stall-work")
        for name, (stalls, works) in (("wheel", wheel), ("pages", pages), ("ends", ends)):
            long = [item["value"] / 1000 for item in stalls if item["value"] > 16000]
            self.add(f"stalls above 16 ms, {name}", len(long), unit="")
            self.add(f"longest stall, {name}", max((item["value"] / 1000 for item in stalls), default=0))
            self.add(f"most work in one turn, {name}", max((item["value"] / 1000 for item in works), default=0))

    def bench_editor(self, app, cars=12):
        """From the list's Enter, and from a neighbour's Alt+Down, to the frame that has the car."""
        session = self.session
        session.key("Home")
        wait_idle(app.pid)

        def press(key):
            mark = len(app.trace.read())
            session.key(key)
            asked = app.trace.wait(mark, "editor-asked")
            painted = app.trace.wait(mark, "editor-painted")
            wait_idle(app.pid, 0.2)
            return (painted["us"] - asked["us"]) / 1000, (painted["cpu_us"] - asked["cpu_us"]) / 1000

        opened, turned = [], []
        for _ in range(cars):
            session.key("Down", "Down", "Down")
            opened.append(press("Return"))
            turned.append(press("alt+Down"))
            session.key("Escape")
            wait_idle(app.pid, 0.2)
        for name, pairs in (("editor asked to painted", opened), ("next car to painted", turned)):
            times, works = zip(*pairs)
            self.add(f"{name}, p50", percentile(times, 0.5), self.bare["form"])
            self.add(f"{name}, worst", max(times), self.bare["form worst"])
            self.add(f"{name}, most processor time", max(works))

    def bench_filters(self, app):
        """The popover of filters by its key, the first time, with all to be made, and again."""
        session = self.session
        times = []
        for _ in range(6):
            mark = len(app.trace.read())
            session.key("ctrl+shift+f")
            asked = app.trace.wait(mark, "filters-asked")
            painted = app.trace.wait(mark, "filters-painted")
            times.append((painted["us"] - asked["us"]) / 1000)
            wait_idle(app.pid, 0.3)
            session.key("Escape")
            wait_idle(app.pid, 0.3)
        self.add("filters asked to painted, first", times[0], self.bare["form"])
        self.add("filters asked to painted, again", max(times[1:]), self.bare["form"])


def bench(stocks, pictures_alone=False):
    """stocks: {rows: data folder}. Figures of all."""
    figures = []
    with harness.Session(a11y=False) as session:
        for rows, stock in stocks.items():
            one = UiBench(session, stock, rows)
            figures += one.run_pictures() if pictures_alone else one.run()
    return figures


def is_possible():
    missing = harness.missing_tools()
    program = os.path.join(harness.BUILD_ROOT, "src", "autosell-manager")
    if missing:
        print("The window is not measured; missing: " + ", ".join(missing), file=sys.stderr)
    elif not os.path.exists(program):
        print("The window is not measured: it is not built", file=sys.stderr)
    return not missing and os.path.exists(program)


if __name__ == "__main__":
    print(json.dumps(bench({int(rows): folder for rows, folder in (item.split("=") for item in sys.argv[1:])}), indent=1))
