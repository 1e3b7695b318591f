# SPDX-License-Identifier: GPL-3.0-or-later
"""A fake cloud of a test's own, and a person at its browser."""

import base64
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import harness

FAKE_CLOUD = os.environ.get("AUTOSELL_FAKE_CLOUD", os.path.join(harness.BUILD_ROOT, "tests", "cloud", "autosell-fake-cloud"))
CLIENT_ID = "100200300400-lote.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-of-the-fake-cloud"
PERSON = "ventas@ejemplo.mx"
FILE_SCOPE = "https://www.googleapis.com/auth/drive.file"
# What Google's tokens look like, and the fake cloud's: never to be seen anywhere but in the keyring.
TOKEN = re.compile(rb"ya29\.[\w.-]+|1//0[\w.-]{6,}|(?<![\w/])4/0[\w.-]{6,}|GOCSPX-[\w-]+")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Cloud:
    def __init__(self, folder, scenario=None):
        self.state = tempfile.mkdtemp(dir=folder, prefix="cloud-")
        self.endpoints = os.path.join(self.state, "endpoints.json")
        path = os.path.join(self.state, "scenario.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(scenario or {"people": [{"email": PERSON, "name": "Ventas"}]}, file)
        self.process = subprocess.Popen([FAKE_CLOUD, "--state", self.state, "--scenario", path, "--endpoints", self.endpoints],
                                        stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip()
        self.given = set()  # in the browser

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()

    def control(self, what, body):
        request = urllib.request.Request(f"{self.base}/control/{what}", data=json.dumps(body).encode(), method="POST",
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())

    def journal(self):
        with open(os.path.join(self.state, "journal.jsonl"), encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]  # the last may be half written

    def secrets(self):
        """All that this cloud gave out and knows, in the forms in which it travels. It writes that down when it has been quiet."""
        path = os.path.join(self.state, "state.json")
        deadline = time.monotonic() + 20
        while not os.path.exists(path) or time.time() - os.path.getmtime(path) < 0.5:
            if time.monotonic() > deadline:
                raise AssertionError("the cloud does not come to rest")
            time.sleep(0.05)
        with open(path, encoding="utf-8") as file:
            grants = json.load(file)["identity"]["grants"]
        texts = {CLIENT_SECRET, *self.given}
        for grant in grants:
            texts |= {grant["refresh"], *grant["tokens"]}
        forms = set()
        for text in texts:
            forms |= {text, urllib.parse.quote(text, safe=""), text.replace("/", "\\/")}
            forms |= {base64.b64encode(b"x" * shift + text.encode())[4:-4].decode() for shift in range(3)}
        return {form.encode() for form in forms}

    def find_leaks(self, folder):
        """Files below the folder with any of them, but for the keyring and what this cloud itself keeps."""
        leaks = []
        secrets = self.secrets()
        for parent, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(parent, name)
                if name in ("keyring", "client_secret.json", "client.json") or path == os.path.join(self.state, "state.json"):
                    continue
                if not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    text = file.read()
                leaks += [(path, secret) for secret in secrets if secret in text] + [(path, found) for found in TOKEN.findall(text)]
        return leaks

    def agree(self, address, email=PERSON, answer="allow", picked=(), scopes=None, follow=True):
        """What a person does in the browser that was opened at this address. Where the page sent the browser, and what the
        program showed there."""
        query = urllib.parse.urlparse(address).query
        asked = dict(urllib.parse.parse_qsl(query))
        opener = urllib.request.build_opener(NoRedirect)
        opener.open(address, timeout=20).read()
        form = {"request": query, "email": email, "answer": answer, "scope": scopes or asked["scope"].split(" "), "picked": list(picked)}
        data = urllib.parse.urlencode(form, doseq=True).encode()
        try:
            opener.open(f"{self.base}/o/oauth2/v2/auth/decision", data=data, timeout=20)
        except urllib.error.HTTPError as error:
            redirect = error.headers["Location"]
        answered = dict(urllib.parse.parse_qsl(urllib.parse.urlparse(redirect).query))
        self.given |= {answered[name] for name in ("code", "state") if name in answered}
        if not follow:
            return redirect, None
        with urllib.request.urlopen(redirect, timeout=20) as page:
            return redirect, page.read().decode()


class SignIn:
    """autosell-cli google sign-in on its way."""

    def __init__(self, case, *arguments, env=None):
        self.process = subprocess.Popen([harness.CLI, "--json", "google", "sign-in", "--no-browser", *arguments],
                                        env=dict(case.env, **(env or {})), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.said = []
        self.address = None
        for line in self.process.stderr:
            self.said.append(line)
            if line.startswith("http"):
                self.address = line.strip()
                break

    def finish(self):
        """(status, document, what it said)"""
        out, err = self.process.communicate(timeout=harness.DEADLINE_SECONDS)
        return self.process.returncode, json.loads(out), "".join(self.said) + err
