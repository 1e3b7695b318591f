#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fake cloud itself: what the program's tests build on is held against what is known of the real services."""
import base64
import hashlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import traceback
import urllib.error
import urllib.parse
import urllib.request

CLIENT = {'client_id': '100200300400-lote.apps.googleusercontent.com', 'client_secret': 'GOCSPX-of-the-fake-cloud'}
FILE_SCOPE = 'https://www.googleapis.com/auth/drive.file'
HEAD = ['', 'MARCA', 'MODELO', 'AÑO', 'PRECIO', 'INGRESO', 'ESTATUS']
ROWS = [HEAD,
        ['1', 'NISSAN', 'VERSA', '2021', '$214,900', '03/04/2026', 'DISPONIBLE'],
        [],
        ['3', 'VW', 'JETTA', '', '189000.5'],
        ['4', 'KIA', 'RIO', '2019', '=E2+1', None, 'VENDIDO']]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


RUNNING = []


class Cloud:
    def __init__(self, scenario=None):
        self.state = tempfile.mkdtemp(prefix='autosell-fake-')
        self.start(scenario)
        self.token = None

    def start(self, scenario=None):
        command = [sys.argv[1], '--state', self.state]
        if scenario is not None:
            path = os.path.join(self.state, 'scenario.json')
            with open(path, 'w', encoding='utf-8') as file:
                json.dump(scenario, file)
            command += ['--scenario', path]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        RUNNING.append(self.process)
        self.base = self.process.stdout.readline().strip()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(10) == 0

    def call(self, method, path, body=None, token=None, form=None, headers=None):
        """(status, answer as JSON or text)"""
        data = None
        headers = dict(headers or {})
        if body is not None:
            data = json.dumps(body).encode()
            headers['Content-Type'] = 'application/json; charset=UTF-8'
        if form is not None:
            data = urllib.parse.urlencode(form, doseq=True).encode()
        token = token or self.token
        if token:
            headers['Authorization'] = 'Bearer ' + token
        request = urllib.request.Request(self.base + path, data=data, method=method, headers=headers)
        try:
            answer = OPENER.open(request, timeout=5)
        except urllib.error.HTTPError as error:
            answer = error
        self.answer_headers = answer.headers
        text = answer.read().decode()
        try:
            return answer.status, json.loads(text)
        except ValueError:
            return answer.status, text

    def control(self, what, body):
        status, answer = self.call('POST', '/control/' + what, body)
        assert status == 200, answer
        return answer

    def sign_in(self, email='ventas@ejemplo.mx', scopes=(FILE_SCOPE,), picked=(), verifier='v' * 43, extra=None, **decision):
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip('=')
        query = urllib.parse.urlencode({
            'client_id': CLIENT['client_id'], 'redirect_uri': 'http://127.0.0.1:41234', 'response_type': 'code',
            'scope': ' '.join(scopes), 'code_challenge': challenge, 'code_challenge_method': 'S256', 'state': 'a b&c', **(extra or {})})
        status, page = self.call('GET', '/o/oauth2/v2/auth?' + query)
        assert status == 200, page
        form = {'request': query, 'email': email, 'answer': 'allow', 'scope': list(scopes), 'picked': list(picked), **decision}
        status, _ = self.call('POST', '/o/oauth2/v2/auth/decision', form=form)
        assert status == 302
        return dict(urllib.parse.parse_qsl(urllib.parse.urlparse(self.answer_headers['Location']).query)), page

    def exchange(self, code, verifier='v' * 43, **changed):
        return self.call('POST', '/token', form={'grant_type': 'authorization_code', 'code': code, 'code_verifier': verifier,
                                                 'redirect_uri': 'http://127.0.0.1:41234', **CLIENT, **changed})

    def journal(self):
        with open(os.path.join(self.state, 'journal.jsonl'), encoding='utf-8') as file:
            return file.read()


