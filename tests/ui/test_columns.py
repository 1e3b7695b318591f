# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the table: shown, hidden, moved, fitted, remembered and put back, by keyboard and by pointer."""

import re
import sys

import harness
import pages
import test_widths

HEADING = re.compile(r"^(Sort|Sorted) by (.+?)(, (a|de)scending)?$")


class Table(pages.Main):
    """A main window whose headings are asked for."""

    def heading(self, title):
        found = re.compile(rf"^((Sort|Sorted) by )?{re.escape(title)}\b")

        def look():
            return next((node for node in self.table().walk(lambda n: n.role != "row")
                         if node.role in pages.BUTTON and found.search(node.name) and node.extents()[2] > 0), None)
        return harness.wait_for(look, f"the heading {title}")

    def titles(self):
        """The headings in the order in which they are read, those out of sight too."""
        return [HEADING.match(node.name)[2] for node in self.table().walk(lambda n: n.role != "row")
                if node.role in pages.BUTTON and HEADING.match(node.name) and node.extents()[2] > 0]

    def wait_titles(self, *wanted):
        """Waits until these stand side by side in this order, and nothing between them."""
        def look():
            titles = self.titles()
            return any(titles[i:i + len(wanted)] == list(wanted) for i in range(len(titles)))
        harness.wait_for(look, lambda: f"{wanted} in {self.titles()}")

    def wait_no_title(self, title):
        harness.wait_for(lambda: title not in self.titles(), lambda: f"{title} to go from {self.titles()}")

    def focus_heading(self, title):
        self.session.key("ctrl+f", "Down")
        harness.wait_for(self.focused_row, "a row with the focus")
        self.session.key("shift+Tab", "shift+Tab")
        self.tab_to(self.heading(title), "Left")

    def toggle(self, title):
        """In the list of columns, which is open."""
        check = self.in_popover("checkbox", re.compile(rf"^{re.escape(title)}$"))
        for _ in range(60):
            if check.is_focused():
                self.session.key("space")
                return
            before = harness.wait_for(self.focused, "the focus")
            self.session.key("Down")
            harness.wait_for(lambda: (now := self.focused()) and now.path != before.path, f"the focus to leave {before}")
        raise harness.Failure(f"Down does not come to {check}")

    def drag(self, node, dx):
        x, y, width, height = node.extents()
        left, top = self.place()
        x, y = left + x + width // 2, top + y + height // 2
        step = 10 if dx > 0 else -10
        self.session.run("xdotool", "mousemove", str(x), str(y), "mousedown", "1")
        for to in range(x + step, x + dx + step, step):
            self.session.run("xdotool", "mousemove", str(to), str(y))
        self.session.run("xdotool", "mouseup", "1")


def start(session, home):
    app = harness.App(session, home)
    return app, Table(app)


