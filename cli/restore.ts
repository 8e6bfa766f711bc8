import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { survivingCuts } from '#platform/database.ts';
import type { Files } from '#platform/files.ts';
import type { Opened } from '#platform/open.ts';
import { verify, verifyFiles } from '#platform/verify.ts';
import { checks } from '../app.ts';
import { backupFormat, type FileLine, type Header, type Ending as Last, type TableMark } from './backup-format.ts';
import { type Ending, openCli } from './context.ts';

/** A backup that cannot be restored, with the reason. */
class BadBackup extends Error {}

const rowsAtOnce = 500;

/** `restore <file>`: into an empty database only; all or nothing, and proved afterwards by `verify`, stored files too. */
export async function restore(file: string): Promise<Ending> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) return { kind: 'refused', code: 'cli.file_not_found', details: { file } };
  const opened = await openCli();
  const client = survivingCuts(new pg.Client({ connectionString: opened.ownerUrl }));
  try {
    await client.connect();
    const full = await client.query('select from directory_org limit 1');
    if (full.rowCount !== 0) return { kind: 'refused', code: 'cli.not_empty' };
    await client.query('begin');
    const putBack = [...(await withoutKeys(client)), ...(await withoutTriggers(client))];
    const counts = await load(client, file, opened.platform.files);
    for (const statement of putBack) await client.query(statement);
    await client.query('commit');
    const orgs = await client.query<{ org_id: string }>('select org_id from directory_org');
    const broken: string[] = [];
    for (const { org_id: orgId } of orgs.rows) broken.push(...(await whatIsBroken(opened, orgId)));
    if (broken.length > 0)
      return { kind: 'refused', code: 'cli.books_differ', details: { count: broken.length, checks: broken } };
    return {
      kind: 'done',
      answer: { ...counts, orgs: orgs.rows.length },
      text: `${counts.rows} rows, ${counts.files} files`,
    };
  } catch (error) {
    await client.query('rollback');
    if (error instanceof BadBackup)
      return { kind: 'refused', code: 'cli.bad_backup', details: { what: error.message } };
    throw error;
  } finally {
    await client.end();
    await opened.close();
  }
}

/** The books of an org, and the stored files it names: each there, each what its hash says. */
async function whatIsBroken({ platform: { db, files } }: Opened, orgId: string): Promise<string[]> {
  const lost = await verifyFiles(db, files, orgId);
  const broken = [...(await verify(db, orgId, checks)), ...(lost === null ? [] : [lost])];
  return broken.map((one) => one.code);
}

/** Takes the foreign keys off for the load; putting them back proves every reference. */
async function withoutKeys(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ place: string; name: string; definition: string }>(`
    select k.conrelid::regclass::text as place, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and n.nspname = 'public' order by 1, 2`);
  for (const key of rows) await client.query(`alter table ${key.place} drop constraint ${key.name}`);
  return rows.map((key) => `alter table ${key.place} add constraint ${key.name} ${key.definition}`);
}

/** Nothing is counted or written besides what the backup has: it has that too. */
async function withoutTriggers(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ place: string }>(`
    select distinct t.tgrelid::regclass::text as place from pg_trigger t join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and n.nspname = 'public' order by 1`);
  for (const { place } of rows) await client.query(`alter table ${place} disable trigger user`);
  return rows.map(({ place }) => `alter table ${place} enable trigger user`);
}

type Counts = { rows: number; files: number };

async function load(client: pg.Client, file: string, files: Files): Promise<Counts> {
  const unzipped = createReadStream(file).pipe(createGunzip());
  const failed = new Promise<never>((_resolve, reject) => unzipped.once('error', () => reject(new BadBackup('gzip'))));
  failed.catch(() => undefined);
  const lines = createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY });
  return Promise.race([failed, loadLines(lines, client, files)]);
}

async function loadLines(lines: AsyncIterable<string>, client: pg.Client, files: Files): Promise<Counts> {
  const hash = createHash('sha256');
  const counts: Counts = { rows: 0, files: 0 };
  let table: string | null = null;
  let batch: string[] = [];
  let first = true;
  const flush = async (): Promise<void> => {
    if (table !== null && batch.length > 0) await insert(client, table, batch);
    batch = [];
  };
  for await (const line of lines) {
    const value = parsed(line);
    if (first) {
      await checkHeader(client, value);
      first = false;
    } else if ('end' in value) {
      await flush();
      checkEnd(value as Last, counts, hash.digest('hex'));
      return counts;
    } else if (isMark(value)) {
      await flush();
      table = await tableOf(client, value);
    } else if ('file' in value) {
      await flush();
      await keepFile(files, value as FileLine);
      counts.files += 1;
    } else {
      batch.push(line);
      counts.rows += 1;
      if (batch.length >= rowsAtOnce) await flush();
    }
    hash.update(`${line}\n`);
  }
  throw new BadBackup('it ends too early');
}

function parsed(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    if (value !== null && typeof value === 'object') return value;
  } catch {
    throw new BadBackup('a line is not JSON');
  }
  throw new BadBackup('a line is not a row');
}

const isMark = (value: object): value is TableMark =>
  'table' in value && 'org' in value && Object.keys(value).length === 2;

async function checkHeader(client: pg.Client, value: object): Promise<void> {
  const header = value as Partial<Header>;
  if (header.format !== backupFormat || header.migrations === undefined) throw new BadBackup('the first line');
  const ours = await client.query<{ name: string; hash: string }>(
    'select name, hash from schema_migration order by name',
  );
  const names = (list: readonly { name: string; hash: string }[]): string =>
    list.map((one) => `${one.name} ${one.hash}`).join('\n');
  if (names(ours.rows) !== names(header.migrations)) throw new BadBackup('another version of the schema');
}

async function tableOf(client: pg.Client, mark: TableMark): Promise<string> {
  const known = await client.query('select from pg_tables where schemaname = $1 and tablename = $2', [
    'public',
    mark.table,
  ]);
  if (known.rowCount !== 1) throw new BadBackup(`no table ${mark.table}`);
  if (mark.org !== null) await client.query("select set_config('app.org_id', $1, true)", [mark.org]);
  return mark.table;
}

async function insert(client: pg.Client, table: string, rows: readonly string[]): Promise<void> {
  const name = pg.escapeIdentifier(table);
  await client.query(
    `insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
    [`[${rows.join(',')}]`],
  );
}

async function keepFile(files: Files, line: FileLine): Promise<void> {
  const stored = await files.keepBytes(Buffer.from(line.base64, 'base64'));
  if (stored.sha256 !== line.file) throw new BadBackup(`the file ${line.file} is not what it was`);
}

function checkEnd({ end }: Last, counts: Counts, sha256: string): void {
  if (end.rows !== counts.rows || end.files !== counts.files || end.sha256 !== sha256)
    throw new BadBackup('its last line does not agree');
}
