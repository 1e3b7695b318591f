#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fake Graph API: lists, counts, insights, batches, limits, and what goes wrong on purpose."""
import http.client
import json
import sys
import time
import urllib.parse

from test_fake import main
from test_graph import APP, DAY, GARZA, JORGE, JPEG, LAURA, LINDA, NORTE, is_error, media, multipart, ready


def with_posts(n, **quirks):
    cloud = ready(quirks={'burst_posts': 0, **quirks})
    ids = []
    for number in range(n):
        ids.insert(0, cloud.post('Auto %d' % number)[1]['id'])
        cloud.pass_time(60)
    return cloud, ids


# ---- Lists ----

def read_all(cloud, path, limit, **params):
    """Every id, by cursors; how many pages it took."""
    found, pages = [], 0
    while True:
        answer = cloud.ask('GET', path, {'fields': 'id', 'limit': limit, **params})[1]
        found += [row['id'] for row in answer['data']]
        pages += 1
        if 'next' not in answer.get('paging', {}):
            return found, pages
        params['after'] = answer['paging']['cursors']['after']


def test_lists():
    cloud, ids = with_posts(7)
    path = NORTE + '/published_posts'
    assert read_all(cloud, path, 3) == (ids, 3) and read_all(cloud, path, 100) == (ids, 1)
    first = cloud.ask('GET', path, {'limit': 2})[1]
    next_url = urllib.parse.urlparse(first['paging']['next'])
    assert cloud.token in first['paging']['next'], 'as Meta has it'
    assert [row['id'] for row in cloud.call('GET', next_url.path + '?' + next_url.query, token='none')[1]['data']] == ids[2:4]
    back = cloud.ask('GET', path, {'limit': 2, 'before': first['paging']['cursors']['after']})[1]
    assert [row['id'] for row in back['data']] == ids[:1]
    since = cloud.now() - 3 * 60 - 30
    assert read_all(cloud, path, 100, since=since)[0] == ids[:3]
    assert read_all(cloud, path, 100, until=since)[0] == ids[3:]
    assert cloud.ask('GET', path, {'since': cloud.now() + 60})[1] == {'data': []}, 'no paging at all'
    assert read_all(cloud, NORTE + '/posts', 100)[0] == ids
    is_error(cloud.ask('GET', path, {'limit': 101}), 100)
    is_error(cloud.ask('GET', path, {'after': 'nonsense'}), 100)
    cloud.facebook(quirks={'page_size': 2})
    assert read_all(cloud, path, 5) == (ids, 4), 'fewer than were asked for'
    cloud.facebook(quirks={'page_size': 0, 'empty_pages': 2})
    assert read_all(cloud, path, 4) == (ids, 4), 'two of them are empty and go on'
    cloud.done('at most 100')


def test_feed_list():
    cloud, ids = with_posts(1)
    waiting = cloud.post('Espera', published='false', scheduled_publish_time=cloud.now() + 3600)[1]['id']
    cloud.pass_time(5)
    answer = cloud.ask('GET', NORTE + '/feed', {'fields': 'id,is_published'})[1]['data']
    assert {row['id']: row['is_published'] for row in answer} == {ids[0]: True, waiting: False}
    other = cloud.page_token(app='700100200300500')
    assert [row['id'] for row in cloud.ask('GET', NORTE + '/feed', token=other)[1]['data']] == ids
    assert cloud.ask('GET', NORTE + '/scheduled_posts', token=other)[1] == {'data': []}, 'another app sees none'
    cloud.done()


# ---- Counts ----

COUNTS = 'id,shares,reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(total_count)'


