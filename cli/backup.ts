import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { survivingCuts } from '#platform/database.ts';
import type { Files } from '#platform/files.ts';
import { backupFormat, directoryTables, type Header, type Ending as Last, orgTablesSql } from './backup-format.ts';
import { type Ending, openCli } from './context.ts';

const rowsAtOnce = 1_000;

type Counts = { rows: number; files: number; readonly lost: string[] };

/**
 * `backup <file>`: everything of every org as of one moment, while people go on working. Refuses, with the backup written
 * all the same, when stored files are lost or no longer what they were: the rest must be saved the sooner.
 */
export async function backup(file: string): Promise<Ending> {
  const folder = await stat(path.dirname(path.resolve(file))).catch(() => null);
  const there = await stat(file).catch(() => null);
  if (folder?.isDirectory() !== true || there?.isDirectory() === true)
    return { kind: 'refused', code: 'cli.cannot_write', details: { file, why: folder === null ? 'ENOENT' : 'EISDIR' } };
  const opened = await openCli();
  const client = survivingCuts(new pg.Client({ connectionString: opened.ownerUrl }));
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    const counts: Counts = { rows: 0, files: 0, lost: [] };
    // Half a backup must not stand under the name of a whole one.
    const part = `${file}.part`;
    await pipeline(
      Readable.from(linesOf(client, opened.platform.files, counts)),
      createGzip(),
      createWriteStream(part),
    );
    await client.query('commit');
    await rename(part, file);
    const { rows, files, lost } = counts;
    if (lost.length > 0)
      return { kind: 'refused', code: 'cli.files_lost', details: { file, rows, files, count: lost.length, lost } };
    return { kind: 'done', answer: { file, rows, files }, text: `${rows} rows, ${files} files -> ${file}` };
  } finally {
    await client.end();
    await opened.close();
  }
}

async function* linesOf(client: pg.Client, files: Files, counts: Counts): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const line of bodyOf(client, files, counts)) {
    const text = `${line}\n`;
    hash.update(text);
    yield text;
  }
  const { rows, files: kept } = counts;
  const last: Last = { end: { rows, files: kept, sha256: hash.digest('hex') } };
  yield `${JSON.stringify(last)}\n`;
}

async function* bodyOf(client: pg.Client, files: Files, counts: Counts): AsyncGenerator<string> {
  const migrations = await client.query<{ name: string; hash: string }>(
    'select name, hash from schema_migration order by name',
  );
  const header: Header = { format: backupFormat, at: new Date().toISOString(), migrations: migrations.rows };
  yield JSON.stringify(header);
  for (const table of directoryTables) yield* rowsOf(client, { table, org: null }, counts);
  const orgs = await client.query<{ org_id: string }>('select org_id from directory_org order by org_id');
  const tables = await client.query<{ name: string }>(orgTablesSql);
  for (const { org_id: org } of orgs.rows) {
    await client.query("select set_config('app.org_id', $1, true)", [org]);
    for (const { name } of tables.rows) yield* rowsOf(client, { table: name, org }, counts);
    const kept = await client.query<{ sha256: string }>('select distinct sha256 from file where org_id = $1', [org]);
    for (const { sha256 } of kept.rows) {
      if (!(await files.verify(sha256))) {
        counts.lost.push(sha256);
        continue;
      }
      counts.files += 1;
      yield JSON.stringify({ file: sha256, base64: (await files.read(sha256)).toString('base64') });
    }
  }
}

type Part = { readonly table: string; readonly org: string | null };

async function* rowsOf(client: pg.Client, { table, org }: Part, counts: Counts): AsyncGenerator<string> {
  yield JSON.stringify({ table, org });
  // Names come from the catalog and from our own list, never from a person.
  const where = org === null ? '' : `where t.org_id = '${org}'`;
  await client.query(
    `declare rows_of no scroll cursor for select row_to_json(t)::text as line from ${pg.escapeIdentifier(table)} t ${where}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from rows_of`);
    for (const row of rows) yield row.line;
    counts.rows += rows.length;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query('close rows_of');
}
