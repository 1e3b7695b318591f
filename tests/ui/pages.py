# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in a person's terms: the table, the search entry, the footer, the dialogs."""

import re

import harness
from harness import Failure, Gone, wait_for

MAIN_WINDOW = re.compile(r"Autosell|Vehicles|Vehículos")


class Main:
    """A main window of a running program."""

    def __init__(self, app, node=None):
        self.app = app
        self.session = app.session
        self.node = node or app.window(MAIN_WINDOW)

    # The table

    def table(self):
        return self.node.wait(("table", "tree grid", "grid", "tree table"))

    def rows(self):
        """The rows in sight, from top to bottom."""
        return [node for node in self.table().find_all("row") if not node.find("column header", only_showing=False)]

    def row_names(self):
        return [row.name for row in self.rows()]

    def row(self, pattern):
        pattern = pattern if isinstance(pattern, re.Pattern) else re.compile(re.escape(pattern), re.IGNORECASE)
        return wait_for(lambda: next((row for row in self.rows() if pattern.search(row.name)), None),
                        lambda: f"a row with {pattern.pattern!r}; there are {self.row_names()[:8]}")

    def wait_row(self, pattern, text, deadline=None):
        """Waits until the row of pattern says text as well."""
        return wait_for(lambda: any(text in name for name in self.row_names() if re.search(pattern, name)),
                        lambda: f"{text!r} in the row {pattern!r}; there are {self.row_names()[:8]}", deadline)

    def select(self, pattern):
        """Clicks on a row, as a person does."""
        row = self.row(pattern)
        self.click(row, fraction=0.3)
        wait_for(lambda: "selected" in row.refresh().states, f"{row} to be selected")
        return row

    def selected(self):
        return [row for row in self.rows() if "selected" in row.states]

    def click(self, node, fraction=0.5, button=1, clicks=1):
        x, y, width, height = node.extents()
        self.session.pointer(int(x + width * fraction), y + height // 2, button, clicks)

    # Search and footer

    def footer(self):
        found = self.node.find(None, re.compile(r"^[\d,]+ (of [\d,]+ |de [\d,]+ )?(vehicles?|vehículos?)"))
        return found.name if found else ""

    def wait_count(self, count, deadline=None):
        pattern = re.compile(rf"^{count:,} (vehicles?|vehículos?)\b")
        wait_for(lambda: pattern.search(self.footer()), lambda: f"{count} cars in the footer, which says {self.footer()!r}",
                 deadline)

    def search(self, text):
        self.session.key("ctrl+f", "ctrl+a")
        if text:
            self.session.type(text)
        else:
            self.session.key("BackSpace")

    # Dialogs

    def dialog(self, name=None):
        """A window of the program beside this one."""
        return wait_for(lambda: next((w for w in self.app.windows() if w.path != self.node.path
                                      and (name is None or harness.matches(name, w.name) or w.find("label", name))), None),
                        f"a dialog {name!r}")

    def wait_no_dialog(self):
        wait_for(lambda: len(self.app.windows()) == 1, lambda: f"only one window; there are {self.app.windows()}")

    def press(self, name, role=("push button", "button", "toggle button"), inside=None):
        button = wait_for(lambda: (inside or self.node).find(role, name, states=("sensitive",)), f"a button {name!r}")
        button.act()
        return button

    def undo(self):
        self.session.key("ctrl+z")

    def redo(self):
        self.session.key("ctrl+shift+z")


def pesos(car):
    return car["price"]


def find_car(cli, query):
    """The only car of a query, as autosell-cli tells it."""
    cars = cli.json("list", "--filter", query)
    cars = cars["vehicles"] if isinstance(cars, dict) else cars
    if len(cars) != 1:
        raise Failure(f"{len(cars)} cars for {query}")
    return cars[0]


__all__ = ["Main", "find_car", "pesos", "Gone"]
