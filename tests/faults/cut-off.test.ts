/** The server and its commands killed in the middle of what they do, each at a place that is chosen and not guessed. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { resumeImports } from '#modules/imports/index.ts';
import { statement } from '#modules/settlements/books.fixture.ts';
import { localFiles } from '#platform/files.ts';
import { openLog } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import { verifyChain } from '#platform/seal.ts';
import { verify, verifyFiles } from '#platform/verify.ts';
import { call, start } from '#tests/cli/line.fixture.ts';
import { ApiClient } from '#tests/harness/api-client.ts';
import { doorTo } from '#tests/harness/database-door.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { type ServerProcess, startServerProcess } from '#tests/harness/server-process.ts';
import { testServer } from '#tests/harness/server-url.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { urlOf } from '#tests/harness/template.ts';
import { folderForTests, freePort } from '#tests/harness/whole-app.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { checks } from '../../app.ts';
import { checkBooks } from './books.ts';
import { eachRound } from './rounds.ts';

const world = await newWorld();
world.setNow(new Date().toISOString());
const owner = new pg.Pool({ connectionString: world.url, max: 1 });
owner.on('error', () => undefined);
atEnd(() => owner.end());
const door = await doorTo(world.url);
const dataDir = await folderForTests();
const files = localFiles(path.join(dataDir, 'files'));
const env = { DATABASE_URL: door.url, KAMERTON_LOG: 'silent', KAMERTON_DATA: dataDir };
const base = { port: await freePort() };
const sign = async (person: string): Promise<ApiClient> => {
  const client = new ApiClient(`http://127.0.0.1:${base.port}`, await openSession(owner, ids.org, person));
  atEnd(async () => client.close());
  return client;
};
const anna = await sign(ids.person.anna);
const admin = await sign(ids.person.admin);
const fyodor = await sign(ids.person.fyodor);

const running: { server: ServerProcess | null } = { server: null };
const begin = async (): Promise<void> => {
  running.server ??= await startServerProcess({ dataDir, port: base.port, env });
};
atEnd(async () => running.server?.kill());
/** A new server has prepared no statement yet: their texts pass the door again, where they are waited for. */
async function renew(): Promise<void> {
  await running.server?.kill();
  running.server = null;
  await begin();
}

/** Does this until it asks the database what holds the text, and kills the server there. Then it is begun again. */
async function killedAt(text: string, what: () => Promise<unknown>): Promise<void> {
  await begin();
  const held = door.holdAt(text);
  const act = what().catch(() => 'cut');
  await held.asked;
  await running.server?.kill();
  running.server = null;
  assert.equal(await act, 'cut', 'nobody was told that it was done');
  door.slam();
  await begin();
}

const one = async (text: string, values: unknown[] = []): Promise<Record<string, unknown> | undefined> =>
  (await world.owner(text, values))[0];