def run(tap, session):
    home = harness.Home(session, "columns")
    home.write_settings(show_details="false")  # the car beside the list takes the room of columns
    harness.Cli(session, home)("import", harness.SAMPLE_CSV)
    harness.Cli(session, home)("set", "7", "niv=3VW1W1AJ4HM200001")
    app, main = start(session, home)
    tap.watch = [app]

    with tap.case("the list of columns shows one that was hidden, in its place"):
        main.wait_count(45)
        main.wait_titles("Price", "km")
        main.press("Columns…")
        main.toggle("NIV")
        main.wait_titles("Colour", "NIV", "Price")
        session.screenshot("columns")

    with tap.case("a screen reader is told what stands in it"):
        main.wait_row("7", "NIV: 3VW1W1AJ4HM200001")

    with tap.case("what is private says so"):
        main.toggle("Cost (private)")
        main.wait_titles("NIV", "Price", "Cost (private)", "km")
        session.key("Escape")
        main.wait_no_popover()

    with tap.case("a heading is moved by keyboard, and keeps the focus"):
        main.focus_heading("Status")
        session.key("ctrl+shift+Left")
        main.wait_titles("Status", "km")
        session.key("ctrl+shift+Left")
        main.wait_titles("Price", "Status", "Cost (private)", "km")
        harness.expect(main.heading("Status").is_focused(), main.focused)

    with tap.case("its menu opens by keyboard, and hides the column"):
        main.focus_heading("Group")
        session.key("Menu")
        main.in_popover("menu item", "Hide").act()
        main.wait_no_title("Group")
        main.wait_no_popover()
        session.key("Left")

    with tap.case("a column is wider by keyboard, and fitted from its menu"):
        main.focus_heading("Brand")
        before = main.heading("Brand").extents()[2]
        session.key("ctrl+Right", "ctrl+Right")
        harness.wait_for(lambda: main.heading("Brand").extents()[2] > before, "a wider column")
        session.key("shift+F10")
        main.in_popover("menu item", "Fit").act()
        harness.wait_for(lambda: main.heading("Brand").extents()[2] < before + 10, "a column that fits")
        main.wait_no_popover()

    with tap.case("a heading is dragged to another place, and that is no click on it"):
        main.focus_heading("Stock number")  # so that nothing is scrolled away
        # onto its neighbour, and no further
        brand, year = main.heading("Brand").extents(), main.heading("Year").extents()
        main.drag(main.heading("Brand"), year[0] + year[2] // 2 - brand[0] - brand[2] // 2)
        main.wait_titles("Model", "Year", "Brand")
        harness.expect(main.heading("Brand").name == "Sort by Brand", main.titles)

    with tap.case("a double click on the edge of a heading fits the column"):
        edge = main.heading("Year")
        x, y, width, height = edge.extents()
        left, top = main.place()
        # its padding is not part of what it tells
        at = min(node.extents()[0] for node in (main.heading("Brand"),))
        main.drag_edge = (left + at - 9, top + y + height // 2)
        session.run("xdotool", "mousemove", str(main.drag_edge[0]), str(main.drag_edge[1]), "mousedown", "1",
                    "mousemove", str(main.drag_edge[0] + 60), str(main.drag_edge[1]), "mouseup", "1")
        harness.wait_for(lambda: main.heading("Brand").extents()[0] > at + 40, "the wider column")
        harness.wait_for(lambda: main.heading("Year").extents()[2] > width + 40, "the wider heading")
        wide = main.heading("Brand").extents()[0]
        session.pointer(left + wide - 9, main.drag_edge[1], clicks=2)
        harness.wait_for(lambda: main.heading("Brand").extents()[0] < wide - 30, "the column to fit")

    with tap.case("a secondary click on a heading opens its menu, which sorts"):
        main.click(main.heading("Price"), button=3)
        main.in_popover("menu item", "descending").act()
        harness.wait_for(lambda: main.node.find(pages.BUTTON, "Sorted by Price, descending"), "the order")
        harness.wait_for(lambda: "PORSCHE" in main.row_names()[0] or "$3," in main.row_names()[0], main.row_names)

    with tap.case("all is as it was left after a restart"):
        titles = main.titles()
        app.stop()
        app, main = start(session, home)
        tap.watch = [app]
        main.wait_count(45)
        harness.wait_for(lambda: main.titles() == titles, lambda: f"{titles}; there are {main.titles()}")

    with tap.case("beside the selected car all of them are there, and the car stays in sight while they are scrolled"):
        main.wait_active()
        main.select(main.row_names()[2])
        before = main.titles()
        session.key("alt+Return")
        main.node.wait("region", "Details")
        harness.wait_for(lambda: main.heading("Days in stock").extents()[0] + 40 > main.table().extents()[2], "no room")
        harness.expect(main.titles() == before, lambda: f"{before}; there are {main.titles()}")
        place = main.heading("Model").extents()
        session.key("F4")
        main.in_popover(pages.ENTRY)
        session.screenshot("columns-scrolled")
        x, _, width, _ = main.table().extents()
        harness.wait_for(lambda: x < main.heading("Location").extents()[0] < x + width - 30, "the location in sight")
        harness.expect(main.heading("Model").extents()[0] >= 0, main.heading("Model").extents())
        session.key("Escape")
        main.wait_no_popover()
        harness.expect(place[0] > 0, place)
        session.key("alt+Return")
        main.node.wait_gone("region", "Details")

    with tap.case("another window has the columns of this one, and follows them"):
        main.wait_active()
        session.key("ctrl+shift+n")
        harness.wait_for(lambda: len(app.windows()) == 2, app.windows)
        second = Table(app, next(w for w in app.windows() if w.path != main.node.path))
        second.wait_active()
        second.wait_count(45)
        harness.wait_for(lambda: second.titles() == main.titles(), lambda: (second.titles(), main.titles()))
        second.focus_heading("Status")
        session.key("ctrl+shift+Right")
        harness.wait_for(lambda: second.titles() != before, second.titles)
        harness.wait_for(lambda: second.titles() == main.titles(), lambda: (second.titles(), main.titles()))
        session.key("ctrl+w")
        harness.wait_for(lambda: len(app.windows()) == 1, app.windows)

    with tap.case("and as it came with one press"):
        main.wait_active()
        main.press("Columns…")
        main.in_popover(pages.BUTTON, "Reset columns").act()
        harness.wait_for(lambda: not {"NIV", "Cost (private)"} & set(main.titles()), main.titles)
        main.wait_titles("Brand", "Model", "Year", "Price", "km", "Status", "Location", "Days in stock")
        session.key("Escape")
        main.wait_no_popover()

    with tap.case("what nobody asked for is left out beside the selected car, told, and shown where it is wanted"):
        main.wait_active()
        test_widths.resize(main, 1366)
        main.wait_titles("Colour", "Price")
        session.key("alt+Return")
        main.node.wait("region", "Details")
        main.wait_no_title("Days in stock")
        main.wait_no_title("Colour")
        x, _, width, _ = main.table().extents()
        place = main.heading("Location").extents()
        harness.expect(x <= place[0] and place[0] + place[2] <= x + width, lambda: f"{place} in {x}, {width}")
        n = 11 - len(main.titles())
        button = main.button("Columns…")
        harness.wait_for(lambda: f"no room for {n} more" in button.told(), lambda: (n, button.told()))
        main.node.wait("label", f"+{n}")
        main.press("Columns…")
        main.in_popover(pages.BUTTON, "Show all and scroll").act()
        main.wait_titles("Stock number", "Group", "Brand", "Model", "Year", "Colour", "Price", "km", "Status", "Location",
                         "Days in stock")
        harness.wait_for(lambda: not button.told(), lambda: button.told())
        if main.has_popover():
            session.key("Escape")
        main.wait_no_popover()
        main.press("Columns…")
        main.in_popover(pages.BUTTON, "Reset columns").act()
        main.wait_no_title("Group")
        app.stop()


if __name__ == "__main__":
    sys.exit(harness.main(run))
