# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program under an X server of its own, as a person with a screen reader and a keyboard would.

A Session owns Xvfb, a private D-Bus session, the accessibility bus and a window manager; an App is one start of the
program with folders of its own. Widgets are found by role and accessible name in the tree that AT-SPI gives; nothing
here looks into the program. Waiting is always for a condition, with a deadline.

The tree is read over D-Bus directly: libatspi caches, and what a test needs is what is true now.
"""

import contextlib
import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

try:
    from gi.repository import Gio, GLib
except ImportError:
    print("1..0 # SKIP missing: python3-gi")
    sys.exit(0)

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE_ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD_ROOT = os.environ.get("AUTOSELL_BUILD_ROOT", os.path.join(SOURCE_ROOT, "build"))
CLI = os.path.join(BUILD_ROOT, "src", "cli", "autosell-cli")
SAMPLE_CSV = os.path.join(SOURCE_ROOT, "data", "sample-inventory.csv")

# Sanitizers and a busy machine are slow; what a test promises about speed it measures itself.
DEADLINE = float(os.environ.get("AUTOSELL_UI_DEADLINE", "20"))

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
EDITABLE = "org.a11y.atspi.EditableText"
VALUE = "org.a11y.atspi.Value"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT_PATH = "/org/a11y/atspi/accessible/root"

LABELLED_BY = 2  # of AtspiRelationType
LAYER_POPUP = 5  # of AtspiComponentLayer

# A widget with more children than this is taken for a list, of which only the rows in sight are read.
MANY = 40

# AtspiStateType, as far as tests ask for it.
STATES = {
    1: "active", 4: "checked", 5: "collapsed", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded",
    11: "focusable", 12: "focused", 16: "modal", 20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive",
    25: "showing", 26: "single-line", 30: "visible", 36: "invalid-entry", 41: "checkable", 42: "has-popup", 43: "read-only",
}

TROUBLE = re.compile(r"(-|\*\* ?)(WARNING|CRITICAL|ERROR)\b|AddressSanitizer|runtime error:|Assertion")
# A session without a notification service has nobody to tell; test_notifications.py plays one. And Chromium goes on telling where
# the pointer is after it has let go, which GTK takes for the program's mistake.
NO_TROUBLE = re.compile(r"unable to send notifications through org\.freedesktop\.Notifications"
                        r"|gdk_drop_set_actions: assertion 'priv->state == GDK_DROP_STATE_NONE' failed")


class Failure(Exception):
    """A test's claim did not hold."""


def expect(claim, what=""):
    """Fails with what (or what it gives) unless the claim holds."""
    if not claim:
        raise Failure(str(what() if callable(what) else what))


def wait_for(condition, what, deadline=None):
    """Calls condition until it gives something true, which is returned."""
    end = time.monotonic() + (deadline or DEADLINE)
    pause = 0.01
    while True:
        try:
            result = condition()
        except Gone:
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise Failure(f"waited in vain for {what() if callable(what) else what}")
        time.sleep(pause)  # between two looks; never instead of one
        pause = min(pause * 1.5, 0.1)


def pace():
    """How many times its own processor time a piece of work takes now: 1 on a machine that has time for it. A promise in
    seconds is one about a machine at rest, and is multiplied by it."""
    begin, own = time.monotonic(), time.thread_time()
    while time.thread_time() - own < 0.1:
        pass
    return max(1.0, (time.monotonic() - begin) / (time.thread_time() - own))


class Gone(Exception):
    """The widget is not there any more."""


