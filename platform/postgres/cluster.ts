import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, holdsFor, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { DatabaseFailure, explain } from './failure.ts';

/** Everything that says where and as whom the server runs. `home` is Kamerton's folder, `cluster` is PostgreSQL's in it. */
export type Place = {
  readonly home: string;
  readonly cluster: string;
  readonly account: Account | null;
  readonly binaries: Binaries;
  readonly log: (line: string) => void;
};

/** The database and its owner, made with the folder. */
export const ownerName = 'kamerton';

const megabyte = 1024 * 1024;

/** Settings for a small machine with two cores. Durability (fsync, full_page_writes, synchronous_commit) stays on. */
function settings(): Record<string, string> {
  const quarter = Math.floor(totalmem() / megabyte / 4);
  return {
    shared_buffers: `${Math.max(64, Math.min(256, quarter))}MB`,
    effective_cache_size: `${Math.max(256, Math.min(4096, quarter * 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.max(64, Math.min(256, quarter))}MB`,
    // Parallel queries take this before /dev/shm, which containers limit to 64 MB.
    min_dynamic_shared_memory: '64MB',
    max_connections: '100',
    max_parallel_workers: '2',
    max_parallel_workers_per_gather: '1',
    jit: 'off',
    random_page_cost: '1.1',
    // Bulk imports: fewer checkpoints, smaller full-page images.
    wal_buffers: '16MB',
    wal_compression: 'pglz',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Work for a process that was killed ends within seconds, and with it its locks.
    client_connection_check_interval: '2s',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // Rows and statements hold personal data; the log does not.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
}

/** The text of `kamerton.conf`; ALTER SYSTEM still wins over it. */
export function settingsText(): string {
  const lines = Object.entries(settings()).map(([name, value]) => `${name} = '${value}'`);
  return `# Written by Kamerton at each start. Change settings by ALTER SYSTEM.\n${lines.join('\n')}\n`;
}

/** Changes when a running server should be restarted to get today's programs or settings. */
export function fingerprint(place: Place): string {
  return createHash('sha256').update(`${place.binaries.version}\n${settingsText()}`).digest('hex').slice(0, 16);
}

/** How to point a program at a data folder: spawn options and the value of `-D`. */
export function inFolder(
  place: Place,
  folder: string,
): { options: { cwd: string; uid?: number; gid?: number }; dataDir: string } {
  const options = { cwd: folder, ...runAs(place.account) };
  if (!place.account || holdsFor(place.account, 'cd "$1"', folder)) return { options, dataDir: folder };
  // The folder lies in one that is closed to the account (root's home). We enter it as root before the child gives up
  // root's rights; this link of Linux then leads to it without walking the closed path.
  if (process.platform === 'linux') return { options, dataDir: '/proc/self/cwd' };
  throw new DatabaseFailure(
    'folder_owner',
    `The user that runs PostgreSQL may not enter ${folder}. Choose another folder.`,
  );
}

/** The environment of PostgreSQL's programs: none of the caller's PG* variables, messages in English. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  if (process.platform !== 'win32') return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/i.test(name)));
}

/**
 * Makes the data folder if there is none, and brings an existing one up to date: owner, settings.
 * A folder appears under its name only when it is complete, so a broken first start leaves nothing half made.
 */
export function prepareCluster(place: Place, password: string): void {
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) createCluster(place, password);
  refuseOtherMajor(place);
  if (place.account && statSync(place.cluster).uid !== place.account.uid) giveAway(place.cluster, place.account);
  writeSettings(place, place.cluster);
}

function createCluster(place: Place, password: string): void {
  place.log('making the database folder (first start)');
  const draft = `${place.cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  initialise(place, draft, password);
  appendFileSync(join(draft, 'postgresql.conf'), "\ninclude_if_exists = 'kamerton.conf'\n");
  createDatabase(place, draft);
  renameSync(draft, place.cluster);
}

/**
 * The C type locale must be a UTF-8 one: the full-text parser and pg_trgm take letters from it, and under plain `C`
 * they see no Cyrillic.
 */
const typeLocales = ['C.UTF-8', 'C.utf8', 'ru_RU.UTF-8', 'en_US.UTF-8', 'en_US.utf8'] as const;

function initialise(place: Place, draft: string, password: string): void {
  const passwordFile = join(place.home, 'initdb-password');
  let said = '';
  for (const typeLocale of process.platform === 'win32' ? ['C'] : typeLocales) {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    if (place.account) chownSync(draft, place.account.uid, place.account.gid);
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
    const { options, dataDir } = inFolder(place, draft);
    const passwordPath = dataDir === draft ? passwordFile : join(dataDir, '..', 'initdb-password');
    const run = spawnSync(program(place, 'initdb'), initdbArguments(dataDir, typeLocale, passwordPath), {
      ...options,
      env: plainEnvironment(),
      encoding: 'utf8',
    });
    rmSync(passwordFile, { force: true });
    if (run.status === 0) return;
    said = run.error ? String(run.error) : `${run.stdout}\n${run.stderr}`;
    rmSync(draft, { recursive: true, force: true });
    if (!/invalid locale name/.test(said)) break;
  }
  throw explain(said, 'while making the data folder');
}

function initdbArguments(dataDir: string, typeLocale: string, passwordFile: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${ownerName}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${typeLocale}`,
    // The socket lies in a folder that only the server's user (and root) can enter.
    process.platform === 'win32' ? '--auth-local=scram-sha-256' : '--auth-local=trust',
    '--auth-host=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-instructions',
  ];
}

function createDatabase(place: Place, draft: string): void {
  const { options, dataDir } = inFolder(place, draft);
  const run = spawnSync(program(place, 'postgres'), ['--single', '-D', dataDir, 'postgres'], {
    ...options,
    env: plainEnvironment(),
    encoding: 'utf8',
    input: `create database ${ownerName};\n`,
  });
  if (run.status !== 0 || /(ERROR|FATAL|PANIC):/.test(run.stderr))
    throw explain(run.stderr, 'while making the database');
}

/** The path of one of PostgreSQL's programs. */
export function program(place: Place, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(place.binaries.dir, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

function refuseOtherMajor(place: Place): void {
  const made = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
  const [ours] = place.binaries.version.split('.');
  if (made === ours) return;
  const words = `The data folder ${dirname(place.cluster)} was made by PostgreSQL ${made}; this Kamerton brings ${ours}.`;
  throw new DatabaseFailure('version', `${words} Export with the older Kamerton and import the export here.`);
}

function giveAway(folder: string, account: Account): void {
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}

function writeSettings(place: Place, folder: string): void {
  const file = join(folder, 'kamerton.conf');
  const text = settingsText();
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  if (place.account) chownSync(`${file}.new`, place.account.uid, place.account.gid);
  renameSync(`${file}.new`, file);
}
