import pg from 'pg';
import { DatabaseFailure } from './failure.ts';

/** A PostgreSQL of the customer's that Kamerton can work with. `version` is the major one. */
export type External = { readonly version: number; readonly database: string };

const versionMin = 15;
const connectMaxMs = 10_000;

/**
 * Connects once to `DATABASE_URL` and checks that Kamerton can work there: PostgreSQL 15 or newer, UTF-8, writable,
 * the extensions pg_trgm and btree_gist, the ICU collation for Russian, the right to create tables.
 * Throws a DatabaseFailure in words; a password in the URL never shows in it.
 */
export async function checkExternal(url: string): Promise<External> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<Facts>(factsSql);
    const [facts] = rows;
    if (!facts) throw new DatabaseFailure('unsuitable', 'The database gave no answer about itself.');
    const problem = firstProblem(facts) ?? (await letterProblem(client, facts.database));
    if (problem) throw problem;
    return { version: facts.version, database: facts.database };
  } finally {
    await client.end();
  }
}

type Facts = {
  version: number;
  versionText: string;
  database: string;
  encoding: string;
  readOnly: boolean;
  missing: string[];
  collation: boolean;
  mayCreate: boolean;
};

const factsSql = `
  select current_setting('server_version_num')::int / 10000 as version,
    current_setting('server_version') as "versionText",
    current_database()::text as database,
    current_setting('server_encoding') as encoding,
    pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool as "readOnly",
    array(select wanted::text from unnest(array['pg_trgm', 'btree_gist']) as wanted
      where not exists (select from pg_available_extensions as offered where offered.name = wanted)) as missing,
    exists (select from pg_collation where collname = 'ru-x-icu') as collation,
    has_database_privilege(current_database(), 'create') as "mayCreate"`;

function firstProblem(facts: Facts): DatabaseFailure | null {
  const { database } = facts;
  if (facts.version < versionMin) {
    const words = `The database runs PostgreSQL ${facts.versionText}; Kamerton needs ${versionMin} or newer.`;
    return new DatabaseFailure('version', words);
  }
  const problems: [boolean, string][] = [
    [facts.encoding !== 'UTF8', `Database ${database} is encoded in ${facts.encoding}. Create one with encoding UTF8.`],
    [facts.readOnly, `Database ${database} is read-only (a standby?). Name the primary server in DATABASE_URL.`],
    [
      facts.missing.length > 0,
      `The server lacks the extensions ${facts.missing.join(', ')}. Install postgresql-contrib.`,
    ],
    [!facts.collation, 'The server was built without ICU, which sorts Russian names. Use a build with ICU.'],
    [!facts.mayCreate, `The user of DATABASE_URL may not create schemas in ${database}. Make it the owner.`],
  ];
  const found = problems.find(([isSo]) => isSo);
  return found ? new DatabaseFailure('unsuitable', found[1]) : null;
}

/** Asked last: the letters could not even be sent to a database that is not UTF-8. */
async function letterProblem(client: pg.Client, database: string): Promise<DatabaseFailure | null> {
  const sql = "select to_tsvector('simple', '«ёж»') = to_tsvector('simple', 'ёж') as seen";
  const { rows } = await client.query<{ seen: boolean }>(sql);
  if (rows[0]?.seen) return null;
  const words = `Database ${database} has LC_CTYPE C, under which search sees no Cyrillic. Create one with C.UTF-8.`;
  return new DatabaseFailure('unsuitable', words);
}

async function connect(url: string): Promise<pg.Client> {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    const example = 'postgresql://user:password@host:5432/database';
    throw new DatabaseFailure('bad_url', `DATABASE_URL is not the address of a PostgreSQL, for example ${example}`);
  }
  const client = clientFor(url);
  try {
    await client.connect();
    return client;
  } catch (error) {
    // Ends the half-open connection; that it fails too tells nothing new.
    await client.end().catch(() => undefined);
    throw inWords(error, `${client.host}:${client.port}`, client);
  }
}

function clientFor(url: string): pg.Client {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMaxMs });
    // A connection cut while idle reports itself here; unheard, it would end the process.
    client.on('error', () => undefined);
    return client;
  } catch {
    throw new DatabaseFailure(
      'bad_url',
      'DATABASE_URL cannot be read. Characters like @ / # in the password need %-codes.',
    );
  }
}

type Named = { readonly user?: string | undefined; readonly database?: string | undefined };

function inWords(error: unknown, where: string, { user, database }: Named): DatabaseFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error && error.message ? error.message : code;
  const words: Record<string, [DatabaseFailure['code'], string]> = {
    ENOTFOUND: ['unreachable', `No machine is known by the name in DATABASE_URL (${where}).`],
    EAI_AGAIN: ['unreachable', `The name in DATABASE_URL (${where}) cannot be looked up now.`],
    ECONNREFUSED: ['unreachable', `Nothing listens at ${where}. Is PostgreSQL running there?`],
    ENOENT: ['unreachable', `There is no database socket at ${where}. Is PostgreSQL running there?`],
    '28P01': ['sign_in', `The database at ${where} refused the password of user ${user}.`],
    '28000': ['sign_in', `The database at ${where} does not let user ${user} in (${said}).`],
    '3D000': ['sign_in', `There is no database ${database} at ${where}. Create it: createdb ${database}`],
    '53300': ['unreachable', `The database at ${where} has no connection left (max_connections).`],
    '57P03': ['unreachable', `The database at ${where} is starting or stopping. Try again in a moment.`],
  };
  const [failure, text] = words[code] ?? ['unreachable', `The database at ${where} cannot be reached: ${said}.`];
  return new DatabaseFailure(failure, text, error);
}
