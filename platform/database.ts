/**
 * The door to PostgreSQL. Everything of an org runs inside a transaction that has said whose rows it may see
 * (`app.org_id`, row-level security). There is no other way to a connection from a module.
 */
import { createHash } from 'node:crypto';
import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import pg from 'pg';
import type { Database } from '#schema/database.ts';

declare const writing: unique symbol;
declare const reading: unique symbol;

/** Proof that we are inside a command's transaction; only `runCommand` and the maintenance door mint it. */
export type Tx<Table extends keyof Database = keyof Database> = Kysely<Pick<Database, Table>> & {
  readonly [writing]: true;
};
/** A read-only transaction of one org. A `Tx` may be read from too. */
export type Read<Table extends keyof Database = keyof Database> =
  | (Kysely<Pick<Database, Table>> & { readonly [reading]: true })
  | Tx<Table>;

export type Db = {
  readonly kysely: Kysely<Database>;
  readonly pool: pg.Pool;
  /** SQL statements sent since the start; tests and `/metrics` read it. */
  readonly statements: () => number;
  close(): Promise<void>;
};

export type OpenOptions = {
  readonly url: string;
  /** Connections at most. */
  readonly max?: number;
  /** The database role to work under; the application's role cannot see past row-level security. */
  readonly role?: string;
  readonly statementTimeoutMs?: number;
  /** How long an answer is waited for before the connection counts as dead: a network may swallow it without a word. */
  readonly answerTimeoutMs?: number;
};

// Sums stay digits and days stay days: neither passes through a float or a local time zone.
const asText = (text: string): string => text;
const asInstant = (text: string): string =>
  `${text
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d+/, '$1')
    .replace(/\+00(:00)?$/, '')}Z`;
const typeParsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: asText,
  [pg.types.builtins.NUMERIC]: asText,
  [pg.types.builtins.DATE]: asText,
  [pg.types.builtins.TIMESTAMPTZ]: asInstant,
};
const types = {
  getTypeParser: ((id: number, format: 'text' | 'binary') =>
    typeParsers[id] ?? pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
};

/** Opens a pool. Throws nothing yet: the first use tells whether the database is there. */
export function openDatabase(options: OpenOptions): Db {
  const role = options.role === undefined ? '' : `-c role=${options.role} `;
  const statementTimeoutMs = options.statementTimeoutMs ?? 60_000;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    types,
    // What is asked at once is sent at once: a transaction begins in the same trip as its first statement.
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    query_timeout: options.answerTimeoutMs ?? statementTimeoutMs + 15_000,
    options: `${role}-c timezone=UTC -c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=60000`,
  });
  surviveCuts(pool);
  const counter = { sent: 0 };
  const kysely = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PostgresDriver({ pool: preparing(pool, counter) }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return { kysely, pool, statements: () => counter.sent, close: () => kysely.destroy() };
}

/**
 * A cut connection must not end the program: the pool drops it, whoever was using it gets the error of its query, and
 * the next request opens a new one.
 */
export function surviveCuts(pool: pg.Pool): void {
  const dropped = (): void => undefined;
  pool.on('error', dropped);
  pool.on('connect', (client) => client.on('error', dropped));
}

/** A cut connection fails the statement under way; the event itself, unheard, would end the process. */
export function survivingCuts(client: pg.Client): pg.Client {
  return client.on('error', () => undefined);
}

/** The same text is parsed and planned once per connection: statements with parameters are prepared by their hash. */
function preparing(pool: pg.Pool, counter: { sent: number }) {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `k${createHash('md5').update(text).digest('hex')}`;
    if (names.size < 5_000) names.set(text, name);
    return name;
  };
  return {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (text: string, values: readonly unknown[]) => {
          counter.sent += text.startsWith('begin;') || text.startsWith('begin read only;') ? 2 : 1;
          // Text with literal-only content uses the simple protocol, which also takes several statements at once.
          return values.length === 0
            ? client.query(text)
            : client.query({ name: nameOf(text), text, values: [...values] });
        },
        release: (error?: Error | boolean) => client.release(error),
      } as pg.PoolClient;
    },
    end: () => pool.end(),
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Thrown when COMMIT itself failed: the act may or may not have happened, the idempotency key will tell. */
export class UnknownOutcome extends Error {}

type Mode = 'read' | 'write';

type Run<T> = {
  readonly work: (connection: Kysely<Database>) => Promise<T>;
  readonly keep: (value: T) => boolean;
  /** Told the value when the end of the transaction is on its way. */
  readonly ending?: (value: T) => void;
};

/**
 * Runs `work` inside one transaction of one org. `finish` tells whether to keep what was done.
 * Throws what `work` throws, after rolling back.
 */
async function inTransaction<T>(db: Db, place: { orgId: string; mode: Mode }, run: Run<T>): Promise<T> {
  if (!uuid.test(place.orgId)) throw new Error('org id is not a UUID');
  const begin = place.mode === 'read' ? 'begin read only' : 'begin';
  return db.kysely.connection().execute(async (connection) => {
    const begun = sql.raw(`${begin}; set local app.org_id = '${place.orgId}'`).execute(connection);
    let value: T;
    try {
      // Not waited for: the first statement goes with it. Had it failed, no row of any org could be seen or written.
      [value] = await Promise.all([run.work(connection), begun]);
    } catch (error) {
      // The first error is the one to tell; a failed rollback means the connection is gone anyway.
      await sql
        .raw('rollback')
        .execute(connection)
        .catch(() => undefined);
      throw error;
    }
    if (!run.keep(value)) {
      await sql.raw('rollback').execute(connection);
      return value;
    }
    const committed = sql.raw('commit').execute(connection);
    run.ending?.(value);
    await committed.catch((error: unknown) => {
      throw new UnknownOutcome('the commit was not confirmed', { cause: error });
    });
    return value;
  });
}

/**
 * A read-only transaction of the org. The answer does not wait for the end of the transaction: nothing was written that
 * could still be refused.
 */
export function readOrg<T>(db: Db, orgId: string, work: (read: Read) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const run: Run<T> = {
      work: (connection) => work(connection as unknown as Read),
      keep: () => true,
      ending: resolve,
    };
    inTransaction(db, { orgId, mode: 'read' }, run).catch(reject);
  });
}

/** A writing transaction. For `runCommand` and for jobs that keep the machinery (seals, expiry); modules use commands. */
export function writeOrg<T>(
  db: Db,
  orgId: string,
  run: { work: (tx: Tx) => Promise<T>; keep?: (value: T) => boolean },
): Promise<T> {
  return inTransaction(
    db,
    { orgId, mode: 'write' },
    { work: (connection) => run.work(connection as unknown as Tx), keep: run.keep ?? (() => true) },
  );
}

/** PostgreSQL's five-character code of an error, or '' for any other error. */
export function sqlState(error: unknown): string {
  const cause = error instanceof UnknownOutcome ? error.cause : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** The constraint that refused a row, or '' . */
export function constraintOf(error: unknown): string {
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : '';
}

/** Worth another attempt: deadlock, serialisation, a lost connection, a database that is restarting or full of clients. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnknownOutcome) return true;
  const state = sqlState(error);
  if (/^(40001|40P01|25006|25P0[34]|53300|57P0[1235]|08...|ECONN.*|EPIPE)$/.test(state)) return true;
  // A socket that is not there is a database that is away; any other file that is not there stays so.
  if (state === 'ENOENT') return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  return (
    error instanceof Error &&
    /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message)
  );
}
