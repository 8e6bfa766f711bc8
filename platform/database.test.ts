import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { doorTo } from '#tests/harness/database-door.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { runCommand } from './command.ts';
import { type Db, openDatabase, readOrg } from './database.ts';
import { appRole } from './migrate.ts';
import { troubleOf } from './trouble.ts';

const world = await newWorld();
const door = await doorTo(world.url);
const db = openDatabase({ url: door.url, role: appRole, max: 3, statementTimeoutMs: 300, answerTimeoutMs: 900 });
atEnd(() => db.close());

const ask = (text = 'select 1 as n', through: Db = db) =>
  readOrg(through, ids.org, (read) => sql.raw<{ n: number }>(text).execute(read));
const trouble = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => troubleOf(error) ?? String(error),
  );
const renameOrg = command({
  name: 'tests.rename',
  permission: 'settings.write',
  input: Type.Object({ name: Type.String() }),
  async handle({ tx, orgId }, { name }) {
    await sql`update org set name = ${name} where org_id = ${orgId}`.execute(tx);
    return ok({});
  },
});
const rename = (name: string, key = newId()) =>
  runCommand({ ...world.platform, db }, renameOrg, {
    actor: world.people.admin,
    key,
    input: { name },
    requestId: 'test',
  });

describe('RES-1 a database that is away', () => {
  test('refuses with its own reason, no words of machines in it, and comes back by itself', async () => {
    await ask();
    await door.shut();
    assert.equal(await trouble(ask()), 'platform.unavailable');
    assert.deepEqual(await rename('Во время обрыва'), { ok: false, code: 'platform.unavailable' });
    await door.open();
    assert.equal((await ask()).rows.length, 1);
    assert.equal((await rename('После обрыва')).ok, true);
  });

  test('a cut in the middle of an act is mended by the act itself', async () => {
    // The statement may be prepared already: what is in it tells it from others.
    const held = door.holdAt('Через обрыв');
    const act = rename('Через обрыв');
    await held.asked;
    door.slam();
    assert.equal((await act).ok, true);
    const [row] = await world.owner('select name from org where org_id = $1', [ids.org]);
    assert.equal(row?.['name'], 'Через обрыв');
  });

  test('a commit whose answer was lost is done once, and says so', async () => {
    const key = newId();
    const held = door.holdAt('commit');
    const act = rename('Ответ потерян', key);
    await held.asked;
    door.unjam();
    // The commit is on its way when the connection goes.
    await new Promise((resolve) => setImmediate(resolve));
    door.slam();
    assert.equal((await act).ok, true);
    const [row] = await world.owner('select count(*)::int as n from command_key where key = $1', [key]);
    assert.equal(row?.['n'], 1);
  });
});

describe('RES-2 a database that is slow or silent', () => {
  test('a statement past its time is told as such, and its connection serves the next', async () => {
    assert.equal(await trouble(ask('select 1 as n from pg_sleep(5)')), 'platform.too_slow');
    assert.equal((await ask()).rows.length, 1);
  });

  test('a silent network is given up on; its connections are thrown away and others serve', async () => {
    await Promise.all([1, 2, 3].map(() => ask('select 1 as n from pg_sleep(0.1)')));
    assert.equal(db.pool.totalCount, 3);
    door.jam();
    const told = await Promise.all(Array.from({ length: 3 }, () => trouble(ask())));
    assert.ok(
      told.every((one) => one === 'platform.too_slow' || one === 'platform.unavailable'),
      told.join(),
    );
    door.unjam();
    assert.equal((await ask()).rows.length, 1);
    assert.ok(db.pool.totalCount <= 3);
  });
});

describe('RES-3 more clients than connections', () => {
  test('three hundred at once share three, each answered, none kept', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask()));
    assert.equal(answers.length, 300);
    assert.deepEqual([db.pool.totalCount <= 3, db.pool.waitingCount], [true, 0]);
  });

  test('failures of every kind give their connection back', async () => {
    for (let round = 0; round < 20; round += 1) {
      await assert.rejects(ask('select 1 / 0 as n'));
      await assert.rejects(readOrg(db, ids.org, () => Promise.reject(new Error('mine'))));
    }
    assert.equal(db.pool.idleCount, db.pool.totalCount);
    const [row] = await world.owner(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in%'",
    );
    assert.equal(row?.['n'], 0);
  });
});
