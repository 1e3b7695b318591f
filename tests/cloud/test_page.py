#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet's page in a real browser, by its mouse and keyboard; skipped, saying so, where there is no Chromium.
test_page.py FAKE_CLOUD [PICTURE.png: what the page looks like at the end]"""
import base64
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

DEADLINE_S = 60
ROWS = [['', 'MARCA', 'MODELO', 'PRECIO'],
        ['1', 'NISSAN', 'VERSA', '$214,900.00'],
        ['2', 'VW', '<b>JETTA</b>', '189000'],
        ['3', 'KIA', 'RIO', None]]
KEYS = {'Enter': 13, 'Tab': 9, 'Escape': 27, 'Delete': 46, 'ArrowUp': 38, 'ArrowDown': 40, 'ArrowLeft': 37, 'ArrowRight': 39, 'F2': 113}


class Browser:
    """Chromium without a window, told what to do through a pipe."""

    def __init__(self, program, folder):
        to_read, to_write = os.pipe(), os.pipe()

        def take_pipes():
            # It reads from 3 and writes to 4; both ends must not be where the other goes.
            first, second = os.dup(to_read[0]), os.dup(to_write[1])
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--lang=en',
             '--window-size=1100,640', '--remote-debugging-pipe', '--user-data-dir=' + folder, 'about:blank'],
            close_fds=False, preexec_fn=take_pipes, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(to_read[0])
        os.close(to_write[1])
        self.to, self.of = to_read[1], to_write[0]
        self.rest, self.number, self.session = b'', 0, None
        pages = self.call('Target.getTargets')['targetInfos']
        page = next(target for target in pages if target['type'] == 'page')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=page, flatten=True)['sessionId']

    def receive(self):
        while b'\0' not in self.rest:
            if not select.select([self.of], [], [], DEADLINE_S)[0]:
                raise TimeoutError('the browser does not answer')
            part = os.read(self.of, 1 << 20)
            if not part:
                raise EOFError('the browser ended')
            self.rest += part
        message, self.rest = self.rest.split(b'\0', 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': params}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.to, json.dumps(message).encode() + b'\0')
        while True:
            answer = self.receive()
            if answer.get('id') == self.number:
                assert 'error' not in answer, answer
                return answer['result']

    def ask(self, expression):
        result = self.call('Runtime.evaluate', expression=expression, awaitPromise=True, returnByValue=True)
        assert 'exceptionDetails' not in result, result['exceptionDetails']
        return result['result'].get('value')

    def wait(self, expression, wanted=True, within=DEADLINE_S):
        end = time.monotonic() + within
        while True:
            value = self.ask(expression)
            if value == wanted:
                return
            assert time.monotonic() < end, f'{expression} is {value!r} and not {wanted!r}'
            time.sleep(0.02)  # between two looks

    def press(self, *keys):
        for key in keys:
            if key in KEYS:
                what = {'key': key, 'code': key, 'windowsVirtualKeyCode': KEYS[key]}
                self.call('Input.dispatchKeyEvent', type='rawKeyDown', **what)
                self.call('Input.dispatchKeyEvent', type='keyUp', **what)
            else:
                for char in key:
                    self.call('Input.dispatchKeyEvent', type='keyDown', key=char, text=char)
                    self.call('Input.dispatchKeyEvent', type='keyUp', key=char)

    def click(self, finder, count=1):
        place = self.ask(f'(() => {{ const r = {finder}.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] }})()')
        for n in range(1, count + 1):
            for what in ('mousePressed', 'mouseReleased'):
                self.call('Input.dispatchMouseEvent', type=what, x=place[0], y=place[1], button='left', clickCount=n)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(DEADLINE_S)
        os.close(self.to)
        os.close(self.of)


class Test:
    def __init__(self, program, folder):
        self.cloud = subprocess.Popen([sys.argv[1], '--state', os.path.join(folder, 'state')], stdout=subprocess.PIPE, text=True)
        self.base = self.cloud.stdout.readline().strip()
        self.sheet = self.post('sheet', {'title': '<i>Autos</i>', 'rows': ROWS})['id']
        self.browser = Browser(program, os.path.join(folder, 'browser'))
        self.browser.call('Page.enable')
        self.browser.call('Page.navigate', url=f'{self.base}/sheet/{self.sheet}')
        self.browser.wait('document.querySelectorAll("tbody tr").length > 3')

    def post(self, what, body):
        request = urllib.request.Request(f'{self.base}/control/{what}', data=json.dumps(body).encode(), method='POST')
        with urllib.request.urlopen(request, timeout=DEADLINE_S) as answer:
            return json.loads(answer.read())

    def held(self):
        """What the sheet holds, row by row, as it is shown."""
        with urllib.request.urlopen(f'{self.base}/sheet/{self.sheet}/cells', timeout=DEADLINE_S) as answer:
            rows = json.loads(answer.read())['tabs'][0]['rows']
        rows = [[cell[0] for cell in row] for row in rows]
        return [row for row in rows if any(row)]

    def wait_held(self, column, wanted):
        """A cell is shown as it was typed before the sheet has it."""
        end = time.monotonic() + DEADLINE_S
        while (found := [row[column] if column < len(row) else '' for row in self.held()]) != wanted:
            assert time.monotonic() < end, found
            time.sleep(0.02)  # between two looks

    def cell(self, row, column):
        return f'tdAt({row - 1}, {column})'

    def click(self, row, column, count=1):
        self.browser.click(self.cell(row, column), count)

    def press_button(self, text):
        self.browser.click(f'[...document.querySelectorAll("button")].find(b => b.textContent === {json.dumps(text)})')

    def shows(self, row, column, text, within=DEADLINE_S):
        self.browser.wait(f'{self.cell(row, column)}.textContent', text, within)

    def test_text_is_text(self):
        self.shows(3, 2, '<b>JETTA</b>')
        assert self.browser.ask('document.querySelectorAll("td b, h1 i").length') == 0
        assert self.browser.ask('document.querySelector("h1").textContent') == '<i>Autos</i>'

    def test_typed(self):
        self.click(3, 1)
        self.browser.press('VOLKSWAGEN <u>', 'Enter')
        self.shows(3, 1, 'VOLKSWAGEN <u>')
        self.wait_held(1, ['MARCA', 'NISSAN', 'VOLKSWAGEN <u>', 'KIA'])
        assert self.browser.ask('[at.row, at.column, document.activeElement.tagName]') == [3, 1, 'TD'], 'Enter goes down'
        self.browser.press('ArrowUp', 'ArrowRight', 'ArrowRight', 'F2')
        assert self.browser.ask(self.cell(3, 3) + '.textContent') == '189000'
        self.browser.press('5', 'Tab')
        self.shows(3, 3, '1890005')
        self.click(3, 3, 2)
        self.browser.press('9', 'Escape')
        self.shows(3, 3, '1890005')
        self.click(2, 3)
        self.browser.press('$199,000.00')
        self.click(4, 3)  # what is typed is kept when another cell is clicked
        self.shows(2, 3, '$199,000.00')
        self.browser.wait(self.cell(2, 3) + '.className.startsWith("number")')
        self.click(2, 4)
        self.browser.press('73,618', 'Enter')
        self.shows(2, 4, '73,618')
        self.browser.wait(self.cell(2, 4) + '.dataset.source', '73618')
        self.click(4, 1)
        self.browser.press('Delete')
        self.shows(4, 1, '')
        self.wait_held(1, ['MARCA', 'NISSAN', 'VOLKSWAGEN <u>', ''])

    def test_rows(self):
        before = self.held()
        self.shows(3, 1, before[2][1])
        self.click(3, 1)
        self.press_button('Insert row above')
        self.shows(4, 1, before[2][1])
        self.click(3, 1)
        self.browser.press('SEAT', 'Enter')
        self.shows(3, 1, 'SEAT')
        self.click(3, 1)
        self.press_button('Copy row below')
        self.shows(4, 1, 'SEAT')
        self.press_button('Insert row below')
        self.shows(4, 1, '')
        self.shows(5, 1, 'SEAT')
        self.click(5, 1)
        self.press_button('Delete row')
        self.shows(5, 1, before[2][1])
        self.click(4, 1)
        self.press_button('Delete row')
        self.shows(4, 1, before[2][1])
        self.click(2, 2)
        self.press_button('Sort Z → A')
        self.shows(2, 2, 'VERSA')
        self.press_button('Sort A → Z')
        self.shows(2, 2, '<b>JETTA</b>')
        self.wait_held(2, ['MODELO', '<b>JETTA</b>', 'RIO', 'VERSA', ''])

    def test_others_are_seen(self):
        """Without a click, also while a cell is selected; what is being typed meanwhile is not lost."""
        self.click(2, 1)
        self.post('act', {'do': 'edit', 'range': 'INVENTARIO!C3', 'value': 'RIO LX'})
        started = time.monotonic()
        self.shows(3, 2, 'RIO LX')
        print('# seen after %.1f s' % (time.monotonic() - started))
        assert self.browser.ask('FOLLOW_MS') <= 1000, 'a person waits for two seconds at most'
        assert self.browser.ask(self.cell(3, 2) + '.className').endswith('new'), 'and marked'
        assert self.browser.ask('[at.row, at.column, document.activeElement.tagName]') == [1, 1, 'TD'], 'the focus stays'
        self.browser.press('AU')
        self.post('act', {'do': 'edit', 'range': 'INVENTARIO!C3', 'value': 'RIO EX'})
        calls = self.browser.ask('performance.getEntriesByType("resource").length')
        self.browser.wait(f'performance.getEntriesByType("resource").length > {calls + 1}')
        self.browser.press('DI', 'Enter')
        self.shows(2, 1, 'AUDI')
        self.shows(3, 2, 'RIO EX')
        # A row that moves takes along what is typed into it.
        self.click(3, 1)
        self.browser.press('VO')
        span = {'sheetId': 0, 'dimension': 'ROWS', 'startIndex': 1, 'endIndex': 2}
        self.post('act', {'do': 'batch', 'sheet': self.sheet, 'requests': [{'insertDimension': {'range': span}}]})
        self.browser.press('LVO', 'Enter')
        self.shows(4, 1, 'VOLVO')
        self.shows(4, 2, 'RIO EX')
        self.shows(3, 1, 'AUDI')

    def test_what_is_refused_is_told(self):
        self.post('act', {'do': 'batch', 'sheet': self.sheet, 'requests': [{'addSheet': {'properties': {'title': "O'Tra"}}}]})
        self.browser.wait('tabs.length', 2)
        self.press_button("O'Tra")
        self.click(1, 0)
        self.browser.press('x', 'Enter')
        self.shows(1, 0, 'x')
        self.browser.ask('act({ do: "dance" })')
        assert 'dance' in self.browser.ask('document.querySelector("[role=status]").textContent')
        self.press_button('INVENTARIO')
        self.shows(1, 1, 'MARCA')

    def test_the_cloud_ends(self):
        if len(sys.argv) > 2:
            with open(sys.argv[2], 'wb') as file:
                file.write(base64.b64decode(self.browser.call('Page.captureScreenshot')['data']))
        self.cloud.terminate()
        self.browser.wait('document.querySelector("[role=status]").textContent.includes("does not answer")')

    def stop(self):
        self.browser.stop()
        self.cloud.terminate()
        self.cloud.wait(DEADLINE_S)
        self.cloud.stdout.close()


def main(kind):
    names = ('chromium', 'chromium-browser', 'google-chrome')
    program = os.environ.get('AUTOSELL_CHROMIUM') or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        print('1..0 # SKIP there is no Chromium')
        return 0
    tests = [name for name in vars(kind) if name.startswith('test_')]
    print(f'1..{len(tests)}', flush=True)
    folder = tempfile.mkdtemp(prefix='autosell-page-')
    test = kind(program, folder)
    try:
        for number, name in enumerate(tests, 1):
            getattr(test, name)()
            print(f'ok {number} {name}', flush=True)
    finally:
        test.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == '__main__':
    sys.exit(main(Test))