def with_sheet():
    cloud = Cloud()
    sheet = cloud.control('sheet', {'title': 'Autos', 'owner': 'ventas@ejemplo.mx', 'rows': ROWS})['id']
    answer, _ = cloud.sign_in(picked=[sheet], extra={'trigger_onepick': 'true', 'prompt': 'consent'})
    assert answer['picked_file_ids'] == sheet
    cloud.token = cloud.exchange(answer['code'])[1]['access_token']
    return cloud, '/v4/spreadsheets/' + sheet


def quote(text):
    return urllib.parse.quote(text, safe='')


def test_sign_in():
    cloud = Cloud({'people': [{'email': 'ventas@ejemplo.mx', 'name': 'Ventas'}]})
    answer, page = cloud.sign_in(scopes=('openid', 'email', FILE_SCOPE), scope=['openid', FILE_SCOPE])
    assert answer['state'] == 'a b&c' and 'Choose files' not in page
    assert '/' in answer['code'] and 'userinfo' not in answer['scope']
    assert cloud.exchange(answer['code'], client_secret='')[1] == {'error': 'invalid_request', 'error_description': 'client_secret is missing.'}
    assert cloud.exchange(answer['code'], redirect_uri='http://127.0.0.1:1')[1]['error'] == 'redirect_uri_mismatch'
    status, token = cloud.exchange(answer['code'])
    assert status == 200 and token['refresh_token'] and token['expires_in'] > 0
    assert cloud.exchange(answer['code'])[0] == 400, 'a code works once'
    other, _ = cloud.sign_in()
    assert cloud.exchange(other['code'], verifier='w' * 43)[1]['error'] == 'invalid_grant'
    status, fresh = cloud.call('POST', '/token', form={'grant_type': 'refresh_token', 'refresh_token': token['refresh_token'], **CLIENT})
    assert status == 200 and 'refresh_token' not in fresh and fresh['access_token'] != token['access_token']
    assert cloud.call('GET', '/v1/userinfo', token=fresh['access_token'])[1]['email'] == 'ventas@ejemplo.mx'
    assert cloud.call('POST', '/revoke', form={'token': token['refresh_token']})[0] == 200
    status, error = cloud.call('POST', '/token', form={'grant_type': 'refresh_token', 'refresh_token': token['refresh_token'], **CLIENT})
    assert status == 400 and error['error'] == 'invalid_grant'
    assert cloud.call('GET', '/v1/userinfo', token=fresh['access_token'])[0] == 401
    assert 'error' in cloud.sign_in(answer='deny')[0]
    for secret in (token['access_token'], token['refresh_token'], answer['code'], CLIENT['client_secret'], 'v' * 43):
        assert secret not in cloud.journal()
    cloud.stop()


def test_seven_days():
    cloud = Cloud({'people': [{'email': 'ventas@ejemplo.mx', 'name': 'Ventas'}], 'identity': {'testing': True}})
    token = cloud.exchange(cloud.sign_in()[0]['code'])[1]
    form = {'grant_type': 'refresh_token', 'refresh_token': token['refresh_token'], **CLIENT}
    cloud.control('clock', {'add_s': 6 * 86400})
    assert cloud.call('POST', '/token', form=form)[0] == 200
    cloud.control('clock', {'add_s': 86400})
    assert cloud.call('POST', '/token', form=form)[1]['error'] == 'invalid_grant'
    cloud.stop()


