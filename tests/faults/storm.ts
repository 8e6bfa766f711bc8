/**
 * Clients that act without rest at several servers over one database and one folder, while the servers and the database
 * are killed under them. Every act carries its key and is repeated with it, at whichever server, until it is answered;
 * afterwards what was acknowledged must be there, once, and nothing else, and the books must agree.
 */
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { resumeImports } from '#modules/imports/index.ts';
import { type Db, openDatabase } from '#platform/database.ts';
import { type Files, localFiles } from '#platform/files.ts';
import type { JobContext } from '#platform/jobs.ts';
import { appRole, migrate } from '#platform/migrate.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { sealEvents, verifyChain } from '#platform/seal.ts';
import { verify, verifyFiles } from '#platform/verify.ts';
import { ensureBundle } from '#platform/web-bundle.ts';
import { startServerProcess } from '#tests/harness/server-process.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { fillWorld, ids } from '#tests/harness/world-rows.ts';
import { checks } from '../../app.ts';
import { type ActsBook, type Asks, checkActs, newBook, totalOf } from './acts.ts';
import { checkBooks } from './books.ts';
import { Desk, type Who } from './desk.ts';
import { killsOf, killUntilOver, newToll, type Toll } from './killing.ts';
import { actUntilOver } from './lives.ts';

export type StormOptions = {
  readonly kills: number;
  readonly clients: number;
  readonly servers: number;
  /** How long a ready server is left, at most, milliseconds. */
  readonly calmMost: number;
  /** So many acts a kill are to be acknowledged at least: kills wait for them. */
  readonly actsLeast: number;
  /** Ends the killing early; everything is looked at all the same. */
  readonly signal?: AbortSignal;
  /** Told of each kill: how many there were, and how many acts were acknowledged. */
  readonly say: (kills: number, acts: number) => void;
};

export type StormResult = {
  readonly book: ActsBook;
  readonly toll: Toll;
  /** How long servers were killed, milliseconds. */
  readonly stormMs: number;
  readonly owner: pg.Pool;
  readonly db: Db;
  readonly files: Files;
  /** Where the files are kept. */
  readonly filesRoot: string;
  close(): Promise<void>;
};

const serversPerDatabase = 9;
// Each check reads everything that hours of acts have left.
const lookMostMs = 900_000;

/** Runs the storm and leaves the database up for whoever looks at what came of it. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-'));
  const database = await startEmbedded({ dataDir: path.join(folder, 'postgres') });
  await migrate(database.ownerUrl);
  await fillWorld(database.ownerUrl);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  await fillStores(owner);
  const ports = portsFor(options.servers);
  const program = await copyProgram(path.join(folder, 'program'));
  const env = { KAMERTON_LOG: 'silent', NODE_COMPILE_CACHE: path.join(folder, 'compiled') };
  const place = { dataDir: folder, program, env };
  // Servers that are killed keep nothing of what they compiled: one that is stopped does it for them.
  await startServerProcess({ ...place, port: ports[0] ?? 0 }).then((server) => server.stop());
  const book = newBook();
  const toll = newToll();
  const state = { over: false };
  const bases = ports.map((port) => `http://127.0.0.1:${port}`);
  const cookies = await cookiesOf(owner);
  const acting = Array.from({ length: options.clients }, () =>
    actUntilOver(new Desk({ bases, cookies, book }), () => state.over),
  );
  const keeping = keepStatistics(owner, () => state.over);
  const begun = performance.now();
  const signal = options.signal ?? new AbortController().signal;
  const say = (): void => options.say(killsOf(toll), totalOf(book));
  const isBehind = (): boolean => totalOf(book) < options.actsLeast * killsOf(toll);
  const { kills, calmMost } = options;
  const plan = { place, ports, signal, say, serversPerDatabase, kills, calmMost, isBehind };
  const servers = await killUntilOver(plan, toll);
  const stormMs = performance.now() - begun;
  state.over = true;
  await Promise.all([...acting, keeping]);
  const db = openDatabase({ url: database.ownerUrl, role: appRole, max: 2, statementTimeoutMs: lookMostMs });
  const filesRoot = path.join(folder, 'files');
  await endImports(owner, db);
  for (const server of servers) await server.stop();
  await owner.query('analyze');
  return {
    book,
    toll,
    stormMs,
    owner,
    db,
    files: localFiles(filesRoot),
    filesRoot,
    close: async () => {
      await db.close();
      await owner.end();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that must hold after a storm; throws with what does not. Answers how many events the chain holds. */
export async function checkStorm(result: Omit<StormResult, 'close'>): Promise<{ sealed: number }> {
  const { owner, db, book, toll } = result;
  await checkActs(owner, book);
  await checkBooks(owner);
  checkServers(toll);
  await checkVerify(result);
  return { sealed: await checkChain(owner, db) };
}

/** What `kamerton verify` looks at, without the chain. */
export async function checkVerify({ db, files }: Pick<StormResult, 'db' | 'files'>): Promise<void> {
  const broken = [...(await verify(db, ids.org, checks)), await verifyFiles(db, files, ids.org)].filter(Boolean);
  if (broken.length > 0) throw new Error(`verify: ${JSON.stringify(broken).slice(0, 2_000)}`);
}

