import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { fileBytesMost } from './model.ts';
import { routes } from './routes.ts';

const world = await newWorld();
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-files-'));
const files = localFiles(folder);
const people: Record<string, Person> = { ...world.people };
const app = await buildHttp({
  platform: { ...world.platform, files },
  routes,
  authenticate: async (token) => {
    const person = people[token];
    return person === undefined ? null : { ...person, sessionId: newId() };
  },
  log: pino({ level: 'silent' }),
  secure: false,
  ready: () => true,
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const accountId = ids.account.romashka;
const base = `/api/accounts/${accountId}/files`;
const boundary = 'kamertonboundary';

function multipart(name: string, content: Buffer, claimed = 'application/octet-stream'): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type:
    ${claimed}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
const as = (who: string) => ({ cookie: `${sessionCookie}=${who}`, 'x-kamerton': '1' });

async function upload(who: string, name: string, content: Buffer | string, key = newId()) {
  const headers = { ...as(who), 'idempotency-key': key, 'content-type': `multipart/form-data; boundary=${boundary}` };
  const answer = await app.inject({
    method: 'POST',
    url: base,
    headers,
    payload: multipart(name, Buffer.from(content), 'image/png'),
  });
  return { status: answer.statusCode, body: answer.json<{ id?: string; refusal?: { code: string } }>() };
}
const stored = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length;
const pdf = '%PDF-1.7\nа';

describe('files', () => {
  test('ACC-11 a file has the type of its content and a safe name, and is given to be saved only', async () => {
    const made = await upload('anna', 'Счёт № 5.exe', pdf);
    assert.equal(made.status, 200);
    const [row] = await world.owner(
      'select f.name, f.media_type, f.size_bytes, f.created_by from file f where id = $1',
      [made.body.id],
    );
    assert.deepEqual(row, {
      name: 'Счёт № 5.exe.pdf',
      media_type: 'application/pdf',
      size_bytes: '11',
      created_by: ids.person.anna,
    });
    const got = await app.inject({ method: 'GET', url: `${base}/${made.body.id}`, headers: as('anna') });
    assert.equal(got.body, pdf);
    assert.equal(got.headers['content-type'], 'application/pdf');
    assert.equal(
      got.headers['content-disposition'],
      `attachment; filename="____ _ 5.exe.pdf"; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%20%E2%84%96%205.exe.pdf`,
    );
    assert.equal(got.headers['x-content-type-options'], 'nosniff');
    assert.equal(got.headers['content-security-policy'], "default-src 'none'; sandbox");
    assert.equal(got.headers['cache-control'], 'private, no-store');
  });

  test('the same key gives the same file once', async () => {
    const key = newId();
    const first = await upload('anna', 'a.pdf', pdf, key);
    const second = await upload('anna', 'a.pdf', pdf, key);
    assert.deepEqual([first.body.id, second.body.id], [key, key]);
    assert.equal((await world.owner('select 1 from account_file where file_id = $1', [key])).length, 1);
    assert.equal((await upload('anna', 'a.pdf', `${pdf}!`, key)).body.refusal?.code, 'platform.key_reused');
  });

  test('ACC-11 pages, programs and empty files are refused before they are kept', async () => {
    const before = await stored();
    for (const [content, code] of [
      ['<html><script>alert(1)</script>', 'accounts.file_kind'],
      ['MZ\0\0', 'accounts.file_kind'],
      ['', 'accounts.file_empty'],
    ]) {
      assert.equal((await upload('anna', 'a.pdf', content ?? '')).body.refusal?.code, code);
    }
    assert.equal(await stored(), before);
  });

  test('ACC-11 one byte past 20 MB is refused and leaves nothing; 20 MB are taken', async () => {
    const before = await stored();
    const content = Buffer.alloc(fileBytesMost + 1, 'a');
    const refused = await upload('anna', 'a.txt', content);
    assert.deepEqual([refused.status, refused.body.refusal?.code], [409, 'accounts.file_too_large']);
    assert.equal(await stored(), before);
    assert.equal((await upload('anna', 'a.txt', content.subarray(1))).status, 200);
  });

  test('ACC-3 files of an account that is not seen are neither taken nor given', async () => {
    const before = await stored();
    assert.deepEqual(await upload('boris', 'b.pdf', '%PDF-1.4 b'), {
      status: 404,
      body: { refusal: { code: 'accounts.not_found' } },
    });
    assert.equal(await stored(), before);
    assert.equal((await upload('fyodor', 'b.pdf', pdf)).status, 403);
    assert.equal((await upload('nobody', 'b.pdf', pdf)).status, 401);
    const id = (await upload('anna', 'a.pdf', pdf)).body.id ?? '';
    const get = async (who: string, account: string) =>
      (await app.inject({ method: 'GET', url: `/api/accounts/${account}/files/${id}`, headers: as(who) })).statusCode;
    assert.deepEqual([await get('anna', accountId), await get('sonya', accountId)], [200, 200]);
    assert.deepEqual(
      [await get('boris', accountId), await get('stranger', accountId), await get('anna', ids.account.lutik)],
      [404, 404, 404],
    );
    const removed = await app.inject({
      method: 'DELETE',
      url: `${base}/${id}`,
      headers: { ...as('anna'), 'idempotency-key': newId() },
    });
    assert.equal(removed.statusCode, 200);
    assert.equal(await get('anna', accountId), 404);
  });

  test('what is no multipart, and one without a file, are refused', async () => {
    const plain = await app.inject({
      method: 'POST',
      url: base,
      headers: { ...as('anna'), 'idempotency-key': newId() },
      payload: {},
    });
    assert.equal(plain.json<{ refusal: { code: string } }>().refusal.code, 'accounts.file_missing');
    const headers = { ...as('anna'), 'content-type': `multipart/form-data; boundary=${boundary}` };
    const empty = await app.inject({ method: 'POST', url: base, headers, payload: `--${boundary}--\r\n` });
    assert.equal(empty.json<{ refusal: { code: string } }>().refusal.code, 'accounts.file_missing');
    assert.equal((await upload('anna', 'a.pdf', pdf, 'not-a-key')).status, 400);
  });
});

describe('the routes', () => {
  test('each GET answers by its own schema', async () => {
    const urls = [
      '/accounts',
      '/accounts?q=ромашка&status=active&limit=5',
      '/accounts/pick?q=ро',
      '/accounts/options',
      '/accounts/similar?name=Ромашка',
      `/accounts/${accountId}`,
      `/accounts/${accountId}/timeline`,
      `/accounts/${accountId}/managers`,
      `/accounts/${accountId}/notes`,
      `/accounts/${accountId}/files`,
      '/account-groups',
    ];
    for (const url of urls) {
      const answer = await app.inject({ method: 'GET', url: `/api${encodeURI(url)}`, headers: as('anna') });
      assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`);
    }
    const card = await app.inject({ method: 'GET', url: `/api/accounts/${accountId}`, headers: as('anna') });
    assert.deepEqual(card.json<{ credit: { limit: unknown } }>().credit.limit, {
      minor: '50000000',
      scope: 'account',
      until: null,
    });
    assert.deepEqual(card.json<{ closed: { assign: unknown } }>().closed.assign, {
      code: 'platform.forbidden',
      details: { permission: 'accounts.assign' },
    });
    const list = await app.inject({ method: 'GET', url: '/api/accounts?key=true', headers: as('anna') });
    assert.equal(list.json<{ count: number }>().count, 1);
  });

  test('an input of another shape is refused with the field', async () => {
    const headers = { ...as('anna'), 'idempotency-key': newId() };
    const answer = await app.inject({
      method: 'POST',
      url: '/api/accounts',
      headers,
      payload: { id: newId(), name: 'x', status: 'active' },
    });
    assert.equal(answer.statusCode, 400);
    assert.ok(answer.json<{ problems: { path: string }[] }>().problems.some((one) => one.path === 'status'));
  });
});
