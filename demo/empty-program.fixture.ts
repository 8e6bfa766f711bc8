/** An empty program for tests of the demo company: a migrated database of its own, a clock that stands. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import type { Platform } from '#platform/command.ts';
import { openDatabase } from '#platform/database.ts';
import { type Files, localFiles } from '#platform/files.ts';
import { appRole, migrate } from '#platform/migrate.ts';
import { testServer } from '#tests/harness/server-url.ts';
import { urlOf } from '#tests/harness/template.ts';

export type EmptyProgram = {
  readonly platform: Platform & { readonly files: Files };
  readonly url: string;
  /** SQL as the owner of the database. */
  owner(text: string): Promise<Record<string, unknown>[]>;
};

/** Makes it; it goes when the tests of the file are over. */
export async function emptyProgram(now: string): Promise<EmptyProgram> {
  const server = await testServer();
  const name = `kam_demo_${newId().replaceAll('-', '')}`;
  const admin = new pg.Pool({ connectionString: urlOf(server, 'postgres'), max: 1 });
  admin.on('error', () => undefined);
  await admin.query(`create database ${name} template template0`);
  const url = urlOf(server, name);
  await migrate(url);
  const db = openDatabase({ url, max: 6, role: appRole });
  const owner = new pg.Pool({ connectionString: url, max: 1 });
  owner.on('error', () => undefined);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-demo-'));
  after(async () => {
    await db.close();
    await owner.end();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    platform: { db, clock: () => new Date(now), files: localFiles(folder) },
    url,
    owner: async (text) => (await owner.query<Record<string, unknown>>(text)).rows,
  };
}
