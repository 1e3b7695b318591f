# SPDX-License-Identifier: GPL-3.0-or-later
"""A restart finds the window as it was left: size, sidebar, order, filter, the selected car and how far it was scrolled."""

import re
import sys

import harness
import pages


def restart(tap, session, home, app):
    pages.Main(app).wait_active()
    session.key("ctrl+q")
    harness.expect(app.wait_end() == 0, app.process.popen.returncode)
    app.check()
    app = harness.App(session, home)
    tap.watch = [app]
    return app, pages.Main(app)


def size(main):
    return tuple(main.node.extents()[2:])


def window_id(session):
    return session.run("xdotool", "search", "--onlyvisible", "--name", "Autosell").stdout.split()[0]


def chosen_place(main):
    return next((row.name for row in main.node.find_all("list item", states=("selected",))), "")


def focused(main):
    return [node for node in main.node.walk(only_showing=False) if "focused" in node.states]


def sidebar(main):
    return main.node.find("list item", re.compile("^Bin"))


def run(tap, session):
    home = harness.Home(session, "remembered")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    app = harness.App(session, home)
    tap.watch = [app]
    main = pages.Main(app)
    main.wait_count(45)

    with tap.case("the size"):
        main.wait_active()
        before = size(main)
        session.run("xdotool", "windowsize", window_id(session), "1050", "640")
        wanted = harness.wait_for(lambda: size(main) != before and size(main), "another size")
        app, main = restart(tap, session, home, app)
        main.wait_count(45)
        harness.wait_for(lambda: size(main) == wanted, lambda: (size(main), wanted))

    with tap.case("maximized, and the size from before that"):
        main.wait_active()
        main.click(main.button("Maximize"))
        harness.wait_for(lambda: size(main)[0] >= session.size[0] - 40, lambda: size(main))
        app, main = restart(tap, session, home, app)
        main.wait_count(45)
        harness.wait_for(lambda: size(main)[0] >= session.size[0] - 40, lambda: size(main))
        main.wait_active()
        main.click(main.button(re.compile("Restore|Maximize")))
        harness.wait_for(lambda: size(main) == wanted, lambda: (size(main), wanted))

    with tap.case("the sidebar that was put away"):
        harness.wait_for(lambda: sidebar(main), "the sidebar")
        main.wait_active()
        session.key("F9")
        harness.wait_for(lambda: not sidebar(main), "the sidebar to go")
        app, main = restart(tap, session, home, app)
        main.wait_count(45)
        harness.expect(not sidebar(main), "the sidebar is there")
        main.wait_active()
        session.key("F9")
        harness.wait_for(lambda: sidebar(main), "the sidebar")

    with tap.case("the selected car, and how far the list was scrolled to it"):
        main.wait_active()
        session.key("ctrl+f", "Escape", "End")
        chosen = harness.wait_for(lambda: (found := main.selected()) and found[0].name, "a selected car")
        harness.expect(chosen == main.row_names()[-1], (chosen, main.row_names()))
        app, main = restart(tap, session, home, app)
        main.wait_count(45)
        harness.wait_for(lambda: [row.name for row in main.selected()] == [chosen], lambda: main.row_names())

    with tap.case("filter and order, with the car among what they show"):
        main.wait_active()
        main.search("mazda")
        main.sort_by("Price")
        found = harness.wait_for(lambda: len(main.row_names()) < 20 and main.row_names(), "the answer")
        main.select("CX30")
        app, main = restart(tap, session, home, app)
        harness.wait_for(lambda: main.row_names() == found, lambda: (main.row_names(), found))
        harness.wait_for(lambda: any("CX30" in row.name for row in main.selected()), main.row_names)

    for place in ("Home", "Vehicles"):
        with tap.case(f"keys work at once in {place}, with a car selected in the list"):
            main.wait_active()
            main.go_to(place)
            harness.wait_for(lambda: chosen_place(main) == place, place)
            app, main = restart(tap, session, home, app)
            main.wait_active()
            harness.wait_for(lambda: chosen_place(main) == place, place)
            # The list has taken up its car again by now, in sight or not.
            if place == "Home":
                main.button(re.compile("^In stock: 45 cars"))
            else:
                harness.wait_for(lambda: any("CX30" in row.name for row in main.selected()), main.row_names)
            session.key("alt+6")
            harness.wait_for(lambda: chosen_place(main) == "Bin", lambda: f"Alt+6 to be heard by {focused(main)}")
            session.key("alt+2")
            harness.wait_for(lambda: chosen_place(main) == "Vehicles", "Vehicles")

    with tap.case("another window begins with all cars and nothing selected"):
        main.wait_active()
        session.key("ctrl+shift+n")
        harness.wait_for(lambda: len(app.windows()) == 2, app.windows)
        second = pages.Main(app, next(w for w in app.windows() if w.path != main.node.path))
        second.wait_active()
        second.wait_count(45)
        harness.expect(second.selected() == [], second.selected())
        session.key("ctrl+w")
        harness.wait_for(lambda: len(app.windows()) == 1, app.windows)

    with tap.case("a car that is gone meanwhile is nobody's trouble"):
        main = pages.Main(app)
        main.wait_active()
        main.search("")
        main.wait_count(45)
        main.select("AVEO LT STD")
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        cli("delete", pages.find_car(cli, "AVEO LT STD")["id"])
        app = harness.App(session, home)
        tap.watch = [app]
        main = pages.Main(app)
        main.wait_count(44)
        harness.expect(main.selected() == [], main.selected())

    with tap.case("the program ends without a word on stderr"):
        main.wait_active()
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, app.process.popen.returncode)
        app.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
