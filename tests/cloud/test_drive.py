#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fake cloud's Drive, held against what is known of the real one. test_drive.py FAKE_CLOUD"""
import base64
import hashlib
import http.client
import json
import os
import sys
import urllib.parse

import test_fake
from test_fake import FILE_SCOPE, Cloud, quote

FOLDER = 'application/vnd.google-apps.folder'
ME = 'ventas@ejemplo.mx'
ALL = 'supportsAllDrives=true'
BOTH = ALL + '&includeItemsFromAllDrives=true'
UNIT = 256 * 1024


def signed_in(scope=FILE_SCOPE, email=ME, scenario=None):
    cloud = Cloud(scenario or {'people': [{'email': ME, 'name': 'Ventas'}, {'email': 'otra@ejemplo.mx', 'name': 'Otra'}]})
    cloud.token = cloud.exchange(cloud.sign_in(email, scopes=(scope,))[0]['code'])[1]['access_token']
    return cloud


def files(cloud, q=None, **more):
    query = {'fields': 'nextPageToken,files(id,name,trashed)', 'supportsAllDrives': 'true', 'includeItemsFromAllDrives': 'true',
             **({'q': q} if q else {}), **more}
    status, answer = cloud.call('GET', '/drive/v3/files?' + urllib.parse.urlencode(query))
    assert status == 200, answer
    return answer


def names(cloud, q=None, **more):
    return [file['name'] for file in files(cloud, q, **more)['files']]


def make(cloud, name, mime=FOLDER, fields='id', **members):
    status, answer = cloud.call('POST', '/drive/v3/files?%s&fields=%s' % (ALL, fields), {'name': name, 'mimeType': mime, **members})
    assert status == 200, answer
    return answer['id']


def reason(answer):
    return answer['error']['errors'][0]['reason']


def send(cloud, method, path, body=b'', **headers):
    """(status, headers, answer), with the connection's own words."""
    address = urllib.parse.urlparse(path if path.startswith('http') else cloud.base + path)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=5)
    connection.request(method, address.path + '?' + address.query, body,
                       {'Authorization': 'Bearer ' + cloud.token, **{name.replace('_', '-'): value for name, value in headers.items()}})
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, answer.headers, data


def start(cloud, size, update=None, **metadata):
    path = '/upload/drive/v3/files%s?uploadType=resumable&%s&fields=id,size,md5Checksum,sha256Checksum' % (
        '/' + update if update else '', ALL)
    status, headers, data = send(cloud, 'PATCH' if update else 'POST', path, json.dumps(metadata).encode(),
                                 Content_Type='application/json; charset=UTF-8', X_Upload_Content_Type='image/jpeg',
                                 X_Upload_Content_Length=str(size))
    return (status, headers['Location']) if status == 200 else (status, json.loads(data))


def put(cloud, session, data, first, total, method='PUT'):
    text = 'bytes %s/%d' % ('%d-%d' % (first, first + len(data) - 1) if data else '*', total)
    return send(cloud, method, session, data, Content_Range=text, Content_Length=str(len(data)))


