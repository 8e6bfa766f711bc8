/** The command line on a data folder: it starts the database itself, or joins that of a program at work. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createOrg } from '#modules/access/index.ts';
import { openDatabase } from '#platform/database.ts';
import { appRole } from '#platform/migrate.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { call } from './line.fixture.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-cli-'));
after(() => rm(folder, { recursive: true, force: true }));
const env = { DATABASE_URL: '', KAMERTON_DATA: folder };
const people = async () => {
  const { code, json } = await call(['user', 'list', '--json'], env);
  return [code, (json['people'] as { email: string }[] | undefined)?.map((one) => one.email)];
};

test('an empty folder: the database is made, and there is no organisation yet', async () => {
  const called = await call(['user', 'list', '--json'], env);
  assert.deepEqual([called.code, called.lines.length, called.json['refused']], [1, 1, 'cli.no_org'], called.errors);
});

test('beside a program at work, and after it has ended; the only organisation needs no name', async () => {
  const server = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
  const db = openDatabase({ url: server.ownerUrl, role: appRole, max: 1 });
  const made = await createOrg(
    db,
    { orgName: 'Первая', email: 'first@org.example', name: 'Первый', password: 'ёлка и пять ежей', lang: 'ru' },
    new Date(),
  );
  assert.ok(made.ok);
  assert.deepEqual(await people(), [0, ['first@org.example']]);
  await db.close();
  await server.stop();
  assert.deepEqual(await people(), [0, ['first@org.example']]);
});
