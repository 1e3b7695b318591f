#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Page of the fake Facebook in a real browser, by its mouse and keyboard; skipped, saying so, where there is no Chromium.
test_wall.py FAKE_CLOUD [PICTURE.png: what the Page looks like at the end [WIDTH]]"""
import base64
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
import zlib

from test_page import DEADLINE_S, Browser, main

PAGE = '102900000000001'
TEXT = 'Nissan Versa 2021 <b>sense</b>\n$214,900 · 48,000 km · automático\n\nRef. A-0123'


def make_picture(red, green, blue):
    """A PNG of one colour, 300 × 200, by hand."""
    def chunk(kind, data):
        body = kind + data
        return len(data).to_bytes(4, 'big') + body + zlib.crc32(body).to_bytes(4, 'big')
    rows = b''.join(b'\0' + bytes([min(255, red + y // 3), green, blue]) * 300 for y in range(200))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', b'\0\0\x01\x2c\0\0\0\xc8\x08\x02\0\0\0') + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


class Test:
    def __init__(self, program, folder):
        self.cloud = subprocess.Popen([sys.argv[1], '--state', os.path.join(folder, 'state')], stdout=subprocess.PIPE, text=True)
        self.base = self.cloud.stdout.readline().strip()
        self.token = self.post('/control/facebook/token', {'page': PAGE})['access_token']
        self.browser = Browser(program, os.path.join(folder, 'browser'))
        if len(sys.argv) > 3:
            self.browser.call('Emulation.setDeviceMetricsOverride', width=int(sys.argv[3]), height=900, deviceScaleFactor=1, mobile=False)
        self.browser.call('Page.enable')
        self.browser.call('Page.navigate', url=f'{self.base}/pages/{PAGE}')
        self.browser.wait('document.querySelector("h1") !== null && document.title === "Autos del Norte"')

    def post(self, path, body, kind='application/json', **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method='POST', headers={'Content-Type': kind, **headers})
        with urllib.request.urlopen(request, timeout=DEADLINE_S) as answer:
            return json.loads(answer.read())

    def ask(self, path, body):
        return self.post('/graph/v25.0/' + path, body, Authorization='Bearer ' + self.token)

    def upload(self, *colour, **fields):
        body = b''.join(b'--f\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value.encode())
                        for name, value in {'published': 'false', **fields}.items())
        body += b'--f\r\nContent-Disposition: form-data; name="source"; filename="01.png"\r\nContent-Type: image/png\r\n\r\n'
        body += make_picture(*colour) + b'\r\n--f--\r\n'
        return self.post(f'/graph/v25.0/{PAGE}/photos', body, 'multipart/form-data; boundary=f', Authorization='Bearer ' + self.token)['id']

    def publish(self, message, photos=(), **more):
        return self.ask(PAGE + '/feed', {'message': message, 'attached_media': [{'media_fbid': one} for one in photos], **more})['id']

    def now(self):
        with urllib.request.urlopen(f'{self.base}/pages/{PAGE}/posts', timeout=DEADLINE_S) as answer:
            return json.loads(answer.read())['now_s']

    def find(self, post, selector=''):
        return f'document.getElementById("{post}").querySelector({json.dumps(selector)})' if selector else f'document.getElementById("{post}")'

    def click(self, post, name):
        finder = self.find(post, f'[data-name="{name}"]')
        self.browser.ask(finder + '.scrollIntoView({ block: "center" })')
        self.browser.click(finder)

    def text(self, post, wanted, is_there=True):
        self.browser.wait(f'{self.find(post)} !== null && {self.find(post)}.textContent.includes({json.dumps(wanted)})', is_there)

    def test_post_appears(self):
        self.browser.wait('document.querySelector("main").textContent', 'Nothing has been posted yet.')
        photos = [self.upload(40 * n, 90, 160 - 10 * n, alt_text_custom=f'Versa, {n}') for n in range(1, 4)]
        post = self.publish(TEXT, photos)
        self.text(post, TEXT)
        assert self.browser.ask('document.querySelectorAll("main b").length') == 0, 'texts are texts'
        self.browser.wait(f'[...{self.find(post)}.querySelectorAll("img")].map(i => i.complete && i.naturalWidth).join()', '300,300,300')
        assert self.browser.ask(self.find(post, 'img') + '.alt') == 'Versa, 1'
        self.click(post, 'photo1')
        self.browser.wait('byId("viewer").open && byId("place").textContent', '2 of 3')
        self.browser.press('ArrowRight', 'Escape')
        self.browser.wait('byId("viewer").open', False)
        assert self.browser.ask('byId("place").textContent') == '3 of 3'

    def test_visitors(self):
        post = self.browser.ask('document.querySelector("article").id')
        self.click(post, 'Like')
        self.text(post, '1 reaction')
        assert self.browser.ask('document.activeElement.dataset.name') == 'Like', 'the focus stays'
        self.browser.press('Enter')
        self.click(post, 'Like')
        self.text(post, 'reactions')
        self.click(post, 'Comment')
        self.browser.wait('document.activeElement.name', 'text')
        self.browser.press('Precio <i>final</i>?')
        self.post('/control/facebook', {'act': {'do': 'like', 'post': post}})
        self.browser.wait('posts.find(p => p.id === "%s").reactions > 2' % post)
        assert self.browser.ask(self.find(post, 'input') + '.value') == 'Precio <i>final</i>?', 'what is typed stays'
        self.browser.ask(self.find(post, 'form') + '.requestSubmit()')
        self.text(post, 'A visitor Precio <i>final</i>?')
        self.click(post, 'Share')
        self.text(post, '1 share')
        self.click(post, 'Hide')
        self.text(post, 'Hidden')
        self.click(post, 'Show')
        self.text(post, 'Hidden', False)

    def test_schedule(self):
        at_s = self.now() + 3600
        photo = self.upload(200, 40, 40, temporary='true')
        post = self.publish('VW Jetta 2019\n$189,000\n\nRef. A-0124', [photo], published=False, scheduled_publish_time=at_s,
                            unpublished_content_type='SCHEDULED')
        self.text(post, 'Scheduled')
        assert self.browser.ask(self.find(post) + '.className').startswith('waiting')
        assert self.browser.ask('document.querySelector("article").id') == post, 'on top'
        self.picture('-waiting')
        self.browser.click('[...document.querySelectorAll("nav button")].find(b => b.dataset.name === "To the next scheduled post")')
        self.text(post, 'Scheduled', False)
        assert self.browser.ask(self.find(post, 'img') + ' !== null') and self.now() >= at_s
        self.browser.wait('[...document.querySelectorAll("nav button")].at(-1).disabled')

    def test_changes(self):
        post = self.browser.ask('document.querySelectorAll("article")[0].id')
        self.ask(post, {'message': 'VENDIDO · VW Jetta 2019'})
        self.text(post, 'VENDIDO')
        self.text(post, 'Edited')
        other = self.publish('Se borra a mano')
        self.text(other, 'Se borra')
        self.click(other, 'Delete')
        self.browser.wait(f'{self.find(other)} === null')
        self.publish('Diez fotos', [self.upload(20 * n, 60, 10 * n) for n in range(10)])
        self.browser.wait('(document.querySelector(".photos span") || {}).textContent', '+5')

    def test_pages(self):
        assert self.browser.ask('[...document.querySelectorAll("nav a")].map(a => a.textContent).join()') == \
            'Autos del Norte,Seminuevos Linda Vista,Camionetas Garza'
        with urllib.request.urlopen(self.base + '/', timeout=DEADLINE_S) as answer:
            assert '/pages/' + PAGE in answer.read().decode(), 'linked from the first page'

    def test_sign_in(self):
        success = self.base + '/facebook/connect/login_success.html'
        query = urllib.parse.urlencode({'client_id': '700100200300500', 'redirect_uri': success, 'state': 's', 'scope': 'pages_show_list,pages_manage_posts'})
        self.browser.call('Page.navigate', url=f'{self.base}/facebook/v25.0/dialog/oauth?{query}')
        self.browser.wait('document.querySelectorAll("input[name=permission]:checked").length', 2)
        assert self.browser.ask('document.querySelectorAll("input[name=person]").length') == 3
        self.picture('-dialog')
        self.browser.click('document.querySelector("input[name=permission]")')
        self.browser.click('document.querySelector("button[value=allow]")')
        self.browser.wait('location.pathname', '/facebook/connect/login_success.html')
        assert self.browser.ask('new URLSearchParams(location.search).get("code").length') > 50
        self.browser.call('Page.navigate', url=f'{self.base}/pages/{PAGE}')
        self.browser.wait('document.querySelectorAll("article").length > 1')

    def test_the_cloud_ends(self):
        self.picture('')
        self.cloud.terminate()
        self.browser.wait('document.querySelector("[role=status]").textContent.includes("does not answer")')

    def picture(self, suffix):
        if len(sys.argv) > 2:
            data = self.browser.call('Page.captureScreenshot', captureBeyondViewport=suffix == '')['data']
            with open(sys.argv[2].replace('.png', suffix + '.png'), 'wb') as file:
                file.write(base64.b64decode(data))

    def stop(self):
        self.browser.stop()
        self.cloud.terminate()
        self.cloud.wait(DEADLINE_S)
        self.cloud.stdout.close()


if __name__ == '__main__':
    sys.exit(main(Test))