class Bus:
    """The accessibility bus."""

    def __init__(self, address):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.connection.set_exit_on_close(False)
        self.versions = {}

    def call(self, name, path, interface, method, arguments=None, timeout=10000):
        try:
            reply = self.connection.call_sync(name, path, interface, method, arguments, None,
                                              Gio.DBusCallFlags.NO_AUTO_START, timeout, None)
        except GLib.Error as error:
            raise Gone(f"{method} on {path}: {error.message}") from error
        return reply.unpack()

    def call_all(self, calls):
        """Many calls in flight at once; the answers in order, None for what failed."""
        context = GLib.MainContext()
        context.push_thread_default()
        answers = [None] * len(calls)
        left = len(calls)

        def finished(connection, result, index):
            nonlocal left
            with contextlib.suppress(GLib.Error):
                answers[index] = connection.call_finish(result).unpack()
            left -= 1

        try:
            for index, (name, path, interface, method, arguments) in enumerate(calls):
                if not name:  # the null reference
                    left -= 1
                    continue
                self.connection.call(name, path, interface, method, arguments, None,
                                     Gio.DBusCallFlags.NO_AUTO_START, 10000, None, finished, index)
            while left:
                context.iteration(True)
        finally:
            context.pop_thread_default()
        return answers

    def gtk_version(self, name):
        """Of the program with that name on the bus."""
        if name not in self.versions:
            arguments = GLib.Variant("(ss)", ("org.a11y.atspi.Application", "Version"))
            words = self.call(name, ROOT_PATH, PROPERTIES, "Get", arguments)[0].split(".")
            self.versions[name] = tuple(int(word) for word in words[:2])
        return self.versions[name]

    def pid_of(self, name):
        return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                         "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)))[0]


