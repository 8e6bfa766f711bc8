/** Migrations: plain SQL files of `schema/` in order, each applied once, in a transaction, by the owner of the database. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { survivingCuts } from './database.ts';

const folder = new URL('../schema/', import.meta.url);
export const appRole = 'kamerton_app';

// The queue tells of each of its migrations at `info`; only trouble is news.
const quiet = new Logger(() => () => undefined);

export type Migration = {
  readonly name: string;
  readonly text: string;
  readonly check: string | null;
  readonly hash: string;
};

/** Reads the migrations in order; a `.check.sql` beside one proves it after it ran. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const steps = names.filter((name) => !name.endsWith('.check.sql'));
  return Promise.all(
    steps.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      const checkName = name.replace(/\.sql$/, '.check.sql');
      const check = names.includes(checkName) ? await readFile(new URL(checkName, folder), 'utf8') : null;
      return { name, text, check, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database to the newest schema. Takes the owner's URL; returns the names of what it applied.
 * Throws when an applied migration was edited, or when the database is newer than this program.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = survivingCuts(new pg.Client({ connectionString: ownerUrl }));
  await client.connect();
  try {
    // Two programs starting at once take turns; the lock is the session's and ends with it.
    await client.query("select pg_advisory_lock(hashtext('kamerton.migrate'))");
    await client.query(
      'create table if not exists schema_migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    await ensureRole(client);
    const done = new Map<string, string>();
    const rows = await client.query<{ name: string; hash: string }>('select name, hash from schema_migration');
    for (const row of rows.rows) done.set(row.name, row.hash);
    const steps = await readMigrations();
    for (const name of done.keys()) {
      if (!steps.some((step) => step.name === name))
        throw new Error(`the database is newer than this program: it has ${name}`);
    }
    const applied = await applyMissing(client, steps, done);
    await prepareQueue(client, ownerUrl);
    return applied;
  } finally {
    await client.end();
  }
}

async function applyMissing(
  client: pg.Client,
  steps: readonly Migration[],
  done: ReadonlyMap<string, string>,
): Promise<string[]> {
  const applied: string[] = [];
  for (const step of steps) {
    const known = done.get(step.name);
    if (known !== undefined && known !== step.hash)
      throw new Error(`migration ${step.name} was changed after it was applied`);
    if (known !== undefined) continue;
    await client.query('begin');
    try {
      await client.query(step.text);
      if (step.check !== null) await client.query(step.check);
      await client.query('insert into schema_migration (name, hash) values ($1, $2)', [step.name, step.hash]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`migration ${step.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    applied.push(step.name);
  }
  return applied;
}

/** The application's role belongs to the whole server, so another database's migration may make it at the same moment. */
async function ensureRole(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${appRole}') then create role ${appRole} nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  await client.query(`grant ${appRole} to current_user`);
  await client.query(`grant usage on schema public to ${appRole}`);
}

/** The job queue's own tables; the application's role may add jobs inside an act's transaction. */
async function prepareQueue(client: pg.Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: quiet });
  await client.query(`grant usage on schema graphile_worker to ${appRole};
    grant execute on all functions in schema graphile_worker to ${appRole};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${appRole};
    grant usage, select on all sequences in schema graphile_worker to ${appRole}`);
  // The queue's tables have row-level security of their own, without a policy for anyone but their owner.
  await client.query(`do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
      execute format('drop policy if exists app_adds_jobs on graphile_worker.%I', name);
      execute format('create policy app_adds_jobs on graphile_worker.%I to ${appRole} using (true) with check (true)', name);
    end loop; end $$`);
}
