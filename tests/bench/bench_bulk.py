# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of many cars at once, from the click to the paint that shows it, and of a window that nobody touches."""

import os
import random
import sqlite3
import time

TURNS = 5
# A page of the table has some twenty rows: this selects a thousand cars and a few more.
PAGES = 64
AT_LEAST = 1000


def bare_bulk(folder, rows, n_changed):
    """Milliseconds that bare SQLite takes to change as many prices, and to note each of them, in one commit."""
    path = os.path.join(folder, "bulk-floor.db")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE car (pk INTEGER PRIMARY KEY, price INTEGER, text TEXT)")
    connection.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, car INTEGER, before TEXT, after TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO car (price, text) VALUES (?, ?)", ((100000 + i, "x" * 400) for i in range(rows)))
    connection.execute("COMMIT")
    times = []
    for turn in range(TURNS):
        begin = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("UPDATE car SET price = price + 100 WHERE pk = ?", ((i + 1,) for i in range(n_changed)))
        connection.executemany("INSERT INTO event (car, before, after) VALUES (?, '1', '2')", ((i + 1,) for i in range(n_changed)))
        connection.execute("COMMIT")
        times.append((time.monotonic() - begin) * 1000)
    connection.close()
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.unlink(path + ending)
    return sorted(times)[len(times) // 2]


def bench_bulk(bench, app, wait_idle):
    """The price of a thousand cars by the dialog, and its undo by key."""
    session = bench.session
    width, height = session.size
    if bench.rows < 2 * AT_LEAST:
        return
    changes, undos, n_changed = [], [], 0
    session.run("xdotool", "mousemove", str(width // 2), str(height // 2), "click", "1")
    for turn in range(TURNS):
        session.key("Home")
        wait_idle(app.pid, 0.2)
        session.run("xdotool", "key", "--delay", "16", *["shift+Page_Down"] * PAGES)
        wait_idle(app.pid, 0.2)
        session.key("F2")
        wait_idle(app.pid)
        session.type(f"{turn + 3}%")
        wait_idle(app.pid, 0.2)
        mark = len(app.trace.read())
        session.key("Return")
        changes.append(duration(app, mark))
        n_changed = app.trace.since(mark, "command-committed")[0]["value"]
        if n_changed < AT_LEAST:
            print(f"only {n_changed} cars were selected", flush=True)
        wait_idle(app.pid)
        mark = len(app.trace.read())
        session.key("ctrl+z")
        undos.append(duration(app, mark))
        wait_idle(app.pid)
    floor = bare_bulk(bench.session.folder, bench.rows, n_changed)
    bench.add("price of 1,000 cars, click to painted, worst", max(changes), floor)
    bench.add("its undo, key to painted, worst", max(undos), floor)


def duration(app, mark):
    asked = app.trace.wait(mark, "change-asked")
    painted = app.trace.wait(mark, "change-painted")
    return (painted["us"] - asked["us"]) / 1000


def wake_ups(pid):
    """How often any thread of the process has gone to sleep by itself, which is how often it was woken."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii", errors="replace") as stream:
            total += next(int(line.split()[1]) for line in stream if line.startswith("voluntary_ctxt_switches"))
    return total


QUIET_S = 5
WATCHED_S = 10


def bench_idle(bench, app, cpu_ticks):
    """After some seconds of quiet nothing may wake it: no timer, no animation, nobody who looks whether there is news."""
    session = bench.session
    width, height = session.size
    session.run("xdotool", "mousemove", str(width // 2 + random.Random(1).randrange(5)), str(height // 2), "click", "1")
    time.sleep(QUIET_S)  # what is measured is time itself
    ticks, woken = cpu_ticks(app.pid), wake_ups(app.pid)
    time.sleep(WATCHED_S)
    bench.add("wake-ups a second while idle", (wake_ups(app.pid) - woken) / WATCHED_S, unit="")
    bench.add("processor time in 10 s while idle", (cpu_ticks(app.pid) - ticks) * 1000 / os.sysconf("SC_CLK_TCK"))
