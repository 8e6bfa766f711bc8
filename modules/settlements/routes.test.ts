import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { newWorld, type Person } from '#tests/harness/world.ts';
import { shipBooks, statement } from './books.fixture.ts';
import { routes } from './routes.ts';

const world = await newWorld();
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-money-'));
const people: Record<string, Person> = { ...world.people };
const app = await buildHttp({
  platform: { ...world.platform, files: localFiles(folder) },
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

const as = (who: string) => ({ cookie: `${sessionCookie}=${who}`, 'x-kamerton': '1' });

async function upload(who: string, content: Buffer, { key = newId(), name = 'kl_to_1c.txt' } = {}) {
  const head = `--cut\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`;
  const answer = await app.inject({
    method: 'POST',
    url: '/api/statements',
    headers: { ...as(who), 'idempotency-key': key, 'content-type': 'multipart/form-data; boundary=cut' },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--cut--\r\n')]),
  });
  return { status: answer.statusCode, body: answer.json() };
}

const inn = '7736050003';

describe('sending a statement', () => {
  test('SET-20: the file is kept, the books move, the statement stands in the list; a repeat gives the same answer', async () => {
    const { number } = await shipBooks(world, 2);
    const bytes = statement([
      { number: '1', sum: '900.00', inn, purpose: `УПД ${number}` },
      { number: '2', sum: '5.00', inn: '7707083893', purpose: 'нам' },
    ]);
    const key = newId();
    const first = await upload('fyodor', bytes, { key, name: '../выписка\u202e.txt' });
    assert.equal(first.status, 200);
    assert.deepEqual(first.body.summary.matched, 1);
    const again = await upload('fyodor', bytes, { key, name: '../выписка\u202e.txt' });
    assert.deepEqual(again.body, first.body);
    const list = await app.inject({ method: 'GET', url: '/api/statements', headers: as('fyodor') });
    const [row] = list.json().rows;
    assert.deepEqual(
      [row.id, row.fileName, row.documents, row.taken, row.leftCount, row.leftMinor],
      [key, 'выписка.txt', 2, 2, 1, '500'],
    );
    const [kept] = await world.owner(
      'select i.kind, f.sha256, f.size_bytes from import_run i join file f on f.id = i.file_id where i.id = $1',
      [key],
    );
    assert.deepEqual([kept?.['kind'], kept?.['size_bytes']], ['bank-statement', String(bytes.length)]);
    assert.deepEqual(await readFile(localFiles(folder).pathOf(String(kept?.['sha256']))), bytes);
    const view = await app.inject({ method: 'GET', url: `/api/statements/${key}`, headers: as('fyodor') });
    assert.deepEqual(view.json().now.matched, { count: 1, sumMinor: '90000' });
    const all = await app.inject({ method: 'GET', url: '/api/statements/all', headers: as('fyodor') });
    assert.deepEqual(all.json().now.unknown, { count: 1, sumMinor: '500' });
  });

  test('SET-20: what is no statement is refused in words, and leaves no trace', async () => {
    const count = () =>
      world.owner('select (select count(*) from import_run)::int as runs, (select count(*) from payment)::int as paid');
    const before = await count();
    const code = async (content: Buffer, who = 'fyodor') => {
      const answer = await upload(who, content);
      return [answer.status, answer.body.refusal?.code];
    };
    assert.deepEqual(await code(Buffer.from('%PDF-1.7')), [409, 'settlements.not_a_statement']);
    assert.deepEqual(await code(Buffer.alloc(0)), [409, 'settlements.file_empty']);
    assert.deepEqual(await code(statement([]), 'anna'), [403, 'platform.forbidden']);
    const bare = await app.inject({ method: 'POST', url: '/api/statements', headers: as('fyodor'), payload: {} });
    assert.equal(bare.json().refusal.code, 'settlements.file_missing');
    assert.deepEqual(await count(), before);
  });
});

describe('debts as files', () => {
  const get = (who: string, url: string) => app.inject({ method: 'GET', url, headers: as(who) });

  test('SET-21: only who may export takes them, sees own clients in them, and the audit knows', async () => {
    await shipBooks(world, 3);
    const csv = await get('fyodor', '/api/ageing/export?form=csv');
    assert.equal(csv.statusCode, 200);
    assert.equal(
      csv.body,
      '\ufeffКлиент;Не наступил;1–7 дн.;8–30 дн.;31–60 дн.;61–90 дн.;90+ дн.;Просрочено;Всего\r\n' +
        'ООО «Ромашка»;1350,00;0,00;0,00;0,00;0,00;0,00;0,00;1350,00\r\n',
    );
    const papers = await get('fyodor', '/api/receivables/export?form=csv');
    assert.match(papers.body, /ООО «Ромашка»;КТ-2;20\.11\.2026;\d+;20\.12\.2026;0;1350,00;1350,00\r\n$/);
    const xlsx = await get('fyodor', '/api/ageing/export');
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
    assert.deepEqual((await get('anna', '/api/ageing/export')).json().refusal, {
      code: 'platform.forbidden',
      details: { permission: 'export' },
    });
    assert.equal(
      decodeURIComponent(String(xlsx.headers['content-disposition'])),
      "attachment; filename*=UTF-8''Дебиторка 2026-11-20.xlsx",
    );
    const told = await world.owner("select payload from event where name = 'settlements.exported' order by seq");
    assert.deepEqual(
      told.map(({ payload }) => payload),
      [
        { what: 'ageing', form: 'csv', filters: '{}' },
        { what: 'receivables', form: 'csv', filters: '{}' },
        { what: 'ageing', form: 'xlsx', filters: '{}' },
      ],
    );
    people['boris'] = { ...world.people.boris, mayExport: true };
    assert.equal((await get('boris', '/api/ageing/export?form=csv')).body.split('\r\n').length, 2);
  });
});
