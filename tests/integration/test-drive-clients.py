# SPDX-License-Identifier: GPL-3.0-or-later
"""What this program wrote to Drive, read by others: Google's own clients for Python and Node, and rclone. Each is skipped, saying
why, where it is not installed (Node's library is fetched, with its checksums, where npm can)."""

import base64
import datetime
import hashlib
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import unittest
import urllib.parse
import urllib.request

import cloud
import harness
from drive_case import DriveCase

LOOK = "https://www.googleapis.com/auth/drive.readonly"
NODE = os.path.join(harness.SOURCE_ROOT, "tests", "cloud", "node")
CERTIFICATES = os.path.join(harness.SOURCE_ROOT, "tests", "net", "certificates")
VERIFIER = "v" * 64

# What each of them is asked: the folders of the cars, in each the photos in order, with the SHA-256 of what comes of a download.
PYTHON = r"""
import hashlib, json, sys
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build, build_from_document
base, token, root = sys.argv[1:]
try:
    drive = build('drive', 'v3', credentials=Credentials(token), static_discovery=True, client_options={'api_endpoint': base + '/drive/v3/'})
except TypeError:
    # Debian's is older than the documents that come along since: what is used of Google's own, as it stands there.
    def of(name, path, more, *parameters, **members):
        given = {one: {'type': 'string', 'location': 'query'} for one in parameters}
        return {'id': 'drive.files.' + name, 'path': path, 'httpMethod': 'GET', 'parameters': {**given, **more}, **members}
    file_id = {'fileId': {'type': 'string', 'required': True, 'location': 'path'}}
    methods = {'list': of('list', 'files', {}, 'q', 'pageSize', 'pageToken', 'orderBy', 'fields', 'supportsAllDrives',
                          'includeItemsFromAllDrives', response={'$ref': 'FileList'}),
               'get': of('get', 'files/{fileId}', file_id, 'fields', response={'$ref': 'File'}, supportsMediaDownload=True)}
    drive = build_from_document({'name': 'drive', 'version': 'v3', 'rootUrl': base + '/', 'servicePath': 'drive/v3/',
                                 'baseUrl': base + '/drive/v3/', 'batchPath': 'batch',
                                 'schemas': {one: {'id': one, 'type': 'object', 'properties': {}} for one in ('File', 'FileList')},
                                 'parameters': {'alt': {'type': 'string', 'location': 'query'}},
                                 'resources': {'files': {'methods': methods}}}, credentials=Credentials(token))
def children(folder):
    found, page = [], None
    while True:
        answer = drive.files().list(q="'%s' in parents and trashed = false" % folder, pageSize=3, pageToken=page, orderBy='name_natural',
                                    supportsAllDrives=True, includeItemsFromAllDrives=True,
                                    fields='nextPageToken,files(id,name,mimeType,size,sha256Checksum,appProperties)').execute()
        found += answer['files']
        page = answer.get('nextPageToken')
        if page is None:
            return found
told = {}
for folder in children(root):
    told[folder['name']] = []
    for file in children(folder['id']):
        content = drive.files().get_media(fileId=file['id']).execute()
        assert len(content) == int(file['size']) and file['mimeType'] == 'image/jpeg'
        assert hashlib.sha256(content).hexdigest() == file['sha256Checksum']
        told[folder['name']].append([file['name'], hashlib.sha256(content).hexdigest(), file['appProperties']['asm_photo']])
print(json.dumps(told))
"""

NODE_CLIENT = r"""
import { createHash } from 'node:crypto';
import { drive as openDrive } from '@googleapis/drive';
import { OAuth2Client } from 'google-auth-library';
const [base, token, root] = process.argv.slice(2);
const auth = new OAuth2Client();
auth.setCredentials({ access_token: token, expiry_date: Date.now() + 3000000 });
const drive = openDrive({ version: 'v3', auth, rootUrl: `${base}/` });
async function children(folder) {
  const { data } = await drive.files.list({ q: `'${folder}' in parents and trashed = false`, orderBy: 'name_natural', supportsAllDrives: true,
    includeItemsFromAllDrives: true, fields: 'files(id,name,mimeType,size,sha256Checksum,appProperties)' });
  return data.files;
}
const told = {};
for (const folder of await children(root)) {
  told[folder.name] = [];
  for (const file of await children(folder.id)) {
    const { data } = await drive.files.get({ fileId: file.id, alt: 'media', supportsAllDrives: true }, { responseType: 'arraybuffer' });
    const hash = createHash('sha256').update(Buffer.from(data)).digest('hex');
    told[folder.name].push([file.name, hash, file.appProperties.asm_photo]);
  }
}
console.log(JSON.stringify(told));
"""