def test_reading():
    cloud, sheet = with_sheet()
    status, answer = cloud.call('GET', sheet + '/values/' + quote('INVENTARIO!A1:Z') + '?valueRenderOption=UNFORMATTED_VALUE')
    assert status == 200 and answer['range'] == 'INVENTARIO!A1:Z1000', answer
    assert answer['values'][0] == HEAD, 'what is empty inside is ""'
    assert answer['values'][1] == [1, 'NISSAN', 'VERSA', 2021, 214900, 46115, 'DISPONIBLE']
    assert answer['values'][2] == [] and answer['values'][3] == [3, 'VW', 'JETTA', '', 189000.5]
    assert answer['values'][4] == [4, 'KIA', 'RIO', 2019, 214901, '', 'VENDIDO'] and len(answer['values']) == 5
    shown = cloud.call('GET', sheet + '/values/' + quote("'inventario'!D2:F5"))[1]['values']
    assert shown == [['2021', '$214,900.00', '03/04/2026'], [], ['', '189000.5'], ['2019', '214901']], shown
    formula = cloud.call('GET', sheet + '/values/' + quote('INVENTARIO!E5') + '?valueRenderOption=FORMULA')[1]['values']
    assert formula == [['=E2+1']]
    assert 'values' not in cloud.call('GET', sheet + '/values/' + quote('INVENTARIO!H1:H9'))[1]
    status, error = cloud.call('GET', sheet + '/values/' + quote('NADA!A1'))
    assert (status, error['error']['message']) == (400, 'Unable to parse range: NADA!A1')
    status, error = cloud.call('GET', sheet + '/values/' + quote('INVENTARIO!A1001'))
    assert status == 400 and 'exceeds grid limits. Max rows: 1000, max columns: 26' in error['error']['message']
    status, answer = cloud.call('GET', sheet + '/values:batchGet?ranges=' + quote('INVENTARIO!A1:B1') + '&ranges=B2')
    assert [r['range'] for r in answer['valueRanges']] == ['INVENTARIO!A1:B1', 'INVENTARIO!B2'], answer
    status, answer = cloud.call('GET', sheet + '?fields=' + quote('properties(locale),sheets.properties(sheetId,title)'))
    assert answer == {'properties': {'locale': 'es_MX'}, 'sheets': [{'properties': {'sheetId': 0, 'title': 'INVENTARIO'}}]}, answer
    assert cloud.call('GET', sheet + '?fields=a(')[0] == 400
    cloud.stop()


def test_writing():
    cloud, sheet = with_sheet()
    url = sheet + '/values:batchUpdate'
    data = [{'range': 'INVENTARIO!E2', 'values': [[209900]]}, {'range': 'INVENTARIO!C5:G5', 'values': [[None, '', '=1+1', None, 'X']]}]
    status, answer = cloud.call('POST', url, {'valueInputOption': 'RAW', 'includeValuesInResponse': True, 'data': data,
                                              'responseValueRenderOption': 'UNFORMATTED_VALUE'})
    assert status == 200 and answer['responses'][0]['updatedData']['values'] == [[209900]], answer
    row = cloud.call('GET', sheet + '/values/' + quote('INVENTARIO!A5:G5') + '?valueRenderOption=FORMULA')[1]['values'][0]
    assert row == [4, 'KIA', 'RIO', '', '=1+1', '', 'X'], row
    assert cloud.call('GET', sheet + '/values/E2')[1]['values'] == [['$209,900.00']], 'the format stays'
    assert cloud.call('GET', sheet + '/values/E5')[1]['values'] == [['=1+1']], 'RAW makes no formula'
    # all or nothing
    bad = [{'range': 'INVENTARIO!A2', 'values': [['Z']]}, {'range': 'INVENTARIO!A3:B3', 'values': [[1, 2, 3]]}]
    status, error = cloud.call('POST', url, {'valueInputOption': 'RAW', 'data': bad})
    assert status == 400 and 'data[1]' in error['error']['message']
    assert cloud.call('GET', sheet + '/values/A2')[1]['values'] == [['1']]
    # typed
    cloud.call('PUT', sheet + '/values/A3?valueInputOption=USER_ENTERED', {'values': [['007', '01/02/2026', "'=x", '=SUM(A4:A5)']]})
    row = cloud.call('GET', sheet + '/values/A3:D3?valueRenderOption=UNFORMATTED_VALUE')[1]['values'][0]
    assert row == [7, 46054, '=x', 7], row
    # strict
    status, error = cloud.call('POST', url, {'valueInputOption': 'RAW', 'datas': []})
    assert (status, error['error']['message']) == (400, 'Invalid JSON payload received. Unknown name "datas": Cannot find field.')
    assert cloud.call('POST', url, {'data': []})[0] == 400, 'valueInputOption is required'
    assert cloud.call('POST', url, {'valueInputOption': 'RAW', 'data': [{'range': 'A1', 'values': [[[1]]]}]})[0] == 400
    assert cloud.call('PUT', sheet + '/values/Z1000?valueInputOption=RAW', {'values': [['a', 'b']]})[0] == 400, 'the grid never grows'
    cloud.stop()


