/** The stand: a filled data folder, the real server as a process of its own on it, a person signed in, the owner's SQL. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { createOrg } from '#modules/access/index.ts';
import { newToken } from '#modules/access/session.ts';
import { openDatabase } from '#platform/database.ts';
import { appRole, migrate } from '#platform/migrate.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { ApiClient } from '#tests/harness/api-client.ts';
import { startServerProcess } from '#tests/harness/server-process.ts';
import { fill, type Place } from './fill.ts';
import type { BenchOptions } from './options.ts';

export type Stand = {
  readonly options: BenchOptions;
  readonly place: Place;
  readonly folder: string;
  readonly owner: pg.Pool;
  readonly url: string;
  /** A new client of the API, signed in. */
  client(): ApiClient;
  /** SQL statements that the server has sent so far. */
  statements(): Promise<number>;
  /** What the server takes of memory, bytes. */
  memory(): Promise<number>;
  /** Starts the server process again; answers the milliseconds from its start to `/readyz`, and its memory in bytes after a while. */
  restart(): Promise<{ readyMs: number; idleBytes: number }>;
  /** Waits until the database has tidied up after what was written before: the next figures are not of that work. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** Prepares everything and starts the server. */
export async function openStand(options: BenchOptions, say: (line: string) => void): Promise<Stand> {
  const folder = options.data ?? (await mkdtemp(path.join(os.tmpdir(), 'kam-bench-')));
  const server = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
  await migrate(server.ownerUrl);
  const owner = new pg.Pool({ connectionString: server.ownerUrl, max: 10 });
  owner.on('error', () => undefined);
  const place = await makeOrg(server.ownerUrl, owner, { options, say });
  const cookie = await signIn(owner, place);
  const port = 4800 + (process.pid % 1000);
  const base = `http://127.0.0.1:${port}`;
  let child = await startServerProcess({ dataDir: folder, port });
  return {
    options,
    place,
    folder,
    owner,
    url: server.ownerUrl,
    client: () => new ApiClient(base, `kamerton_session=${cookie}`),
    statements: () => statementsOf(base),
    memory: () => memoryOf(base),
    restart: async () => {
      await child.stop();
      const begun = performance.now();
      child = await startServerProcess({ dataDir: folder, port });
      const readyMs = performance.now() - begun;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      return { readyMs, idleBytes: await memoryOf(base) };
    },
    settle: () => settle(owner),
    close: async () => {
      await child.stop();
      await owner.end();
      await server.stop();
      if (options.data === null) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeOrg(
  url: string,
  owner: pg.Pool,
  { options, say }: { options: BenchOptions; say: (line: string) => void },
): Promise<Place> {
  const found =
    await owner.query<Place>(`select o.org_id as "orgId", p.id as "personId", w.id as "warehouseId", c.id as "columnId"
    from org o join person p using (org_id) join warehouse w on w.org_id = o.org_id
      and w.is_default join price_column c on c.org_id = o.org_id and c.is_default limit 1`);
  if (found.rows[0] !== undefined) return found.rows[0];
  const db = openDatabase({ url, role: appRole, max: 2 });
  const made = await createOrg(
    db,
    { orgName: 'Стенд', email: 'bench@stand.example', name: 'Стенд', password: 'a long enough password 1', lang: 'ru' },
    new Date(),
  );
  await db.close();
  if (!made.ok) throw new Error(`the stand's org was refused: ${made.code}`);
  const { orgId, personId, warehouseId, priceColumnId } = made.value;
  const place = { orgId, personId, warehouseId, columnId: priceColumnId };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client, place, { sizes: options, say });
  await client.end();
  return place;
}

const settleMostMs = 120_000;

async function settle(owner: pg.Pool): Promise<void> {
  await owner.query('checkpoint');
  const until = performance.now() + settleMostMs;
  const isTidying = async (): Promise<boolean> => {
    const { rows } = await owner.query("select from pg_stat_activity where backend_type = 'autovacuum worker'");
    return rows.length > 0;
  };
  while (performance.now() < until && (await isTidying())) await pause(200);
}

async function signIn(owner: pg.Pool, place: Place): Promise<string> {
  const { token, tokenHash } = newToken();
  await owner.query(
    `insert into session (org_id, token_hash, id, person_id, created_at, seen_at, expires_at) values ($1, $2, $3, $4, now(), now(),
      now() + interval '1 day')`,
    [place.orgId, tokenHash, newId(), place.personId],
  );
  return `${place.orgId}.${token}`;
}

async function metric(base: string, name: string): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Number(new RegExp(`^${name} ([0-9.e+]+)$`, 'm').exec(text)?.[1] ?? 0);
}

const statementsOf = (base: string): Promise<number> => metric(base, 'kamerton_sql_statements_total');
const memoryOf = (base: string): Promise<number> => metric(base, 'process_resident_memory_bytes');
