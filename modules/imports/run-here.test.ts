import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import { newWorld } from '#tests/harness/world.ts';
import { importsKnown } from '../../app.ts';
import { importHere } from './index.ts';

const world = await newWorld();
const { admin, anna } = world.people;
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-here-'));
after(() => rm(folder, { recursive: true, force: true }));
const platform = { ...world.platform, files: localFiles(path.join(folder, 'files')) };

async function load(name: string, text: string, more: { dryRun?: boolean; who?: typeof admin } = {}) {
  const place = path.join(folder, name);
  await writeFile(place, text);
  let takenUp = false;
  const ended = await importHere(importsKnown(), {
    platform,
    actor: more.who ?? admin,
    kind: 'accounts',
    path: place,
    dryRun: more.dryRun ?? false,
    requestId: 'test',
    takenUp: () => {
      takenUp = true;
    },
  });
  if (!ended.ok) return ended.code;
  const { report, importId } = ended.value;
  return report.ok
    ? { importId, created: report.value.created, unchanged: report.value.unchanged, takenUp }
    : report.code;
}

/** The import of the file as a program leaves it that was cut off a minute ago. */
async function cutOff(name: string, text: string): Promise<string> {
  const checked = await load(name, text, { dryRun: true });
  const importId = typeof checked === 'string' ? newId() : checked.importId;
  await world.owner(
    `update import_run set state = 'running', dry_run = false, beat_at = '2026-11-20T08:59:00Z', finished_at = null
     where id = $1`,
    [importId],
  );
  return importId;
}

describe('an import by the program that has the file', () => {
  test('IMP-7: is kept like an upload; again it changes nothing', async () => {
    const text = 'Код;Наименование\nЗ-1;ООО «Здесь»\n';
    const first = await load('here.csv', text);
    const again = await load('here.csv', text);
    assert.deepEqual(
      [first, again],
      [
        { ...Object(first), created: 1, unchanged: 0, takenUp: false },
        { ...Object(again), created: 0, unchanged: 1, takenUp: false },
      ],
    );
    const runs = await world.owner(
      "select state, beat_at is not null as beat from import_run where file_name = 'here.csv'",
    );
    assert.deepEqual(runs, [
      { state: 'done', beat: true },
      { state: 'done', beat: true },
    ]);
    const jobs = await world.owner('select count(*)::int as n from graphile_worker.jobs');
    assert.equal(jobs[0]?.['n'], 0, 'nobody else is asked to do it');
  });

  test('goes on with the one that was cut off', async () => {
    const text = 'Код;Наименование\nП-1;ООО «Прерванный»\n';
    const importId = await cutOff('cut.csv', text);
    assert.deepEqual(await load('cut.csv', text), { importId, created: 1, unchanged: 0, takenUp: true });
    const runs = await world.owner("select id, state from import_run where file_name = 'cut.csv'");
    assert.deepEqual(runs, [{ id: importId, state: 'done' }]);
  });

  test('other bytes are another import', async () => {
    await cutOff('bytes.csv', 'Код;Наименование\nБ-1;Один\n');
    const other = await load('bytes.csv', 'Код;Наименование\nБ-2;Два\n');
    assert.deepEqual(Object(other).takenUp, false);
  });

  test('is refused while the same file is being imported elsewhere', async () => {
    const text = 'Код;Наименование\nД-1;ООО «Двойной»\n';
    const importId = await cutOff('twice.csv', text);
    await world.owner("update import_run set beat_at = '2026-11-20T09:00:00Z' where id = $1", [importId]);
    const second = load('twice.csv', text);
    let ended = false;
    const whenEnded = second.then(() => {
      ended = true;
    });
    // The other program beats on.
    while (!ended) {
      await world.owner('select pg_sleep(0.05)');
      await world.owner("update import_run set beat_at = beat_at + interval '1 second' where id = $1", [importId]);
    }
    await whenEnded;
    assert.equal(await second, 'imports.running');
  });

  test('needs the rights, and leaves nothing without them', async () => {
    assert.equal(await load('denied.csv', 'Код;Наименование\nН-1;Нет\n', { who: anna }), 'platform.forbidden');
    const [runs] = await world.owner("select count(*)::int as n from import_run where file_name = 'denied.csv'");
    assert.equal(runs?.['n'], 0);
  });
});
