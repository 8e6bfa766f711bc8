import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseFailure } from './failure.ts';

/** The system user PostgreSQL runs as. */
export type Account = { readonly uid: number; readonly gid: number };

/**
 * Chooses the user PostgreSQL runs as: null means the current one. PostgreSQL refuses to run as root, so root lends it
 * the owner of an existing data folder, else `postgres`, else `nobody`.
 * Throws `folder_owner` when another user owns the folder, `no_account` when root finds nobody to lend.
 */
export function serverAccount(cluster: string): Account | null {
  if (!process.getuid) return null;
  const me = process.getuid();
  const owner = existsSync(cluster) ? statSync(cluster) : null;
  if (me !== 0) {
    if (owner && owner.uid !== me) throw foreignFolder(cluster, owner.uid);
    return null;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = namedAccount('postgres') ?? namedAccount('nobody');
  if (account) return account;
  const words = 'PostgreSQL does not run as root and there is no user `postgres` or `nobody` to run it as.';
  throw new DatabaseFailure(
    'no_account',
    `${words} Create one (useradd --system postgres) or start Kamerton as a user.`,
  );
}

/** Options for spawn that make the child run as the account (null: as ourselves). */
export function runAs(account: Account | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Asks the system, by trying, whether a shell test (`$1` is the path) holds for the account. */
export function holdsFor(account: Account | null, test: string, path: string): boolean {
  const tried = spawnSync('/bin/sh', ['-c', test, 'sh', path], { cwd: '/', stdio: 'ignore', ...runAs(account) });
  if (tried.error) {
    const words = `This system does not let root start a process as user ${account?.uid}`;
    throw new DatabaseFailure('no_account', `${words} (${tried.error.message}). Start Kamerton as an ordinary user.`);
  }
  return tried.status === 0;
}

/** Gives a file that root made to the owner of the folder it is in, who may start Kamerton without root next time. */
export function ownLikeFolder(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(file));
  chownSync(file, uid, gid);
}

function namedAccount(name: string): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid && uid !== '0' ? { uid: Number(uid), gid: Number(gid) } : null;
}

function foreignFolder(cluster: string, uid: number): DatabaseFailure {
  const words = `The database folder ${cluster} belongs to the user with number ${uid}, not to you.`;
  return new DatabaseFailure(
    'folder_owner',
    `${words} Start Kamerton as that user or as root, or give the folder away.`,
  );
}
