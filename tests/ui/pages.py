# SPDX-License-Identifier: GPL-3.0-or-later
"""The windows in a person's terms: the table, the search entry, the footer, the editor, the dialogs.

Names are those of one language, English unless a test says otherwise; WORDS has the few that differ."""

import re

import harness
from harness import Failure, wait_for

BUTTON = ("button", "push button", "toggle button")
ENTRY = ("text box", "entry", "text", "search box")
COUNT = re.compile(r"^[\d,]+ (vehicles?|vehículos?|autos?)\b")


def pattern_of(text):
    return text if isinstance(text, re.Pattern) else re.compile(re.escape(text), re.IGNORECASE)


class Page:
    """Any window of the program."""

    def __init__(self, app, node):
        self.app = app
        self.session = app.session
        self.node = node

    def place(self):
        """Where the window's own coordinates begin on the screen: the X window has the shadow around it."""
        def look():
            found = self.session.run("xdotool", "getactivewindow", "getwindowgeometry", "--shell").stdout
            numbers = [re.search(rf"^{name}=(-?\d+)$", found, re.M) for name in ("X", "Y", "WIDTH")]
            return [int(number[1]) for number in numbers] if all(numbers) else None
        x, y, width = wait_for(look, "an active window")
        left, top, inner, _ = self.node.extents()  # newer GTK counts from within the shadow
        margin = (width - inner) // 2
        return x + margin - left, y + margin - top

    def click(self, node, fraction=0.5, button=1, clicks=1):
        x, y, width, height = node.extents()
        left, top = self.place()
        self.session.click(left + int(x + width * fraction), top + y + height // 2, button, clicks)

    def button(self, name, **more):
        """An enabled button whose name has these words. GTK 4.8 says a button's label twice, with its underscore."""
        pattern = pattern_of(name)
        return wait_for(lambda: self.node.find(BUTTON, states=("sensitive",),
                                               where=lambda n: pattern.search(n.name.replace("_", "")), **more),
                        lambda: f"an enabled button {pattern.pattern!r}")

    def press(self, name, **more):
        """Does what a press of the button does, through its accessible action; it comes a quarter of a second later."""
        button = self.button(name, **more)
        if not button.act():
            raise Failure(f"{button} did nothing")
        return button

    def entry(self, name):
        """An entry, scrolled to where it is not in sight."""
        pattern = pattern_of(name)
        found = wait_for(lambda: self.node.find(ENTRY, pattern, only_showing=False), lambda: f"an entry {pattern.pattern!r}")
        self.reveal(found)
        return found

    def reveal(self, node, limit=60, over=None):
        """Turns the wheel until the node is in sight, with the pointer over the middle of the page or of what is given."""
        if node.is_on_screen():
            return
        left, top = self.place()
        _, _, width, height = self.node.extents()
        at = left + width // 2
        if over is not None:
            at = left + over.extents()[0] + over.extents()[2] // 2
        for _ in range(limit):
            y, tall = node.extents()[1], node.extents()[3]
            if node.is_on_screen() and y + tall < height - 8:
                return
            self.session.pointer(at, top + height // 2, 4 if y < height // 2 else 5)
            wait_for(lambda: node.extents()[1] != y or node.is_on_screen(), lambda: f"{node} to be scrolled to", 3)
        raise Failure(f"{node} does not come in sight")

    def fill(self, name, text):
        """Puts the focus into an entry and types over what is in it."""
        entry = self.entry(name)
        self.click(entry)
        wait_for(entry.is_focused, f"the focus in {entry}")
        self.session.key("ctrl+a")
        if text:
            self.session.type(text)
        else:
            self.session.key("BackSpace")
        return entry

    def tab_to(self, node, key="Tab", limit=40):
        """Goes on with the key until the node has the focus, as a person without a mouse does."""
        for _ in range(limit):
            if node.is_focused():
                return
            before = self.focused()
            self.session.key(key)
            wait_for(lambda: node.is_focused() or (now := self.focused()) and (not before or now.path != before.path),
                     lambda: f"the focus to leave {before}")
        raise Failure(f"{key} does not come to {node}")

    def focused(self):
        return self.node.find(None, states=("focused",))

    def says(self, text, deadline=None):
        """Waits until the window has this text somewhere."""
        pattern = pattern_of(text)
        return wait_for(lambda: self.node.find(None, pattern), lambda: f"the text {pattern.pattern!r}", deadline)

    def wait_cover(self, text, is_there=True):
        """Until that text lies over the page, or has gone. The pointer goes through a cover, so that what is held falls on
        the page below it: what the pointer would hit tells nothing of it, only whether it and all above it are visible."""
        wait_for(lambda: any(node.name == text for node in self.node.walk()) == is_there,
                 f"the cover “{text}” to {'come' if is_there else 'go'}")

    def in_popover(self, role=None, name=None, states=()):
        def look():
            for node in self.node.walk():
                if (not role or node.role == role or node.role in role) and set(states) <= node.states \
                        and (name is None or pattern_of(name).search(node.name)) and node.is_in_popover():
                    return node
            return None
        return wait_for(look, lambda: f"{role} {name!r} in a popover")

    def has_popover(self):
        return any(node.is_in_popover() for node in self.node.walk())

    def wait_no_popover(self):
        wait_for(lambda: not self.has_popover(), "the popover to go")

    def menu(self, item):
        """Chooses from the main menu, by keyboard."""
        self.session.key("F10")
        self.in_popover("menu item", item).act()

    def wait_active(self):
        """Until keys go to this window. The X server is asked: GTK 4.8 does not tell of windows after the first."""
        def look():
            if "active" in self.node.refresh().states:
                return True
            return self.session.run("xdotool", "getactivewindow", "getwindowname").stdout.strip() == self.node.name
        wait_for(look, lambda: f"{self.node} to be the active window")

    def close(self):
        self.session.key("Escape")


class Main(Page):
    """A main window of a running program."""

    def __init__(self, app, node=None):
        super().__init__(app, node or app.window(re.compile("Autosell")))

    # The table

    def table(self):
        return self.node.wait(("table", "tree grid", "grid", "tree table"))

    def view(self):
        """The table or the cards, whichever is in sight."""
        return self.node.wait(("table", "tree grid", "grid", "tree table", "list", "list box"),
                              re.compile("^(Vehicles|Vehículos)"))

    def wait_view(self, role):
        """role: “table” or “list”, which is what cards are."""
        wait_for(lambda: self.view().role.startswith(role), lambda: f"a {role}; there is {self.view()}")

    def rows(self):
        """The rows or cards in sight, line by line."""
        view = self.view()
        found = [node for node in view.children()
                 if node.role in ("row", "list item") and "visible" in node.states and node.name]
        places = {node.path: node.extents() for node in found}
        _, top, _, height = view.extents()
        return sorted((node for node in found if places[node.path][3] > 0
                       and top <= places[node.path][1] < top + height and node.is_on_screen()),
                      key=lambda node: (places[node.path][1], places[node.path][0]))

    def row_names(self):
        return [row.name for row in self.rows()]

    def row(self, text):
        pattern = pattern_of(text)
        return wait_for(lambda: next((row for row in self.rows() if pattern.search(row.name)), None),
                        lambda: f"a row with {pattern.pattern!r}; there are {self.row_names()[:8]}")

    def wait_row(self, text, more, deadline=None):
        """Waits until the row of text says more as well."""
        pattern = pattern_of(text)
        return wait_for(lambda: next((row for row in self.rows() if pattern.search(row.name) and more in row.name), None),
                        lambda: f"{more!r} in the row {pattern.pattern!r}; there are {self.row_names()[:8]}", deadline)

    def select(self, text):
        """Clicks on a row, as a person does."""
        row = self.row(text)
        self.click(row, fraction=0.3)
        wait_for(lambda: "selected" in row.refresh().states, f"{row} to be selected")
        return row

    def selected(self):
        return [row for row in self.rows() if "selected" in row.states]

    def focused_row(self):
        return next((row for row in self.rows() if "focused" in row.states), None)

    # Search and footer

    def footer(self):
        found = self.node.find("label", COUNT)
        return found.name if found else ""

    def wait_count(self, count, deadline=None):
        """Waits for the footer's count; nothing at all is a page that says so."""
        def look():
            return self.node.find("label", re.compile(rf"^{count:,} (vehicles?|vehículos?|autos?)\b")) is not None
        wait_for(look, lambda: f"{count} cars in the footer, which says {self.footer()!r}", deadline)

    def search(self, text):
        self.session.key("ctrl+f")
        wait_for(lambda: self.node.find(("search box", *ENTRY), states=("focused",)), "the focus in the search entry")
        self.session.key("ctrl+a")
        if text:
            self.session.type(text)
        else:
            self.session.key("BackSpace")

    # In place

    def set_status(self, text, status, reason=None):
        self.select(text)
        self.session.key("F3")
        if reason:
            self.tab_to(self.in_popover(ENTRY))
            self.session.type(reason)
        self.in_popover(BUTTON, status).act()
        self.wait_no_popover()

    def set_price(self, text, price):
        self.select(text)
        self.session.key("F2")
        self.in_popover(ENTRY, states=("focused",))
        self.session.key("ctrl+a")
        self.session.type(price)
        self.session.key("Return")
        self.wait_no_popover()

    def set_location(self, text, location):
        self.select(text)
        self.session.key("F4")
        self.in_popover(ENTRY, states=("focused",))
        self.session.key("ctrl+a")
        self.session.type(location)
        self.session.key("Return")
        self.wait_no_popover()

    def sort_by(self, title):
        """Presses a heading, and waits until it says another order."""
        button = self.press(re.compile(rf"(Sort|Sorted) by {title}\b", re.I))
        before = button.name
        wait_for(lambda: button.refresh().name != before, lambda: f"{button} to change")

    def go_to(self, place):
        """A place of the sidebar."""
        self.click(self.node.wait("list item", pattern_of(place)))

    def show_activity(self, key):
        """History or problems, by their key, in the place of all activity."""
        self.session.key(key)
        name = "Changes, newest first|Cambios, " if key == "ctrl+h" else "Kinds of problems|Tipos de problemas"
        return wait_for(lambda: self.node.find(None, re.compile(name)), f"what {key} shows")

    # Other windows

    def dialog(self, name=None, deadline=None):
        """A window of the program beside this one."""
        pattern = pattern_of(name) if name else None

        def look():
            for window in self.app.windows():
                if window.path != self.node.path and (not pattern or pattern.search(window.name)
                                                      or window.find("label", pattern)):
                    return window
            return None
        page = Page(self.app, wait_for(look, lambda: f"a dialog {name!r}; there are {self.app.windows()}", deadline))
        page.wait_active()
        return page

    def wait_no_dialog(self):
        wait_for(lambda: len(self.app.windows()) == 1, lambda: f"only one window; there are {self.app.windows()}")

    def load_sample(self):
        self.press(re.compile("sample inventory|inventario de (muestra|ejemplo)", re.I))
        self.wait_count(45)


def find_car(cli, query):
    """The only car of a query, as autosell-cli tells it."""
    cars = cli.json("list", "--filter", query)["vehicles"]
    if len(cars) != 1:
        raise Failure(f"{len(cars)} cars for {query}")
    return cars[0]


def wait_car(cli, query, **fields):
    """Waits until the stock says so too."""
    def look():
        car = find_car(cli, query)
        return all(car[name] == value for name, value in fields.items())
    wait_for(look, lambda: f"{fields} of {query}; it is {({name: find_car(cli, query)[name] for name in fields})}")


__all__ = ["Main", "Page", "find_car", "wait_car", "harness"]


def choose_in(page, row, value):
    """Chooses in a row with a list, by keyboard."""
    pattern = pattern_of(value)
    found = page.node.wait(("list item", "combo box"), pattern_of(row))
    if any(pattern.search(name) for name in found.names("label")):
        return
    page.click(found)
    page.in_popover(None, pattern)
    for _ in range(50):
        if page.node.find("list item", states=("focused",), where=lambda n: any(pattern.search(x) for x in n.names())) \
                or any(pattern.search(name) for node in page.node.find_all(None, states=("focused",)) for name in node.names()):
            break
        page.session.key("Down")
    page.session.key("Return")
    page.wait_no_popover()