class Node:
    """One accessible object as it was when it was read; children are read anew each time they are asked for."""

    def __init__(self, bus, name, path, parent=None):
        self.bus = bus
        self.bus_name = name
        self.path = path
        self.parent = parent
        self.role = ""
        self.name = ""
        self.states = frozenset()
        self._is_popover = None  # asked for once

    def __repr__(self):
        return f"<{self.role} “{self.name}” {' '.join(sorted(self.states))}>"

    def _calls(self):
        name = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
        return [(self.bus_name, self.path, ACCESSIBLE, "GetRoleName", None),
                (self.bus_name, self.path, PROPERTIES, "Get", name),
                (self.bus_name, self.path, ACCESSIBLE, "GetState", None)]

    def _take(self, answers):
        if answers[0] is None:
            return False
        self.role = answers[0][0]
        self.name = answers[1][0] if answers[1] else ""
        bits = answers[2][0] if answers[2] else [0, 0]
        mask = bits[0] | (bits[1] << 32 if len(bits) > 1 else 0)
        self.states = frozenset(word for bit, word in STATES.items() if mask & (1 << bit))
        return True

    def refresh(self):
        if not self._take(self.bus.call_all(self._calls())):
            raise Gone(self.path)
        return self

    def call(self, interface, method, arguments=None):
        return self.bus.call(self.bus_name, self.path, interface, method, arguments)

    def get(self, interface, name):
        return self.call(PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))[0]

    def children(self):
        found = self.call(ACCESSIBLE, "GetChildren")[0]
        return read_nodes(self.bus, [(name, path, self) for name, path in found])

    def walk(self, visit=None, only_showing=True):
        """All nodes below, breadth first. visit(node) FALSE does not go into a node."""
        level = [self]
        while level:
            answers = self.bus.call_all([(n.bus_name, n.path, ACCESSIBLE, "GetChildren", None) for n in level])
            wanted = []
            for node, answer in zip(level, answers):
                below = [(name, path, node) for name, path in answer[0]] if answer else []
                if only_showing and len(below) > MANY:
                    below = self._in_sight(node, below)
                wanted += below
            level = []
            for node in read_nodes(self.bus, wanted):
                if only_showing and "visible" not in node.states:
                    continue
                yield node
                if visit is None or visit(node):
                    level.append(node)

    def _in_sight(self, parent, below):
        """A list of GTK 4.8 has 200 rows as widgets, whatever it shows; those out of its frame are left out."""
        window = GLib.Variant("(u)", (1,))
        calls = [(name, path, COMPONENT, "GetExtents", window) for name, path, _ in below]
        answers = self.bus.call_all([(parent.bus_name, parent.path, COMPONENT, "GetExtents", window), *calls])
        if not answers[0]:
            return below
        _, top, _, height = answers[0][0]
        return [child for child, answer in zip(below, answers[1:])
                if answer and answer[0][3] > 0 and answer[0][1] < top + height and answer[0][1] + answer[0][3] > top]

    def above(self):
        """The paths above this one, nearest first, up to the window."""
        name, path = self.bus_name, self.path
        for _ in range(60):
            name, path = self.bus.call(name, path, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Parent")))[0]
            if path.endswith(("/root", "/null")):
                break
            yield path

    def ancestors(self):
        """This node's path and those above it, up to the window: on the way that it was found, as far as that goes."""
        paths, node = [self.path], self
        while node.parent is not None:
            node = node.parent
            if node.path.endswith("/root"):
                return paths
            paths.append(node.path)
        return paths + list(node.above())

    def told(self):
        """What a screen reader adds to its name."""
        return self.get(ACCESSIBLE, "Description")

    def label(self):
        """The text of what labels it. An item of a menu has no other name under newer GTK, and the label is nobody there."""
        for relation, targets in self.call(ACCESSIBLE, "GetRelationSet")[0]:
            if relation == LABELLED_BY and targets:
                target = Node(self.bus, *targets[0])
                return target.get(ACCESSIBLE, "Name") or target.text()
        return ""

    def toplevel(self):
        return Node(self.bus, self.bus_name, self.ancestors()[-1]).refresh()

    def is_in_popover(self):
        """A popover has a surface of its own, and is invisible as a whole when it is closed."""
        node = self
        while node is not None:
            if node.is_popover():
                return True
            node = node.parent
        return False

    def is_popover(self):
        """GTK 4.8 has the type for a name; since 4.10 a popover is nobody, in the layer of such."""
        if self._is_popover is None:
            self._is_popover = self.name.startswith("GtkPopover") or self.role in ("menu", "popup menu", "tool tip")
            if not self._is_popover and not self.name:
                self._is_popover = self.call(COMPONENT, "GetLayer")[0] == LAYER_POPUP
        return self._is_popover

    def _is_hit(self, paths, x, y):
        point = GLib.Variant("(iiu)", (x, y, 1))
        name, path = self.bus.call(self.bus_name, paths[-1], COMPONENT, "GetAccessibleAtPoint", point)[0]
        if path.endswith("/null"):
            return False
        # The text within an entry is nobody in the tree either, and an entry may have no padding of its own.
        if self.role in ("text box", "entry", "text") and path in paths[1:6]:
            return True
        try:
            # The first that both have above them tells; to ask for the rest of the way takes most of a test's time.
            common = path if path in paths else next((p for p in Node(self.bus, name, path).above() if p in paths), None)
        except Gone:
            return False
        return common == self.path

    def _is_within(self, paths, x, y):
        """Whether nothing above it cuts that point off, such as a list that is scrolled."""
        window = GLib.Variant("(u)", (1,))
        answers = self.bus.call_all([(self.bus_name, path, COMPONENT, "GetExtents", window) for path in paths])
        return all(answer is None or answer[0][2] <= 0
                   or (answer[0][0] <= x < answer[0][0] + answer[0][2] and answer[0][1] <= y < answer[0][1] + answer[0][3])
                   for answer in answers)

    def is_on_screen(self):
        """Whether a person sees it: GTK 4.8 tells of pages that a stack hides as if they were there, so what is asked
        is what the pointer would hit in its middle. An insensitive widget is never hit; its size has to do. Newer GTK
        leaves such pages out, but looks into them for what is hit."""
        try:
            x, y, width, height = self.extents()
            if width <= 0 or height <= 0 or "visible" not in self.states:
                return False
            if "sensitive" not in self.states or self.is_in_popover():
                return True
            paths = self.ancestors()
            if self.bus.gtk_version(self.bus_name) >= (4, 10):
                return self._is_within(paths[1:], x + width // 2, y + height // 2)
            # The middle of a button may be its icon, which is nobody in the tree; in its padding is the button itself.
            return any(self._is_hit(paths, x + dx, y + height // 2) for dx in (width // 2, -3, width + 2))
        except Gone:
            return False

    @property
    def is_sensitive(self):
        return "sensitive" in self.states

    def is_focused(self):
        return "focused" in self.refresh().states

    def interfaces(self):
        return self.call(ACCESSIBLE, "GetInterfaces")[0]

    def actions(self):
        if ACTION not in self.interfaces():
            return []
        return [self.call(ACTION, "GetName", GLib.Variant("(i)", (i,)))[0] for i in range(self.get(ACTION, "NActions"))]

    def act(self, name=None):
        """Does the action of that name, or the first."""
        names = self.actions()
        if not names and self.role == "button":  # that of a menu, which newer GTK shows around the one that acts
            return self.wait("toggle button").act(name)
        if not names or (name and name not in names):
            raise Failure(f"{self} has no action {name or ''}: {names}")
        return self.call(ACTION, "DoAction", GLib.Variant("(i)", (names.index(name) if name else 0,)))[0]

    def extents(self):
        """x, y, width, height within the window."""
        return self.call(COMPONENT, "GetExtents", GLib.Variant("(u)", (1,)))[0]

    def text(self):
        # GTK 4.8 gives nothing for an open end
        return self.call(TEXT, "GetText", GLib.Variant("(ii)", (0, self.get(TEXT, "CharacterCount"))))[0]

    def set_text(self, text):
        return self.call(EDITABLE, "SetTextContents", GLib.Variant("(s)", (text,)))[0]

    def value(self):
        return self.get(VALUE, "CurrentValue")

    # Looking below this node.

    def find_all(self, role=None, name=None, states=(), where=None, skip_roles=(), only_showing=True):
        roles = (role,) if isinstance(role, str) else role
        for node in self.walk(lambda n: n.role not in skip_roles, only_showing):
            if roles and node.role not in roles:
                continue
            if name is not None and not matches(name, node.name):
                continue
            if not set(states) <= node.states:
                continue
            if where and not where(node):
                continue
            if only_showing and not node.is_on_screen():
                continue
            yield node

    def find(self, role=None, name=None, **more):
        return next(self.find_all(role, name, **more), None)

    def wait(self, role=None, name=None, deadline=None, **more):
        return wait_for(lambda: self.find(role, name, **more), lambda: f"{role} {name!r} {more or ''}", deadline)

    def wait_gone(self, role=None, name=None, deadline=None, **more):
        wait_for(lambda: self.find(role, name, **more) is None, f"{role} {name!r} to go", deadline)

    def names(self, role=None):
        return [node.name for node in self.find_all(role)]

    def has_text(self, pattern):
        return self.find(None, pattern if isinstance(pattern, re.Pattern) else re.compile(re.escape(pattern)))

    def wait_text(self, pattern, deadline=None):
        return wait_for(lambda: self.has_text(pattern), f"the text {pattern!r}", deadline)

    def dump(self, out=sys.stderr, depth=0, limit=60):
        print("  " * depth + repr(self), file=out)
        with contextlib.suppress(Gone):
            below = [n for n in self.children() if "visible" in n.states]
            for node in below[:limit]:
                node.dump(out, depth + 1, limit)
            if len(below) > limit:
                print("  " * (depth + 1) + f"… {len(below) - limit} more", file=out)


def read_nodes(bus, wanted):
    nodes = [Node(bus, name, path, parent) for name, path, parent in wanted]
    calls = [call for node in nodes for call in node._calls()]
    answers = bus.call_all(calls)
    nodes = [node for index, node in enumerate(nodes) if node._take(answers[index * 3:index * 3 + 3])]
    for node in nodes:
        if not node.name and node.role in ("menu item", "check menu item", "radio menu item"):
            node.name = node.label()
    return nodes


def matches(wanted, name):
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(name))
    return wanted == name


def _die_with_parent():
    """A harness that is killed takes its servers along."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Process:
    """A child in a group of its own, ended by its id."""

    def __init__(self, arguments, environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(), folder=None):
        self.popen = subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                                      pass_fds=pass_fds, cwd=folder, start_new_session=True, preexec_fn=_die_with_parent)
        self.pid = self.popen.pid

    def is_running(self):
        return self.popen.poll() is None

    def stop(self, patience=5):
        if self.is_running():
            self.popen.terminate()
            try:
                self.popen.wait(patience)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)
                self.popen.wait()
        return self.popen.returncode


BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def find_helper(name):
    for folder in ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib"):
        if os.path.exists(os.path.join(folder, name)):
            return os.path.join(folder, name)
    return shutil.which(name)


def missing_tools():
    """What this machine lacks to run the tests, in words; empty where all is there."""
    missing = [name for name in ("Xvfb", "dbus-daemon", "openbox", "xdotool", "import") if not shutil.which(name)]
    if not find_helper("at-spi-bus-launcher"):
        missing.append("at-spi-bus-launcher")
    return missing


class Session:
    """Display, buses and window manager. One a process."""

    def __init__(self, width=1366, height=768, a11y=True):
        self.size = (width, height)
        self.folder = tempfile.mkdtemp(prefix="autosell-ui-")
        self.processes = []
        self.apps = []
        self.clicked = (0, None)  # when and where the pointer was last pressed
        self.bus = None
        self.environment = dict(os.environ)
        for name in list(self.environment):
            if name.startswith(("DBUS_", "XDG_", "AT_SPI", "GTK_", "WAYLAND", "AUTOSELL_", "GSK_", "LC_")):
                if name not in ("AUTOSELL_BUILD_ROOT", "AUTOSELL_UI_DEADLINE"):
                    del self.environment[name]
        self.environment["LC_ALL"] = "C.UTF-8"  # in the locale C xdotool cannot type “ñ”
        try:
            self._start_display()
            self._start_bus()
            if a11y:
                self._start_a11y()
            self._start_window_manager()
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _spawn(self, *arguments, **more):
        process = Process(arguments, self.environment, **more)
        self.processes.append(process)
        return process

    def _start_display(self):
        reader, writer = os.pipe()
        self._spawn("Xvfb", "-displayfd", str(writer), "-screen", "0", f"{self.size[0]}x{self.size[1]}x24",
                    "-nolisten", "tcp", "-noreset", "-dpi", "96", pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as stream:
            number = stream.readline().strip()  # written once the server takes connections
        if not number:
            raise Failure("Xvfb did not start")
        self.environment["DISPLAY"] = ":" + number
        runtime = os.path.join(self.folder, "run")
        os.mkdir(runtime, 0o700)
        self.environment["XDG_RUNTIME_DIR"] = runtime
        self.environment["HOME"] = self.folder

    def _start_bus(self):
        config = os.path.join(self.folder, "bus.conf")
        os.mkdir(os.path.join(self.folder, "services"))
        with open(config, "w", encoding="utf-8") as stream:
            stream.write(BUS_CONFIG.format(folder=self.folder))
        reader, writer = os.pipe()
        self._spawn("dbus-daemon", "--config-file", config, "--nofork", "--nopidfile", f"--print-address={writer}",
                    pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as stream:
            address = stream.readline().strip()
        if not address:
            raise Failure("dbus-daemon did not start")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        self.session_bus = Bus(address)

    def _start_a11y(self):
        self._spawn(find_helper("at-spi-bus-launcher"), "--launch-immediately")

        def address():
            return self.session_bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0]
        self.bus = Bus(wait_for(address, "the accessibility bus"))
        # The registry is started by the first who asks for it; programs do not register without one.
        self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "StartServiceByName",
                      GLib.Variant("(su)", ("org.a11y.atspi.Registry", 0)))

    def _start_window_manager(self):
        config = os.path.join(self.folder, "openbox.xml")
        with open(config, "w", encoding="utf-8") as stream:
            stream.write('<openbox_config xmlns="http://openbox.org/3.4/rc"><focus><focusNew>yes</focusNew></focus>'
                         '<applications><application type="normal"><decor>no</decor><position force="yes"><x>0</x>'
                         '<y>0</y></position></application></applications></openbox_config>')
        self._spawn("openbox", "--sm-disable", "--config-file", config)
        wait_for(lambda: self.run("xdotool", "get_desktop").returncode == 0, "the window manager")

    def set_text_scale(self, factor):
        """What “Large text” of the desktop's settings does, for programs that are started from now on."""
        text = f"Xft.dpi:\t{96 * factor}\n".encode()
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.environment["DISPLAY"].encode()))
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        x11.XChangeProperty(display, root, ctypes.c_ulong(23), ctypes.c_ulong(31), 8, 0, text, len(text))  # RESOURCE_MANAGER, STRING
        x11.XCloseDisplay(display)

    def run(self, *arguments, **more):
        return subprocess.run(arguments, env=self.environment, capture_output=True, text=True, timeout=60, **more)

    def stop(self):
        for app in reversed(self.apps):
            app.kill()
        for process in reversed(self.processes):
            process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Keys and pointer of a real person.

    def key(self, *keys):
        done = self.run("xdotool", "key", "--clearmodifiers", "--delay", "8", *keys)
        if done.returncode != 0:
            raise Failure(done.stderr)

    def type(self, text):
        # A letter that the keyboard lacks is put on a spare key, which the program has to hear of before it is pressed.
        delay = "8" if text.isascii() else "150"
        done = self.run("xdotool", "type", "--clearmodifiers", "--delay", delay, "--", text)
        if done.returncode != 0:
            raise Failure(done.stderr)

    def pointer(self, x, y, button=1, clicks=1):
        done = self.run("xdotool", "mousemove", str(x), str(y), "click", "--repeat", str(clicks), "--delay", "60",
                        str(button))
        if done.returncode != 0:
            raise Failure(done.stderr)

    def click(self, x, y, button=1, clicks=1):
        """As a person does, who does not press twice at one place within a moment unless a double click is meant: the second
        of two single ones falls a little beside the first."""
        when, where = self.clicked
        if button == 1 and time.monotonic() - when < 0.8 and where == (x, y):
            x += 12
        self.pointer(x, y, button, clicks)
        self.clicked = (time.monotonic(), (x, y))

    def drag(self, start, end, keys=(), swift=False):
        """Presses at one place of the screen and moves to another, as a hand does, which has a speed too; the button and
        the keys are held until let_go(). What is held is drawn meanwhile, and can be waited for and looked at. A swift
        hand is away from where it pressed at once."""
        moves = [word for key in keys for word in ("keydown", key)] + ["mousemove", *map(str, start), "mousedown", "1"]
        for step in range(1, 25):
            done = max(step, 4) if swift else step
            moves += ["mousemove", *(str(a + (b - a) * done // 24) for a, b in zip(start, end)), "sleep", "0.02"]
        self.run("xdotool", *moves)

    def let_go(self, keys=()):
        self.run("xdotool", "mouseup", "1", *[word for key in keys for word in ("keyup", key)])

    def pixels(self, x, y, width, height):
        """What is drawn on that part of the screen: three bytes for each of its pixels."""
        done = subprocess.run(["import", "-silent", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "-depth", "8", "rgb:-"],
                              env=self.environment, capture_output=True, timeout=60)
        return done.stdout

    def screenshot(self, name, folder=None):
        folder = folder or os.path.join(BUILD_ROOT, "tests", "ui")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name + ".png")
        self.run("import", "-silent", "-window", "root", path)
        return path


class Home:
    """The folders of one person: they outlive a restart of the program."""

    def __init__(self, session, name):
        self.folder = os.path.join(session.folder, "home-" + name)
        self.data_dir = os.path.join(self.folder, "stock")
        os.makedirs(self.folder, exist_ok=True)

    def environment(self):
        join = os.path.join
        return {"HOME": self.folder, "XDG_DATA_HOME": join(self.folder, ".local/share"),
                "XDG_CONFIG_HOME": join(self.folder, ".config"), "XDG_CACHE_HOME": join(self.folder, ".cache"),
                "XDG_STATE_HOME": join(self.folder, ".local/state"), "AUTOSELL_DATA_DIR": self.data_dir}

    def write_gtk_settings(self, **settings):
        """Settings of the desktop, as GTK's settings.ini has them, before the program starts."""
        path = os.path.join(self.folder, ".config", "gtk-4.0", "settings.ini")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("[Settings]\n")
            stream.writelines(f"{name.replace('_', '-')}={value}\n" for name, value in settings.items())

    def write_settings(self, **settings):
        """Keys with values as GVariant prints them, before the program starts; an underscore is a hyphen there."""
        path = os.path.join(self.folder, ".config", "glib-2.0", "settings", "keyfile")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("[com/autosell/Manager]\n")
            stream.writelines(f"{name.replace('_', '-')}={value}\n" for name, value in settings.items())


class App:
    """One process of a program under test."""

    def __init__(self, session, home, arguments=(), language="en", program=None, environment=None, a11y=True):
        self.session = session
        self.home = home
        self.program = program or os.path.join(BUILD_ROOT, "src", "autosell-manager")
        self.environment = dict(session.environment)
        self.environment.update(program_environment(language))
        self.environment.update(home.environment())
        self.environment["GTK_A11Y"] = "atspi" if a11y else "none"
        self.environment.update(environment or {})
        preloaded = [self.environment.get("LD_PRELOAD"), os.path.join(BUILD_ROOT, "tests", "ui", "places.so")]
        self.environment["LD_PRELOAD"] = ":".join(filter(None, preloaded))
        self.stderr_path = os.path.join(session.folder, f"stderr-{len(session.apps)}")
        self.stderr = open(self.stderr_path, "w+", encoding="utf-8", errors="replace")
        self.started_us = time.monotonic_ns() // 1000
        self.process = Process([self.program, *arguments], self.environment, stdout=self.stderr, stderr=self.stderr,
                               folder=home.folder)
        self.pid = self.process.pid
        session.apps.append(self)

    def root(self):
        """The application's own node, or None while it is not on the bus."""
        bus = self.session.bus
        if not self.process.is_running():
            raise Failure(f"{os.path.basename(self.program)} ended with {self.process.popen.returncode}:\n{self.errors()}")
        with contextlib.suppress(Gone):
            registry = Node(bus, "org.a11y.atspi.Registry", ROOT_PATH)
            for name, path in registry.call(ACCESSIBLE, "GetChildren")[0]:
                with contextlib.suppress(Gone):
                    if bus.pid_of(name) == self.pid:
                        return Node(bus, name, path).refresh()
        return None

    def windows(self):
        root = self.root()
        return [node for node in root.children() if "visible" in node.states] if root else []

    def window(self, name=None, deadline=None):
        """The first window (of that name) that is showing."""
        def look():
            return next((w for w in self.windows() if name is None or matches(name, w.name)), None)
        return wait_for(look, lambda: f"the window {name or ''} of {self.program}; {self.errors()}", deadline)

    def errors(self):
        self.stderr.flush()
        with open(self.stderr_path, encoding="utf-8", errors="replace") as stream:
            return stream.read()

    def trouble(self):
        return [line for line in self.errors().splitlines() if TROUBLE.search(line) and not NO_TROUBLE.search(line)]

    def rss_kb(self):
        """Resident memory without the files that other programs share: RssAnon + RssShmem, and VmRSS."""
        figures = {}
        with open(f"/proc/{self.pid}/status", encoding="ascii") as stream:
            for line in stream:
                if line.startswith(("VmRSS", "RssAnon", "VmHWM")):
                    figures[line.split(":")[0]] = int(line.split()[1])
        return figures

    def cut_labels(self):
        """What the label watch says of the labels that are shown now; the program has to be started with watch_labels()."""
        start = len(self.errors())
        os.kill(self.pid, signal.SIGUSR1)

        def look():
            said = [line[12:] for line in self.errors()[start:].splitlines(keepends=True) if line.startswith("LABEL-WATCH ")]
            return [line.rstrip() for line in said] if said and re.match(r"done \d+\n", said[-1]) else None
        return wait_for(look, "the label watch")[:-1]

    def wait_end(self, deadline=None):
        wait_for(lambda: not self.process.is_running(), f"{self.program} to end", deadline)
        return self.process.popen.returncode

    def stop(self):
        """Ends it as a session does, and fails on what it said meanwhile."""
        code = self.process.stop(20)
        self.check()
        return code

    def check(self):
        lines = self.trouble()
        if lines:
            raise Failure("warnings on stderr:\n" + "\n".join(lines[:20]))

    def kill(self):
        self.process.stop()
        self.stderr.close()


def spanish_locale():
    """A Spanish locale: the one that was built for the tests, else one of this machine, or None."""
    if os.path.isdir(os.path.join(BUILD_ROOT, "tests", "es_MX.UTF-8")):
        return "es_MX.UTF-8"
    with contextlib.suppress(OSError):
        known = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
        for name in ("es_MX.utf8", "es_MX.UTF-8", "es_ES.utf8"):
            if name in known:
                return name
    return None


def program_environment(language="en"):
    locale = (spanish_locale() if language.startswith("es") else None) or "C.UTF-8"
    return {
        "GSETTINGS_BACKEND": "keyfile", "GSETTINGS_SCHEMA_DIR": os.path.join(BUILD_ROOT, "data"),
        "LOCPATH": os.path.join(BUILD_ROOT, "tests"), "LC_ALL": locale, "LANG": locale, "LANGUAGE": language, "AUTOSELL_LOCALEDIR": os.path.join(BUILD_ROOT, "po"),
        "GSK_RENDERER": "cairo", "GDK_BACKEND": "x11", "GTK_USE_PORTAL": "0", "ADW_DISABLE_PORTAL": "1",
        "NO_AT_BRIDGE": "0", "GIO_USE_VFS": "local", "GIO_USE_VOLUME_MONITOR": "unix",
        "G_DEBUG": "", "XDG_DATA_DIRS": "/usr/local/share:/usr/share", "XDG_CURRENT_DESKTOP": "GNOME",
    }


def watch_labels():
    """Environment of a program whose labels are looked at."""
    return {"LD_PRELOAD": os.path.join(BUILD_ROOT, "tests", "ui", "label-watch.so")}


class Cli:
    """autosell-cli on the data of a home."""

    def __init__(self, session, home):
        self.environment = dict(session.environment)
        self.environment.update(program_environment())
        self.environment.update(home.environment())
        self.program = CLI

    def __call__(self, *arguments, status=0):
        done = subprocess.run([self.program, *arguments], env=self.environment, capture_output=True, text=True, timeout=60)
        if done.returncode != status:
            raise Failure(f"autosell-cli {' '.join(arguments)} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def json(self, *arguments, status=0):
        return json.loads(self("--json", *arguments, status=status))


class Tap:
    """Prints one line of TAP a case. A case that fails is shown with its reason, the tree and a picture."""

    def __init__(self, session=None):
        self.session = session
        self.count = 0
        self.failed = 0
        self.watch = []  # apps whose tree is shown on a failure

    @contextlib.contextmanager
    def case(self, name):
        self.count += 1
        start = time.monotonic()
        try:
            yield
            for app in self.watch:
                app.check()
        except Exception as error:  # noqa: BLE001: any error is this case's
            self.failed += 1
            print(f"not ok {self.count} - {name}", flush=True)
            for line in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {line}", flush=True)
            self._show(name, error)
        else:
            print(f"ok {self.count} - {name} # {time.monotonic() - start:.2f} s", flush=True)

    def _show(self, name, error):
        import traceback
        traceback.print_exception(error, file=sys.stderr)
        if self.session:
            test = os.path.splitext(os.path.basename(sys.argv[0]))[0].removeprefix("test_")
            path = self.session.screenshot(f"failed-{test}-" + re.sub(r"\W+", "-", name).strip("-"))
            print(f"# picture: {path}", flush=True)
        for app in self.watch:
            with contextlib.suppress(Exception):
                for window in app.windows():
                    window.dump()
            print(app.errors()[-4000:], file=sys.stderr)

    def finish(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0


def skip_all(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


def main(run, **options):
    """Runs a file's cases in a session of its own; the exit status of the program."""
    missing = missing_tools()
    if missing:
        skip_all("missing: " + ", ".join(missing))
    with Session(**options) as session:
        tap = Tap(session)
        run(tap, session)
        return tap.finish()
