# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told: every control of a window has a name, and it is a person's word for it."""

import re

# What a person can operate. "row" stands for the rows of tables and lists.
OPERABLE = {
    "push button", "button", "toggle button", "check box", "radio button", "entry", "text box", "password text", "spin button",
    "slider", "combo box", "menu item", "check menu item", "radio menu item", "link", "switch", "page tab", "row", "list item",
    "search box", "list box option", "option", "toggle switch",
}

# GTK 4.8 gives the type's name to what has none. A type's name is no word for anybody.
TYPE_NAME = re.compile(r"^(Gtk|Adw|Gdk|Autosell)[A-Z]\w*$")

# Parts of toolkit widgets that only wrap the one that a person operates, which is checked itself.
WRAPPERS = {"GtkMenuButton", "AdwSplitButton"}


def is_named(node):
    return bool(node.name.strip()) and not TYPE_NAME.match(node.name)


def describe(node):
    """The way from the window to the node, since what has no name is hard to find."""
    words = []
    while node is not None:
        words.append(f"{node.role} “{node.name}”")
        node = node.parent
    return " < ".join(words)


def nameless(window):
    """All operable nodes of a window without a name of their own."""
    found = []
    for node in window.walk():
        if node.role not in OPERABLE or is_named(node) or node.name in WRAPPERS:
            continue
        if "focusable" not in node.states and node.role in ("row", "list item", "combo box", "button"):
            continue  # a frame around what is operated
        if inside_named_control(node) or not node.is_on_screen():
            continue
        # Newer GTK leaves the name of a list's row to what is in it, where nobody gave one.
        if node.role == "list item" and any(below.role == "label" and is_named(below) for below in node.walk()):
            continue
        found.append(describe(node))
    return found


def inside_named_control(node):
    """The button inside a drop-down, or the text inside an entry: read out as the control around it."""
    parent = node.parent
    for _ in range(3):
        if parent is None:
            return False
        if parent.role in ("combo box", "entry", "text box", "spin button", "search box") and is_named(parent):
            return True
        parent = parent.parent
    return False
