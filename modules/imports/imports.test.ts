import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp } from '#platform/http.ts';
import type { JobContext } from '#platform/jobs.ts';
import { openLog } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import type { SignedIn } from '#platform/serve.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { importsKnown } from '../../app.ts';
import { importJob, resumeImports } from './index.ts';
import { routesFor } from './routes.ts';
import { plainName } from './upload.ts';

const world = await newWorld();
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-imports-'));
const platform = { ...world.platform, files: localFiles(folder) };
const people = new Map<string, SignedIn>(
  Object.entries(world.people).map(([name, one]) => [name, { ...one, sessionId: newId() }]),
);
const app = await buildHttp({
  platform,
  routes: routesFor(importsKnown()),
  authenticate: (token) => Promise.resolve(people.get(token) ?? null),
  log: openLog('silent'),
  secure: false,
  ready: () => true,
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const context: JobContext = {
  ...platform,
  orgId: ids.org,
  now: '2026-11-20T09:00:00Z',
  mail: openMail(null),
  log: openLog('silent'),
};
const work = (importId: string, personId: string = ids.person.admin) =>
  importJob(importsKnown()).handle(context, { importId, personId });

type Ask = { readonly who?: string; readonly body?: object; readonly key?: string };
async function send(method: 'GET' | 'POST' | 'PUT', url: string, { who = 'admin', body, key = newId() }: Ask = {}) {
  const answer = await app.inject({
    method,
    url: `/api/imports${url}`,
    headers: { cookie: `kamerton_session=${who}`, 'x-kamerton': '1', 'idempotency-key': key },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, json: () => answer.json(), raw: answer.rawPayload };
}
async function upload(kind: string, text: string, { who = 'admin', key = newId() }: Ask = {}) {
  const head = `--cut\r\ncontent-disposition: form-data; name="file"; filename="C:\\\\дом\\\\клиенты.csv"\r\n\r\n`;
  const answer = await app.inject({
    method: 'POST',
    url: `/api/imports/kinds/${kind}`,
    headers: {
      cookie: `kamerton_session=${who}`,
      'x-kamerton': '1',
      'idempotency-key': key,
      'content-type': 'multipart/form-data; boundary=cut',
    },
    payload: Buffer.concat([Buffer.from(head), iconv.encode(text, 'win1251'), Buffer.from('\r\n--cut--\r\n')]),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const get = async (id: string) => (await send('GET', `/${id}`)).json();
const count = async (prefix: string) =>
  (
    await world.owner('select count(*)::int as n from account where org_id = $1 and code like $2', [
      ids.org,
      `${prefix}%`,
    ])
  )[0]?.['n'];

const table =
  'Код;Наименование;ИНН;Странное\nИ-1;ООО «Первый»;7707083893;x\nИ-2;ООО «Второй»;1;y\nИ-3;ООО «Третий»;;z\n';

describe('imports over HTTP', () => {
  test('kinds with their columns; an empty table of each', async () => {
    const { kinds } = (await send('GET', '/kinds')).json();
    assert.deepEqual(
      kinds.map((one: { kind: string }) => one.kind),
      ['accounts', 'products', 'prices', 'stock', 'orders', 'sales-history'],
    );
    assert.deepEqual(
      kinds[4].fields.find((one: { name: string }) => one.name === 'account'),
      { name: 'account', label: 'Клиент', required: true },
    );
    const template = await send('GET', '/kinds/stock/template');
    assert.equal(template.raw.subarray(0, 2).toString(), 'PK');
  });

  test('IMP-1: upload, preview, columns, check, import, errors: nothing changes before the start', async () => {
    const { status, body } = await upload('accounts', table);
    assert.equal(status, 200);
    const { id } = body;
    const preview = (await send('GET', `/${id}/preview`)).json();
    assert.equal(preview.fields.find((one: { name: string }) => one.name === 'inn').column, 2);
    assert.deepEqual(preview.rows[0].cells, { code: 'И-1', name: 'ООО «Первый»', inn: '7707083893' });
    assert.equal(preview.notes.length, 1, 'the strange column is told of');
    await send('PUT', `/${id}/settings`, { body: { settings: { columns: { segment: 'Странное' } } } });
    assert.equal((await send('GET', `/${id}/preview`)).json().rows[0].cells.segment, 'x');

    await send('POST', `/${id}/start`, { body: { dryRun: true } });
    await work(id);
    const checked = await get(id);
    assert.deepEqual([checked.state, checked.dryRun, checked.created, checked.rejected], ['preview', true, 2, 1]);
    assert.equal(await count('И-'), 0);

    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    assert.equal((await get(id)).state, 'running');
    await work(id);
    const done = await get(id);
    assert.deepEqual(
      [done.state, done.dryRun, done.rows, done.totalRows, done.created, done.rejected],
      ['done', false, 3, 3, 2, 1],
    );
    assert.equal(done.fileName, 'клиенты.csv');
    assert.match(done.problems[0].messages[0], /^C «ИНН»: /);
    assert.equal(await count('И-'), 2);
    const errors = (await send('GET', `/${id}/errors`)).raw.toString();
    assert.match(errors, /И-2;ООО «Второй»;1;y;3;/);
    const events = await world.owner('select name from event where subject_id = $1 order by seq', [id]);
    assert.deepEqual(
      events.map((one) => one['name']),
      ['imports.uploaded', 'imports.started', 'imports.finished', 'imports.started', 'imports.finished'],
    );

    const again = await upload('accounts', errors.replace(';1;y', ';7736207543;y'));
    await send('POST', `/${again.body.id}/start`, { body: { dryRun: false } });
    await work(again.body.id);
    assert.deepEqual([(await get(again.body.id)).created, await count('И-')], [1, 3]);
  });

  test('IMP-4: columns are remembered under a name and chosen for the next file', async () => {
    const first = (await upload('accounts', 'A;B\nС-1;ООО «Раз»\n')).body.id;
    await send('PUT', `/${first}/settings`, { body: { settings: { columns: { code: 'A', name: 'B' } } } });
    assert.equal((await send('PUT', `/${first}/mapping`, { body: { name: 'Наш отчёт' } })).status, 200);
    const second = (await upload('accounts', 'A;B\nС-2;ООО «Два»\n')).body.id;
    assert.equal(
      (await send('PUT', `/${second}/settings`, { body: { saved: 'нет такого' } })).json().refusal.code,
      'imports.no_mapping',
    );
    await send('PUT', `/${second}/settings`, { body: { saved: 'Наш отчёт' } });
    assert.deepEqual((await send('GET', `/${second}/preview`)).json().rows[0].cells, {
      code: 'С-2',
      name: 'ООО «Два»',
    });
  });

  test('IMP-2: the same upload twice is one; what is no table, no form, no kind is refused', async () => {
    const key = newId();
    assert.equal((await upload('accounts', table, { key })).body.id, key);
    assert.equal((await upload('accounts', table, { key })).body.id, key);
    assert.equal((await upload('accounts', '')).body.refusal.code, 'exchange.empty_file');
    assert.equal((await upload('nothing', table)).status, 404);
    assert.equal((await send('POST', '/kinds/accounts')).json().refusal.code, 'imports.file_missing');
  });

  test('IMP-5: who may not import does not see imports; the right of the kind is asked at the start; other orgs see nothing', async () => {
    const { id } = (await upload('accounts', table)).body;
    for (const url of ['', `/${id}`, `/${id}/preview`, `/${id}/errors`, '/kinds']) {
      assert.equal((await send('GET', url, { who: 'anna' })).status, 403, url);
    }
    assert.equal(
      (await send('POST', `/${id}/start`, { who: 'fyodor', body: { dryRun: false } })).json().refusal.code,
      'platform.forbidden',
    );
    assert.equal((await send('GET', `/${id}`, { who: 'stranger' })).status, 404);
    assert.equal((await send('GET', `/${id}/preview`, { who: 'stranger' })).status, 404);
    assert.deepEqual((await send('GET', '', { who: 'stranger' })).json().rows, []);
  });

  test('a name that is cut inside a sign of two is whole again', () => {
    assert.equal(plainName(`${'я'.repeat(254)}😀.csv`), `${'я'.repeat(254)}\ufffd`);
  });

  test('a NUL in a cell that is refused does not keep the import from its end', async () => {
    const { id } = (await upload('accounts', 'Код;Наименование;ИНН\nН-1;ООО «Ноль»;\nН-2;ООО «Два»;77\u000007\n')).body;
    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    await work(id);
    const run = await get(id);
    assert.deepEqual([run.state, run.created, run.rejected], ['done', 1, 1]);
    assert.equal(run.problems.length, 1);
  });

  test("IMP-8: the rows of another's file are shown to nobody who may not see all that can stand in them", async () => {
    const costs = 'Код;Наименование;Себестоимость\nС-1;Товар;123,45\n;Без кода;77,70\n';
    const { id } = (await upload('products', costs, { who: 'vera' })).body;
    await send('POST', `/${id}/start`, { who: 'vera', body: { dryRun: true } });
    await work(id, ids.person.vera);
    for (const url of [`/${id}/preview`, `/${id}/errors`]) {
      assert.equal((await send('GET', url, { who: 'vera' })).status, 200, url);
      assert.equal((await send('GET', url, { who: 'admin' })).status, 200, url);
      assert.equal((await send('GET', url, { who: 'sonya' })).json().refusal.code, 'imports.not_yours', url);
    }
    const seen = (await send('GET', `/${id}`, { who: 'sonya' })).json();
    assert.deepEqual([seen.problems, seen.hasErrorFile, seen.rejected], [[], false, 1]);
    assert.deepEqual([seen.closed.start.code, seen.closed.settle.code], ['imports.not_yours', 'imports.not_yours']);
    const settled = await send('PUT', `/${id}/settings`, { who: 'sonya', body: { settings: {} } });
    assert.equal(settled.json().refusal.code, 'imports.not_yours');
    const theirs = (await upload('accounts', table, { who: 'vera' })).body.id;
    const begun = await send('POST', `/${theirs}/start`, { who: 'sonya', body: { dryRun: true } });
    assert.equal(begun.json().refusal.code, 'imports.not_yours');
  });

  test('the list pages by the latest', async () => {
    const page = (await send('GET', '')).json();
    assert.ok(page.rows.length >= 5 && page.next === null);
    const starts = page.rows.map((one: { startedAt: string }) => one.startedAt);
    assert.deepEqual(starts, [...starts].sort().reverse());
  });
});

describe('the job of an import', () => {
  const many = (prefix: string) =>
    `Код;Наименование\n${Array.from({ length: 6_000 }, (_, at) => `${prefix}${at};Клиент ${at}`).join('\n')}\n`;

  test('IMP-6: cancelled before it begins it does nothing; it may go on; a person who is gone imports nothing', async () => {
    const { id } = (await upload('accounts', 'Код;Наименование\nО-1;Раз\n')).body;
    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    assert.equal(
      (await send('POST', `/${id}/start`, { body: { dryRun: false } })).json().refusal.code,
      'imports.running',
    );
    await send('POST', `/${id}/cancel`);
    await work(id);
    assert.deepEqual([(await get(id)).state, await count('О-')], ['cancelled', 0]);
    assert.equal((await send('POST', `/${id}/cancel`)).json().refusal.code, 'imports.not_running');
    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    await work(id, newId());
    assert.deepEqual([(await get(id)).state, await count('О-')], ['failed', 0]);
    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    await work(id);
    assert.deepEqual([(await get(id)).state, await count('О-')], ['done', 1]);
    assert.equal((await send('POST', `/${id}/start`, { body: { dryRun: false } })).json().refusal.code, 'imports.done');
    assert.equal(
      (await send('PUT', `/${id}/settings`, { body: { settings: {} } })).json().refusal.code,
      'imports.begun',
    );
  });

  test('IMP-3: run again after it was cut off, or twice at once, it does each batch once', async () => {
    const { id } = (await upload('accounts', many('Д-'))).body;
    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    await Promise.all([work(id), work(id)]);
    const done = await get(id);
    assert.deepEqual([done.state, done.created, done.unchanged, await count('Д-')], ['done', 6_000, 0, 6_000]);
    const events = await world.owner(
      "select count(*)::int as n from event e join account a on a.org_id = e.org_id and a.id = e.subject_id where e.name = 'accounts.imported' and a.code like 'Д-%'",
    );
    assert.equal(events[0]?.['n'], 6_000);
  });

  test('IMP-6: an import that stands still is queued anew, one at work is not', async () => {
    const { id } = (await upload('accounts', many('Ж-'))).body;
    await send('POST', `/${id}/start`, { body: { dryRun: false } });
    const queued = async () =>
      (
        await world.owner('select count(*)::int as n from graphile_worker._private_jobs where key = $1', [
          `import again ${id}`,
        ])
      )[0]?.['n'];
    await resumeImports.run(context);
    assert.equal(await queued(), 0);
    await resumeImports.run({ ...context, now: '2026-11-20T09:05:00Z' });
    assert.equal(await queued(), 1);
    await work(id);
    assert.equal(await count('Ж-'), 6_000);
  });
});
