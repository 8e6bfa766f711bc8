/** One migrated and filled template database per schema version; each test file gets its own clone of it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate, readMigrations } from '#platform/migrate.ts';
import { fillWorld } from './world-rows.ts';

/** The name of the template: it changes whenever the schema or the fixtures do. */
export async function templateName(): Promise<string> {
  const hash = createHash('sha256');
  for (const step of await readMigrations()) hash.update(step.hash);
  for (const file of [
    './world-rows.ts',
    '../../modules/access/standard-roles.ts',
    '../../platform/permission.ts',
    '../../platform/migrate.ts',
  ]) {
    hash.update(await readFile(new URL(file, import.meta.url)));
  }
  return `kam_template_${hash.digest('hex').slice(0, 12)}`;
}

/** The same server, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Makes sure that the template exists on the server; safe to call from several processes at once. */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const name = await templateName();
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('kamerton.template'))");
    const ready = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (ready.rowCount === 1) return name;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    const url = urlOf(serverUrl, name);
    await migrate(url);
    await fillWorld(url);
    await client.query(`alter database ${name} with is_template true`);
    return name;
  } finally {
    await client.end();
  }
}
