# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop asks of the program: cars in GNOME Shell's overview, asked over D-Bus as the Shell does, with the
program started by the bus as it is on a person's PC."""

import argparse
import configparser
import os
import re
import statistics
import subprocess
import sys
import time

from gi.repository import Gio, GLib

import harness
import pages

APP_ID = "com.autosell.Manager"
PROVIDER = "org.gnome.Shell.SearchProvider2"
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
# The provider is asked at each letter: what a person waits for there.
ANSWER_MS = 50
# Sanitizers and a machine with other work are slower; the figure itself is printed.
PATIENCE = 5


class Shell:
    """Asks as gnome-shell does, by what the installed ini file says."""

    def __init__(self, session):
        self.session = session
        self.connection = session.session_bus.connection
        found = configparser.ConfigParser()
        found.optionxform = str
        found.read(os.path.join(harness.SOURCE_ROOT, "data", APP_ID + ".search-provider.ini"))
        entry = found["Shell Search Provider"]
        harness.expect(entry["Version"] == "2" and entry["DesktopId"] == APP_ID + ".desktop", dict(entry))
        self.name, self.path = entry["BusName"], entry["ObjectPath"]

    def call(self, method, signature, *arguments):
        reply = self.connection.call_sync(self.name, self.path, PROVIDER, method, GLib.Variant(signature, arguments), None,
                                          Gio.DBusCallFlags.NONE, 30000, None)
        return reply.unpack()

    def search(self, *terms):
        return self.call("GetInitialResultSet", "(as)", list(terms))[0]

    def metas(self, ids):
        return self.call("GetResultMetas", "(as)", ids)[0]

    def has_owner(self):
        return self.session.session_bus.call(*BUS, "NameHasOwner", GLib.Variant("(s)", (self.name,)))[0]

    def pid(self):
        return self.session.session_bus.pid_of(self.name)


def install_service(session, home):
    """The service file of the build with the program of the build, and the environment that a session gives."""
    with open(os.path.join(harness.BUILD_ROOT, "data", APP_ID + ".service"), encoding="utf-8") as stream:
        text = stream.read()
    program = os.path.join(harness.BUILD_ROOT, "src", "autosell-manager")
    text, count = re.subn(r"^Exec=\S+/autosell-manager (--gapplication-service)$", rf"Exec={program} \1", text, flags=re.M)
    harness.expect(count == 1, text)
    with open(os.path.join(session.folder, "services", APP_ID + ".service"), "w", encoding="utf-8") as stream:
        stream.write(text)
    environment = {name: session.environment[name] for name in ("DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")}
    environment.update(harness.program_environment())
    environment.update(home.environment())
    environment["GTK_A11Y"] = "atspi"
    session.session_bus.call(*BUS, "UpdateActivationEnvironment", GLib.Variant("(a{ss})", (environment,)))
    session.session_bus.call(*BUS, "ReloadConfig")


