# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told on the desktop while nobody looks at the window, to a notification service that the test plays."""

import datetime
import os
import re
import sys
import threading

from gi.repository import Gio, GLib

import harness
import pages

XML = """<node><interface name='org.freedesktop.Notifications'>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>
<arg type='i' direction='in'/><arg type='u' direction='out'/></method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>
<arg type='s' direction='out'/><arg type='s' direction='out'/></method>
<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
</interface></node>"""
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class Notifications:
    """The notification service of a desktop."""

    def __init__(self, address):
        self.shown = {}  # id: (title, body)
        self.total = 0
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._serve, args=(address,), daemon=True)
        self.thread.start()
        self.ready.wait(10)

    def _serve(self, address):
        context = GLib.MainContext()
        context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.connection.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], self._call, None, None)
        self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                  GLib.Variant("(su)", (NAME, 0)), None, Gio.DBusCallFlags.NONE, 5000, None)
        self.ready.set()
        GLib.MainLoop(context).run()

    def _call(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        values = parameters.unpack()
        answer = None
        if method == "Notify":
            self.total += 1
            number = values[1] or self.total
            self.shown[number] = (values[3], values[4])
            answer = GLib.Variant("(u)", (number,))
        elif method == "CloseNotification":
            self.shown.pop(values[0], None)
        elif method == "GetCapabilities":
            answer = GLib.Variant("(as)", (["actions", "body"],))
        else:
            answer = GLib.Variant("(ssss)", ("test", "test", "1", "1.2"))
        invocation.return_value(answer)

    def wait(self, title):
        def look():
            return next((n for n, shown in self.shown.items() if re.search(title, shown[0])), None)
        return harness.wait_for(look, lambda: f"a notification {title!r}; there are {self.shown}")

    def click(self, number):
        self.connection.emit_signal(None, PATH, NAME, "ActionInvoked", GLib.Variant("(us)", (number, "default")))
        self.shown.pop(number)
        self.connection.emit_signal(None, PATH, NAME, "NotificationClosed", GLib.Variant("(uu)", (number, 2)))


class Elsewhere(harness.App):
    """Another program, which the person looks at."""

    def __init__(self, session, home):
        program = os.path.join(harness.BUILD_ROOT, "tests", "ui", "drag-files")
        super().__init__(session, home, [home.folder], program=program, a11y=False)
        harness.wait_for(self.id, "the other program")
        self.look()

    def id(self):
        return self.session.run("xdotool", "search", "--onlyvisible", "--name", "^Files$").stdout.strip()

    def look(self):
        self.session.run("xdotool", "windowactivate", "--sync", self.id())
        harness.wait_for(lambda: self.session.run("xdotool", "getactivewindow").stdout.strip() == self.id(), "the focus elsewhere")


def day(days):
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


def run(tap, session):
    service = Notifications(session.environment["DBUS_SESSION_BUS_ADDRESS"])
    home = harness.Home(session, "notifications")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    for query, until in (("CX30", day(0)), ("G63", day(-3)), ("IBIZA", day(2))):
        cars = cli.json("list", "--filter", query)["vehicles"]
        if cars:
            cli("set", cars[0]["id"], "status=reserved", f"reserved_until={until}")
    away = Elsewhere(session, home)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)

    with tap.case("reservations that end are told while somebody looks elsewhere, and a click shows them"):
        main.wait_count(45)
        away.look()
        number = service.wait("2 reservations end today or have ended")
        harness.expect("CX30" in service.shown[number][1] and "G63" in service.shown[number][1], service.shown)
        service.click(number)
        main.wait_count(2)
        main.wait_active()

        main.search("")
        main.wait_count(45)

    with tap.case("a reserved car that somebody else sells is told, and a click shows it"):
        away.look()
        environment = dict(cli.environment, AUTOSELL_AUTHOR="Beto")
        beto = harness.Cli(session, home)
        beto.environment = environment
        car = pages.find_car(cli, "CX30")
        beto("status", car["id"], "sold")
        number = service.wait("Beto sold a reserved car")
        harness.expect("CX30" in service.shown[number][1], service.shown)
        beto("set", car["id"], "price=370000")  # no news of that kind
        service.click(number)
        main.wait_active()
        harness.wait_for(lambda: any("CX30" in row.name for row in main.selected()), lambda: main.row_names()[:5])

    with tap.case("a notification goes when the window is looked at"):
        away.look()
        cli("status", car["id"], "reserved")
        beto("status", car["id"], "sold")
        service.wait("Beto sold a reserved car")
        session.run("xdotool", "search", "--onlyvisible", "--name", "Autosell", "windowactivate")
        main.wait_active()
        harness.wait_for(lambda: not service.shown, lambda: service.shown)

    with tap.case("what happens before somebody's eyes is told in the window alone"):
        total = service.total
        main.search("G63")
        main.wait_count(1)
        car = pages.find_car(cli, "G63")
        beto("status", car["id"], "sold")
        main.wait_row("G63", "Sold")
        main.search("")
        main.wait_count(45)
        harness.expect(service.total == total, service.shown)

    with tap.case("a listing that is to be taken down is told as soon as its car is sold, and a click leads there"):
        cli("marketplace", "set", "7", "--posted", "today")
        away.look()
        cli("status", "7", "sold")
        number = service.wait("1 listing on Marketplace is to be taken down")
        service.click(number)
        listings = main.dialog("Marketplace")
        listings.says("To take down")
        listings.close()
        main.wait_no_dialog()

    with tap.case("an import that ends while somebody looks elsewhere is told"):
        path = os.path.join(session.folder, "more.csv")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("Marca,Modelo,Año,Precio,Placas\n")
            stream.writelines(f"SEAT,LEON {i},2020,{150000 + i},AA{i:05}\n" for i in range(3000))
        harness.App(session, home, [path]).wait_end()
        assistant = main.dialog(re.compile("Import"))
        assistant.press("Compare")
        button = assistant.button(re.compile("^Import 3000"))
        away.look()
        button.act()
        number = service.wait("3,000 Cars Imported")
        harness.expect(service.shown[number][1] == "more.csv", service.shown)
        service.click(number)
        assistant.press("Done")
        main.wait_no_dialog()

    with tap.case("once a day is enough"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
        path = os.path.join(home.folder, ".config", "glib-2.0", "settings", "keyfile")
        with open(path, encoding="utf-8") as stream:
            harness.expect(f"reservations-told='{day(0)}'" in stream.read(), path)
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
