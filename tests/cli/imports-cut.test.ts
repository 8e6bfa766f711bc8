/** Imports that are cut off or stopped on the command line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { ids } from '#tests/harness/world.ts';
import { newLine, start } from './line.fixture.ts';

const { world, env, file } = await newLine();

/** Somebody else who is about to take the code of an account: an import of that code waits until they end. */
async function rivalFor(code: string): Promise<pg.Client> {
  const rival = new pg.Client({ connectionString: world.url });
  await rival.connect();
  await rival.query('begin');
  await rival.query(
    `insert into account (org_id, id, code, name, name_key, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, 'Соперник', 'соперник', now(), now())`,
    [ids.org, code],
  );
  return rival;
}

test('an import that was killed goes on where it was cut off, and is one import', async () => {
  const rows = Array.from({ length: 5_100 }, (_none, n) => `У-${n};ООО «Убитый ${n}»\n`);
  const place = await file('killed.csv', `Код;Наименование\n${rows.join('')}`);
  const words = ['import', 'accounts', place, '--json', '--org', ids.org];
  const count = async () =>
    Number(
      (await world.owner("select pg_sleep(0.02), count(*)::int as n from account where code like 'У-%'"))[0]?.['n'],
    );
  // The last batch waits; those before it are done.
  const rival = await rivalFor('У-5099');
  const cut = start(words, env);
  while (cut.running() && (await count()) === 0);
  cut.kill();
  assert.equal((await cut.ended).code, null);
  assert.ok((await count()) < 5_100, 'it was cut off');
  await rival.query('rollback');
  await rival.end();
  // A minute later.
  await world.owner("update import_run set beat_at = beat_at - interval '1 minute' where file_name = 'killed.csv'");

  const done = await start(words, env).ended;
  assert.deepEqual([done.code, done.json['created'], done.json['rejected']], [0, 5_100, 0], done.errors);
  assert.match(done.errors, /она продолжается/);
  const runs = await world.owner("select state, rows_read::int as rows from import_run where file_name = 'killed.csv'");
  assert.deepEqual(runs, [{ state: 'done', rows: 5_100 }]);
  assert.equal(await count(), 5_100);
});

test('an import that is stopped keeps what it did, and says so', async () => {
  const place = await file(
    'stopped.csv',
    `Код;Наименование\n${Array.from({ length: 10_100 }, (_none, n) => `С-${n};Стоп ${n}\n`).join('')}`,
  );
  const cut = start(['import', 'accounts', place, '--json', '--org', ids.org], env);
  const begun = async () =>
    (await world.owner("select pg_sleep(0.02), state from import_run where file_name = 'stopped.csv'"))[0]?.['state'];
  while (cut.running() && (await begun()) !== 'running');
  cut.stop();
  const stopped = await cut.ended;
  assert.deepEqual([stopped.code, stopped.json['refused']], [1, 'cli.import_stopped'], stopped.errors);
  assert.equal(await begun(), 'cancelled');
});
