#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the program and prints a table: what was promised, what was measured, and the ratio to a floor of the same run.

    run_bench.py BUILD [--rows 1000,10000,100000] [--only store|ui|photos|pictures|sheet|drive|publish|ledger] [--json FILE]

The floors are bare SQLite (plain table and FTS5) for the store and the bare toolkit (a column view of labels) for the window.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import make_stock  # noqa: E402

# The place of rows for what does not depend on them.
PHOTOS = 0

# (figure, rows): (limit, whether it is one of the ratio to the floor)
GOALS = {
    ("import", 10000): [(1500, False), (6, True)],
    ("edit-p95", 1000): [(1.5, True)],
    ("edit-p95", 10000): [(1.5, True)],
    ("edit-p95", 100000): [(1.5, True)],
    ("start to list painted", 10000): [(400, False)],
    ("start to list painted", 100000): [(700, False)],
    ("keystroke to results painted, p95", 1000): [(16, False)],
    ("keystroke to results painted, p95", 10000): [(16, False)],
    ("keystroke to results painted, p95", 100000): [(50, False)],
    ("memory with the list open", 10000): [(130, False)],
    ("memory with the list open", 100000): [(180, False)],
}
for _figure in ("home chosen to painted, first", "home chosen to painted, again"):
    GOALS[(_figure, 10000)] = [(100, False)]
for _figure in ("filters asked to painted, first", "filters asked to painted, again"):
    GOALS[(_figure, 10000)] = [(100, False)]
for _figure in ("editor asked to painted, worst", "next car to painted, worst"):
    GOALS[(_figure, 10000)] = [(60, False)]
for _figure in ("table to cards painted, worst", "cards to table painted, worst"):
    GOALS[(_figure, 10000)] = [(100, False)]
GOALS[("stalls above 16 ms, cards", 10000)] = [(0, False)]
GOALS[("price of 1,000 cars, click to painted, worst", 10000)] = [(300, False)]
GOALS[("its undo, key to painted, worst", 10000)] = [(300, False)]
for _rows in (1000, 10000, 100000):
    GOALS[("wake-ups a second while idle", _rows)] = [(1, False)]
    GOALS[("processor time in 10 s while idle", _rows)] = [(10, False)]
    for _way in ("wheel", "pages", "ends"):
        GOALS[(f"stalls above 16 ms, {_way}", _rows)] = [(0, False)]

for _order in ("longest-ago", "latest", "most-reactions", "by-name"):
    GOALS[(f"ledger-{_order}", 10000)] = [(150, False), (5, True)]

for _turn in ("first", "again"):
    GOALS[(f"ledger chosen to painted, {_turn}", 10000)] = [(150, False)]

# Photos do not depend on the stock. Faster than vipsthumbnail by half: two thirds of its time.
GOALS[("import of a photo, beside libjpeg-turbo alone", PHOTOS)] = [(1.6, True)]
GOALS[("import of a photo, beside vipsthumbnail", PHOTOS)] = [(0.667, True)]
GOALS[("200 photos in one drop: peak memory", PHOTOS)] = [(350, False)]
GOALS[("longest turn of the main loop in it", PHOTOS)] = [(16, False)]
GOALS[("first picture of a drop", PHOTOS)] = [(300, False)]
GOALS[("cancelling a drop", PHOTOS)] = [(200, False)]
# In the window, with a stock of 10,000 cars.
GOALS[("12 photos dropped: first seen", 10000)] = [(300, False)]
GOALS[("12 photos dropped: all seen", 10000)] = [(1500, False)]
GOALS[("200 photos dropped: memory of the window at its peak", 10000)] = [(350, False)]
GOALS[("gallery of 60 photos opened, first", 10000)] = [(100, False)]
GOALS[("gallery of 60 photos opened, again", 10000)] = [(100, False)]
for _what in ("200 photos dropped", "wheel, covers in the table", "pages, covers in the table", "wheel, covers on cards",
              "pages, covers on cards"):
    GOALS[(f"stalls above 16 ms, {_what}", 10000)] = [(0, False)]
    GOALS[(f"turns with more work than 16 ms, {_what}", 10000)] = [(0, False)]

# The sheet, at its 10,000 rows. What the network adds is another's.
GOALS[("40 photos to Drive, beside the bytes alone", PHOTOS)] = [(1.15, True)]
GOALS[("memory of 160 photos to Drive, beside 40", PHOTOS)] = [(1.3, True)]
GOALS[("a post with 10 photos through 50 ms", PHOTOS)] = [(2500, False)]
GOALS[("merge of all rows, each changed", 10000)] = [(150, False)]
GOALS[("first merge, processor time", 10000)] = [(3000, False)]
GOALS[("first merge, requests", 10000)] = [(12, False)]
GOALS[("an edit on both sides, requests", 10000)] = [(7, False)]
GOALS[("processor time of a look, nothing new", 10000)] = [(5, False)]
GOALS[("requests of a look, nothing new", 10000)] = [(1, False)]
GOALS[("bytes of a look, nothing new", 10000)] = [(2048, False)]