def test_tables():
    """Google's own example of where an append goes."""
    cloud = Cloud()
    rows = [['a', 'b', 'c'], ['d', 'e', 'f'], [], ['', 'x', 'y', 'z'], ['', 'x', 'y', 'z'], ['', 'x', 'y', 'z']]
    places = {'INVENTARIO': 'B7', 'B4': 'B7', 'C5:D5': 'B7', 'B2:D4': 'B7', 'A3:G10': 'B7', 'A1': 'A3', 'E4': 'E4', 'A4': 'A4'}
    for given, expected in places.items():
        sheet = cloud.control('sheet', {'rows': rows, 'owner': 'ventas@ejemplo.mx'})['id']
        cloud.control('file-grant', {'email': 'ventas@ejemplo.mx', 'file': sheet})
        cloud.token = cloud.token or cloud.exchange(cloud.sign_in()[0]['code'])[1]['access_token']
        url = '/v4/spreadsheets/' + sheet + '/values/' + quote(given) + ':append?valueInputOption=RAW'
        answer = cloud.call('POST', url, {'values': [['n']]})[1]
        assert answer['updates']['updatedRange'] == 'INVENTARIO!' + expected, (given, answer)
    cloud.stop()


def batch(cloud, sheet, *requests):
    return cloud.call('POST', sheet + ':batchUpdate', {'requests': list(requests)})


def rows_range(start, end):
    return {'sheetId': 0, 'dimension': 'ROWS', 'startIndex': start, 'endIndex': end}


def test_batches():
    cloud, sheet = with_sheet()
    cells = [{'userEnteredValue': {'stringValue': 'A-9'}}, {}, {'userEnteredValue': {'numberValue': 5}}]
    new_row = {'updateCells': {'start': {'sheetId': 0, 'rowIndex': 1, 'columnIndex': 0}, 'rows': [{'values': cells}], 'fields': 'userEnteredValue'}}
    insert = {'insertDimension': {'range': rows_range(1, 2), 'inheritFromBefore': True}}
    status, answer = batch(cloud, sheet, insert, new_row, {'deleteDimension': {'range': rows_range(5000, 5001)}})
    assert status == 400 and 'requests[2]' in answer['error']['message']
    assert cloud.call('GET', sheet + '/values/A2')[1]['values'] == [['1']], 'a bad batch applies nothing'
    assert batch(cloud, sheet, insert, new_row)[0] == 200
    values = cloud.call('GET', sheet + '/values/A2:C3')[1]['values']
    assert values == [['A-9', '', '5'], ['1', 'NISSAN', 'VERSA']], values
    status, answer = batch(cloud, sheet, {'addSheet': {'properties': {'title': 'ASM', 'hidden': True}}})
    assert status == 200 and answer['replies'][0]['addSheet']['properties']['hidden'] is True
    assert batch(cloud, sheet, {'addSheet': {'properties': {'title': 'asm'}}})[0] == 400, 'a title is there once'
    assert batch(cloud, sheet, {'insertDimension': {'range': rows_range(1, 2)}, 'addSheet': {}})[0] == 400
    assert batch(cloud, sheet, {'makeCoffee': {}})[0] == 400
    protect = {'addProtectedRange': {'protectedRange': {'range': {'sheetId': 0, 'startRowIndex': 0, 'endRowIndex': 1}, 'description': 'x'}}}
    assert batch(cloud, sheet, protect)[0] == 200
    assert cloud.call('PUT', sheet + '/values/B1?valueInputOption=RAW', {'values': [['x']]})[0] == 200, 'the owner may'
    cloud.stop()