def test_counts():
    cloud, (id,) = with_posts(1)
    answer = cloud.ask('GET', id, {'fields': COUNTS})[1]
    assert answer == {'id': id, 'reactions': {'data': [], 'summary': {'total_count': 0}},
                      'comments': {'data': [], 'summary': {'total_count': 0, 'order': 'ranked', 'can_comment': True}}}
    for what in ({'do': 'like', 'times': 3}, {'do': 'like', 'kind': 'LOVE'}, {'do': 'share', 'times': 2}, {'do': 'comment'}):
        cloud.facebook(act={'post': id, **what})
    answer = cloud.ask('GET', id, {'fields': COUNTS + ',reactions.type(LOVE).limit(0).summary(total_count).as(love)'})[1]
    assert answer['shares'] == {'count': 2} and answer['reactions']['summary']['total_count'] == 4
    assert answer['love']['summary']['total_count'] == 1 and answer['comments'] == {
        'data': [], 'summary': {'total_count': 1, 'order': 'ranked', 'can_comment': True}}
    assert cloud.ask('GET', id, {'fields': 'comments{message,from}'})[1]['comments']['data'][0]['message'] == '¿Sigue disponible?'
    pictured = cloud.post('con foto', **media([cloud.photo()]))[1]['id']
    lacking = cloud.page_token(scopes=['pages_read_engagement'])
    assert 'pages_read_user_content' in is_error(cloud.ask('GET', id, {'fields': COUNTS}, token=lacking), 10, status=403)
    is_error(cloud.ask('GET', id, {'fields': 'reactions.limit(0)'}, token=lacking), 10)
    assert cloud.ask('GET', id, {'fields': 'id,shares'}, token=lacking)[1]['shares'] == {'count': 2}
    cloud.facebook(quirks={'needs_user_content': False})
    assert cloud.ask('GET', id, {'fields': COUNTS}, token=lacking)[0] == 200
    is_error(cloud.ask('GET', id, {'fields': 'reactions.kind(LOVE)'}), 100)
    is_error(cloud.ask('GET', id, {'fields': 'comments.filter(all)'}), 100)
    is_error(cloud.ask('GET', id, {'fields': 'reactions.type(SO_SO)'}), 100)
    is_error(cloud.ask('GET', pictured, {'fields': 'attachments{colour}'}), 100)
    cloud.done('no modifier', 'no filter', 'no reaction', 'Attachments have no field')


