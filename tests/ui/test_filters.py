# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters as chips, in the popover and saved: the search text is the one truth, and they are its picture."""

import re
import sys

import harness
import pages
from harness import wait_for

CHECK = ("check box", "checkbox")
POPOVER_KEY = "ctrl+shift+f"


class Filters(pages.Main):
    def search_entry(self):
        return self.node.find(("search box", *pages.ENTRY), "Search")

    def wait_text(self, text):
        wait_for(lambda: self.search_entry().text() == text, lambda: f"the search {text!r}; it is {self.search_entry().text()!r}")

    def chips(self):
        """Their texts, in order: each has a button to remove it, whose name says them."""
        bar = next((n for n in self.node.walk() if n.name == "Filters" and any(c.role == "button" or c.children()
                    for c in n.children()) and not n.is_in_popover() and n.role in ("grouping", "panel", "group")), None)
        if bar is None or "visible" not in bar.states:
            return []
        names = [n.name for n in bar.walk()]
        return [re.search("“(.*)”", name)[1] for name in names if name.startswith("Remove the filter")]

    def wait_chips(self, *texts):
        wait_for(lambda: self.chips() == list(texts), lambda: f"the chips {texts}; there are {self.chips()}")

    def open_popover(self):
        self.session.key(POPOVER_KEY)
        self.in_popover(CHECK, "Available", states=("focused",))

    def close_popover(self):
        self.session.key("Escape")
        self.wait_no_popover()

    def act(self, role, name):
        """Of the one whose name begins so: a page that slides away may have one with the same word in its name."""
        begins = name if isinstance(name, re.Pattern) else re.compile("^_?" + re.escape(name))
        self.in_popover(role, begins, states=("sensitive",)).act()

    def wait_shown(self, cli, query):
        cars = cli.json("list", "--filter", query)["vehicles"]
        self.wait_count(len(cars))
        return len(cars)