def tag_row(row, number, key='asm'):
    return {'createDeveloperMetadata': {'developerMetadata': {
        'metadataId': number, 'metadataKey': key, 'visibility': 'PROJECT', 'location': {'dimensionRange': rows_range(row, row + 1)}}}}


def by_id(number):
    return {'developerMetadataLookup': {'metadataId': number}}


def test_tags():
    cloud, sheet = with_sheet()
    assert batch(cloud, sheet, tag_row(1, 7), tag_row(4, 8))[0] == 200
    assert batch(cloud, sheet, tag_row(1, 7))[0] == 400, 'an id is there once'
    cloud.control('act', {'do': 'batch', 'requests': [{'insertDimension': {'range': rows_range(1, 3)}},
                                                      {'moveDimension': {'source': rows_range(6, 7), 'destinationIndex': 1}}]})
    status, answer = cloud.call('POST', sheet + '/values:batchGetByDataFilter', {
        'dataFilters': [by_id(7), by_id(8)], 'valueRenderOption': 'UNFORMATTED_VALUE'})
    ranges = [(v['valueRange']['range'], v['valueRange']['values'][0][1]) for v in answer['valueRanges']]
    assert ranges == [('INVENTARIO!A5:Z5', 'NISSAN'), ('INVENTARIO!A2:Z2', 'KIA')], ranges
    status, answer = cloud.call('POST', sheet + '/values:batchUpdateByDataFilter', {
        'valueInputOption': 'RAW', 'includeValuesInResponse': True, 'responseValueRenderOption': 'UNFORMATTED_VALUE',
        'data': [{'dataFilter': by_id(8), 'majorDimension': 'ROWS', 'values': [[None, None, 'RIO S']]}]})
    assert answer['responses'][0]['updatedData']['values'][0][:4] == [4, 'KIA', 'RIO S', 2019], answer
    found = cloud.call('POST', sheet + '/developerMetadata:search', {'dataFilters': [{'developerMetadataLookup': {'metadataKey': 'asm'}}]})[1]
    assert len(found['matchedDeveloperMetadata']) == 2
    assert batch(cloud, sheet, {'deleteDeveloperMetadata': {'dataFilter': {'developerMetadataLookup': {'metadataKey': 'asm'}}}})[0] == 200
    assert cloud.call('POST', sheet + '/developerMetadata:search', {'dataFilters': [by_id(7)]})[1] == {}
    assert cloud.call('GET', sheet + '/developerMetadata/7')[0] == 404
    many = [tag_row(row, 100 + row, key='k' * 100) for row in range(301)]
    assert batch(cloud, sheet, *many[:300])[0] == 200 and batch(cloud, sheet, many[300])[0] == 400, '30,000 characters a tab'
    cloud.stop()


def sorted_tag(follows):
    cloud, sheet = with_sheet()
    cloud.control('quirks', {'tags_follow_sort': follows})
    batch(cloud, sheet, tag_row(1, 7))
    cloud.control('act', {'do': 'sort', 'range': 'INVENTARIO!A2:G5', 'column': 1})
    answer = cloud.call('POST', sheet + '/values:batchGetByDataFilter', {'dataFilters': [by_id(7)]})[1]
    cloud.stop()
    return answer['valueRanges'][0]['valueRange']['values'][0][1]


def test_sorting():
    assert sorted_tag(True) == 'NISSAN' and sorted_tag(False) == 'KIA'


