#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fake Graph API: vehicle catalogs, by batch, feed file and node."""
import csv
import io
import json
import sys

from test_fake import main
from test_graph import JORGE, Graph, is_error, multipart

BUSINESS, CATALOG = '200300400500600', '300400500600700'
CAR = {'vehicle_id': 'A-0123', 'title': 'Nissan Versa 2020', 'description': 'Un dueño', 'url': 'https://lote.example/a-0123', 'make': 'Nissan',
       'model': 'Versa', 'year': 2020, 'mileage': {'value': 58000, 'unit': 'KM'},
       'image': [{'url': 'https://lote.example/1.jpg', 'tag': ['Exterior']}], 'body_style': 'SEDAN', 'state_of_vehicle': 'USED',
       'exterior_color': 'Blanco', 'price': '379000 MXN', 'availability': 'available',
       'address': {'addr1': 'Av. Uno 1', 'city': 'Monterrey', 'region': 'Nuevo León', 'postal_code': '64000', 'country': 'MX'},
       'latitude': 25.67, 'longitude': -100.31}
COLUMNS = ['vehicle_id', 'title', 'description', 'url', 'make', 'model', 'year', 'mileage.value', 'mileage.unit', 'image[0].url', 'body_style',
           'price', 'exterior_color', 'state_of_vehicle', 'address', 'latitude', 'longitude', 'fuel_type']
ROW = ['A-1', 'Jetta "2019"', 'Línea uno\nlínea dos, con coma', 'https://lote.example/a-1', 'VW', 'Jetta', '2019', '91000', 'KM',
       'https://lote.example/a.jpg', 'sedan', '189000 MXN', 'Rojo', 'used', "{addr1:'Av. Uno 1', city:'Monterrey'}", '25.6', '-100.3', 'GASOLINE']


def ready():
    cloud = Graph()
    cloud.token = cloud.user_token(kind='SYSTEM')
    return cloud


def send(cloud, *requests, **more):
    return cloud.ask('POST', CATALOG + '/items_batch', {'item_type': 'VEHICLE', 'requests': json.dumps(requests), **more})


def create(**changed):
    return {'method': 'CREATE', 'data': {**CAR, **changed}}


def state(cloud, handle):
    return cloud.ask('GET', CATALOG + '/check_batch_request_status', {
        'handle': handle, 'load_ids_of_invalid_requests': 'true', 'fields': 'handle,status,errors,errors_total_count,ids_of_invalid_requests'})[1]['data'][0]


def vehicles(cloud):
    return {row['vehicle_id']: row for row in cloud.ask('GET', CATALOG + '/vehicles', {
        'fields': 'vehicle_id,price,availability,title', 'limit': 100})[1]['data']}


def test_batch():
    cloud = ready()
    status, answer = send(cloud, create(), create(vehicle_id='A-0124'))
    assert status == 200 and len(answer['handles']) == 1 and answer['validation_status'] == []
    handle = answer['handles'][0]
    seen = []
    for seconds in (0, 60, 60):
        cloud.pass_time(seconds)
        seen.append(state(cloud, handle)['status'])
        assert (vehicles(cloud) == {}) == (seen[-1] != 'finished')
    assert seen == ['started', 'dispatched', 'finished'] and state(cloud, handle)['errors_total_count'] == 0
    assert vehicles(cloud)['A-0123']['price'] == '379000 MXN'
    handle = send(cloud, {'method': 'UPDATE', 'data': {'vehicle_id': 'A-0123', 'availability': 'not_available'}},
                  {'method': 'UPDATE', 'data': {'vehicle_id': 'A-9', 'title': 'x'}}, {'method': 'DELETE', 'data': {'vehicle_id': 'A-0124'}},
                  {'method': 'DELETE', 'data': {'vehicle_id': 'A-8'}}, allow_upsert='false')[1]['handles'][0]
    cloud.pass_time(120)
    done = state(cloud, handle)
    assert sorted(done['ids_of_invalid_requests']) == ['A-8', 'A-9'] and done['errors_total_count'] == 2
    left = vehicles(cloud)
    assert list(left) == ['A-0123'] and left['A-0123']['availability'] == 'not_available' and left['A-0123']['title'] == CAR['title']
    send(cloud, {'method': 'UPDATE', 'data': {'vehicle_id': 'A-9', 'title': 'a medias'}})
    cloud.pass_time(120)
    assert 'A-9' in vehicles(cloud), 'an upsert makes a half-filled one'
    cloud.done()