class Activated:
    """The program as the bus started it, in the terms of harness.App."""

    def __init__(self, session, pid):
        self.session, self.pid, self.program = session, pid, "autosell-manager"
        self.popen = argparse.Namespace(returncode=None)

    root = harness.App.root
    windows = harness.App.windows
    window = harness.App.window

    @property
    def process(self):
        return self

    def is_running(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def errors(self):
        return ""


def has_window(session):
    return session.run("xdotool", "search", "--onlyvisible", "--name", "Autosell").stdout.strip() != ""


def make_stock(session, cli, count):
    path = os.path.join(session.folder, "large.csv")
    subprocess.run([sys.executable, os.path.join(harness.SOURCE_ROOT, "tests", "bench", "make_stock.py"), str(count), path],
                   check=True, stdout=subprocess.DEVNULL)
    cli("import", path)


def run(tap, session):
    home = harness.Home(session, "desktop")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    install_service(session, home)
    shell = Shell(session)

    with tap.case("the overview starts the program, which answers and shows no window"):
        ids = shell.search("mazda")
        harness.expect(len(ids) == len(cli.json("list", "--filter", "mazda")["vehicles"]), ids)
        harness.expect(not has_window(session), "a window shows")

    with tap.case("a result is told with its name and what a person asks first"):
        meta = shell.metas(shell.search("AVEO", "km:73618"))[0]
        harness.expect(meta["name"] == "CHEVROLET AVEO LT STD 2018", meta)
        harness.expect(meta["description"] == "$191,000 · 73,618 km · Available · PERIFERICO", meta)
        harness.expect(meta["gicon"] == APP_ID, meta)
        harness.expect(shell.metas(["999999", "no number"]) == [], "cars that are gone are left out")

    with tap.case("more words find less, filters are understood, and half a filter is no error"):
        first = shell.search("mazda")
        fewer = shell.call("GetSubsearchResultSet", "(asas)", first, ["mazda", "cx30"])[0]
        harness.expect(0 < len(fewer) < len(first) and set(fewer) <= set(first), (first, fewer))
        harness.expect(len(shell.search("status:reserved")) == len(cli.json("list", "--filter", "status:reserved")["vehicles"]))
        harness.expect(shell.search("mazda", "price:") == [], "“price:” is a word, and no car has it")
        harness.expect(shell.search("m") == [], "a single letter asks for nothing")

    with tap.case("cars that can be sold come before those that are sold"):
        cars = cli.json("list", "--filter", "status:available")["vehicles"]
        brand = cars[0]["brand"]
        sold = next(car for car in cars if car["brand"] == brand)
        cli("set", sold["id"], "status=sold")
        harness.wait_for(lambda: "Sold" in shell.metas(shell.search(brand))[-1]["description"],
                         lambda: shell.metas(shell.search(brand)))
        cli("undo")

    with tap.case("a car that was removed is not found any more"):
        car = pages.find_car(cli, "CX30")
        cli("delete", car["id"])
        harness.wait_for(lambda: shell.search("CX30") == [], "the car to go")
        harness.expect(shell.search("is:deleted", "mazda") == [], "the bin is not for the overview")
        cli("undo")
        harness.wait_for(lambda: shell.search("CX30"), "the car to come back")

    with tap.case("it leaves when nobody asks any more, and the file can be had by others"):
        pid = shell.pid()
        harness.wait_for(lambda: not shell.has_owner(), "the program to leave", 60)
        harness.wait_for(lambda: not Activated(session, pid).is_running(), "the process to end")
        left = [name for name in os.listdir(home.data_dir) if name.endswith(("-wal", "-shm"))]
        harness.expect(left == [], left)

    with tap.case("a chosen car is shown in the window"):
        identifier = shell.search("CX30")[0]
        shell.call("ActivateResult", "(sasu)", identifier, ["CX30"], 0)
        app = Activated(session, shell.pid())
        main = pages.Main(app)
        main.wait_count(45)
        harness.wait_for(lambda: any("CX30" in row.name for row in main.selected()), lambda: main.row_names()[:5])
        session.screenshot("desktop-activated")

    with tap.case("a search is gone on with in the window that is there"):
        shell.call("LaunchSearch", "(asu)", ["mazda"], 0)
        main.wait_count(len(cli.json("list", "--filter", "mazda")["vehicles"]))
        harness.expect(len(app.windows()) == 1, app.windows())

    with tap.case("a car that the search in the window hides is shown all the same"):
        identifier = shell.search("G63")[0]
        shell.call("ActivateResult", "(sasu)", identifier, ["G63"], 0)
        main.wait_count(45)
        harness.wait_for(lambda: any("G63" in row.name for row in main.selected()), lambda: main.row_names()[:5])

    with tap.case("the program ends with its last window, though the bus had started it"):
        main.wait_active()
        session.key("ctrl+w")
        harness.wait_for(lambda: not app.is_running(), "the process to end", 10)

    with tap.case("a search is launched without a window"):
        shell.call("LaunchSearch", "(asu)", ["status:reserved"], 0)
        app = Activated(session, shell.pid())
        main = pages.Main(app)
        main.wait_count(len(cli.json("list", "--filter", "status:reserved")["vehicles"]))
        main.wait_active()
        session.key("ctrl+q")
        harness.wait_for(lambda: not app.is_running(), "the process to end", 10)

    with tap.case("an answer is quick with 10,000 cars"):
        make_stock(session, cli, 10000)
        shell.search("mazda")
        times, paces = [], []
        for word in ("ma", "maz", "mazd", "mazda", "ch", "chevrolet", "no", "nothing", "2021", "blanco"):
            start = time.monotonic()
            shell.metas(shell.search(word)[:5])
            times.append((time.monotonic() - start) * 1000)
            paces.append(harness.pace())
        print(f"# answers with their five cars: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms", flush=True)
        harness.expect(statistics.median(times) < ANSWER_MS * PATIENCE * statistics.median(paces), (times, paces))
        os.kill(shell.pid(), 15)
        harness.wait_for(lambda: not shell.has_owner(), "the program to leave")


if __name__ == "__main__":
    sys.exit(harness.main(run))
