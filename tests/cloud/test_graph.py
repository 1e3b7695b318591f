#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fake Graph API: each rule that the program's tests build on, held against what is known of Meta's."""
import hashlib
import hmac
import http.client
import json
import re
import sys
import time
import urllib.parse
import urllib.request

from test_fake import Cloud, main

APP, SECRET = '700100200300400', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
LIVE, LIVE_SECRET = '700100200300500', '1f1e2d3c4b5a69788796a5b4c3d2e1f1'
PROOF, PROOF_SECRET = '700100200300600', '2f1e2d3c4b5a69788796a5b4c3d2e1f2'
LAURA, JORGE, ANA = ('1015000000000000%d' % n for n in (1, 2, 3))
NORTE, LINDA, GARZA = '102900000000001', '102900000000002', '102900000000003'
JPEG = b'\xff\xd8\xff\xe0' + bytes(range(256)) + b'--frontier\r\n\xff\xd9'
SCOPES = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'pages_read_user_content', 'pages_manage_engagement',
          'read_insights']
DAY = 86400


class Graph(Cloud):
    """The cloud, seen by a client of Facebook's."""

    def ask(self, method, path, params=None, token=None, **more):
        """(status, answer); reads have their parameters in the query, writes in a form."""
        path = '/graph/v25.0/' + path
        if params and method == 'GET':
            return self.call(method, path + '?' + urllib.parse.urlencode(params), token=token, **more)
        return self.call(method, path, form=params, token=token, **more)

    def facebook(self, **what):
        return self.call_control('facebook', what)

    def call_control(self, what, body):
        status, answer = self.call('POST', '/control/' + what, body, token='none')
        assert status == 200, answer
        return answer

    def page_token(self, page=NORTE, person=LAURA, **more):
        return self.call_control('facebook/token', {'page': page, 'person': person, **more})['access_token']

    def user_token(self, person=LAURA, **more):
        return self.call_control('facebook/token', {'person': person, **more})['access_token']

    def violations(self):
        return [one['why'] for one in self.call('GET', '/control/facebook/violations')[1]['violations']]

    def done(self, *expected):
        """Ends it; there were exactly the violations that a test made on purpose."""
        found = self.violations()
        assert len(found) == len(expected) and all(re.search(want, have) for want, have in zip(expected, found)), found
        self.stop()

    def pass_time(self, seconds):
        self.call_control('clock', {'add_s': seconds})

    def now(self):
        self.call('GET', '/graph/v25.0/me', token='none')
        return int(time.mktime(time.strptime(self.answer_headers['Date'], '%a, %d %b %Y %H:%M:%S GMT')) - time.timezone)

    def upload(self, page=NORTE, data=JPEG, token=None, part='name="source"; filename="01.jpg"', kind='image/jpeg', **fields):
        body = multipart([*((('name="%s"' % name), None, str(value).encode()) for name, value in fields.items()), (part, kind, data)])
        return self.raw('/graph/v25.0/%s/photos' % page, body, 'multipart/form-data; boundary=frontier', token or self.token)

    def raw(self, path, body, content_type, token):
        connection = http.client.HTTPConnection(self.base[len('http://'):], timeout=5)
        connection.request('POST', path, body, {'Content-Type': content_type, 'Authorization': 'Bearer ' + token})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, json.loads(text)

    def photo(self, **more):
        status, answer = self.upload(published='false', **more)
        assert status == 200, answer
        return answer['id']

    def post(self, message, page=NORTE, token=None, **more):
        return self.ask('POST', page + '/feed', {'message': message, **more}, token=token)

    def dialog(self, person=LAURA, app=APP, answer='allow', permissions=SCOPES, pages=(NORTE, LINDA), redirect='http://localhost:41234/x', **extra):
        """What the address holds that the browser is sent to, and whether in the fragment."""
        query = urllib.parse.urlencode({'client_id': app, 'redirect_uri': redirect, 'state': 'a b&c', 'scope': ','.join(SCOPES), **extra})
        status, page = self.call('GET', '/facebook/v25.0/dialog/oauth?' + query)
        assert status == 200, page
        status, page = self.call('POST', '/facebook/dialog/decision', form={
            'request': query, 'person': person, 'answer': answer, 'permission': list(permissions), 'page': list(pages)})
        assert status == 302, page
        target = urllib.parse.urlparse(self.answer_headers['Location'])
        assert target.geturl().startswith(redirect)
        self.in_fragment = target.query == ''
        return dict(urllib.parse.parse_qsl(target.query or target.fragment))

    def exchange(self, code, app=APP, secret=SECRET, redirect='http://localhost:41234/x', **changed):
        return self.ask('GET', 'oauth/access_token', {'client_id': app, 'client_secret': secret, 'redirect_uri': redirect, 'code': code, **changed})