def test_ids_and_folders():
    cloud = signed_in()
    ids = cloud.call('GET', '/drive/v3/files/generateIds?count=3&space=drive&type=files')[1]['ids']
    assert len(set(ids)) == 3
    body = {'id': ids[0], 'name': 'Autosell', 'mimeType': FOLDER, 'appProperties': {'asm_kind': 'root'}}
    status, answer = cloud.call('POST', '/drive/v3/files', body)
    assert (status, sorted(answer)) == (200, ['id', 'kind', 'mimeType', 'name']), 'little is told unasked'
    status, answer = cloud.call('POST', '/drive/v3/files', body)
    assert (status, reason(answer)) == (409, 'fileIdInUse')
    assert cloud.call('POST', '/drive/v3/files', {**body, 'id': '1never'})[0] == 400
    root = ids[0]
    make(cloud, 'A', parents=[root])
    make(cloud, 'A', parents=[root])
    assert names(cloud, "'%s' in parents" % root) == ['A', 'A'], 'names are not unique'
    assert cloud.call('POST', '/drive/v3/files', {'name': 'B', 'parents': ['nosuch']})[0] == 404
    assert cloud.call('POST', '/drive/v3/files', {'name': 'B', 'parents': [root, ids[1]]})[0] == 403
    assert cloud.call('POST', '/drive/v3/files', {'name': 'B', 'nonsense': 1})[0] == 400
    status, answer = cloud.call('PATCH', '/drive/v3/files/%s?fields=*' % root, {'appProperties': {'asm_kind': None, 'b': 'x' * 123}})
    assert status == 200 and answer['appProperties'] == {'b': 'x' * 123}, answer
    assert cloud.call('PATCH', '/drive/v3/files/' + root, {'appProperties': {'b': 'ñ' * 62}})[0] == 403, 'bytes and not letters'
    assert cloud.call('PATCH', '/drive/v3/files/' + root, {'parents': [ids[1]]})[0] == 403
    version = int(cloud.call('GET', '/drive/v3/files/%s?fields=version' % root)[1]['version'])
    cloud.call('PATCH', '/drive/v3/files/' + root, {'name': 'B'})
    assert int(cloud.call('GET', '/drive/v3/files/%s?fields=version' % root)[1]['version']) > version
    cloud.stop()


def test_moving_and_bin():
    cloud = signed_in()
    root = make(cloud, 'root')
    one, two = make(cloud, 'one', parents=[root]), make(cloud, 'two', parents=[root])
    photo = make(cloud, '01.jpg', 'image/jpeg', parents=[one])
    path = '/drive/v3/files/%s?%s&fields=parents' % (photo, ALL)
    assert cloud.call('PATCH', path + '&addParents=' + two, {})[0] == 403, 'one parent only'
    assert cloud.call('PATCH', path + '&addParents=%s&removeParents=%s' % (two, one), {})[1] == {'parents': [two]}
    assert cloud.call('PATCH', path + '&addParents=%s&removeParents=%s' % (two, one), {})[0] == 200, 'twice is as once'
    cloud.call('PATCH', '/drive/v3/files/' + two, {'trashed': True})
    told = cloud.call('GET', '/drive/v3/files/%s?fields=trashed,explicitlyTrashed' % photo)[1]
    assert told == {'trashed': True, 'explicitlyTrashed': False}, 'what is in a folder goes with it'
    assert names(cloud, 'trashed = false') == ['root', 'one']
    cloud.call('PATCH', '/drive/v3/files/' + two, {'trashed': False})
    other = cloud.control('drive', {'do': 'add', 'parent': two, 'owner': 'otra@ejemplo.mx', 'base64': 'eA=='})['id']
    cloud.control('drive', {'do': 'grant', 'file': other, 'email': ME})
    status, answer = cloud.call('PATCH', '/drive/v3/files/' + other, {'trashed': True})
    assert (status, reason(answer)) == (403, 'insufficientFilePermissions'), 'only the owner may'
    cloud.stop()


def test_query():
    cloud = signed_in()
    root = make(cloud, "L'Étoile \\ uno", appProperties={'asm_vehicle': 'A-0133', 'asm_kind': 'vehicle'})
    make(cloud, 'IMG 0042.jpg', 'image/jpeg', parents=[root], appProperties={'asm_vehicle': 'A-0133'})
    make(cloud, 'otra', 'text/plain')
    for q, expected in [
            ("name = 'L\\'Étoile \\\\ uno'", 1), ("name='otra'", 1), ("name != 'otra' and mimeType='image/jpeg'", 1),
            ("name contains 'img'", 1), ("name contains '042'", 0), ("'root' in parents", 2), ("not 'root' in parents", 1),
            ("appProperties has { key='asm_vehicle' and value='A-0133' }", 2),
            ("appProperties has {key='asm_vehicle' and value='A-0133'} and (mimeType = '%s' or trashed=true)" % FOLDER, 1),
            ("'me' in owners and trashed = false", 3), ("modifiedTime > '2001-11-01T00:00:00'", 3), ("createdTime < '2001-01-01T00:00:00'", 0)]:
        assert len(names(cloud, q)) == expected, (q, names(cloud, q))
    for q in ('sha256Checksum = \'x\'', "name = 'a", 'name', "nombre = 'a'", "name = 'a' trashed = false", "'a' in children",
              "appProperties has { key='a' }", '('):
        status, answer = cloud.call('GET', '/drive/v3/files?q=' + quote(q))
        assert (status, reason(answer)) == (400, 'invalid'), (q, answer)
    assert names(cloud, orderBy='name_natural desc')[0] == 'otra'
    assert cloud.call('GET', '/drive/v3/files?orderBy=colour')[0] == 400
    first = files(cloud, pageSize=2)
    assert len(first['files']) == 2 and len(files(cloud, pageSize=2, pageToken=first['nextPageToken'])['files']) == 1
    assert cloud.call('GET', '/drive/v3/files?pageToken=old')[0] == 400
    cloud.control('quirks', {'list_lag_ms': 60000})
    make(cloud, 'late')
    assert 'late' not in names(cloud)
    cloud.stop()