def bench_cloud(build, name):
    """With the program of the tests, which find it and the fake cloud below the build."""
    script = os.path.join(HERE, name)
    python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
    done = subprocess.run([python, script, build], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"{name} ended with {done.returncode}", file=sys.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def bench_photos(build, folder):
    program = os.path.join(build, "tests", "bench", "bench-photos")
    place = os.path.join(folder, "photos")
    os.mkdir(place)
    done = subprocess.run([program, place], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"bench-photos ended with {done.returncode}", file=sys.stderr)
    return [json.loads(line) | {"rows": PHOTOS} for line in done.stdout.splitlines()]


def bench_store(build, csv_path, folder, rows):
    program = os.path.join(build, "tests", "bench", "bench-store")
    done = subprocess.run([program, csv_path, folder], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"bench-store with {rows} rows ended with {done.returncode}", file=sys.stderr)
    return [json.loads(line) | {"rows": rows} for line in done.stdout.splitlines()]


def bench_ledger(build, folder):
    """Of 10,000 cars × 5 Pages."""
    place = os.path.join(folder, "ledger")
    os.mkdir(place)
    done = subprocess.run([os.path.join(build, "tests", "bench", "bench-ledger"), place], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"bench-ledger ended with {done.returncode}", file=sys.stderr)
    figures = [json.loads(line) | {"rows": 10000} for line in done.stdout.splitlines()]
    return figures + bench_ledger_window(build, os.path.join(place, "stock"))


def bench_ledger_window(build, stock):
    """The same stock in the window, which needs PyGObject."""
    python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
    done = subprocess.run([python, os.path.join(HERE, "bench_posts.py"), stock], stdout=subprocess.PIPE, text=True, check=False,
                          env=os.environ | {"AUTOSELL_BUILD_ROOT": build})
    if done.returncode != 0:
        print(f"bench_posts.py ended with {done.returncode}", file=sys.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def bench_ui(build, stocks, pictures_alone=False):
    """The window needs PyGObject, which belongs to the system's own python."""
    python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
    script = ("import json, sys; sys.path.insert(0, sys.argv[1]); import bench_ui\n"
              "if bench_ui.is_possible():\n"
              " stocks = {int(rows): folder for rows, folder in (item.split('=', 1) for item in sys.argv[2:])}\n"
              " print(json.dumps(bench_ui.bench(stocks, " + str(pictures_alone) + ")))")
    arguments = [python, "-c", script, HERE, *(f"{rows}={folder}" for rows, folder in stocks.items())]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=False,
                          env=os.environ | {"AUTOSELL_BUILD_ROOT": build})
    return json.loads(done.stdout) if done.stdout.strip() else []


def verdict(figure):
    goals = GOALS.get((figure["name"], figure["rows"]), [])
    ratio = figure["value"] / figure["floor"] if figure.get("floor") else None
    words = []
    for limit, is_ratio in goals:
        measured = ratio if is_ratio else figure["value"]
        met = measured is not None and measured <= limit
        words.append((f"≤ {limit:g}×" if is_ratio else f"≤ {limit:g} {figure['unit']}".strip(), met))
    return ratio, words


def print_table(figures):
    missed = 0
    print(f"\n{'figure':<46}{'measured':>12}{'floor':>12}{'ratio':>8}  goal")
    rows = None
    for figure in sorted(figures, key=lambda item: item["rows"]):
        if figure["rows"] != rows:
            rows = figure["rows"]
            print("\nphotos, Drive and Facebook" if rows == PHOTOS else f"\n{rows:,} vehicles")
        ratio, words = verdict(figure)
        floor = f"{figure['floor']:.1f}" if figure.get("floor") else ""
        ratio_text = f"{ratio:.2f}×" if ratio else ""
        value = f"{figure['value']:.1f} {figure['unit']}".strip()
        goal = "; ".join(f"{text} {'OK' if met else 'MISSED'}" for text, met in words)
        missed += sum(not met for _, met in words)
        print(f"{figure['name']:<46}{value:>12}{floor:>12}{ratio_text:>8}  {goal}".rstrip())
    if not figures:
        print("\nnothing was measured")
    else:
        print(f"\n{missed} missed" if missed else "\nall goals met")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--rows", default="1000,10000,100000")
    parser.add_argument("--only", choices=("store", "ui", "photos", "pictures", "sheet", "drive", "publish", "ledger"))
    parser.add_argument("--json", help="also write the figures to this file")
    options = parser.parse_args()
    build = os.path.abspath(options.build)
    figures, stocks = [], {}
    # Beside the build and not in /tmp, which is memory on many machines: a commit has to reach a disk.
    folder = tempfile.mkdtemp(prefix="bench-", dir=build)
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    try:
        if options.only in (None, "photos"):
            print("photos …", flush=True)
            figures += bench_photos(build, folder)
        if options.only in (None, "sheet"):
            print("sheet …", flush=True)
            figures += bench_cloud(build, "bench_sheet.py")
        if options.only in (None, "drive"):
            print("drive …", flush=True)
            figures += bench_cloud(build, "bench_drive.py")
        if options.only in (None, "publish"):
            print("publish …", flush=True)
            figures += bench_cloud(build, "bench_publish.py")
        if options.only in (None, "ledger"):
            print("ledger …", flush=True)
            figures += bench_ledger(build, folder)
        all_rows = [] if options.only in ("photos", "sheet", "drive", "publish", "ledger") else [int(text) for text in options.rows.split(",")]
        for rows in all_rows:
            csv_path = os.path.join(folder, f"stock-{rows}.csv")
            place = os.path.join(folder, str(rows))
            os.mkdir(place)
            make_stock.write(csv_path, rows)
            print(f"store, {rows:,} vehicles …", flush=True)
            store_figures = bench_store(build, csv_path, place, rows)
            if options.only not in ("ui", "pictures"):
                figures += store_figures
            stocks[rows] = os.path.join(place, "stock")
        if options.only in (None, "ui", "pictures"):
            print("window …", flush=True)
            figures += bench_ui(build, stocks, options.only == "pictures")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as stream:
            json.dump(figures, stream, indent=1)
    print_table(figures)


if __name__ == "__main__":
    main()