def multipart(parts, boundary='frontier', end=b'--\r\n'):
    body = b''
    for disposition, kind, data in parts:
        body += b'--' + boundary.encode() + b'\r\nContent-Disposition: form-data; ' + disposition.encode() + b'\r\n'
        body += (b'Content-Type: ' + kind.encode() + b'\r\n' if kind else b'') + b'\r\n' + data + b'\r\n'
    return body + b'--' + boundary.encode() + end


def is_error(answer, code, subcode=None, status=None):
    error = answer[1]['error']
    assert error['code'] == code and error.get('error_subcode') == subcode and error['type'] and error['fbtrace_id'], error
    assert status is None or answer[0] == status, answer
    return error['message']


def ready(**scenario):
    cloud = Graph({'facebook': scenario} if scenario else None)
    cloud.token = cloud.page_token()
    return cloud


# ---- Transport ----

def test_transport():
    cloud = Graph()
    cloud.token = cloud.user_token()
    status, answer = cloud.ask('GET', 'me', {'fields': 'id,name'})
    assert status == 200 and answer == {'id': LAURA, 'name': 'Laura Treviño'}
    assert cloud.answer_headers['facebook-api-version'] == 'v25.0' and cloud.answer_headers['x-fb-trace-id']
    kinds = {cloud.answer_headers['Content-Type'] for _ in range(2) if cloud.ask('GET', 'me')}
    assert kinds == {'application/json; charset=UTF-8', 'text/javascript; charset=UTF-8'}
    cloud.token = None
    assert cloud.ask('GET', 'me', {'access_token': cloud.user_token()})[1]['id'] == LAURA
    is_error(cloud.ask('GET', 'me'), 104)
    assert 'OAuth "Facebook Platform"' in cloud.answer_headers['WWW-Authenticate']
    assert is_error(cloud.ask('GET', 'me', token='EAAGnonsense'), 190).startswith('Invalid OAuth access token')
    cloud.token = cloud.user_token()
    is_error(cloud.call('GET', '/graph/me'), 2500)
    assert cloud.call('GET', '/graph/v19.0/me')[0] == 200 and cloud.answer_headers['facebook-api-version'] == 'v21.0'
    assert is_error(cloud.ask('GET', '999'), 100, 33).startswith("Unsupported get request. Object with ID '999' does not exist")
    cloud.done('no version', 'v19.0 has ended')


def test_bodies():
    cloud = ready()
    status, answer = cloud.post('Versa 100% + más ñ&=')
    assert status == 200 and re.fullmatch(NORTE + r'_\d+', answer['id'])
    read = lambda id: cloud.ask('GET', id, {'fields': 'message'})[1]['message']
    assert read(answer['id']) == 'Versa 100% + más ñ&='
    path = '/graph/v25.0/%s/feed' % NORTE
    status, answer = cloud.raw(path, json.dumps({'message': 'JSON', 'published': True}).encode(), 'application/json', cloud.token)
    assert status == 200 and read(answer['id']) == 'JSON'
    status, answer = cloud.raw(path, multipart([('name="message"', None, 'Partes ñ'.encode())]), 'multipart/form-data; boundary="frontier"', cloud.token)
    assert status == 200 and read(answer['id']) == 'Partes ñ'
    form = 'application/x-www-form-urlencoded'
    for body, kind in ((b'message=%ff', form), (b'message=%zz', form), (b'message=a&message=b', form), (b'[1]', 'application/json'),
                       (b'message=a', 'text/plain'),
                       (multipart([('name="message"', None, b'x')], end=b'\r\n'), 'multipart/form-data; boundary=frontier'),
                       (multipart([('name="message"', None, b'x')]).rsplit(b'--frontier', 1)[0], 'multipart/form-data; boundary=frontier'),
                       (multipart([('name="message"', None, b'x')]), 'multipart/form-data; boundary=other'),
                       (multipart([('name="message"', None, b'x')]), 'multipart/form-data'),
                       (multipart([('name="message"', None, b'x')]).replace(b'\r\n', b'\n'), 'multipart/form-data; boundary=frontier')):
        is_error(cloud.raw(path, body, kind, cloud.token), 100, None, 400)
    cloud.done('not UTF-8', 'percent', 'twice', 'JSON', 'text/plain', 'head has no end', 'last boundary is missing', 'begin with its boundary', 'good boundary',
               'begin with its boundary')