def test_uploads():
    cloud = signed_in()
    data = os.urandom(3 * UNIT + 1000)
    ids = cloud.call('GET', '/drive/v3/files/generateIds?count=5')[1]['ids']
    status, session = start(cloud, len(data), id=ids[0], name='01.jpg')
    assert status == 200 and 'upload_id=' in session
    status, headers, _ = put(cloud, session, b'', 0, len(data))
    assert (status, headers['Range'], headers['Location']) == (308, None, None), 'nothing is there yet'
    assert put(cloud, session, data[:UNIT + 1], 0, len(data))[0] == 400, 'chunks are of 256 KiB'
    assert put(cloud, session, data[:UNIT], 0, len(data) + 1)[0] == 400, 'the total is what was announced'
    status, headers, _ = put(cloud, session, data[:UNIT], 0, len(data))
    assert (status, headers['Range']) == (308, 'bytes=0-%d' % (UNIT - 1))
    assert put(cloud, session, data[2 * UNIT:3 * UNIT], 2 * UNIT, len(data))[0] == 400, 'no gap'
    cloud.control('quirks', {'short_chunks': 1})
    status, headers, _ = put(cloud, session, data[UNIT:3 * UNIT], UNIT, len(data), 'POST')
    assert (status, headers['Range']) == (308, 'bytes=0-%d' % (2 * UNIT - 1)), 'less was kept than was sent'
    cloud.control('faults', {'method': 'PUT', 'path': 'upload/*', 'keep': 5000, 'cut': 'before'})
    try:
        put(cloud, session, data[2 * UNIT:], 2 * UNIT, len(data))
        assert False, 'it was to be cut'
    except (http.client.HTTPException, OSError):
        pass
    assert put(cloud, session, b'', 0, len(data))[1]['Range'] == 'bytes=0-%d' % (2 * UNIT + 4999)
    cloud.control('faults', {'method': 'PUT', 'path': 'upload/*', 'cut': 'before', 'after': True})
    try:
        put(cloud, session, data[2 * UNIT + 5000:], 2 * UNIT + 5000, len(data))
        assert False, 'it was to be cut'
    except (http.client.HTTPException, OSError):
        pass
    status, _, answer = put(cloud, session, b'', 0, len(data))
    answer = json.loads(answer)
    assert status == 200 and answer == {'id': ids[0], 'size': str(len(data)), 'md5Checksum': hashlib.md5(data).hexdigest(),
                                        'sha256Checksum': hashlib.sha256(data).hexdigest()}, answer
    assert send(cloud, 'GET', '/drive/v3/files/%s?alt=media' % ids[0])[2] == data
    status, _, part = send(cloud, 'GET', '/drive/v3/files/%s?alt=media' % ids[0], Range='bytes=10-19')
    assert (status, part) == (206, data[10:20])
    assert start(cloud, 10, id=ids[0])[0] == 409 and start(cloud, 10, id='1never')[0] == 400
    status, session = start(cloud, 3, update=ids[0], name='02.jpg')
    assert json.loads(put(cloud, session, b'abc', 0, 3)[2])['size'] == '3'
    status, session = start(cloud, 3)
    cloud.control('clock', {'add_s': 8 * 86400})
    cloud.token = cloud.exchange(cloud.sign_in()[0]['code'])[1]['access_token']
    assert put(cloud, session, b'abc', 0, 3)[0] == 404, 'it lives a week'
    cloud.control('drive', {'do': 'limit', 'bytes': 100})
    status, answer = start(cloud, 10)
    assert (status, reason(answer)) == (403, 'storageQuotaExceeded')
    boundary = b'--B\r\nContent-Type: application/json\r\n\r\n{"name": "m"}\r\n--B\r\nContent-Type: image/jpeg\r\n\r\n\x00\xff\r\n--B--\r\n'
    cloud.control('drive', {'do': 'limit', 'bytes': 0})
    status, _, answer = send(cloud, 'POST', '/upload/drive/v3/files?uploadType=multipart&fields=size,name', boundary,
                             Content_Type='multipart/related; boundary=B')
    assert status == 200 and json.loads(answer) == {'size': '2', 'name': 'm'}, answer
    assert session.split('upload_id=')[1] not in cloud.journal()
    cloud.stop()


