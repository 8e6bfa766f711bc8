/** The database away at the start and later, two servers over one database, one act sent a hundred times. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { sealEvents, verifyChain } from '#platform/seal.ts';
import { verify } from '#platform/verify.ts';
import { type Answer, ApiClient } from '#tests/harness/api-client.ts';
import { doorTo } from '#tests/harness/database-door.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { type ServerProcess, startServerProcess } from '#tests/harness/server-process.ts';
import { openSession } from '#tests/harness/sessions.ts';
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
const env = { DATABASE_URL: door.url, KAMERTON_LOG: 'silent', KAMERTON_DATA: dataDir };
const cookie = await openSession(owner, ids.org, ids.person.anna);
const adminCookie = await openSession(owner, ids.org, ids.person.admin);

const clientOf = (base: string, session = cookie): ApiClient => {
  const client = new ApiClient(base, session);
  atEnd(async () => client.close());
  return client;
};
const codeOf = (answer: Answer): string =>
  `${answer.status} ${(JSON.parse(answer.body.toString()) as { refusal?: { code: string } }).refusal?.code ?? ''}`.trim();
const one = async (text: string, values: unknown[] = []): Promise<Record<string, unknown> | undefined> =>
  (await world.owner(text, values))[0];
/** Asks until it is so; the question itself waits a little in the database. */
async function becomes(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (await isSo()) return;
    await one('select pg_sleep(0.05)');
  }
  throw new Error(`it never came to be: ${what}`);
}

type Order = { readonly id: string; readonly body: object };
function newOrder(quantityMilli = '1000'): Order {
  const id = newId();
  const lines = [{ id: newId(), productId: ids.product.book, quantityMilli }];
  return { id, body: { id, accountId: ids.account.romashka, lines, confirm: true } };
}
const ordersOf = async (id: string) => [
  (await one('select count(*)::int as n from sales_order where id = $1', [id]))?.['n'],
  (await one("select count(*)::int as n from event where subject_id = $1 and name = 'orders.confirmed'", [id]))?.['n'],
];