def test_visibility():
    cloud = Cloud()
    sheet = cloud.control('sheet', {'rows': ROWS, 'owner': 'ventas@ejemplo.mx', 'writers': ['otra@ejemplo.mx']})['id']
    token = cloud.exchange(cloud.sign_in()[0]['code'])[1]['access_token']
    assert cloud.call('GET', '/v4/spreadsheets/' + sheet, token=token)[1]['error']['status'] == 'NOT_FOUND', 'not picked'
    status, error = cloud.call('GET', '/drive/v3/files/' + sheet, token=token)
    assert status == 404 and error['error']['errors'][0]['reason'] == 'notFound'
    cloud.control('file-grant', {'email': 'ventas@ejemplo.mx', 'file': sheet})
    assert cloud.call('GET', '/v4/spreadsheets/' + sheet, token=token)[0] == 200
    assert set(cloud.call('GET', '/drive/v3/files/' + sheet, token=token)[1]) == {'kind', 'id', 'name', 'mimeType'}
    narrow = cloud.exchange(cloud.sign_in(scopes=('https://www.googleapis.com/auth/spreadsheets.readonly',))[0]['code'])[1]['access_token']
    status, error = cloud.call('PUT', '/v4/spreadsheets/' + sheet + '/values/A1?valueInputOption=RAW', {'values': [[1]]}, token=narrow)
    assert status == 403 and error['error']['details'][0]['reason'] == 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'
    cloud.stop()


def test_version_lags():
    cloud, sheet = with_sheet()
    drive = sheet.replace('/v4/spreadsheets/', '/drive/v3/files/') + '?fields=version'
    before = cloud.call('GET', drive)[1]['version']
    cloud.control('quirks', {'version_lag_ms': 180000})
    cloud.control('act', {'do': 'edit', 'range': 'INVENTARIO!E2', 'value': '200,000'})
    assert cloud.call('GET', drive)[1]['version'] == before
    cloud.control('clock', {'add_s': 181})
    assert int(cloud.call('GET', drive)[1]['version']) > int(before)
    cloud.stop()


def test_faults():
    cloud, sheet = with_sheet()
    url = sheet + '/values/A2?valueInputOption=RAW'
    cloud.control('faults', {'faults': [{'method': 'PUT', 'status': 503}, {'method': 'PUT', 'status': 500, 'after': True, 'html': True}]})
    assert cloud.call('PUT', url, {'values': [['x']]})[0] == 503
    assert cloud.call('GET', sheet + '/values/A2')[1]['values'] == [['1']], 'before the effect'
    status, page = cloud.call('PUT', url, {'values': [['x']]})
    assert status == 500 and '<html' in page
    assert cloud.call('GET', sheet + '/values/A2')[1]['values'] == [['x']], 'after it'
    for cut in ('before', 'headers', 'body'):
        cloud.control('faults', {'method': 'PUT', 'cut': cut, 'after': True})
        try:
            # This client takes headers that end early for all of them, with nothing after them
            answer = cloud.call('PUT', url, {'values': [[cut]]})
            assert cut == 'headers' and answer == (200, ''), answer
        except (OSError, http.client.HTTPException):
            pass
        assert cloud.call('GET', sheet + '/values/A2')[1]['values'] == [[cut]]
    cloud.control('faults', {'path': 'v4/*', 'skip': 1, 'expire': True})
    assert cloud.call('GET', sheet + '/values/A2')[0] == 200
    status, error = cloud.call('GET', sheet + '/values/A2')
    assert status == 401 and error['error']['details'][0]['reason'] == 'ACCESS_TOKEN_EXPIRED'
    assert cloud.call('POST', '/control/faults', {'sstatus': 1})[0] == 400
    cloud.stop()


def test_quota():
    cloud, sheet = with_sheet()
    cloud.control('quota', {'reads': 3, 'writes': 2})
    assert [cloud.call('GET', sheet + '/values/A2')[0] for _ in range(4)] == [200, 200, 200, 429]
    assert 'Retry-After' not in cloud.answer_headers
    assert cloud.call('PUT', sheet + '/values/A2?valueInputOption=RAW', {'values': [['x']]})[0] == 200, 'writes are counted apart'
    cloud.control('clock', {'add_s': 60})
    assert cloud.call('GET', sheet + '/values/A2')[0] == 200
    cloud.stop()


