import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
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
import { dirname, join } from 'node:path';
import { type Account, holdsFor, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { DatabaseFailure, explain } from './failure.ts';
import { settingsText } from './settings.ts';

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
export function prepareCluster(place: Place): void {
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) createCluster(place);
  refuseOtherMajor(place);
  if (place.account && statSync(place.cluster).uid !== place.account.uid) giveAway(place.cluster, place.account);
  writeSettings(place);
}

function createCluster(place: Place): void {
  place.log('making the database folder (first start)');
  const draft = `${place.cluster}.new`;
  initialise(place, draft);
  createDatabase(place, draft);
  renameSync(draft, place.cluster);
}

/**
 * The C type locale must be a UTF-8 one: the full-text parser and pg_trgm take letters from it, and under plain `C`
 * they see no Cyrillic.
 */
const typeLocales = ['C.UTF-8', 'C.utf8', 'ru_RU.UTF-8', 'en_US.UTF-8', 'en_US.utf8'] as const;

function initialise(place: Place, draft: string): void {
  let said = '';
  for (const typeLocale of process.platform === 'win32' ? ['en-US'] : typeLocales) {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    if (place.account) chownSync(draft, place.account.uid, place.account.gid);
    const { options, dataDir } = inFolder(place, draft);
    const settings = { ...options, env: plainEnvironment(), encoding: 'utf8' } as const;
    const run = spawnSync(program(place, 'initdb'), initdbArguments(place, dataDir, typeLocale), settings);
    if (run.status === 0) return;
    said = run.error ? String(run.error) : `${run.stdout}\n${run.stderr}`;
    if (!/invalid locale name/.test(said)) break;
  }
  throw explain(said, 'while making the data folder');
}

function initdbArguments(place: Place, dataDir: string, typeLocale: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${ownerName}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${typeLocale}`,
    '--auth-host=scram-sha-256',
    ...(process.platform === 'win32'
      ? ['--auth-local=scram-sha-256', `--pwfile=${makePassword(place.home)}`]
      : // The socket lies in a folder that only the server's user (and root) can enter.
        ['--auth-local=trust']),
    '--no-instructions',
  ];
}

function makePassword(home: string): string {
  const file = passwordFile(home);
  writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  return file;
}

/** The owner's password: kept only where there are no unix sockets, empty elsewhere. */
export function ownerPassword(home: string): string {
  return existsSync(passwordFile(home)) ? readFileSync(passwordFile(home), 'utf8').trim() : '';
}

function passwordFile(home: string): string {
  return join(home, 'owner-password');
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

function writeSettings(place: Place): void {
  writeIfDifferent(place, 'kamerton.conf', settingsText());
  const main = readFileSync(join(place.cluster, 'postgresql.conf'), 'utf8');
  const include = "include_if_exists = 'kamerton.conf'";
  if (!main.includes(include)) writeIfDifferent(place, 'postgresql.conf', `${main}\n${include}\n`);
}

function writeIfDifferent(place: Place, name: string, text: string): void {
  const file = join(place.cluster, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  if (place.account) chownSync(`${file}.new`, place.account.uid, place.account.gid);
  renameSync(`${file}.new`, file);
}