/** Begins a server that will not come up; answers what it says and how it ends. */
async function failedStart(during: () => Promise<void>): Promise<{ code: unknown; said: string }> {
  const program = path.resolve(import.meta.dirname, '../../server.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    env: { ...process.env, ...env, PORT: String(await freePort()) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  await during();
  const [code] = await once(child, 'close');
  return { code, said: Buffer.concat(said).toString() };
}

test('AWY-1: a server whose database is away at its start says so in words and ends', async () => {
  await door.shut();
  const { code, said } = await failedStart(() => Promise.resolve());
  assert.equal(code, 1);
  assert.match(said, /^Nothing listens at 127\.0\.0\.1:\d+\. Is PostgreSQL running there\?\n$/);
  await door.open();
});

test('AWY-7: a server whose database goes in the middle of its start says so in words and ends', async () => {
  const held = door.holdAt('schema_migration');
  const { code, said } = await failedStart(async () => {
    await held.asked;
    await door.shut();
  });
  await door.open();
  assert.equal(code, 1);
  assert.equal(said, 'The database was lost during the start. Start Kamerton again.\n');
});

describe('a server at work', () => {
  let first: ServerProcess;
  before(async () => {
    first = await startServerProcess({ dataDir, port: await freePort(), env });
    atEnd(() => first.kill());
  });
  afterEach(async () => {
    assert.deepEqual(await verify(world.db, ids.org, checks), []);
    await checkBooks(owner);
  });

  test('AWY-2: its database goes: 503 with the reason, alive and not ready; it comes back and so does everything', async () => {
    const anna = clientOf(first.base);
    const admin = clientOf(first.base, adminCookie);
    assert.equal((await anna.send('/accounts')).status, 200);
    await door.shut();
    const order = newOrder();
    const key = newId();
    const told = [await anna.send('/accounts'), await anna.send('/orders', { body: order.body, key })];
    assert.deepEqual(told.map(codeOf), ['503 platform.unavailable', '503 platform.unavailable']);
    assert.ok(
      told.every((answer) => !/127\.0|ECONN|postgres/.test(answer.body.toString())),
      'no words of machines',
    );
    const [alive, ready] = await Promise.all([fetch(`${first.base}/healthz`), fetch(`${first.base}/readyz`)]);
    assert.deepEqual([alive.status, ready.status], [200, 503]);
    await door.open();
    assert.equal((await anna.send('/orders', { body: order.body, key })).status, 200);
    assert.deepEqual(await ordersOf(order.id), [1, 1]);
    assert.equal((await fetch(`${first.base}/readyz`)).status, 200);
    // The queue has lost its connections too, and goes on by itself.
    const importId = newId();
    const table = { name: 'a.csv', bytes: Buffer.from('Код;Наименование\nОбр-1;После обрыва\n') };
    assert.equal((await admin.upload('/imports/kinds/accounts', table, importId)).status, 200);
    await admin.send(`/imports/${importId}/start`, { body: { dryRun: false }, key: newId() });
    await becomes('the import is done', async () => {
      return (await one('select state from import_run where id = $1', [importId]))?.['state'] === 'done';
    });
  });

  test('AWY-3: every connection cut in the middle of forty acts: each is done once and answered', async () => {
    await eachRound(async () => {
      const clients = Array.from({ length: 40 }, () => ({
        client: clientOf(first.base),
        order: newOrder(),
        key: newId(),
      }));
      const acts = clients.map(({ client, order, key }) => client.send('/orders', { body: order.body, key }));
      await becomes('some are under way', async () => door.through() > 5);
      door.slam();
      const answers = await Promise.all(acts);
      for (const [at, { client, order, key }] of clients.entries()) {
        const status = answers[at]?.status ?? 0;
        assert.ok([200, 503].includes(status), `${status}`);
        if (status === 503) assert.equal((await client.send('/orders', { body: order.body, key })).status, 200);
        assert.deepEqual(await ordersOf(order.id), [1, 1]);
      }
    });
  });

  test('AWY-4: one act sent a hundred times at once with one key is one act with one answer', async () => {
    await eachRound(async () => {
      const order = newOrder();
      const key = newId();
      const clients = Array.from({ length: 100 }, () => clientOf(first.base));
      const answers = await Promise.all(clients.map((client) => client.send('/orders', { body: order.body, key })));
      assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
      assert.equal(new Set(answers.map((answer) => answer.body.toString())).size, 1);
      assert.deepEqual(await ordersOf(order.id), [1, 1]);
    });
  });

  test('AWY-6: its database goes while a chore is in hand: the server outlives that, and the next chore is done', async () => {
    const anna = clientOf(first.base);
    const chore = "select graphile_worker.add_job('housekeeping')";
    const held = door.holdAt('select org_id from directory_org');
    await one(chore);
    await held.asked;
    await door.shut();
    // The chore fails, and the queue cannot write that down.
    for (let look = 0; look < 100; look += 1) assert.equal((await fetch(`${first.base}/readyz`)).status, 503);
    await door.open();
    assert.equal((await anna.send('/accounts')).status, 200);
    // The chore that was lost is its server's for four hours; here it is freed at once, and done with the next one.
    await one('select graphile_worker.force_unlock_workers(array(select locked_by from graphile_worker.jobs))');
    await one(chore);
    const left = "select id from graphile_worker.jobs where task_identifier = 'housekeeping'";
    await becomes('both are done', async () => (await world.owner(left)).length === 0);
  });

  test('AWY-5: two servers over one database and one folder: acts once, chores once, one goes and the other serves', async () => {
    const second = await startServerProcess({ dataDir, port: await freePort(), env });
    atEnd(() => second.kill());
    const both = [first, second];
    const order = newOrder('3000');
    const key = newId();
    const clients = Array.from({ length: 40 }, (_none, at) => clientOf(both[at % 2]?.base ?? ''));
    const answers = await Promise.all(clients.map((client) => client.send('/orders', { body: order.body, key })));
    assert.equal(new Set(answers.map((answer) => `${answer.status}${answer.body.toString()}`)).size, 1);
    assert.deepEqual(await ordersOf(order.id), [1, 1]);

    await owner.query("update reservation set expires_at = now() - interval '1 minute'");
    const waiting = (await one('select count(distinct order_id)::int as n from reservation'))?.['n'];
    assert.ok(Number(waiting) > 1);
    for (let at = 0; at < 6; at += 1) await owner.query("select graphile_worker.add_job('housekeeping')");
    const left = "select count(*)::int as n from graphile_worker.jobs where task_identifier = 'housekeeping'";
    await becomes('the chores are done', async () => (await one(left))?.['n'] === 0);
    const ended = await one("select count(*)::int as n from event where name = 'orders.promise_ended'");
    assert.deepEqual(ended, { n: waiting });
    await sealEvents.run({ ...world.platform, orgId: ids.org } as never);
    const chain = await verifyChain(world.db, ids.org);
    assert.deepEqual([chain.brokenAt, chain.unsealed], [null, 0]);

    await first.stop();
    assert.equal((await clientOf(second.base).send('/accounts')).status, 200);
  });
});