describe('killed in the middle', () => {
  afterEach(async () => {
    assert.deepEqual(await verify(world.db, ids.org, checks), []);
    assert.equal(await verifyFiles(world.db, files, ids.org), null);
    assert.equal((await verifyChain(world.db, ids.org)).brokenAt, null);
    await checkBooks(owner);
  });

  test('CUT-1: of a bank statement: all of it or nothing; the same file again is taken once', async () => {
    await eachRound(async (round) => {
      if (round > 1) await renew();
      const line = { date: '05.02.2024', inn: '7736050003', purpose: 'Оплата по договору' };
      const lines = [1, 2, 3].map((n) => ({ ...line, number: `${round}7${n}`, sum: `${n}00.00` }));
      const file = { name: 'kl_to_1c.txt', bytes: statement(lines) };
      const key = newId();
      const upload = () => fyodor.upload('/statements', file, key);
      const count = () => one('select count(*)::int as n from payment');
      const before = await count();
      // Payments and debts are written by then, the answer and the events are not.
      await killedAt('with answered as', upload);
      assert.deepEqual(await count(), before);
      assert.equal((await upload()).status, 200);
      assert.equal((await upload()).status, 200);
      assert.deepEqual(await count(), { n: Number(before?.['n']) + 3 });
    });
  });

  test('CUT-2: of a first print: the next one is the first, there is one, and its file is there', async () => {
    await eachRound(async (round) => {
      if (round > 1) await renew();
      const orderId = newId();
      const lines = [{ id: newId(), productId: ids.product.book, quantityMilli: '1000' }];
      const order = { id: orderId, accountId: ids.account.romashka, lines, confirm: true };
      await begin();
      assert.equal((await anna.send('/orders', { body: order, key: newId() })).status, 200);
      const paper = newId();
      assert.equal((await anna.send(`/orders/${orderId}/invoices`, { body: { id: paper }, key: newId() })).status, 200);
      const print = () => anna.send(`/documents/${paper}/file.pdf`);
      await killedAt('update document set file_id', print);
      const first = await print();
      assert.deepEqual([first.status, first.body.subarray(0, 5).toString()], [200, '%PDF-']);
      assert.ok((await print()).body.equals(first.body));
      const kept = await one("select count(*)::int as n from file where media_type = 'application/pdf'");
      assert.deepEqual(kept, { n: round });
    });
  });

  test('CUT-3: of an import of a table: it goes on after the restart, each row once', async () => {
    const rows = Array.from({ length: 11_000 }, (_none, n) => `Р-${n};Разрыв ${n}\n`).join('');
    const importId = newId();
    await begin();
    const file = { name: 'клиенты.csv', bytes: Buffer.from(`Код;Наименование\n${rows}`) };
    assert.equal((await admin.upload('/imports/kinds/accounts', file, importId)).status, 200);
    const go = () => admin.send(`/imports/${importId}/start`, { body: { dryRun: false }, key: newId() });
    // The row stands in the third batch, which begins when the first has ended.
    const held = door.holdAt('Разрыв 10999');
    assert.equal((await go()).status, 200);
    await held.asked;
    await running.server?.kill();
    running.server = null;
    door.slam();
    const count = async () => (await one("select count(*)::int as n from account where code like 'Р-%'"))?.['n'];
    const done = Number(await count());
    assert.ok(done > 0 && done < 11_000, `${done} rows before the cut`);
    // The chore finds it standing still; the job waits for the server, which finds it at its start.
    const later = new Date(Date.now() + 5 * 60_000).toISOString();
    const shared = { ...world.platform, files, mail: openMail(null), log: openLog('silent') };
    await resumeImports.run({ ...shared, orgId: ids.org, now: later });
    await begin();
    const state = async () => (await one('select state from import_run where id = $1', [importId]))?.['state'];
    for (let look = 0; look < 600 && (await state()) === 'running'; look += 1) {
      await one('select pg_sleep(0.05)');
    }
    assert.deepEqual([await state(), await count()], ['done', 11_000]);
    const told = await one("select count(*)::int as n from event where name = 'accounts.imported'");
    assert.deepEqual(told, { n: 11_000 });
  });

  test('CUT-4: of a backup: nothing stands under its name; the next one is whole', async () => {
    const place = path.join(dataDir, 'копия.gz');
    const held = door.holdAt('fetch 1000 from rows_of');
    const cut = start(['backup', place, '--json'], env);
    await held.asked;
    cut.kill();
    assert.equal((await cut.ended).code, null);
    door.slam();
    assert.equal(existsSync(place), false);
    const whole = await call(['backup', place, '--json'], env);
    assert.equal(whole.code, 0, whole.errors);
    assert.deepEqual([existsSync(place), existsSync(`${place}.part`)], [true, false]);
  });
});

test('CUT-5: of a migration: what was begun is undone, the next start ends it', async () => {
  const name = `kam_test_${newId().replaceAll('-', '')}`;
  const server = new pg.Client({ connectionString: urlOf(await testServer(), 'postgres') });
  await server.connect();
  atEnd(async () => {
    await server.query(`drop database if exists ${name} with (force)`);
    await server.end();
  });
  await server.query(`create database ${name}`);
  const url = urlOf(await testServer(), name);
  const empty = await doorTo(url);
  const emptyEnv = { ...env, DATABASE_URL: empty.url, KAMERTON_DATA: await folderForTests() };
  const held = empty.holdAt('insert into schema_migration');
  const cut = start(['verify', '--json'], emptyEnv);
  await held.asked;
  cut.kill();
  await cut.ended;
  empty.slam();
  const look = new pg.Client({ connectionString: url });
  await look.connect();
  const tables = async () =>
    (await look.query<{ n: number }>("select count(*)::int as n from pg_tables where schemaname = 'public'")).rows[0]
      ?.n;
  try {
    assert.equal(await tables(), 1, 'only the list of migrations');
    const done = await call(['verify', '--json'], emptyEnv);
    assert.equal(done.json['refused'], 'cli.no_org', done.errors);
    assert.ok(Number(await tables()) > 50);
  } finally {
    await look.end();
  }
});