def test_batch_is_checked():
    cloud = ready()
    bad = {'1': {'price': '379000'}, '2': {'price': '379,000 MXN'}, '3': {'body_style': 'PICKUP'}, '4': {'year': 20}, '5': {'vin': '123'},
           '6': {'url': 'lote.example'}, '7': {'mileage': {'value': 5.5, 'unit': 'KM'}}, '8': {'mileage': {'value': 5, 'unit': 'miles'}},
           '9': {'image': []}, '10': {'title': 'x' * 501}, '11': {'dealer_phone': '81 1234'}, '12': {'date_first_on_lot': '1/2/2026'},
           '13': {'image': [{'url': 'https://lote.example/%d.jpg' % n} for n in range(21)] and [{'url': 'no'}]}}
    status, answer = send(cloud, *(create(vehicle_id=id, **change) for id, change in bad.items()))
    assert status == 200 and answer['handles'] == [], 'nothing was accepted, and yet it is no error'
    assert {one['retailer_id'] for one in answer['validation_status'] if one['errors']} == set(bad)
    answer = send(cloud, create(colour='blue'), create(vehicle_id='B', latitude=None, description=None))[1]
    assert len(answer['handles']) == 1
    warned = {one['retailer_id']: [w['message'] for w in one['warnings']] for one in answer['validation_status']}
    assert warned['A-0123'] == ['Unknown field: colour'] and len(warned['B']) == 2
    answer = send(cloud, create(), create(), create(vehicle_id='C'))[1]
    assert len(answer['handles']) == 1 and [one['errors'][0]['message'] for one in answer['validation_status']] == ['Duplicate item id in one batch'] * 2
    assert send(cloud, {'method': 'PATCH', 'data': CAR})[1]['handles'] == []
    is_error(cloud.ask('POST', CATALOG + '/items_batch', {'item_type': 'PRODUCT_ITEM', 'requests': '[]'}), 100)
    is_error(cloud.ask('POST', CATALOG + '/items_batch', {'item_type': 'VEHICLE'}), 100)
    is_error(cloud.ask('POST', CATALOG + '/items_batch', {'item_type': 'VEHICLE', 'requests': '{}'}), 100)
    is_error(cloud.ask('GET', CATALOG + '/check_batch_request_status', {'handle': 'nope'}), 100)
    is_error(send(cloud, *[{}] * 5001), 100)
    cloud.facebook(limits={'catalog': CATALOG, 'block_minutes': 5})
    is_error(send(cloud, create()), 80014)
    is_error(cloud.ask('GET', CATALOG + '/vehicles'), 80009)
    cloud.pass_time(300)
    assert send(cloud, create())[1]['handles']
    cloud.done('“requests” is missing', '“requests” is to be')


def test_who_may():
    cloud = ready()
    is_error(cloud.ask('GET', CATALOG + '/vehicles', token=cloud.user_token(JORGE)), 100, 33)
    is_error(cloud.ask('GET', CATALOG + '/vehicles', token=cloud.page_token()), 100, 33)
    made = cloud.ask('POST', BUSINESS + '/owned_product_catalogs', {'name': 'Otro', 'vertical': 'vehicles'})[1]['id']
    assert made in [row['id'] for row in cloud.ask('GET', BUSINESS + '/owned_product_catalogs')[1]['data']]
    assert cloud.ask('GET', made, {'fields': 'name,vertical'})[1] == {'name': 'Otro', 'vertical': 'vehicles', 'id': made}
    cloud.facebook(businesses=[{'id': '7', 'name': 'Nuevo', 'people': ['10150000000000001']}])
    is_error(cloud.ask('POST', '7/owned_product_catalogs', {'name': 'x'}), 200)
    is_error(cloud.ask('GET', CATALOG + '/vehicles', token=cloud.user_token(scopes=['business_management'])), 200)
    cloud.done()


def write_csv(*rows, head=COLUMNS):
    text = io.StringIO(newline='')
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode()


def upload(cloud, feed, data, **fields):
    body = multipart([*((('name="%s"' % name), None, value.encode()) for name, value in fields.items()),
                      ('name="file"; filename="autos.csv"', 'text/csv', data)])
    status, answer = cloud.raw('/graph/v25.0/%s/uploads' % feed, body, 'multipart/form-data; boundary=frontier', cloud.token)
    assert status == 200, answer
    assert 'end_time' not in cloud.ask('GET', answer['id'])[1], 'not done yet'
    cloud.pass_time(60)
    counts = cloud.ask('GET', answer['id'], {'fields': 'end_time,num_detected_items,num_persisted_items,num_invalid_items,num_deleted_items,'
                                             'error_count,warning_count'})[1]
    assert counts['end_time']
    errors = cloud.ask('GET', answer['id'] + '/errors', {'fields': 'id,error_type,summary,description,severity,total_count,affected_surfaces'})[1]['data']
    return counts, [(one['severity'], one['error_type'], one['description']) for one in errors]