def test_state_is_kept():
    cloud, sheet = with_sheet()
    cloud.control('act', {'do': 'edit', 'range': 'INVENTARIO!E2', 'value': '=1/0'})
    batch(cloud, sheet, tag_row(1, 7))
    cloud.stop()
    cloud.start()
    assert cloud.call('GET', sheet + '/values/E2')[1]['values'] == [['#DIV/0!']], 'the token still works'
    assert cloud.call('GET', sheet + '/developerMetadata/7')[1]['location']['dimensionRange']['startIndex'] == 1
    assert 'INVENTARIO' in cloud.call('GET', sheet.replace('/v4/spreadsheets/', '/sheet/') + '/cells')[1]['tabs'][0]['title']
    cloud.stop()


def test_page():
    """What a person does on the sheet's page, without its browser (test_page.py has one)."""
    cloud, sheet = with_sheet()
    id = sheet.split('/')[-1]
    cloud.control('sheet', {'title': '<b>Otra & más', 'rows': []})
    assert '&lt;b&gt;Otra &amp; más' in cloud.call('GET', '/')[1]
    page = cloud.call('GET', '/sheet/' + id)[1]
    assert not re.search('innerHTML|outerHTML|insertAdjacentHTML|document.write|src=|href=', page), 'cells are text, and nothing is fetched'
    first = cloud.call('GET', '/sheet/' + id + '/cells')[1]
    assert first['tabs'][0]['rows'][1][4] == ['$214,900.00', 214900] and first['tabs'][0]['hiddenColumns'] == []
    assert 'tabs' not in cloud.call('GET', '/sheet/' + id + '/cells?version=' + first['version'])[1], 'nothing new'

    def act(**what):
        cloud.control('act', {'sheet': id, **what})
        return [[cell[0] for cell in row] for row in cloud.call('GET', '/sheet/' + id + '/cells?version=' + first['version'])[1]['tabs'][0]['rows']]

    span = {'sheetId': first['tabs'][0]['id'], 'dimension': 'ROWS', 'startIndex': 2, 'endIndex': 3}
    assert act(do='edit', range="'INVENTARIO'!B2", value='<b>')[1][1] == '<b>'
    assert act(do='batch', requests=[{'deleteDimension': {'range': span}}])[2][1] == 'VW'
    assert act(do='batch', requests=[{'insertDimension': {'range': span, 'inheritFromBefore': True}}])[2:4][1][1] == 'VW'
    assert act(do='duplicate', tab='INVENTARIO', row=2)[2][:3] == ['1', '<b>', 'VERSA']
    assert [row[2] for row in act(do='sort', range="'INVENTARIO'!A2:G9", column=2)[1:5]] == ['JETTA', 'RIO', 'VERSA', 'VERSA']
    assert cloud.call('GET', '/sheet/nosuch')[0] == 404
    cloud.stop()


def test_gzip():
    cloud, sheet = with_sheet()
    request = urllib.request.Request(cloud.base + sheet + '/values/A1:G5', headers={
        'Authorization': 'Bearer ' + cloud.token, 'Accept-Encoding': 'gzip', 'User-Agent': 'test (gzip)'})
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.headers['Content-Encoding'] == 'gzip' and answer.read()[:2] == b'\x1f\x8b'
    cloud.stop()


def main(module):
    tests = [(name, test) for name, test in module.items() if re.match('test_[a-z_]+$', name) and callable(test)]
    print('1..%d' % len(tests))
    failed = False
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print('ok %d %s' % (number, name))
        except Exception as error:  # pylint: disable=broad-except
            failed = True
            for line in traceback.format_exc().splitlines():
                print('# ' + line)
            print('not ok %d %s' % (number, name))
        for process in RUNNING:
            process.kill()
            process.stdout.close()
            process.wait()
        RUNNING.clear()
    return failed


if __name__ == '__main__':
    sys.exit(main(globals()))