def test_parameters():
    """What Meta does not have is refused, and remembered."""
    cloud = ready()
    for params, why in (({'idempotency_key': '1'}, 'no parameter “idempotency_key”'), ({'published': 'yes'}, 'boolean'),
                        ({'scheduled_publish_time': 'soon'}, 'time'), ({'targeting': '[]'}, 'object'),
                        ({'unpublished_content_type': 'LATER'}, 'SCHEDULED')):
        is_error(cloud.post('x', **params), 100)
        assert why in cloud.violations()[-1], cloud.violations()[-1]
    id = cloud.post('x')[1]['id']
    is_error(cloud.ask('POST', id, {'attached_media': '[{"media_fbid":"1"}]'}), 100)
    is_error(cloud.ask('GET', NORTE + '/marketplace_listings'), 100)
    is_error(cloud.ask('POST', NORTE + '/marketplace_listings', {'x': '1'}), 100, 33)
    is_error(cloud.ask('GET', id, {'fields': 'id,likes_count'}), 100)
    is_error(cloud.ask('GET', id, {'fields': 'id,{'}), 2500)
    is_error(cloud.ask('GET', NORTE + '/scheduled_posts', {'since': '1'}), 100)
    is_error(cloud.ask('GET', 'debug_token'), 100)
    assert len(cloud.violations()) == 12
    assert cloud.call('DELETE', '/control/facebook/violations')[0] == 200
    cloud.done()


def test_journal():
    cloud = ready()
    cloud.photo(caption='Versa')
    code = cloud.dialog()['code']
    short = cloud.exchange(code)[1]['access_token']
    cloud.ask('GET', 'oauth/access_token', {'grant_type': 'fb_exchange_token', 'client_id': APP, 'client_secret': SECRET, 'fb_exchange_token': short})
    cloud.ask('GET', 'debug_token', {'input_token': short, 'access_token': APP + '|' + SECRET})
    cloud.ask('POST', '', {'access_token': short, 'batch': json.dumps([{'method': 'GET', 'relative_url': 'me?access_token=' + short}])})
    journal = cloud.journal()
    for secret in (cloud.token, code, short, SECRET):
        assert secret not in journal
    line = next(one for one in map(json.loads, journal.splitlines()) if one['path'].endswith('/photos'))
    assert line['body']['parts'] == [{'name': 'source', 'fileName': '01.jpg', 'contentType': 'image/jpeg', 'bytes': len(JPEG),
                                      'sha256': hashlib.sha256(JPEG).hexdigest()}]
    assert line['body']['caption'] == 'Versa' and line['body']['asPage'] == NORTE
    cloud.done()


# ---- Sign-in ----

def test_dialog():
    cloud = Graph()
    answer = cloud.dialog()
    assert answer['state'] == 'a b&c' and not cloud.in_fragment and cloud.answer_headers['Location'].endswith('#_=_')
    status, token = cloud.exchange(answer['code'])
    assert status == 200 and token['token_type'] == 'bearer' and 3600 <= token['expires_in'] <= 7200
    is_error(cloud.exchange(answer['code']), 100, 36009)
    assert 'invalid_code' in cloud.answer_headers['WWW-Authenticate']
    code = cloud.dialog()['code']
    assert 'redirect_uri is identical' in is_error(cloud.exchange(code, redirect='http://localhost:41234/y'), 100)
    assert is_error(cloud.exchange(code, secret='wrong'), 1, None, 400) == 'Error validating client secret.'
    is_error(cloud.exchange(code, app='1'), 101)
    is_error(cloud.exchange(code, client_secret=''), 1)
    cloud.pass_time(700)
    assert is_error(cloud.exchange(code), 100) == 'This authorization code has expired.'
    assert cloud.dialog(answer='deny') == {'error': 'access_denied', 'error_code': '200', 'error_description': 'Permissions error',
                                           'error_reason': 'user_denied', 'state': 'a b&c'}
    answer = cloud.dialog(response_type='token')
    assert cloud.in_fragment and cloud.ask('GET', 'me', token=answer['access_token'])[1]['id'] == LAURA and int(answer['expires_in']) <= 7200
    success = cloud.base + '/facebook/connect/login_success.html'
    assert cloud.exchange(cloud.dialog(app=LIVE, redirect=success)['code'], LIVE, LIVE_SECRET, success)[0] == 200
    assert cloud.call('GET', '/facebook/connect/login_success.html?code=1')[0] == 200
    cloud.done()


