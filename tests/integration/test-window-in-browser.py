#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`make run` where there is no display, looked at with a real browser: from the welcome page to the 45 cars with a click of the
mouse, and all of Home is painted, also for a page that comes later.

What is shown are pictures of words, so it is asked how many stand where. usage: test-window-in-browser.py SOURCE_ROOT BUILD_ROOT;
exit status 77 where there is no Chromium with its driver, or no Broadway server
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import without_display
from without_display import wait_for

SOURCE_ROOT, BUILD_ROOT = sys.argv[1:3]
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
           "--disable-component-update", "--window-size=1366,900"]
# The places of all words and icons that can be seen, as [left, top, width, height]
WORDS = """
return [...document.querySelectorAll("img")].map(image => {
  const box = image.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
  const seen = x > 0 && y > 0 && x < innerWidth && y < innerHeight && document.elementsFromPoint(x, y).includes(image);
  return seen && image.complete && image.naturalWidth > 0 ? [box.x, box.y, box.width, box.height] : null;
}).filter(box => box);"""
# The three ways to begin on the welcome page: as wide as each other, one below the other
CHOICES = """
return [...document.querySelectorAll("div")].map(div => div.getBoundingClientRect())
  .filter(box => box.width > 300 && box.width < 600 && box.height > 50 && box.height < 120)
  .map(box => [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)])
  .sort((one, two) => one[1] - two[1]).filter((box, at, all) => at == 0 || box[1] - all[at - 1][1] > 20);"""


class Browser:
    """Chromium without a window, by what its driver understands."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.session = f"http://127.0.0.1:{port}"
        # A group of its own, with which the browser ends, too
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, start_new_session=True, env=dict(os.environ, HOME=folder))
        wait_for(self._is_ready, "chromedriver")
        options = {"args": OPTIONS + [f"--user-data-dir={os.path.join(folder, 'profile')}"],
                   "binary": shutil.which("chromium")}
        answer = self.post("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.session += "/session/" + answer["sessionId"]

    def _is_ready(self):
        try:
            with urllib.request.urlopen(self.session + "/status", timeout=5):
                return True
        except OSError:
            return False

    def post(self, path, body):
        request = urllib.request.Request(self.session + path, data=json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return json.load(reply)["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{path}: {error.read().decode()[:400]}") from None

    def open(self, address):
        self.post("/url", {"url": address})
        # What breaks the page's script ends the painting without a word.
        self.run("window.troubles = []; window.addEventListener('error', event => troubles.push(event.message));")

    def run(self, script):
        return self.post("/execute/sync", {"script": script, "args": []})

    def press(self, *keys):
        """Down in that order, and up again."""
        actions = [{"type": "keyDown", "value": key} for key in keys] + [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def click(self, x, y):
        steps = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.post("/actions", {"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}]})

    def stop(self):
        os.killpg(self.driver.pid, signal.SIGKILL)
        self.driver.wait()


def lines(words, left, right):
    """How many lines of words stand between these two edges."""
    tops = sorted(top + height / 2 for x, top, width, height in words if left <= x and x + width <= right)
    return sum(1 for at, top in enumerate(tops) if at == 0 or top - tops[at - 1] > 8)


def look(browser, address):
    def words():
        troubles = browser.run("return window.troubles")
        assert not troubles, troubles
        return browser.run(WORDS)

    browser.open(address)
    choices = wait_for(lambda: (found := browser.run(CHOICES)) and len(found) >= 3 and found, "the welcome page")
    browser.click(*choices[2])
    # The headings are above 130; the names of 45 cars don't fit, those of twenty do.
    wait_for(lambda: lines(words(), 220, 900) >= 20, lambda: f"the cars, not {words()}", 60)

    browser.press("\ue00a", "1")  # Alt
    wait_for(lambda: min(lines(words(), left, left + 380) for left in (210, 590, 970)) >= 12, lambda: f"Home, not {words()}", 60)
    browser.open(address)  # as somebody who reloads, or comes later
    wait_for(lambda: min(lines(words(), left, left + 380) for left in (210, 590, 970)) >= 12, lambda: f"Home again, not {words()}", 60)
    words()


def main():
    absent = without_display.missing() or next((name for name in ("chromium", "chromedriver") if shutil.which(name) is None), None)
    if absent is not None:
        print(f"{absent} is not installed")
        return 77

    run = without_display.Run(SOURCE_ROOT, BUILD_ROOT)
    browser = None
    try:
        port = run.wait_port()
        browser = Browser(run.home)
        look(browser, f"http://127.0.0.1:{port}/")
        run.stop()
        print("45 cars and all of Home were painted in Chromium")
        return 0
    finally:
        if browser is not None:
            browser.stop()
        run.clean()


if __name__ == "__main__":
    sys.exit(main())