class Wall:
    """rclone speaks to Google's own hosts alone, through a proxy where one is named: this one answers for all of them."""

    def __init__(self, port):
        self.to = port
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(os.path.join(CERTIFICATES, "good.pem"))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                end, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(end,), daemon=True).start()

    def serve(self, end):
        try:
            head = b""
            while b"\r\n\r\n" not in head:
                head += end.recv(4096)
            end.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            near = self.context.wrap_socket(end, server_side=True)
            far = socket.create_connection(("127.0.0.1", self.to))
            threading.Thread(target=self.pass_on, args=(far, near), daemon=True).start()
            self.pass_on(near, far)
        except OSError:
            end.close()

    @staticmethod
    def pass_on(one, other):
        try:
            while data := one.recv(1 << 16):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class Clients(DriveCase):
    def setUp(self):
        super().setUp()
        self.add_photos(1, 0, 4)
        self.add_photos(2, 10, 2)
        self.drive("link")
        self.drive_sync()
        # As it is after a while: another order, one in the bin, one that was turned, and a folder that people renamed.
        self.ok("photos", "move", "1", "4", "--position", "1")
        self.ok("photos", "remove", "1", "3")
        self.ok("photos", "rotate", "2", "1", "--degrees", "90")
        self.act(do="rename", file=self.car_folder("2 ")["id"], name="2 Ñandú “Año's” \\ 2021")
        self.drive_sync()
        self.root = self.kind("root")[0]["id"]

    def take_token(self, *scopes):
        """A person signs in for somebody else's program."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
        address = f"{self.cloud.base}/o/oauth2/v2/auth?" + urllib.parse.urlencode({
            "client_id": cloud.CLIENT_ID, "redirect_uri": "http://127.0.0.1:41234", "response_type": "code", "scope": " ".join(scopes),
            "state": "s", "access_type": "offline", "code_challenge": challenge, "code_challenge_method": "S256"})
        redirect, _ = self.cloud.agree(address, follow=False)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(redirect).query)["code"][0]
        form = urllib.parse.urlencode({"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER,
                                       "client_id": cloud.CLIENT_ID, "client_secret": cloud.CLIENT_SECRET,
                                       "redirect_uri": "http://127.0.0.1:41234"}).encode()
        with urllib.request.urlopen(f"{self.cloud.base}/token", form, timeout=20) as answer:
            return json.loads(answer.read())["access_token"]

    def expect(self):
        return {folder["name"]: [[file["name"], file["sha256"], file["appProperties"]["asm_photo"]]
                                 for file in self.there(folder) if not file["inTrash"]] for folder in self.kind("vehicle")}

    def check_told(self, told):
        expected = self.expect()
        self.assertEqual(told, expected)
        self.assertEqual([[photo["hash"], photo["id"]] for photo in self.photos(1)],
                         [[sha256, photo] for _, sha256, photo in expected[self.car_folder("1 ")["name"]]], "in the order of here")

    def ask(self, *command, **env):
        answer = subprocess.run(command, capture_output=True, text=True, timeout=harness.DEADLINE_SECONDS, stdin=subprocess.DEVNULL,
                                env={**os.environ, **env})
        self.assertEqual(answer.returncode, 0, answer.stderr[-2000:])
        return answer.stdout

    def test_python(self):
        if subprocess.run([sys.executable, "-c", "import googleapiclient.discovery, google.oauth2, google_auth_httplib2"], capture_output=True).returncode != 0:
            self.skipTest("skipped: Google's client for Python is not installed")
        self.check_told(json.loads(self.ask(sys.executable, "-c", PYTHON, self.cloud.base, self.take_token(LOOK), self.root)))

    def test_node(self):
        if shutil.which("node") is None or shutil.which("npm") is None:
            self.skipTest("skipped: Node and npm are not installed")
        folder = self.path("node")
        os.mkdir(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(NODE, name), folder)
        try:
            done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"], cwd=folder,
                                  capture_output=True, timeout=90, stdin=subprocess.DEVNULL).returncode
        except subprocess.TimeoutExpired:
            done = 1
        if done != 0:
            self.skipTest("skipped: Google's client for Node could not be fetched")
        with open(os.path.join(folder, "read.mjs"), "w", encoding="utf-8") as file:
            file.write(NODE_CLIENT)
        self.check_told(json.loads(self.ask("node", os.path.join(folder, "read.mjs"), self.cloud.base, self.take_token(LOOK), self.root)))

    def test_rclone(self):
        rclone = os.environ.get("AUTOSELL_RCLONE", "rclone")
        if shutil.which(rclone) is None:
            self.skipTest("skipped: rclone is not installed")
        wall = Wall(int(self.cloud.base.rsplit(":", 1)[1]))
        expiry = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=50)).isoformat()
        token = json.dumps({"access_token": self.take_token(LOOK), "token_type": "Bearer", "refresh_token": "none", "expiry": expiry})
        config = self.path("rclone.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"[lote]\ntype = drive\nscope = drive.readonly\nroot_folder_id = {self.root}\ntoken = {token}\n")
        self.ask(rclone, "--config", config, "--no-check-certificate", "--retries", "1", "--low-level-retries", "2", "copy", "lote:",
                 self.path("copy"), HTTPS_PROXY=f"http://127.0.0.1:{wall.port}", NO_PROXY="")
        told = {}
        for folder in os.listdir(self.path("copy")):
            told[folder] = []
            for name in sorted(os.listdir(os.path.join(self.path("copy"), folder))):
                with open(os.path.join(self.path("copy"), folder, name), "rb") as file:
                    told[folder].append([name, hashlib.sha256(file.read()).hexdigest()])
        # A backslash and quotes of typography are of people; rclone writes what a file system cannot have in its own way.
        self.assertEqual(sorted(told.values()), sorted([[name, sha256] for name, sha256, _ in photos] for photos in self.expect().values()))
        self.assertIn(self.car_folder("1 ")["name"], told)
        wall.listener.close()


if __name__ == "__main__":
    harness.main()
