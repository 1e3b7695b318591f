# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of photos in the real window: a drop until it is seen, a gallery that opens, and lists of cars that have covers."""

import hashlib
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "ui"))

import harness  # noqa: E402
import test_incoming  # noqa: E402

N_DROPPED = 12
N_GALLERY = 60
N_MANY = 200
TURNS = 5


def make(folder, count, *size):
    """Photos of 24 megapixels, or of another size."""
    os.makedirs(folder)
    program = os.path.join(harness.BUILD_ROOT, "tests", "bench", "bench-photos")
    subprocess.run([program, folder, "--make", str(count), *map(str, size)], check=True, timeout=600)
    return [os.path.join(folder, f"IMG_{i}.jpg") for i in range(1, count + 1)]


def repeat(paths, count, folder):
    """So many files of the same pictures: what is behind the end of one makes it another file."""
    os.makedirs(folder)
    for i in range(count):
        with open(paths[i % len(paths)], "rb") as source, open(os.path.join(folder, f"IMG_{i + 1:03}.jpg"), "wb") as copy:
            copy.write(source.read() + i.to_bytes(2, "big"))
    return folder


def rows(data_dir, sql):
    with sqlite3.connect(os.path.join(data_dir, "autosell.db")) as database:
        return database.execute(sql).fetchall()


def give_covers(data_dir):
    """Every car has a photo of its own for all that lists can tell: a record, and the files under a name of its own."""
    database = sqlite3.connect(os.path.join(data_dir, "autosell.db"), isolation_level=None)
    known = [row[0] for row in database.execute("SELECT DISTINCT hash FROM photo ORDER BY pk")]
    database.execute("BEGIN IMMEDIATE")
    for (pk,) in database.execute("SELECT pk FROM vehicle WHERE n_photos = 0 AND deleted_at IS NULL").fetchall():
        original = known[pk % len(known)]
        name = hashlib.sha256(f"cover {pk}".encode()).hexdigest()
        for kind in ("photos", "thumbnails/320", "thumbnails/640"):
            place = os.path.join(data_dir, kind, name[:2])
            os.makedirs(place, exist_ok=True)
            os.link(os.path.join(data_dir, kind, original[:2], original + ".jpg"), os.path.join(place, name + ".jpg"))
        database.execute("INSERT INTO photo (id, vehicle_pk, position, hash, source_hash, width, height, size_bytes, name, added_at)"
                         " SELECT ?, ?, 0, ?, ?, width, height, size_bytes, name, added_at FROM photo WHERE hash = ? LIMIT 1",
                         (f"bench-{pk}", pk, name, name, original))
        database.execute("UPDATE vehicle SET n_photos = 1, cover = ?, cover_width = 2048, cover_height = 1365 WHERE pk = ?", (name, pk))
    database.execute("COMMIT")
    database.close()