def changes(cloud, token, **more):
    query = {'pageToken': token, 'supportsAllDrives': 'true', 'includeItemsFromAllDrives': 'true', 'includeRemoved': 'true',
             'fields': 'nextPageToken,newStartPageToken,changes(fileId,removed,file(name,trashed))', **more}
    status, answer = cloud.call('GET', '/drive/v3/changes?' + urllib.parse.urlencode(query))
    assert status == 200, answer
    return answer


def test_changes():
    cloud = signed_in()
    first = cloud.call('GET', '/drive/v3/changes/startPageToken')[1]['startPageToken']
    one, two = make(cloud, 'one'), make(cloud, 'two')
    inside = make(cloud, 'inside', 'image/jpeg', parents=[two])
    cloud.call('PATCH', '/drive/v3/files/' + one, {'name': 'ein'})
    log = changes(cloud, first)
    assert [change['file']['name'] for change in log['changes']] == ['two', 'inside', 'ein'], 'one entry a file, as it is now'
    token = log['newStartPageToken']
    assert changes(cloud, token)['changes'] == []
    cloud.call('PATCH', '/drive/v3/files/' + two, {'trashed': True})
    cloud.control('drive', {'do': 'delete', 'file': one})
    log = changes(cloud, token)['changes']
    assert [(change['fileId'], change['removed']) for change in log] == [(two, False), (one, True)], 'children get no entry'
    assert cloud.call('GET', '/drive/v3/files/' + one)[0] == 404
    cloud.control('quirks', {'page_size': 2, 'changes_repeat': True})
    log = changes(cloud, first)
    again = changes(cloud, log['nextPageToken'])
    assert log['changes'][1] == again['changes'][0] and again['newStartPageToken'], 'pages may overlap'
    assert cloud.call('GET', '/drive/v3/changes?pageToken=999999')[0] == 400
    cloud.control('drive', {'do': 'unshare', 'file': inside, 'email': ME})
    assert changes(cloud, token, pageSize=100)['changes'][-1]['removed'] or changes(cloud, token)['changes']
    cloud.stop()


