/** Proofs, backups and restores by the command line. */
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { shipBooks } from '#modules/settlements/books.fixture.ts';
import { localFiles } from '#platform/files.ts';
import { testServer } from '#tests/harness/server-url.ts';
import { urlOf } from '#tests/harness/template.ts';
import { ids } from '#tests/harness/world.ts';
import { call, newLine } from './line.fixture.ts';

const { world, env, org, folder, file } = await newLine();
await shipBooks(world, 3);
const files = localFiles(path.join(env['KAMERTON_DATA'] ?? '', 'files'));
const copy = path.join(folder, 'company.kamerton');

/** An empty database of its own for the work, and a folder. */
async function onEmpty(work: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: await testServer() });
  await server.connect();
  const name = `kam_test_${newId().replaceAll('-', '')}`;
  await server.query(`create database ${name}`);
  try {
    const url = urlOf(await testServer(), name);
    await work({ DATABASE_URL: url, KAMERTON_DATA: path.join(folder, name) });
  } finally {
    await server.query(`drop database ${name} with (force)`);
    await server.end();
  }
}

/** The triggers of a database that work. */
async function triggersOf({ DATABASE_URL: url }: Record<string, string>): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select tgname as name from pg_trigger where not tgisinternal and tgenabled = 'O' order by tgname",
  );
  await client.end();
  assert.ok(rows.length > 0);
  return rows.map((row) => row.name);
}

/** The lines of a backup but the first and the last, which tell when it was made. */
async function rowsOf(name: string): Promise<Set<string>> {
  return new Set(
    gunzipSync(await readFile(name))
      .toString()
      .split('\n')
      .slice(1, -2),
  );
}

describe('verify', () => {
  test('says that everything holds, and counts what was asked', async () => {
    const called = await org('verify');
    assert.deepEqual([called.code, called.lines.length, called.json['broken']], [0, 1, []]);
    assert.ok(Number(called.json['checks']) >= 15);
    assert.ok(Number(called.json['sealed']) > 0);
  });

  test('says no to a sum that was changed by hand, and names what differs', async () => {
    await world.owner('update receivable set open_minor = open_minor - 100 where org_id = $1', [ids.org]);
    const called = await org('verify');
    assert.deepEqual([called.code, called.json['refused']], [1, 'cli.books_differ']);
    const { checks } = called.json['details'] as { checks: string[] };
    assert.ok(
      checks.some((code) => code.startsWith('settlements.')),
      checks.join(),
    );
    assert.match(called.errors, /settlements\./);
    await world.owner('update receivable set open_minor = open_minor + 100 where org_id = $1', [ids.org]);
  });

  test('the other organisation is none the worse for it', async () => {
    assert.equal((await call(['verify', '--org', 'Чужая фирма', '--json'], env)).code, 0);
  });

  test('says no to an event that was changed in the journal', async () => {
    const [event] = await world.owner(
      'select seq, payload::text as payload from event where org_id = $1 order by seq limit 1',
      [ids.org],
    );
    const put = (payload: unknown) =>
      world.owner('update event set payload = $1::jsonb where org_id = $2 and seq = $3', [
        payload,
        ids.org,
        event?.['seq'],
      ]);
    assert.equal((await org('audit', 'verify')).code, 0);
    await put('{"forged": true}');
    const called = await org('audit', 'verify');
    assert.deepEqual([called.code, called.json['refused']], [1, 'cli.chain_broken']);
    await put(event?.['payload']);
    assert.equal((await org('audit', 'verify')).code, 0);
  });
});

describe('backup and restore', () => {
  test('everything comes back into an empty database, files too; what is full is left alone', async () => {
    const place = await file('goods.csv', 'Артикул;Наименование\nNEW-1;Лампа налобная\n;Без артикула\n');
    assert.equal((await org('import', 'products', place)).code, 0);
    const saved = await call(['backup', copy, '--json'], env);
    assert.deepEqual([saved.code, saved.lines.length, saved.json['files']], [0, 1, 2]);
    const full = await call(['restore', copy, '--json'], env);
    assert.deepEqual([full.code, full.json['refused']], [1, 'cli.not_empty']);
    await onEmpty(async (empty) => {
      const restored = await call(['restore', copy, '--json'], empty);
      assert.deepEqual(
        [restored.code, restored.json],
        [0, { rows: saved.json['rows'], files: 2, orgs: 2 }],
        restored.errors,
      );
      const again = path.join(folder, 'again.kamerton');
      await call(['backup', again, '--json'], empty);
      const [before, after] = [await rowsOf(copy), await rowsOf(again)];
      assert.equal(after.size, before.size);
      assert.deepEqual(
        [...before].filter((row) => !after.has(row)),
        [],
        'row for row',
      );
      assert.deepEqual(await triggersOf(empty), await triggersOf(env), 'what was off for the load is on again');
      const verified = await call(['verify', '--org', ids.org, '--json'], empty);
      assert.deepEqual([verified.code, verified.json['broken']], [0, []]);
    });
  });

  test('a damaged backup is refused and leaves nothing; so is what is no backup', async () => {
    const text = gunzipSync(await readFile(copy)).toString();
    const forged = path.join(folder, 'forged.kamerton');
    await writeFile(forged, gzipSync(text.replace('ООО «Ромашка»', 'ООО «Ромашки»')));
    const short = path.join(folder, 'short.kamerton');
    await writeFile(short, gzipSync(text.slice(0, text.length / 2)));
    const other = await file('other.kamerton', 'не копия');
    await onEmpty(async (empty) => {
      for (const place of [forged, short, other]) {
        const called = await call(['restore', place, '--json'], empty);
        assert.deepEqual([called.code, called.json['refused']], [1, 'cli.bad_backup'], place);
      }
      assert.equal((await call(['user', 'list', '--json'], empty)).json['refused'], 'cli.no_org');
    });
    assert.equal(
      (await call(['restore', path.join(folder, 'none'), '--json'], env)).json['refused'],
      'cli.file_not_found',
    );
  });

  test('a lost file is told of by verify, by backup and after the restore; the rest is saved', async () => {
    const [kept] = await world.owner('select sha256 from file where org_id = $1 order by sha256 limit 1', [ids.org]);
    await rm(files.pathOf(String(kept?.['sha256'])));
    const verified = await org('verify');
    assert.deepEqual([verified.code, verified.json['refused']], [1, 'cli.books_differ']);
    const saved = await call(['backup', copy, '--json'], env);
    assert.deepEqual([saved.code, saved.json['refused']], [1, 'cli.files_lost']);
    assert.deepEqual((saved.json['details'] as { lost: string[] }).lost, [kept?.['sha256']]);
    await onEmpty(async (empty) => {
      const restored = await call(['restore', copy, '--json'], empty);
      assert.deepEqual([restored.code, restored.json['refused']], [1, 'cli.books_differ']);
      assert.deepEqual((restored.json['details'] as { checks: string[] }).checks, ['platform.file_missing']);
    });
  });

  test('a place that cannot be written is refused before the work', async () => {
    const called = await call(['backup', path.join(folder, 'no-such', 'copy'), '--json'], env);
    assert.deepEqual([called.code, called.json['refused']], [1, 'cli.cannot_write']);
  });
});
