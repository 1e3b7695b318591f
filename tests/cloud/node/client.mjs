// SPDX-License-Identifier: GPL-3.0-or-later
// Google's own client libraries on the fake cloud, unchanged but for the address: what they refuse or misread here, a faithful
// fake would not send. Prints TAP. node client.mjs BASE
import assert from 'node:assert/strict';
import { drive as openDrive } from '@googleapis/drive';
import { sheets as openSheets } from '@googleapis/sheets';
import { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';

const base = process.argv[2];
const FILE_SCOPE = 'https://www.googleapis.com/auth/drive.file';
const PERSON = 'ventas@ejemplo.mx';
const ROWS = [['', 'MARCA', 'MODELO', 'AÑO', 'PRECIO', 'INGRESO', 'ESTATUS'],
              ['1', 'NISSAN', 'VERSA', '2021', '$214,900', '03/04/2026', 'DISPONIBLE'],
              [],
              ['3', 'VW', 'JETTA', '', '189000.5']];

async function control(what, body) {
  const answer = await fetch(`${base}/control/${what}`, { method: 'POST', body: JSON.stringify(body),
                                                          headers: { 'Content-Type': 'application/json' } });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

// What a person does in the browser: allows, and picks the sheet.
async function consent(address, picked) {
  const query = new URL(address).search.slice(1);
  assert.equal((await fetch(address)).status, 200);
  const form = new URLSearchParams({ request: query, email: PERSON, answer: 'allow', scope: FILE_SCOPE, picked });
  const answer = await fetch(`${base}/o/oauth2/v2/auth/decision`, { method: 'POST', body: form, redirect: 'manual' });
  assert.equal(answer.status, 302);
  return new URL(answer.headers.get('location')).searchParams;
}

const tests = [];
const test = (name, run) => tests.push([name, run]);

const { id } = await control('sheet', { title: 'Autos', owner: PERSON, rows: ROWS });
const auth = new OAuth2Client({
  clientId: '100200300400-lote.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-of-the-fake-cloud',
  redirectUri: 'http://127.0.0.1:41234',
  forceRefreshOnFailure: true,
  endpoints: { oauth2AuthBaseUrl: `${base}/o/oauth2/v2/auth`, oauth2TokenUrl: `${base}/token`,
               oauth2RevokeUrl: `${base}/revoke` },
});
const sheets = openSheets({ version: 'v4', auth, rootUrl: `${base}/` });
const drive = openDrive({ version: 'v3', auth, rootUrl: `${base}/` });

test('sign-in with PKCE and the picker', async () => {
  const { codeVerifier, codeChallenge } = await auth.generateCodeVerifierAsync();
  const address = auth.generateAuthUrl({ access_type: 'offline', prompt: 'consent', scope: [FILE_SCOPE], state: 'estado ñ',
                                         code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256,
                                         trigger_onepick: 'true', include_granted_scopes: false });
  const answer = await consent(address, id);
  assert.equal(answer.get('state'), 'estado ñ');
  assert.equal(answer.get('picked_file_ids'), id);
  const { tokens } = await auth.getToken({ code: answer.get('code'), codeVerifier });
  assert.equal(tokens.scope, FILE_SCOPE);
  assert.ok(tokens.refresh_token && tokens.expiry_date > Date.now());
  auth.setCredentials(tokens);
});

test('the structure of a spreadsheet by a mask', async () => {
  const { data } = await sheets.spreadsheets.get({
    spreadsheetId: id, fields: 'spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,gridProperties))' });
  assert.equal(data.spreadsheetId, id);
  assert.equal(data.properties.title, 'Autos');
  assert.equal(data.sheets[0].properties.title, 'INVENTARIO');
  assert.equal(data.sheets[0].data, undefined);
});

test('values are read typed', async () => {
  const { data } = await sheets.spreadsheets.values.batchGet({
    spreadsheetId: id, ranges: ['INVENTARIO!A1:Z'], valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'SERIAL_NUMBER' });
  assert.deepEqual(data.valueRanges[0].values,
                   [ROWS[0], [1, 'NISSAN', 'VERSA', 2021, 214900, 46115, 'DISPONIBLE'], [], [3, 'VW', 'JETTA', '', 189000.5]]);
});

test('a pinned row is found, written and let go', async () => {
  const metadataId = 48151623;
  await sheets.spreadsheets.batchUpdate({ spreadsheetId: id, requestBody: { requests: [{ createDeveloperMetadata: { developerMetadata: {
    metadataId, metadataKey: 'autosell', visibility: 'PROJECT',
    location: { dimensionRange: { sheetId: 0, dimension: 'ROWS', startIndex: 3, endIndex: 4 } } } } }] } });
  const filter = { developerMetadataLookup: { metadataId } };
  const read = await sheets.spreadsheets.values.batchGetByDataFilter({
    spreadsheetId: id, requestBody: { dataFilters: [filter], valueRenderOption: 'UNFORMATTED_VALUE' } });
  assert.deepEqual(read.data.valueRanges[0].valueRange.values, [[3, 'VW', 'JETTA', '', 189000.5]]);
  const written = await sheets.spreadsheets.values.batchUpdateByDataFilter({ spreadsheetId: id, requestBody: {
    valueInputOption: 'RAW', includeValuesInResponse: true, responseValueRenderOption: 'UNFORMATTED_VALUE',
    data: [{ dataFilter: filter, majorDimension: 'ROWS', values: [[null, null, null, 2019]] }] } });
  assert.deepEqual(written.data.responses[0].updatedData.values, [[3, 'VW', 'JETTA', 2019, 189000.5]]);
  await sheets.spreadsheets.batchUpdate({ spreadsheetId: id, requestBody: {
    requests: [{ deleteDeveloperMetadata: { dataFilter: filter } }] } });
  const gone = await sheets.spreadsheets.values.batchGetByDataFilter({ spreadsheetId: id, requestBody: { dataFilters: [filter] } });
  assert.equal((gone.data.valueRanges ?? []).length, 0);
});

test('a row is appended', async () => {
  const { data } = await sheets.spreadsheets.values.append({
    spreadsheetId: id, range: 'INVENTARIO!A1', valueInputOption: 'RAW', insertDataOption: 'INSERT_ROWS',
    requestBody: { values: [[4, 'KIA', 'RIO']] } });
  assert.equal(data.updates.updatedRows, 1);
  assert.equal(data.updates.updatedCells, 3);
});

test('the version of the file, and who is signed in', async () => {
  const file = await drive.files.get({ fileId: id, fields: 'version,modifiedTime,trashed', supportsAllDrives: true });
  assert.match(file.data.version, /^[0-9]+$/);
  const about = await drive.about.get({ fields: 'user(displayName,emailAddress,permissionId)' });
  assert.equal(about.data.user.emailAddress, PERSON);
});

test('errors are the errors that the library knows', async () => {
  await assert.rejects(sheets.spreadsheets.values.get({ spreadsheetId: id, range: 'NO HAY!A1' }),
                       error => error.status === 400 && /Unable to parse range/.test(error.message));
  await assert.rejects(drive.files.get({ fileId: 'never-was' }), error => error.status === 404);
  await assert.rejects(sheets.spreadsheets.batchUpdate({ spreadsheetId: id, requestBody: { requests: [{ unheardOf: {} }] } }),
                       error => error.status === 400);
});

test('a token that the server refuses is renewed by the library', async () => {
  await control('identity', { expire: true });
  const before = auth.credentials.access_token;
  const { data } = await sheets.spreadsheets.get({ spreadsheetId: id, fields: 'spreadsheetId' });
  assert.equal(data.spreadsheetId, id);
  assert.notEqual(auth.credentials.access_token, before);
});

test('after revoking nothing works', async () => {
  await auth.revokeToken(auth.credentials.access_token);
  await assert.rejects(sheets.spreadsheets.get({ spreadsheetId: id, fields: 'spreadsheetId' }));
});

console.log(`1..${tests.length}`);
for (const [index, [name, run]] of tests.entries()) {
  try {
    await run();
    console.log(`ok ${index + 1} ${name}`);
  } catch (error) {
    console.log(`not ok ${index + 1} ${name}`);
    console.log(String(error.stack).replaceAll(/^/gm, '# '));
  }
}