def test_dialog_refuses():
    cloud = Graph()
    good = {'client_id': APP, 'redirect_uri': 'http://localhost:1/', 'scope': 'pages_show_list'}
    for change in ({'redirect_uri': 'http://127.0.0.1:1/'}, {'redirect_uri': 'autosell://x'}, {'client_id': LIVE}, {'client_id': '1'},
                   {'scope': 'pages_show_list,manage_pages'}, {'prompt': 'consent'}, {'response_type': 'id'}, {'auth_type': 'again'}):
        query = urllib.parse.urlencode({**good, **change})
        assert cloud.call('GET', '/facebook/v25.0/dialog/oauth?' + query)[0] == 400, change
        assert cloud.call('POST', '/facebook/dialog/decision', form={'request': query, 'person': LAURA, 'answer': 'allow'})[0] == 400
    cloud.done(*['dialog|Scopes'] * 16)


def test_accounts():
    cloud = Graph()
    short = cloud.exchange(cloud.dialog()['code'])[1]['access_token']
    status, answer = cloud.ask('GET', 'oauth/access_token', {'grant_type': 'fb_exchange_token', 'client_id': APP, 'client_secret': SECRET,
                                                             'fb_exchange_token': short})
    assert status == 200 and answer['expires_in'] == 5183944
    long = answer['access_token']
    fields = {'fields': 'id,name,category,tasks,access_token', 'limit': '100'}
    pages = cloud.ask('GET', 'me/accounts', fields, token=long)[1]
    assert [page['id'] for page in pages['data']] == [NORTE, LINDA] and 'CREATE_CONTENT' in pages['data'][0]['tasks'] and 'paging' in pages
    again = cloud.ask('GET', 'me/accounts', fields, token=long)[1]
    assert again == pages, 'a Page token stays the same'
    brief = cloud.ask('GET', 'me/accounts', fields, token=short)[1]['data'][0]['access_token']
    page = pages['data'][0]['access_token']
    assert cloud.ask('GET', NORTE, {'fields': 'access_token'}, token=long)[1] == {'access_token': page, 'id': NORTE}
    assert cloud.ask('GET', 'me', token=page)[1] == {'id': NORTE, 'name': 'Autos del Norte'}
    cloud.pass_time(2 * 3600)
    for dead in (short, brief):
        assert 'Session has expired on' in is_error(cloud.ask('GET', 'me', token=dead), 190, 463)
    cloud.pass_time(61 * DAY)
    is_error(cloud.ask('GET', 'me', token=long), 190, 463)
    assert cloud.ask('GET', 'me', token=page)[0] == 200, 'it has no end'
    cloud.dialog(pages=[LINDA])
    is_error(cloud.ask('GET', 'me', token=page), 190, 492)
    assert cloud.ask('GET', 'me/accounts', token=cloud.user_token(ANA))[1] == {'data': []}
    is_error(cloud.ask('GET', 'me/accounts', token=cloud.user_token(JORGE, scopes=['email'])), 200)
    cloud.facebook(pages=[{'id': GARZA, 'business': True}])
    token = cloud.user_token(JORGE, scopes=['pages_show_list'])
    assert [one['id'] for one in cloud.ask('GET', 'me/accounts', token=token)[1]['data']] == [NORTE]
    cloud.done()


def test_permissions():
    cloud = Graph()
    declined = [scope for scope in SCOPES if scope != 'read_insights']
    token = cloud.exchange(cloud.dialog(permissions=declined)['code'])[1]['access_token']
    states = lambda: {one['permission']: one['status'] for one in cloud.ask('GET', 'me/permissions', token=token)[1]['data']}
    assert states()['read_insights'] == 'declined' and states()['pages_manage_posts'] == 'granted'
    cloud.dialog()
    assert states()['read_insights'] == 'declined', 'it is not asked again'
    cloud.dialog(auth_type='rerequest')
    assert states()['read_insights'] == 'granted'
    cloud.facebook(die={'app': APP, 'person': LAURA, 'scope': 'read_insights'})
    assert states()['read_insights'] == 'expired'
    cloud.dialog(config_id='1', scope='')
    assert states()['read_insights'] == 'granted'
    page = cloud.ask('GET', 'me/accounts', token=token)[1]['data'][0]['access_token']
    assert cloud.ask('DELETE', LAURA + '/permissions/pages_manage_posts', token=token)[1] == {'success': True}
    assert 'pages_manage_posts' in is_error(cloud.post('x', token=page), 200)
    assert cloud.ask('DELETE', 'me/permissions', token=token)[1] == {'success': True}
    for dead in (token, page):
        is_error(cloud.ask('GET', 'me', token=dead), 190, 458)
    assert cloud.ask('GET', 'me', token=cloud.user_token(app=LIVE))[0] == 200, 'another app lives on'
    cloud.done()


