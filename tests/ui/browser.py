# SPDX-License-Identifier: GPL-3.0-or-later
"""A real browser with a page of a shop, from which pictures are dragged.

The page and its pictures come from a server on the loopback; the browser's window stands at the right edge of the screen."""

import functools
import http.server
import os
import shutil
import threading

import harness

WIDTH, HEIGHT = 360, 420
PAGE = """<!DOCTYPE html><title>Tienda</title><body style="margin:0;background:#ddd">
<img src="{name}" width="300" height="225" style="position:fixed;left:20px;top:20px">
<a href="{name}" style="position:fixed;left:20px;top:300px;font:32px sans-serif">enlace a la foto</a>"""


def find():
    """The program, or None."""
    return next((found for found in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if found), None)


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        self.server.asked.append(self.path)


class Browser:
    def __init__(self, session, folder, name):
        """Shows the picture of that name in folder, which gets the page as well."""
        self.session = session
        with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as stream:
            stream.write(PAGE.format(name=name))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
        self.server.asked = []  # for what anybody has asked it so far
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{self.server.server_address[1]}/"
        profile = os.path.join(session.folder, "browser")
        options = ["--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-extensions", "--disable-sync", "--ozone-platform=x11",
                   "--disable-background-networking", "--disable-component-update", "--no-default-browser-check",
                   "--password-store=basic", "--test-type", "--disable-dev-shm-usage", f"--user-data-dir={profile}",
                   f"--window-size={WIDTH},{HEIGHT}", f"--app={address}"]
        self.process = harness.Process([find(), *options], session.environment)
        self.id = harness.wait_for(self._find_window, "the browser's window", 60)
        left = session.size[0] - WIDTH
        session.run("xdotool", "windowsize", "--sync", self.id, str(WIDTH), str(HEIGHT))
        session.run("xdotool", "windowmove", "--sync", self.id, str(left), "300")
        session.run("xdotool", "windowraise", self.id)
        self.left, self.top = left, 300

    def _find_window(self):
        found = self.session.run("xdotool", "search", "--onlyvisible", "--name", "^Tienda$").stdout.split()
        return found[0] if found else None

    def wait_painted(self, colour):
        """Until the picture's middle is of that colour (red, green, blue), or near it."""
        def look():
            seen = self.session.pixels(*self.picture, 1, 1)[:3]
            return len(seen) == 3 and all(abs(a - b) < 40 for a, b in zip(seen, colour))
        harness.wait_for(look, "the picture of the page", 60)

    @property
    def picture(self):
        """Its middle on the screen."""
        return self.left + 170, self.top + 132

    @property
    def link(self):
        return self.left + 100, self.top + 320

    def stop(self):
        self.process.stop()
        self.server.shutdown()
        self.server.server_close()