class PictureBench:
    def __init__(self, bench, wait_idle):
        self.bench = bench
        self.session = bench.session
        self.wait_idle = wait_idle
        self.pk = 0  # of the car whose gallery is opened
        self.folder = os.path.join(bench.home.data_dir, "..", "pictures")

    def stalls(self, app, mark, name):
        # What another process had the processor for is no turn of ours: the work in a turn says what is.
        stalls = [item["value"] / 1000 for item in app.trace.since(mark, "stall")]
        works = [item["value"] / 1000 for item in app.trace.since(mark, "stall-work")]
        self.bench.add(f"stalls above 16 ms, {name}", len([stall for stall in stalls if stall > 16]), unit="")
        self.bench.add(f"turns with more work than 16 ms, {name}", len([work for work in works if work > 16]), unit="")
        self.bench.add(f"longest stall, {name}", max(stalls, default=0))
        self.bench.add(f"most work in one turn, {name}", max(works, default=0))

    def open_gallery(self, app):
        """Of the first car, in a window of its own, by the menu of its row. Gives the time until all in sight is painted, and
        what of the processor the main thread had for it."""
        session = self.session
        session.run("xdotool", "mousemove", str(session.size[0] // 2), "300", "click", "1")
        self.wait_idle(app.pid, 0.2)
        session.key("Home")
        # The menu opens above the row where it is high, and its keys go on from what lies under the pointer.
        session.run("xdotool", "mousemove", "5", str(session.size[1] - 5))
        self.wait_idle(app.pid, 0.2)
        mark = len(app.trace.read())
        for quiet in (0.3, 1, 3):  # where others want the processor, the menu may not be there yet
            session.key("Menu")
            self.wait_idle(app.pid, quiet)
            session.key("Down", "Down", "Return")  # Open, Quick look, Photos…
            self.wait_idle(app.pid, quiet)
            if app.trace.since(mark, "gallery-asked"):
                break
            session.key("Escape")
            self.wait_idle(app.pid, quiet)
        asked = app.trace.wait(mark, "gallery-asked")
        self.pk = asked["value"]
        self.wait_idle(app.pid, 0.4)
        painted = app.trace.since(mark, "gallery-painted")
        return ((painted[-1]["us"] - asked["us"]) / 1000, (painted[-1]["cpu_us"] - asked["cpu_us"]) / 1000) if painted else (0, 0)

    def close_gallery(self, app):
        self.session.key("Escape")
        self.wait_idle(app.pid, 0.3)

    def drop(self, app, what, count):
        """Onto the gallery that is open, by a real drag from another program. Gives when the first and all were seen."""
        manager = test_incoming.Files(self.session, self.bench.home, what)
        manager.drag_to(450, 400)
        self.wait_idle(app.pid, 0.2)  # that something hangs above it is said by its own frame
        mark = len(app.trace.read())
        if manager.let_go() != "dropped":
            print("the drop was not taken", file=sys.stderr)
        brought = app.trace.wait(mark, "photos-brought")
        app.trace.wait(mark, "command-committed", deadline=900)
        manager.kill()
        self.wait_idle(app.pid, 0.4, 600)
        seen = [item for item in app.trace.since(mark, "gallery-painted") if item["us"] > brought["us"]]
        first = next(item for item in seen if item["value"] > 0)
        every = next((item for item in seen if item["value"] >= count), seen[-1])
        return mark, (first["us"] - brought["us"]) / 1000, (every["us"] - brought["us"]) / 1000

    def undo(self, app):
        self.session.key("ctrl+z")
        self.wait_idle(app.pid, 0.4)

    def import_alone(self, paths):
        """What the same photos take without a window, in a stock of their own: the floor. The middle of three."""
        times = []
        for turn in range(3):
            home = harness.Home(self.session, f"alone-{turn}")
            cli = harness.Cli(self.session, home)
            cli("add", "stock_number=1", "brand=MAZDA")
            begin = time.monotonic()
            cli("photos", "add", "1", *paths)
            times.append((time.monotonic() - begin) * 1000)
        return statistics.median(times)

    def bench_drop(self):
        paths = make(os.path.join(self.folder, "dropped"), N_DROPPED)
        repeat(paths[:4], N_MANY, os.path.join(self.folder, "many"))
        app = self.bench.start()
        self.wait_idle(app.pid)
        firsts, everys = [], []
        self.open_gallery(app)
        for _ in range(3):
            _, first, every = self.drop(app, os.path.join(self.folder, "dropped"), N_DROPPED)
            firsts.append(first)
            everys.append(every)
            self.undo(app)
        alone = self.import_alone(paths)
        self.bench.add("12 photos dropped: first seen", statistics.median(firsts), alone)
        self.bench.add("12 photos dropped: all seen", statistics.median(everys), alone)
        before = app.rss_kb()["VmRSS"]
        mark, *_ = self.drop(app, os.path.join(self.folder, "many"), N_MANY)
        self.stalls(app, mark, "200 photos dropped")
        self.bench.add("200 photos dropped: memory of the window at its peak", app.rss_kb()["VmHWM"] / 1024, unit="MB")
        self.bench.add("of that more than before", (app.rss_kb()["VmHWM"] - before) / 1024, unit="MB")
        self.undo(app)
        app.process.stop()

    def bench_gallery(self):
        app = self.bench.start()
        self.wait_idle(app.pid)
        times, works = [], []
        for _ in range(TURNS):
            elapsed, work = self.open_gallery(app)
            times.append(elapsed)
            works.append(work)
            self.close_gallery(app)
        if not self.bench.bare:
            self.bench.bench_floor()
        bare = self.bench.bare
        self.bench.add("gallery of 60 photos opened, first", times[0], bare["form worst"])
        self.bench.add("gallery of 60 photos opened, again", statistics.median(times[1:]), bare["form"])
        self.bench.add("gallery of 60 photos opened, again, worst", max(times[1:]), bare["form worst"])
        self.bench.add("gallery of 60 photos opened, most processor time", max(works))
        app.process.stop()

    def bench_covers(self):
        """The wheel over the table with its covers, by pages, and over the cards."""
        session = self.session
        width, height = session.size
        app = self.bench.start()
        self.wait_idle(app.pid)
        for name, keys in (("covers in the table", "ctrl+1"), ("covers on cards", "ctrl+2")):
            session.key(keys)
            self.wait_idle(app.pid)
            session.run("xdotool", "mousemove", str(width // 2), "300", "click", "1")
            session.key("Home")
            self.wait_idle(app.pid)
            session.run("xdotool", "mousemove", str(width // 2), str(height // 2))
            mark = len(app.trace.read())
            session.run("xdotool", "click", "--repeat", "300", "--delay", "12", "5")
            self.wait_idle(app.pid, 0.3)
            self.stalls(app, mark, f"wheel, {name}")
            mark = len(app.trace.read())
            session.run("xdotool", "key", "--delay", "16", *["Page_Down"] * 200)
            self.wait_idle(app.pid, 0.3)
            self.stalls(app, mark, f"pages, {name}")
        self.bench.add("memory after scrolling covers", app.rss_kb()["VmRSS"] / 1024, unit="MB")
        session.key("ctrl+1")
        app.process.stop()

    def run(self):
        cli = harness.Cli(self.session, self.bench.home)
        # The table opens with its columns as the program has them, and with the photos in front.
        self.bench.home.write_settings(columns="'photos brand'", window_width="1200", window_height="700")
        os.makedirs(self.folder, exist_ok=True)
        self.bench_drop()
        number = rows(self.bench.home.data_dir, f"SELECT stock_number FROM vehicle WHERE pk = {self.pk}")[0][0]
        cli("photos", "add", number, *make(os.path.join(self.folder, "gallery"), N_GALLERY, 2048, 1365))
        self.bench_gallery()
        give_covers(self.bench.home.data_dir)
        self.bench_covers()


def bench_pictures(bench, wait_idle):
    PictureBench(bench, wait_idle).run()


if __name__ == "__main__":
    sys.exit(__doc__)