/** Fails when a server that was ready ended by itself. */
export function checkServers({ fell }: Toll): void {
  if (fell.size > 0) throw new Error(`servers ended by themselves: ${JSON.stringify([...fell])}`);
}

/** Seals what is not sealed yet, for servers that live for seconds seldom do, and walks the whole chain. */
export async function checkChain(owner: Asks, db: Db): Promise<number> {
  const count = async (table: string): Promise<number> => {
    const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from ${table} where org_id = $1`, [
      ids.org,
    ]);
    return rows[0]?.n ?? 0;
  };
  const events = await count('event');
  // Each run seals a bounded number.
  let sealed = -1;
  for (let now = await count('event_seal'); now > sealed && now < events; now = await count('event_seal')) {
    sealed = now;
    await sealEvents.run(contextOf(db, new Date()));
  }
  const chain = await verifyChain(db, ids.org);
  if (chain.brokenAt !== null) throw new Error(`the audit chain is broken at ${chain.brokenAt}`);
  if (chain.sealed !== events) throw new Error(`the audit chain holds ${chain.sealed} of ${events} events`);
  return chain.sealed;
}

const contextOf = (db: Db, now: Date): JobContext => ({ db, orgId: ids.org, now: now.toISOString() }) as JobContext;

const root = path.resolve(import.meta.dirname, '../..');

/** A program of its own: what is changed in this one meanwhile would be read, and built, at every start. */
async function copyProgram(place: string): Promise<string> {
  await ensureBundle(() => undefined);
  const kept = ['kernel', 'platform', 'modules', 'schema', 'demo', 'web', 'dist', 'tools', 'cli'];
  const files = [
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'server.ts',
    'start.ts',
    'app.ts',
    'import-texts.ts',
  ];
  for (const name of [...kept, ...files]) {
    // The mark of the screens knows the times of their sources.
    await cp(path.join(root, name), path.join(place, name), { recursive: true, preserveTimestamps: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(place, 'node_modules'));
  return place;
}

/** Goods and credit for any number of orders; cables are sold, and have a floor close under their price. */
async function fillStores(owner: pg.Pool): Promise<void> {
  await owner.query(`insert into stock (org_id, product_id, warehouse_id) values ($1, $2, $3)`, [
    ids.org,
    ids.product.cable,
    ids.warehouse.main,
  ]);
  await owner.query('update stock set on_hand_milli = 1000000000000');
  await owner.query('update credit_limit set limit_minor = 100000000000000');
  await owner.query('update product set min_price_e4 = 980000 where id = $1', [ids.product.cable]);
  await owner.query(
    `insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, moved_on, recorded_at)
     select org_id, gen_random_uuid(), product_id, warehouse_id, 'adjustment', on_hand_milli - coalesce((
       select sum(quantity_milli) from stock_movement m where m.org_id = s.org_id and m.product_id = s.product_id), 0),
       current_date, now() from stock s`,
  );
}

async function cookiesOf(owner: pg.Pool): Promise<Record<Who, string>> {
  const people: readonly Who[] = ['anna', 'sonya', 'vera', 'fyodor', 'admin'];
  const signed = people.map(async (who) => [who, await openSession(owner, ids.org, ids.person[who])] as const);
  return Object.fromEntries(await Promise.all(signed)) as Record<Who, string>;
}

/** Under the ports that the system gives to those who connect, so that none of them takes a port of a killed server. */
function portsFor(servers: number): number[] {
  const first = 10_000 + (process.pid % 2_000) * 10;
  return Array.from({ length: servers }, (_none, at) => first + at);
}

const statisticsRestMs = 60_000;
const lookMs = 250;

/** A database that is killed every few seconds forgets what it counted and analyzes nothing by itself. */
async function keepStatistics(owner: pg.Pool, isOver: () => boolean): Promise<void> {
  let due = performance.now() + statisticsRestMs;
  while (!isOver()) {
    await pause(lookMs);
    if (performance.now() < due) continue;
    const asked = await owner
      .query<{ name: string }>("select relname as name from pg_stat_user_tables where schemaname = 'public'")
      .catch(() => null);
    for (const { name } of asked?.rows ?? []) await owner.query(`analyze ${name}`).catch(() => undefined);
    due = performance.now() + statisticsRestMs;
  }
}

const importsMostMs = 600_000;
const importsCalmMs = 2_000;

/** Waits for the imports that were begun; those whose server was killed are taken up as the chore does minutes later. */
async function endImports(owner: pg.Pool, db: Db): Promise<void> {
  const until = performance.now() + importsMostMs;
  let took = performance.now();
  let later = Date.now();
  for (;;) {
    const { rows } = await owner.query<{ n: number }>(
      "select count(*)::int as n from import_run where state = 'running'",
    );
    if (rows[0]?.n === 0) return;
    if (performance.now() > until) throw new Error(`${rows[0]?.n} imports do not come to an end`);
    if (performance.now() - took > importsCalmMs) {
      later += 5 * 60_000;
      await resumeImports.run(contextOf(db, new Date(later)));
      took = performance.now();
    }
    await pause(lookMs);
  }
}