def run(tap, session):
    home = harness.Home(session, "filters")
    cli = harness.Cli(session, home)
    cli("import", harness.SAMPLE_CSV)
    app = harness.App(session, home)
    tap.watch = [app]
    main = Filters(app)
    main.wait_count(45)

    with tap.case("filters of the text are chips, words and mistakes are not"):
        main.search("brand:mazda price:..500mil ")
        main.wait_chips("Brand: mazda", "Price: up to $500,000")
        main.wait_shown(cli, "brand:mazda price:..500000")
        main.search("cx prize:1 marca:mazda")
        main.wait_chips("Brand: mazda")  # a chip comes when typing rests, too
        main.says("prize")
        main.search("")
        main.wait_chips()

    with tap.case("a chip is removed by its button, and the text follows"):
        main.search("cx brand:mazda km:<90000 ")
        main.wait_chips("Brand: mazda", "km: less than 90,000")
        main.press("Remove the filter “Brand: mazda”")
        main.wait_text("cx km:<90000 ")
        main.wait_chips("km: less than 90,000")

    with tap.case("by keyboard: Tab to a chip, Delete takes it away, and the keyboard ends in the list"):
        main.search("brand:mazda year:>=2020 ")
        main.wait_chips("Brand: mazda", "Year: from 2020")
        main.tab_to(main.node.wait(pages.BUTTON, "Brand: mazda"))
        session.key("Delete")
        main.wait_text("year:>=2020 ")
        wait_for(lambda: (now := main.focused()) and "Year: from 2020" in now.name, lambda: f"the next chip; it is {main.focused()}")
        session.key("Delete")
        main.wait_text("")
        main.wait_count(45)
        wait_for(main.focused_row, lambda: f"the focus in the list; it is {main.focused()}")

    with tap.case("the popover writes the text and counts, by keyboard alone"):
        main.open_popover()
        session.key("space")
        main.wait_text("status:available")
        main.wait_shown(cli, "status:available")
        main.tab_to(main.in_popover(pages.ENTRY, "Price up to"))
        session.type("300 mil")
        main.wait_text("status:available price:..300000")
        count = main.wait_shown(cli, "status:available price:..300000")
        wait_for(lambda: main.in_popover("label", f"{count} vehicles"), "the count in the popover")
        session.screenshot("filters-popover")
        session.key("End")
        session.type("x")  # not an amount: told, and the text stays
        main.in_popover(None, "379 mil")
        main.wait_text("status:available price:..300000")
        session.key("ctrl+a", "BackSpace")
        main.wait_text("status:available")
        main.close_popover()
        main.wait_chips("Status: Available")

    with tap.case("values of the stock, with counts, several at once"):
        main.open_popover()
        main.act(pages.BUTTON, "Brand")
        main.in_popover(pages.ENTRY, "Brand", states=("focused",))
        mazda = main.in_popover(CHECK, re.compile("^MAZDA$"))
        wanted = len(cli.json("list", "--filter", "status:available brand:=MAZDA")["vehicles"])
        harness.expect(any(label.name == str(wanted) for label in mazda.walk()), lambda: f"{wanted} of {mazda}")
        main.tab_to(mazda)  # GTK 4.8 gives check buttons no action
        session.key("space")
        main.wait_text("status:available brand:=MAZDA")
        main.tab_to(main.in_popover(pages.ENTRY, "Brand"), "shift+Tab")
        session.type("land")
        wait_for(lambda: not any(n.name == "NISSAN" and n.role in CHECK for n in main.node.walk()), "one brand to be left")
        session.key("Return")
        main.wait_text('status:available brand:=MAZDA,"LAND ROVER"')
        main.wait_shown(cli, 'status:available brand:=MAZDA,"LAND ROVER"')
        session.key("alt+Left")
        wait_for(lambda: (now := main.focused()) and now.name == "Brand", lambda: f"the row Brand; it is {main.focused()}")
        main.close_popover()
        main.press("Clear all")
        main.wait_text("")
        main.wait_count(45)

    with tap.case("a value is found by typing, and Enter takes the only one"):
        main.open_popover()
        main.act(pages.BUTTON, "Location")
        main.in_popover(pages.ENTRY, "Location", states=("focused",))
        main.in_popover(CHECK, "PERIFERICO")
        session.type("perifé")
        wait_for(lambda: not any(n.name == "SAN FELIPE" and n.role in CHECK for n in main.node.walk()), "one place to be left")
        session.key("Return")
        main.wait_text("location:=PERIFERICO")
        main.close_popover()
        main.press("Clear all")
        main.wait_text("")

    with tap.case("without a value, problems, and other fields"):
        main.open_popover()
        main.act(pages.BUTTON, "Without a value")
        main.act(pages.BUTTON, "Without: Price")
        main.wait_text("no:price")
        main.act(pages.BUTTON, "With: Price")
        main.wait_text("has:price")
        session.key("alt+Left")
        main.act(pages.BUTTON, "Problems")
        main.in_popover(CHECK, "No price", states=("focused",))
        session.key("space")
        main.wait_text('has:price problem:"no price"')
        session.key("alt+Left")
        main.act(pages.BUTTON, "Other fields")
        main.act(pages.BUTTON, "NIV")
        main.in_popover(pages.ENTRY, "NIV", states=("focused",))
        session.type("3N1")
        main.wait_text('has:price problem:"no price" niv:3N1')
        main.close_popover()
        main.wait_chips("With price", "Problem: No price", "NIV: 3N1")

    with tap.case("a click on a chip opens its controls"):
        main.search("price:..300mil no:niv ")
        main.wait_chips("Price: up to $300,000", "No NIV")
        main.press(re.compile("^Price: up to"))
        main.in_popover(pages.ENTRY, "Price from", states=("focused",))
        main.close_popover()
        main.press(re.compile("^No NIV$"))
        main.in_popover(pages.BUTTON, "Without: NIV", states=("focused",))
        main.close_popover()

    with tap.case("a filter is copied as text, and pasted it gives the same chips"):
        session.key(POPOVER_KEY)
        main.act(pages.BUTTON, "Copy the filter as text")
        main.close_popover()
        main.search("")
        main.wait_chips()
        session.key("ctrl+v")
        main.wait_chips("Price: up to $300,000", "No NIV")
        main.wait_shown(cli, "price:..300mil no:niv")

    with tap.case("a filter is saved, applied, renamed, deleted and brought back"):
        session.key(POPOVER_KEY)
        main.act(pages.BUTTON, "Save…")
        main.in_popover(pages.ENTRY, "Name of the filter", states=("focused",))
        session.type("Baratos")
        session.key("Return")
        main.in_popover(pages.BUTTON, re.compile("^Baratos$"))
        main.act(pages.BUTTON, "Clear")
        main.wait_text("")
        main.act(pages.BUTTON, re.compile("^Baratos$"))
        main.wait_chips("Price: up to $300,000", "No NIV")
        main.act(pages.BUTTON, "Rename the filter")
        main.in_popover(pages.ENTRY, "Name of the filter", states=("focused",))
        session.type("Menos de 300")
        session.key("Return")
        main.act(pages.BUTTON, "Delete the filter “Menos de 300”")
        wait_for(lambda: not any(n.name == "Menos de 300" for n in main.node.walk()), "the filter to go")
        main.close_popover()
        main.node.wait("button", re.compile("^_?Undo")).act()
        session.key(POPOVER_KEY)
        main.in_popover(pages.BUTTON, re.compile("^Menos de 300$"))
        main.close_popover()

    def saved(name="Menos de 300"):
        """The row of the saved filter in the sidebar."""
        return main.node.find("list item", f"Filter “{name}”")

    with tap.case("a saved filter stands in the sidebar with how many cars it finds, and is opened by a click"):
        row = wait_for(saved, "the saved filter in the sidebar")
        count = str(len(cli.json("list", "--filter", "price:..300mil no:niv")["vehicles"]))
        wait_for(lambda: row.get(harness.ACCESSIBLE, "Description") == count, lambda: row.get(harness.ACCESSIBLE, "Description"))
        main.search("")
        main.wait_chips()
        main.click(row)
        main.wait_chips("Price: up to $300,000", "No NIV")

    with tap.case("by keyboard too, where its menu removes it, and the toast brings it back"):
        main.search("")
        main.wait_chips()

        def walk_to_it():
            main.tab_to(main.node.find("list item", re.compile("^Vehicles$")), "shift+Tab")
            session.key("Down")
            wait_for(lambda: saved().is_focused(), main.focused)
        walk_to_it()
        session.key("Return")
        main.wait_chips("Price: up to $300,000", "No NIV")
        harness.expect(saved().is_focused(), main.focused)
        session.key("Return")  # it is shown: on to its cars
        wait_for(main.focused_row, "the keyboard to go on to the cars")
        walk_to_it()
        session.key("Menu")
        main.in_popover("menu item", "Rename")
        session.screenshot("saved-menu")
        main.in_popover("menu item", "Delete").act()
        wait_for(lambda: not saved(), "the saved filter to go")
        main.node.wait("button", re.compile("^_?Undo")).act()
        wait_for(saved, "the saved filter to come back")

    with tap.case("the search offers what could be meant, and typing goes on below it"):
        main.search("")
        main.wait_chips()
        session.key("ctrl+f")
        session.type("bran")
        main.in_popover("list item", re.compile("^brand:$"))
        session.screenshot("completion")
        harness.expect(main.search_entry().is_focused(), main.focused)
        session.key("Down", "Return")
        wait_for(lambda: main.search_entry().text() == "brand:", main.search_entry().text)
        main.in_popover("list item", re.compile("^MAZDA$"))
        session.type("land")
        main.in_popover("list item", re.compile("^LAND ROVER$"))
        session.key("Down", "Tab")
        wait_for(lambda: main.search_entry().text() == "brand:\"LAND ROVER\" ", main.search_entry().text)
        main.wait_chips("Brand: LAND ROVER")
        harness.expect(main.search_entry().is_focused(), main.focused)
        session.type("st")
        main.in_popover("list item", re.compile("^status:$"))
        session.key("Escape")
        main.wait_no_popover()
        harness.expect(main.search_entry().text().endswith("st"), main.search_entry().text)
        session.key("ctrl+a", "BackSpace")
        session.type("menos")
        main.in_popover("list item", re.compile("^Menos de 300$"))
        session.key("Down", "Return")
        main.wait_chips("Price: up to $300,000", "No NIV")
        session.type(" -mo")
        main.in_popover("list item", re.compile("^model:$"))
        session.key(*["Down"] * 9)
        main.wait_no_popover()
        wait_for(main.focused_row, "the keyboard to go on to the cars")
        main.search("price:..300mil no:niv")
        main.wait_chips("Price: up to $300,000", "No NIV")
        main.wait_no_popover()

    with tap.case("all is there after a restart"):
        session.key("ctrl+q")
        harness.expect(app.wait_end() == 0, lambda: app.process.popen.returncode)
        app.check()
        again = harness.App(session, home)
        tap.watch = [again]
        main = Filters(again)
        main.wait_chips("Price: up to $300,000", "No NIV")
        main.wait_shown(cli, "price:..300mil no:niv")
        session.key(POPOVER_KEY)
        main.in_popover(pages.BUTTON, re.compile("^Menos de 300$"))
        main.close_popover()
        session.key("ctrl+q")
        harness.expect(again.wait_end() == 0, lambda: again.process.popen.returncode)
        again.check()
    tap.watch = []


if __name__ == "__main__":
    sys.exit(harness.main(run))