def test_debug_token():
    cloud = Graph()
    page = cloud.page_token()
    inspect = lambda text, by=APP + '|' + SECRET: cloud.ask('GET', 'debug_token', {'input_token': text, 'access_token': by})
    data = inspect(page)[1]['data']
    assert data['is_valid'] and data['type'] == 'PAGE' and data['expires_at'] == 0 and data['profile_id'] == NORTE
    assert data['user_id'] == LAURA and data['app_id'] == APP and 'pages_manage_posts' in data['scopes']
    assert {'scope': 'pages_manage_posts', 'target_ids': [NORTE, LINDA]} in data['granular_scopes']
    assert inspect(page, page)[1]['data']['is_valid']
    cloud.facebook(die={'person': LAURA, 'subcode': 460})
    data = inspect(page)[1]['data']
    assert not data['is_valid'] and data['error']['code'] == 190 and data['error']['subcode'] == 460
    is_error(inspect(page, APP + '|wrong'), 190)
    is_error(inspect(page, LIVE + '|' + LIVE_SECRET), 100)
    assert not inspect('EAAGx')[1]['data']['is_valid']
    cloud.done()


def test_proof():
    assert hmac.new(b's3cret', b'TOKEN', hashlib.sha256).hexdigest() == '69ce2040af5507d8694b37a85ec9c2061f6ce5dab4a88876a0a158c588e6797c'
    cloud = Graph()
    token = cloud.user_token(app=PROOF)
    proof = hmac.new(PROOF_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
    assert 'require an appsecret_proof' in is_error(cloud.ask('GET', 'me', token=token), 100)
    assert cloud.ask('GET', 'me', {'appsecret_proof': proof}, token=token)[0] == 200
    other = cloud.user_token(app=PROOF)
    assert is_error(cloud.ask('GET', 'me', {'appsecret_proof': proof}, token=other), 100).startswith('Invalid appsecret_proof')
    is_error(cloud.ask('GET', 'me', {'appsecret_proof': proof}, token=cloud.user_token()), 100)
    cloud.done()


def test_deaths():
    cloud = Graph()
    norte, garza = cloud.page_token(), cloud.page_token(GARZA, JORGE)
    for subcode in (458, 459, 460, 463, 464, 467, 492):
        cloud.facebook(die={'person': LAURA, 'subcode': subcode})
        is_error(cloud.ask('GET', 'me', token=norte), 190, subcode)
        assert cloud.ask('GET', 'me', token=garza)[0] == 200, 'others live on'
        cloud.facebook(die={'person': LAURA, 'subcode': 0})
        assert cloud.ask('GET', 'me', token=norte)[0] == 200
    cloud.facebook(die={'page': NORTE, 'subcode': 1})
    is_error(cloud.ask('GET', 'me', token=norte), 190)
    cloud.done()


def test_whose_token():
    cloud = Graph()
    user, page = cloud.user_token(), cloud.page_token()
    is_error(cloud.post('x', token=user), 190, 2069032)
    is_error(cloud.post('x', LINDA, token=page), 200)
    cloud.facebook(quirks={'foreign_page_error': 33})
    is_error(cloud.post('x', LINDA, token=page), 100, 33)
    cloud.facebook(pages=[{'id': NORTE, 'roles': {LAURA: ['ANALYZE', 'MODERATE']}}])
    assert 'CREATE_CONTENT' in is_error(cloud.post('x', token=page), 200)
    system = cloud.user_token(kind='SYSTEM')
    pages = cloud.ask('GET', 'me/accounts', token=system)[1]['data']
    cloud.pass_time(400 * DAY)
    assert cloud.ask('GET', 'me', token=pages[1]['access_token'])[1]['id'] == LINDA
    is_error(cloud.post('x', LINDA, token=cloud.page_token(LINDA, scopes=['pages_manage_posts'])), 10)
    cloud.done()


# ---- Photos and posts ----

def test_photos():
    cloud = ready()
    status, answer = cloud.upload(published='false', temporary='true')
    assert status == 200 and list(answer) == ['id']
    record = cloud.call('GET', '/control/facebook')[1]['photos'][answer['id']]
    assert record['sha256'] == hashlib.sha256(JPEG).hexdigest() and record['temporary'] and record['page'] == NORTE and record['app'] == APP
    for data in (b'GIF89a' + JPEG, JPEG + bytes(4 * 1024 * 1024)):
        error = cloud.upload(data=data, published='false')
        is_error(error, 100, 1366046)
        assert error[1]['error']['error_user_title'] == "Can't Read Files"
    is_error(cloud.ask('POST', NORTE + '/photos', {'published': 'false'}), 324)
    is_error(cloud.upload(part="name=\"source\"; filename*=UTF-8''%C3%B1.jpg", published='false'), 324)
    is_error(cloud.upload(data=b'', published='false'), 324)
    is_error(cloud.upload(temporary='true', published='true'), 100)
    is_error(cloud.upload(temporary='true'), 100)
    photo = cloud.photo()
    assert cloud.ask('GET', photo)[1]['id'] == photo
    with urllib.request.urlopen(cloud.base + '/pages/photo/' + photo, timeout=5) as answer:
        assert answer.read() == JPEG and answer.headers['Content-Type'] == 'image/jpeg'
    assert cloud.ask('DELETE', photo)[1] == {'success': True}
    is_error(cloud.ask('DELETE', photo), 100, 33)
    photo = cloud.photo()
    cloud.pass_time(DAY)
    is_error(cloud.ask('GET', photo), 100, 33)
    is_error(cloud.post('x', attached_media=json.dumps([{'media_fbid': photo}])), 100)
    status, answer = cloud.upload(caption='Sola')
    assert answer['post_id'].startswith(NORTE + '_') and cloud.ask('GET', answer['post_id'], {'fields': 'message'})[1]['message'] == 'Sola'
    cloud.done(r'filename\*')


def media(photos):
    return {'attached_media[%d]' % n: json.dumps({'media_fbid': photo}) for n, photo in enumerate(photos)}


def test_post_with_photos():
    cloud = ready()
    photos = [cloud.photo(data=JPEG + bytes([n])) for n in range(10)]
    status, answer = cloud.post('Versa 2021\nRef. A-0123 \n ', **media(reversed(photos)))
    assert status == 200
    fields = 'id,message,created_time,permalink_url,is_published,attachments{media_type,target,subattachments{target}},shares,status_type'
    post = cloud.ask('GET', answer['id'], {'fields': fields})[1]
    assert post['message'] == 'Versa 2021\nRef. A-0123' and post['is_published'] and 'shares' not in post and post['permalink_url']
    attached = post['attachments']['data'][0]
    assert attached['media_type'] == 'album' and [one['target']['id'] for one in attached['subattachments']['data']] == photos[::-1]
    cloud.facebook(quirks={'burst_posts': 0})
    is_error(cloud.post('again', **media(photos[:1])), 100)
    fresh = cloud.photo()
    is_error(cloud.post('twice', **media([fresh, fresh])), 100)
    is_error(cloud.post('eleven', **media([cloud.photo() for _ in range(11)])), 100)
    is_error(cloud.post('unknown', **media(['1'])), 100)
    other = cloud.page_token(LINDA)
    is_error(cloud.post('foreign', LINDA, token=other, **media([fresh])), 100)
    assert cloud.post('list', attached_media=json.dumps([{'media_fbid': fresh}]))[0] == 200
    cloud.done()


def test_shapes_of_media():
    cloud = ready()
    photo = cloud.photo()
    for shape in ({'attached_media[0][media_fbid]': photo}, {'attached_media': photo}, {'attached_media': '{"media_fbid":"%s"}' % photo},
                  {'attached_media[1]': '{"media_fbid":"%s"}' % photo}, {'attached_media[0]': photo},
                  {'attached_media': '[{"media_fbid":%s}]' % photo}, {'attached_media': '[{"media_fbid":"%s","x":1}]' % photo}):
        assert 'must be an array' in is_error(cloud.post('x', **shape), 100)
    cloud.facebook(quirks={'nested_media': True})
    assert cloud.post('x', **{'attached_media[0][media_fbid]': photo})[0] == 200
    cloud.done(*['attached_media'] * 7)


def test_refused_posts():
    cloud = ready()
    is_error(cloud.ask('POST', NORTE + '/feed', {'published': 'true'}), 100, 1349125)
    is_error(cloud.post('x' * 63207), 100)
    assert cloud.post('Versa  ')[0] == 200
    error = cloud.post('Versa')
    is_error(error, 506, 1455006)
    assert error[1]['error']['error_user_msg']
    cloud.facebook(quirks={'duplicate_error': 1404082})
    is_error(cloud.post('Versa'), 368, 1404082)
    for n in range(5):
        assert cloud.post('otro %d' % n)[0] == 200
    is_error(cloud.post('demasiado'), 368, 1390008)
    assert cloud.post('otra Página', LINDA, token=cloud.page_token(LINDA))[0] == 200
    cloud.pass_time(601)
    assert cloud.post('demasiado')[0] == 200
    is_error(cloud.post('x', link='https://www.facebook.com/1'), 100, 1609008)
    is_error(cloud.post('x', link='nada'), 100, 1500)
    is_error(cloud.post('x', link='https://lote.example/', **media([cloud.photo()])), 100)
    cloud.done('not combined')


def test_schedule():
    cloud = ready(quirks={'list_lag_s': 100})
    invalid = '(#100) The specified scheduled publish time is invalid.'
    now = cloud.now()
    later = {'published': 'false', 'unpublished_content_type': 'SCHEDULED'}
    for ahead in (540, 30 * DAY + 60, -60):
        assert is_error(cloud.post('x', scheduled_publish_time=now + ahead, **later), 100) == invalid
    assert 'on a published post' in is_error(cloud.post('x', scheduled_publish_time=now + 3600), 100)
    is_error(cloud.post('x', **later), 100)
    kept, lost = cloud.photo(temporary='true'), cloud.photo()
    status, answer = cloud.post('Jetta', scheduled_publish_time=now + 3600, **later, **media([kept, lost]))
    assert status == 200
    id = answer['id']
    waiting = lambda: [one['id'] for one in cloud.ask('GET', NORTE + '/scheduled_posts', {'fields': 'id,scheduled_publish_time,is_published'})[1]['data']]
    shown = lambda: [one['id'] for one in cloud.ask('GET', NORTE + '/published_posts')[1]['data']]
    assert waiting() == [] and shown() == [], 'a new post is not in the lists yet'
    cloud.pass_time(100)
    assert waiting() == [id] and shown() == []
    read = cloud.ask('GET', id, {'fields': 'scheduled_publish_time,is_published,permalink_url'})[1]
    assert read == {'scheduled_publish_time': now + 3600, 'is_published': False, 'id': id}
    assert is_error(cloud.ask('POST', id, {'scheduled_publish_time': str(now + 60)}), 100) == invalid
    assert cloud.ask('POST', id, {'scheduled_publish_time': str(now + 7200), 'message': 'Jetta 2'})[1] == {'success': True}
    is_error(cloud.ask('POST', id, {'scheduled_publish_time': '2026-12-01T10:00:00+0000'}), 100)
    cloud.pass_time(7200 - 200)
    assert waiting() == [id]
    cloud.pass_time(110)
    assert waiting() == [] and shown() == [], 'and again it is not in the list yet'
    cloud.pass_time(100)
    assert shown() == [id]
    read = cloud.ask('GET', id, {'fields': 'message,created_time,attachments'})[1]
    assert read['message'] == 'Jetta 2' and read['attachments']['data'][0]['target']['id'] == kept, 'the other is lost'
    assert read['created_time'] == time.strftime('%Y-%m-%dT%H:%M:%S+0000', time.gmtime(now + 7200))
    iso = time.strftime('%Y-%m-%dT%H:%M:%S+0000', time.gmtime(cloud.now() + 3600))
    id = cloud.post('por texto', scheduled_publish_time=iso, **later)[1]['id']
    assert cloud.ask('POST', id, {'is_published': 'true'})[1] == {'success': True}
    assert cloud.ask('GET', id, {'fields': 'is_published'})[1]['is_published']
    for days in (29, 75):
        cloud.facebook(quirks={'schedule_max_s': days * DAY})
        assert cloud.post('%d' % days, scheduled_publish_time=cloud.now() + (days * DAY) - 60, **later)[0] == 200
        is_error(cloud.post('y', scheduled_publish_time=cloud.now() + (days * DAY) + 60, **later), 100)
    cloud.facebook(quirks={'max_scheduled': 2})
    assert is_error(cloud.post('z', scheduled_publish_time=cloud.now() + 3600, **later), 100) == invalid
    cloud.done('“scheduled_publish_time” is to be')


def test_lag():
    cloud = ready(quirks={'list_lag_s': 100})
    id = cloud.post('Versa')[1]['id']
    shown = lambda: [one['id'] for one in cloud.ask('GET', NORTE + '/published_posts')[1]['data']]
    assert shown() == [] and cloud.ask('GET', id)[0] == 200, 'itself it is there'
    cloud.pass_time(100)
    assert shown() == [id]
    cloud.done()


def test_photos_of_waiting_posts():
    """A photo that is not temporary is gone after a day; with the other profile it stays."""
    for loses in (True, False):
        cloud = ready(quirks={'loses_plain_photos': loses})
        photo, now = cloud.photo(), cloud.now()
        id = cloud.post('Rio', published='false', scheduled_publish_time=now + 2 * DAY, **media([photo]))[1]['id']
        has_photo = lambda: 'attachments' in cloud.ask('GET', id, {'fields': 'attachments'})[1]
        assert has_photo()
        cloud.pass_time(DAY + 1)
        assert has_photo() != loses, 'it is not kept for the post'
        cloud.pass_time(DAY)
        assert ('attachments' in cloud.ask('GET', id, {'fields': 'attachments'})[1]) != loses
        cloud.done()


def test_change_and_delete():
    cloud = ready()
    id = cloud.post('Versa', **media([cloud.photo()]))[1]['id']
    assert cloud.ask('POST', id, {'message': 'VENDIDO Versa  \n'})[1] == {'success': True}
    assert cloud.ask('GET', id, {'fields': 'message'})[1]['message'] == 'VENDIDO Versa'
    assert cloud.ask('POST', id, {'is_hidden': 'true'})[1] == {'success': True}
    assert cloud.ask('GET', id, {'fields': 'is_hidden'})[1]['is_hidden']
    is_error(cloud.ask('POST', id, {'is_published': 'true'}), 100)
    other = cloud.page_token(app=LIVE)
    is_error(cloud.ask('POST', id, {'message': 'x'}, token=other), 200)
    is_error(cloud.ask('DELETE', id, token=other), 200)
    comment = cloud.ask('POST', id + '/comments', {'message': 'Vendido'})[1]['id']
    assert re.fullmatch(r'\d+_\d+', comment)
    assert cloud.ask('GET', id + '/comments')[1]['data'][0]['message'] == 'Vendido'
    assert cloud.ask('DELETE', id)[1] == {'success': True}
    for method, path, params in (('GET', id, None), ('POST', id, {'message': 'x'}), ('DELETE', id, None), ('GET', id + '/comments', None),
                                 ('GET', id + '/insights', {'metric': 'post_clicks'}), ('POST', id + '/comments', {'message': 'x'}),
                                 ('DELETE', comment, None)):
        is_error(cloud.ask(method, path, params), 100, 33)
    written = cloud.post('a mano')[1]['id']
    cloud.facebook(act={'do': 'delete', 'post': written})
    is_error(cloud.ask('DELETE', written), 100, 33)
    cloud.facebook(posts=[{'page': NORTE, 'message': 'escrito en facebook.com'}])
    cloud.pass_time(5)
    by_hand = cloud.ask('GET', NORTE + '/published_posts', {'fields': 'id,message'})[1]['data'][0]
    is_error(cloud.ask('POST', by_hand['id'], {'message': 'x'}), 200)
    cloud.done()


def test_comments():
    cloud = ready()
    id = cloud.post('Versa')[1]['id']
    is_error(cloud.ask('POST', id + '/comments', {}), 100)
    cloud.facebook(act={'do': 'comment', 'post': id, 'name': 'Una visita', 'message': '¿Precio?'})
    comments = cloud.ask('GET', id + '/comments', {'fields': 'id,message,from', 'summary': 'true'})[1]
    assert comments['data'][0]['from'] == {'name': 'Una visita'} and comments['summary']['total_count'] == 1
    assert cloud.ask('DELETE', comments['data'][0]['id'])[1] == {'success': True}
    assert cloud.ask('GET', id + '/comments')[1] == {'data': []}
    lacking = cloud.page_token(scopes=['pages_read_engagement'])
    is_error(cloud.ask('POST', id + '/comments', {'message': 'x'}, token=lacking), 283)
    cloud.done()


def test_state_on_disk():
    cloud = ready()
    id = cloud.post('Versa', **media([cloud.photo()]))[1]['id']
    cloud.pass_time(1000)
    before = cloud.now()
    cloud.stop()
    cloud.start()
    read = cloud.ask('GET', id, {'fields': 'message,attachments'})[1]
    assert read['message'] == 'Versa' and read['attachments'] and abs(cloud.now() - before) < 10
    cloud.done()


if __name__ == '__main__':
    sys.exit(main(globals()))