def test_insights():
    cloud, (id,) = with_posts(1)
    cloud.pass_time(DAY - cloud.now() % DAY + DAY // 2)  # far from Meta's midnight
    path = id + '/insights'
    read = lambda metric, **more: cloud.ask('GET', path, {'metric': metric, **more})
    answer = read('post_clicks,post_reactions_by_type_total', period='lifetime')[1]
    assert [(row['name'], row['period'], row['values']) for row in answer['data']] == [
        ('post_clicks', 'lifetime', [{'value': 0}]), ('post_reactions_by_type_total', 'lifetime', [{'value': []}])]
    assert answer['data'][0]['id'] == id + '/insights/post_clicks/lifetime' and 'next' in answer['paging']
    for what in ({'do': 'click', 'times': 12}, {'do': 'view', 'times': 100}, {'do': 'like', 'kind': 'LOVE', 'times': 2}):
        cloud.facebook(act={'post': id, **what})
    assert read('post_clicks')[1]['data'][0]['values'] == [{'value': 0}], 'they change with the day'
    cloud.pass_time(DAY)
    values = {row['name']: row['values'][0]['value'] for row in read(
        'post_clicks,post_media_view,post_total_media_view_unique,post_reactions_by_type_total,post_reactions_love_total')[1]['data']}
    assert values == {'post_clicks': 12, 'post_media_view': 100, 'post_total_media_view_unique': 70,
                      'post_reactions_by_type_total': {'love': 2}, 'post_reactions_love_total': 2}
    valid = 'The value must be a valid insights metric'
    assert valid in is_error(read('post_clicks,post_impressions'), 100)
    cloud.facebook(quirks={'dead_metrics': 'post_clicks,post_video_views'})
    assert valid in is_error(read('post_clicks'), 100) and read('post_media_view')[0] == 200
    is_error(cloud.ask('GET', path), 3001, 1504028)
    assert read('post_media_view', period='day')[1] == {'data': []}
    page = cloud.ask('GET', NORTE + '/insights', {'metric': 'page_media_view', 'period': 'day', 'since': cloud.now() - 7 * DAY, 'until': cloud.now()})[1]
    assert len(page['data'][0]['values']) == 7 and page['data'][0]['values'][0]['end_time'].endswith('+0000')
    is_error(cloud.ask('GET', NORTE + '/insights', {'metric': 'page_media_view', 'since': cloud.now() - 91 * DAY}), 100)
    is_error(cloud.ask('GET', NORTE + '/insights', {'metric': 'post_clicks'}), 100)
    is_error(cloud.ask('GET', path, {'metric': 'post_media_view'}, token=cloud.page_token(scopes=['pages_read_engagement'])), 200)
    token = cloud.page_token(GARZA, JORGE)
    small = cloud.ask('POST', GARZA + '/feed', {'message': 'x'}, token=token)[1]['id']
    ask = lambda: cloud.ask('GET', small + '/insights', {'metric': 'post_media_view'}, token=token)
    assert ask()[1] == {'data': []}, 'below a hundred likes'
    cloud.facebook(quirks={'insights_small_error': True})
    is_error(ask(), 2874008)
    cloud.done()


def test_lively():
    cloud, (id,) = with_posts(1, lively=True)
    count = lambda: cloud.ask('GET', id, {'fields': COUNTS})[1]['reactions']['summary']['total_count']
    cloud.pass_time(DAY)
    first = count()
    cloud.pass_time(3 * DAY)
    assert 0 < first < count()
    cloud.done()


# ---- Several at once ----

def test_batch():
    cloud, ids = with_posts(3)
    operations = [{'method': 'GET', 'relative_url': 'v25.0/%s?fields=message' % ids[0]}, {'method': 'GET', 'relative_url': '1?fields=id'},
                  {'method': 'POST', 'relative_url': NORTE + '/feed', 'body': 'message=a%26b+c'}, {'method': 'DELETE', 'relative_url': ids[1]}]
    send = lambda list, **more: cloud.ask('POST', '', {'batch': json.dumps(list), **more})
    status, answer = send(operations)
    assert status == 200 and [one['code'] for one in answer] == [200, 400, 200, 200]
    bodies = [json.loads(one['body']) for one in answer]
    assert bodies[0]['message'] == 'Auto 2' and bodies[1]['error']['error_subcode'] == 33 and bodies[3] == {'success': True}
    assert cloud.ask('GET', bodies[2]['id'], {'fields': 'message'})[1]['message'] == 'a&b c'
    assert {header['name'] for header in answer[0]['headers']} >= {'Content-Type'}
    assert 'headers' not in send(operations[:1], include_headers='false')[1][0]
    error = send(operations[:1] * 51)
    assert error[1]['error']['type'] == 'GraphBatchException' and 'Maximum batch size is 50' in error[1]['error']['message']
    assert len(send(operations[:1] * 50)[1]) == 50
    cloud.facebook(quirks={'batch_null': 2})
    assert [one is None for one in send(operations[:1] * 3)[1]] == [False, True, False]
    other = cloud.page_token(LINDA)
    own = cloud.ask('POST', LINDA + '/feed', {'message': 'x'}, token=other)[1]['id']
    mixed = send([{'method': 'GET', 'relative_url': ids[0]}, {'method': 'GET', 'relative_url': '%s?access_token=%s' % (own, other)},
                  {'method': 'GET', 'relative_url': own}])[1]
    assert [one['code'] for one in mixed] == [200, 200, 403], 'each may have its own token'
    cloud.call_control('faults', {'method': 'GET', 'path': 'graph/v25.0/' + ids[2], 'error': {'code': 2}})
    assert [one['code'] for one in send([{'method': 'GET', 'relative_url': one} for one in (ids[0], ids[2])])[1]] == [200, 503]
    is_error(send([{'method': 'GET', 'relative_url': 'me', 'depends_on': 'x'}]), 100)
    is_error(send([{'method': 'PUT', 'relative_url': 'me'}]), 100)
    cloud.done('A batch of 51', 'depends_on', 'has a method')


def test_ids():
    cloud, ids = with_posts(3)
    status, answer = cloud.ask('GET', '', {'ids': ','.join(ids), 'fields': COUNTS})
    assert status == 200 and set(answer) == set(ids) and answer[ids[0]]['reactions']['summary'] == {'total_count': 0}
    missing = ','.join([ids[0], '1', ids[1]])
    assert '1' in is_error(cloud.ask('GET', '', {'ids': missing}), 803)
    cloud.facebook(quirks={'ids_all_or_nothing': False})
    assert set(cloud.ask('GET', '', {'ids': missing})[1]) == set(ids[:2])
    is_error(cloud.ask('GET', '', {'ids': ','.join(ids * 17)}), 100)
    cloud.done('51 ids')


# ---- Limits ----

def page_usage(cloud, page=NORTE):
    return json.loads(cloud.answer_headers['X-Business-Use-Case-Usage'])[page][0]


def test_limits_of_a_page():
    cloud = ready(quirks={'page_calls': 50, 'block_minutes': 30})
    cloud.ask('GET', 'me')
    assert page_usage(cloud) == {'type': 'pages', 'call_count': 2, 'total_cputime': 0, 'total_time': 0, 'estimated_time_to_regain_access': 0}
    cloud.ask('GET', 'me')
    assert page_usage(cloud)['call_count'] == 4
    cloud.facebook(limits={'page': NORTE, 'percent': 99})
    assert cloud.ask('GET', 'me')[0] == 200
    is_error(cloud.ask('GET', 'me'), 80001)
    assert page_usage(cloud)['estimated_time_to_regain_access'] == 30 and page_usage(cloud)['call_count'] == 100
    cloud.pass_time(29 * 60)
    is_error(cloud.ask('GET', 'me'), 80001)
    cloud.pass_time(90)
    is_error(cloud.ask('GET', 'me'), 80001)
    assert cloud.call('GET', '/control/facebook')[1]['usage']['page ' + NORTE]['calls_while_blocked'] == 2
    cloud.pass_time(3 * 60)
    assert cloud.ask('GET', 'me')[0] == 200, 'each call prolonged it by a minute'
    assert cloud.ask('GET', 'me', token=cloud.page_token(LINDA))[0] == 200
    cloud.facebook(limits={'page': NORTE, 'block_minutes': 60})
    is_error(cloud.ask('GET', 'me'), 80001)
    is_error(cloud.ask('GET', NORTE, token=cloud.user_token()), 32)
    assert 'call_count' in json.loads(cloud.answer_headers['X-Page-Usage'])
    is_error(cloud.ask('GET', NORTE, token=cloud.user_token(kind='SYSTEM')), 80001)
    cloud.done()


def test_limits_of_an_app():
    cloud = ready()
    user = cloud.user_token()
    cloud.facebook(limits={'app': APP, 'percent': 98})
    assert cloud.ask('GET', 'me', token=user)[0] == 200
    assert json.loads(cloud.answer_headers['X-App-Usage']) == {'call_count': 99, 'total_time': 33, 'total_cputime': 24}
    assert cloud.ask('GET', 'me', token=user)[0] == 200
    is_error(cloud.ask('GET', 'me', token=user), 4, status=403)
    cloud.facebook(quirks={'usage_headers': 'missing'})
    cloud.ask('GET', 'me')
    assert 'X-Business-Use-Case-Usage' not in cloud.answer_headers
    cloud.facebook(quirks={'usage_headers': 'malformed'})
    cloud.ask('GET', 'me')
    try:
        page_usage(cloud)
        assert False, 'it can be read'
    except ValueError:
        pass
    cloud.facebook(quirks={'usage_headers': 'sometimes'})
    seen = []
    for _ in range(3):
        cloud.ask('GET', 'me')
        seen.append('X-Business-Use-Case-Usage' in cloud.answer_headers)
    assert sorted(seen) == [False, True, True]
    cloud.done()


# ---- What goes wrong on purpose ----

def shown(cloud):
    cloud.pass_time(10)
    return [row.get('message') for row in cloud.ask('GET', NORTE + '/published_posts', {'fields': 'message'})[1]['data']]


def fault(cloud, **rule):
    cloud.call_control('faults', {'path': 'graph/v25.0/%s/*' % NORTE, **rule})


def is_cut(cloud, message):
    try:
        return 'id' not in cloud.post(message)[1]
    except (http.client.HTTPException, OSError):
        return True


def test_lost_answers():
    cloud = ready()
    fault(cloud, method='POST', after=True, cut='before')
    assert is_cut(cloud, 'lost, and done') and shown(cloud) == ['lost, and done']
    fault(cloud, method='POST', cut='before')
    assert is_cut(cloud, 'never done') and shown(cloud) == ['lost, and done']
    line = [one for one in map(json.loads, cloud.journal().splitlines()) if one['path'].endswith('/feed')][-1]
    assert line['body']['message'] == 'never done', 'what was asked is known all the same'
    fault(cloud, method='POST', cut='reading')
    assert is_cut(cloud, 'never read') and shown(cloud) == ['lost, and done']
    for cut in ('headers', 'body'):
        fault(cloud, method='POST', after=True, cut=cut)
        assert is_cut(cloud, cut) and shown(cloud)[0] == cut
    fault(cloud, method='POST', after=True, status=500)
    is_error(cloud.post('500, and done'), 1, status=500)
    assert shown(cloud)[0] == '500, and done'
    cloud.done()


def test_wrong_answers():
    cloud = ready()
    path = NORTE + '/published_posts'
    fault(cloud, status=503)
    error = cloud.ask('GET', path)
    is_error(error, 2, status=503)
    assert error[1]['error']['is_transient']
    fault(cloud, status=502, html=True)
    status, answer = cloud.ask('GET', path)
    assert status == 502 and answer.startswith('<!DOCTYPE')
    fault(cloud, status=429)
    is_error(cloud.ask('GET', path), 4, status=429)
    fault(cloud, status=200, error={'code': 190, 'subcode': 460, 'message': 'It died'})
    assert is_error(cloud.ask('GET', path), 190, 460, status=200) == 'It died'
    fault(cloud, error={'code': 368, 'subcode': 1390008, 'title': 'Slow down', 'text': 'Too fast'})
    error = cloud.ask('GET', path)
    is_error(error, 368, 1390008, status=400)
    assert error[1]['error']['error_user_msg'] == 'Too fast'
    fault(cloud, truncate=True)
    status, answer = cloud.ask('GET', path)
    assert status == 200 and isinstance(answer, str) and answer
    fault(cloud, content_type='text/html')
    assert cloud.ask('GET', path)[1] == {'data': []} and cloud.answer_headers['Content-Type'] == 'text/html'
    fault(cloud, location='http://127.0.0.1:9/elsewhere')
    assert cloud.ask('GET', path)[0] == 302 and cloud.answer_headers['Location'] == 'http://127.0.0.1:9/elsewhere'
    fault(cloud, huge_bytes=3 << 20)
    assert cloud.ask('GET', path)[1] == {'data': []} and int(cloud.answer_headers['Content-Length']) > 3 << 20
    fault(cloud, drip_ms=20)
    begun = time.monotonic()
    assert cloud.ask('GET', path)[1] == {'data': []} and time.monotonic() - begun > 0.1
    fault(cloud, delay_ms=150, skip=1)
    cloud.ask('GET', path)
    begun = time.monotonic()
    assert cloud.ask('GET', path)[1] == {'data': []} and time.monotonic() - begun > 0.14, 'the second call only'
    fault(cloud, empty=True, status=200)
    assert cloud.ask('GET', path) == (200, '')
    cloud.done()


def test_seventh_photo_fails():
    cloud = ready()
    cloud.call_control('faults', {'method': 'POST', 'path': 'graph/v25.0/%s/photos' % NORTE, 'skip': 6, 'error': {'code': 1}})
    answers = [cloud.upload(published='false', data=JPEG + bytes([n])) for n in range(10)]
    assert [status for status, _ in answers] == [200] * 6 + [500] + [200] * 3
    for _, answer in answers:
        if 'id' in answer:
            assert cloud.ask('DELETE', answer['id'])[1] == {'success': True}
    assert cloud.call('GET', '/control/facebook')[1]['photos'] == {} and shown(cloud) == []
    cloud.done()


def test_keep_alive():
    cloud = ready()
    connection = http.client.HTTPConnection(cloud.base[len('http://'):], timeout=5)
    connection.connect()
    first = connection.sock.getsockname()
    for n in range(3):
        body = multipart([('name="published"', None, b'false'), ('name="source"; filename="%d.jpg"' % n, 'image/jpeg', JPEG)])
        connection.request('POST', '/graph/v25.0/%s/photos' % NORTE, body, {
            'Content-Type': 'multipart/form-data; boundary=frontier', 'Authorization': 'Bearer ' + cloud.token})
        assert 'id' in json.loads(connection.getresponse().read()) and connection.sock.getsockname() == first
    connection.close()
    cloud.done()


def test_scenario():
    cloud = ready()
    assert cloud.call('POST', '/control/facebook', {'pagez': []})[0] == 400
    assert cloud.call('POST', '/control/facebook', {'quirks': {'nope': 1}})[0] == 400
    assert cloud.call('POST', '/control/facebook', {'posts': [{'page': '1'}]})[0] == 400
    assert cloud.call('POST', '/control/facebook', {'act': {'do': 'like', 'post': '1'}})[0] == 400
    cloud.facebook(reset=True, apps=[{'id': '1', 'secret': 's', 'name': 'Uno'}], people=[{'id': '2', 'name': 'Dos'}],
                   pages=[{'id': '3', 'name': 'Tres', 'roles': {'2': ['ANALYZE']}}])
    token = cloud.call_control('facebook/token', {'app': '1', 'person': '2'})['access_token']
    accounts = cloud.ask('GET', 'me/accounts', token=token)[1]['data']
    assert [(page['name'], page['tasks']) for page in accounts] == [('Tres', ['ANALYZE'])]
    cloud.facebook(quirks={'death_keeps_scheduled': False}, pages=[{'id': '3', 'roles': {'2': 'all'}}])
    page = accounts[0]['access_token']
    later = {'published': 'false', 'scheduled_publish_time': str(cloud.now() + 3600)}
    id = cloud.ask('POST', '3/feed', {'message': 'x', **later}, token=page)[1]['id']
    cloud.facebook(die={'person': '2', 'subcode': 467})
    cloud.facebook(die={'person': '2', 'subcode': 0})
    is_error(cloud.ask('GET', id, token=page), 100, 33)
    cloud.done()


if __name__ == '__main__':
    sys.exit(main(globals()))
