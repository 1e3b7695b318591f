#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the sheet of 10,000 rows, against the fake cloud: the first merge, an edit on both sides, a look at nothing new, and
the merge alone. Processor time of the program, and how many requests each is, to which tests/integration/test-requests.py holds."""

import json
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "integration"))

ROWS = 10000
LOOKS = 4
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def figure(name, value, unit="ms"):
    return {"name": name, "rows": ROWS, "value": value, "unit": unit}


def bench_merge(build):
    program = os.path.join(build, "tests", "unit", "test-ledger-merge")
    said = subprocess.run([program, "-p", "/ledger-merge/many-rows"], stdout=subprocess.PIPE, text=True, check=False).stdout
    names = {"nothing new": "merge of all rows, nothing new", "every row changed": "merge of all rows, each changed"}
    return [figure(names[what], float(ms)) for what, ms in re.findall(r"# (.*?): (\d+) ms of processor time", said) if what in names]


def processor_ms(case, *arguments):
    """Of one run of the program, and how long it took."""
    begin = time.monotonic()
    process = subprocess.Popen([case.program, *arguments], env=case.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        print(f"{arguments} ended with {status}", file=sys.stderr)
    return (used.ru_utime + used.ru_stime) * 1000, (time.monotonic() - begin) * 1000


def requests(case):
    """Those of the sheet and its file; not the tokens."""
    return [line for line in case.cloud.journal() if line["path"].startswith(("v4/", "drive/"))]


def bench_run(case, name, n_before, *arguments):
    """n_before: how many requests belong to it that were made before."""
    begin = len(requests(case)) - n_before
    used, took = processor_ms(case, *arguments)
    return [figure(f"{name}, processor time", used), figure(f"{name}, in all", took),
            figure(f"{name}, requests", len(requests(case)) - begin, "")]


def ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def bench_look(case, watch_class):
    case.set("sync.interval", 5)
    watch = watch_class(case)
    watch.wait("done: Synced just now", 120)

    def looks():
        return sum(line["path"].startswith("drive/") for line in case.cloud.journal())
    first = looks()
    # The first of them has nothing to compare with, and reads.
    case.until(lambda: looks() > first + 1, "two looks", 60)
    first += 1
    before, n_before = ticks(watch.process.pid), len(requests(case))
    case.until(lambda: looks() > first + LOOKS, "more looks", 120)
    used = ticks(watch.process.pid) - before
    asked = requests(case)[n_before:]
    watch.end()
    return [figure("processor time of a look, nothing new", used * TICK_MS / LOOKS),
            figure("requests of a look, nothing new", len(asked) / LOOKS, ""),
            figure("bytes of a look, nothing new", max(line["bodyBytes"] + line["answerBytes"] for line in asked), "bytes")]


def bench(build):
    os.environ["AUTOSELL_BUILD_ROOT"] = build
    import harness  # pylint: disable=import-outside-toplevel
    import sheet_case  # pylint: disable=import-outside-toplevel

    class Bench(sheet_case.SheetCase):
        program = harness.CLI

        def runTest(self):
            pass

    case = Bench()
    figures = bench_merge(build)
    case.setUp()
    try:
        case.new_sheet(case.many(ROWS))
        n_before = len(requests(case))
        case.link()
        figures += bench_run(case, "first merge", len(requests(case)) - n_before, "sync")
        case.ok("set", "6", "price=199000")
        case.edit("F9", "280000")
        figures += bench_run(case, "an edit on both sides", 0, "sync")
        figures += bench_look(case, sheet_case.Watch)
    finally:
        case.doCleanups()
    return figures


if __name__ == "__main__":
    for line in bench(os.path.abspath(sys.argv[1])):
        print(json.dumps(line))