def changed(**cells):
    return [cells.get(name.replace('.', '_'), value) for name, value in zip(COLUMNS, ROW)]


def test_feed():
    cloud = ready()
    feed = cloud.ask('POST', CATALOG + '/product_feeds', {
        'name': 'Lote', 'feed_type': 'VEHICLES', 'default_currency': 'MXN', 'country': 'MX', 'encoding': 'UTF8', 'delimiter': 'COMMA',
        'quoted_fields_mode': 'on', 'schedule': json.dumps({'interval': 'DAILY', 'url': 'https://lote.example/f.csv', 'hour': 3})})[1]['id']
    assert cloud.ask('GET', feed, {'fields': 'default_currency'})[1]['default_currency'] == 'MXN'
    counts, errors = upload(cloud, feed, write_csv(ROW, changed(vehicle_id='A-2')))
    assert errors == [] and (counts['num_detected_items'], counts['num_persisted_items'], counts['error_count']) == (2, 2, 0)
    assert vehicles(cloud)['A-1']['title'] == 'Jetta "2019"'
    counts, errors = upload(cloud, feed, write_csv(
        changed(price='189000'), changed(vehicle_id='A-3', latitude=''), changed(vehicle_id='A-4'), changed(vehicle_id='A-4'), ['corta']))
    assert (counts['num_detected_items'], counts['num_persisted_items'], counts['num_invalid_items'], counts['num_deleted_items']) == (5, 1, 4, 2)
    assert (counts['error_count'], counts['warning_count']) == (4, 1) and list(vehicles(cloud)) == ['A-3']
    assert [description[:6] for severity, _, description in errors if severity == 'fatal'] == ['Row 2:', 'Row 4:', 'Row 5:', 'Row 6:']
    upload(cloud, feed, write_csv(ROW), update_only='true')
    assert set(vehicles(cloud)) == {'A-1', 'A-3'}, 'update_only deletes nothing'
    assert upload(cloud, feed, write_csv(ROW, head=['x'] + COLUMNS[1:]))[1][0][:2] == ('fatal', 'MISSING_COLUMN')
    assert upload(cloud, feed, write_csv(ROW + ['?'], head=COLUMNS + ['colour']))[1] == [('warning', 'UNKNOWN_COLUMN', 'Unknown column: colour')]
    assert upload(cloud, feed, write_csv(ROW + ['Av. Uno'], head=COLUMNS + ['address.addr1']))[1][0][0] == 'fatal', 'the address twice'
    assert upload(cloud, feed, write_csv(ROW)[:-30])[1][0][:2] == ('fatal', 'INVALID_FILE')
    assert upload(cloud, feed, b'')[1][0][:2] == ('fatal', 'INVALID_FILE')
    assert upload(cloud, feed, write_csv(ROW).decode().encode('latin-1'))[1] == [('warning', 'ENCODING', 'The file is not UTF-8 and was read as LATIN1')]
    is_error(cloud.ask('POST', feed + '/uploads', {'update_only': 'true'}), 100)
    is_error(cloud.ask('POST', CATALOG + '/product_feeds', {'name': 'x', 'schedule': '{"interval":"NEVER"}'}), 100)
    cloud.done()


def test_node():
    cloud = ready()
    node = {**{name: CAR[name] for name in ('vehicle_id', 'title', 'description', 'url', 'make', 'model', 'year', 'body_style', 'state_of_vehicle',
                                            'exterior_color')}, 'mileage': json.dumps(CAR['mileage']), 'images': json.dumps(CAR['image']),
            'vin': '3N1CN8AE0LL000000', 'price': '37900000', 'currency': 'MXN', 'address': json.dumps({'street_address': 'Av. Uno 1'})}
    id = cloud.ask('POST', CATALOG + '/vehicles', node)[1]['id']
    assert cloud.ask('POST', id, {'availability': 'NOT_AVAILABLE'})[1] == {'success': True}
    assert cloud.ask('GET', id, {'fields': 'vehicle_id,availability,visibility'})[1] == {
        'id': id, 'vehicle_id': 'A-0123', 'availability': 'NOT_AVAILABLE', 'visibility': 'PUBLISHED'}
    is_error(cloud.ask('POST', CATALOG + '/vehicles', node), 100)
    is_error(cloud.ask('POST', CATALOG + '/vehicles', {**node, 'vehicle_id': 'B', 'price': '379000 MXN'}), 100)
    is_error(cloud.ask('DELETE', id), 100, 33)
    cloud.done('“price” is to be an integer', 'Vehicle has no DELETE')


if __name__ == '__main__':
    sys.exit(main(globals()))