def test_shared_drive():
    cloud = signed_in()
    drive = cloud.control('drive', {'do': 'shared-drive', 'name': 'Lote', 'members': [ME]})['id']
    cloud.control('drive', {'do': 'grant', 'file': drive, 'email': ME})
    folder = make(cloud, 'Autosell', parents=[drive])
    assert cloud.call('GET', '/drive/v3/files/' + folder)[0] == 404, 'who does not know of shared drives does not find it'
    assert cloud.call('GET', '/drive/v3/files/%s?%s&fields=driveId' % (folder, ALL))[1] == {'driveId': drive}
    q = 'q=' + quote("name='Autosell'")
    assert cloud.call('GET', '/drive/v3/files?%s&%s' % (q, ALL))[1]['files'] == [], 'nothing, and nothing says why'
    assert len(cloud.call('GET', '/drive/v3/files?%s&%s' % (q, BOTH))[1]['files']) == 1
    assert len(cloud.call('GET', '/drive/v3/files?%s&%s&corpora=drive&driveId=%s' % (q, BOTH, drive))[1]['files']) == 1
    assert cloud.call('GET', '/drive/v3/files?%s&%s&driveId=%s' % (q, BOTH, drive))[0] == 400
    assert cloud.call('PATCH', '/drive/v3/files/%s?%s' % (folder, ALL), {'trashed': True})[0] == 200, 'members may'
    token = cloud.call('GET', '/drive/v3/changes/startPageToken?%s&driveId=%s' % (ALL, drive))[1]['startPageToken']
    make(cloud, 'there', parents=[drive])
    make(cloud, 'here')
    log = changes(cloud, token, driveId=drive)
    assert [change['file']['name'] for change in log['changes']] == ['there'], 'each drive has a log of its own'
    cloud.stop()


def test_who_sees_what():
    cloud = signed_in()
    folder = make(cloud, 'Autosell')
    by_hand = cloud.control('drive', {'do': 'add', 'parent': folder, 'name': 'mano.jpg', 'base64': base64.b64encode(b'xyz').decode()})['id']
    assert names(cloud, "'%s' in parents" % folder) == [], 'what people put there is not the program\'s'
    assert cloud.call('GET', '/drive/v3/files/' + by_hand)[0] == 404
    status, answer = cloud.call('POST', '/drive/v3/files/%s/permissions' % folder, {'role': 'reader', 'type': 'anyone'})
    assert status == 403, 'nor can the folder be shared then'
    cloud.control('drive', {'do': 'grant', 'file': by_hand, 'email': ME})
    status, answer = cloud.call('POST', '/drive/v3/files/%s/permissions' % folder, {'role': 'reader', 'type': 'anyone'})
    assert (status, answer['id']) == (200, 'anyoneWithLink')
    path = '/drive/v3/files/%s/permissions/anyoneWithLink' % folder
    assert [cloud.call('DELETE', path)[0] for _ in range(2)] == [204, 404]
    cloud.control('quirks', {'sharing_forbidden': True})
    status, answer = cloud.call('POST', '/drive/v3/files/%s/permissions' % folder, {'role': 'reader', 'type': 'anyone'})
    assert (status, reason(answer)) == (400, 'invalidSharingRequest')
    wide = signed_in('https://www.googleapis.com/auth/drive')
    by_hand = wide.control('drive', {'do': 'add', 'name': 'mano.jpg', 'base64': 'eHl6'})['id']
    assert send(wide, 'GET', '/drive/v3/files/%s?alt=media' % by_hand)[2] == b'xyz'
    wide.control('drive', {'do': 'unshare', 'file': by_hand, 'email': ME})
    assert wide.call('GET', '/drive/v3/files/' + by_hand)[0] == 404
    wide.stop()
    cloud.stop()


def test_kept():
    cloud = signed_in()
    ids = cloud.call('GET', '/drive/v3/files/generateIds?count=2')[1]['ids']
    status, session = start(cloud, 3, id=ids[0], name='01.jpg', appProperties={'asm_order': '100'})
    put(cloud, session, b'abc', 0, 3)
    token = cloud.call('GET', '/drive/v3/changes/startPageToken')[1]['startPageToken']
    cloud.stop()
    cloud.start()
    told = cloud.call('GET', '/drive/v3/files/%s?fields=name,size,appProperties,sha256Checksum' % ids[0])[1]
    assert told['sha256Checksum'] == hashlib.sha256(b'abc').hexdigest() and told['appProperties'] == {'asm_order': '100'}, told
    assert send(cloud, 'GET', '/drive/v3/files/%s?alt=media' % ids[0])[2] == b'abc'
    assert cloud.call('POST', '/drive/v3/files', {'id': ids[1], 'name': 'later'})[0] == 200, 'promised ids stay'
    assert len(changes(cloud, token)['changes']) == 1
    cloud.stop()


if __name__ == '__main__':
    sys.exit(test_fake.main(globals()))
