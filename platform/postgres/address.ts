import { chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { holdsFor } from './account.ts';
import type { Place } from './cluster.ts';
import { DatabaseFailure } from './failure.ts';

/** Where the server listens: the port is part of the socket's name, and a real one only on Windows. */
export type Address = { readonly socketDir: string; readonly port: number };

const socketPrefix = 'kamerton-pg-';
/** sun_path holds 104 bytes on macOS, 108 on Linux, with the closing zero; the socket is called `.s.PGSQL.5432`. */
const socketDirMaxBytes = 103 - '/.s.PGSQL.5432'.length;

/**
 * Makes the private folder of the socket (on Windows: takes a free port).
 * Throws `socket_path_too_long` when no folder with a short enough name can be made.
 */
export async function newAddress(place: Place): Promise<Address> {
  if (process.platform === 'win32') return { socketDir: '', port: await freePort() };
  for (const root of [tmpdir(), '/tmp', '/run']) {
    const socketDir = newSocketDir(place, root);
    if (socketDir) return { socketDir, port: 5432 };
  }
  const words = `The database socket needs a folder with a short name (at most ${socketDirMaxBytes} bytes).`;
  throw new DatabaseFailure('socket_path_too_long', `${words} Neither ${tmpdir()} nor /tmp will do; set TMPDIR.`);
}

/**
 * Makes the address that processes already know usable again, so that their pools find the restarted server.
 * A folder that somebody else made under that name is not used: then the address is a new one.
 */
export async function sameAddress(place: Place, known: Address): Promise<Address> {
  if (process.platform === 'win32') return known;
  try {
    mkdirSync(known.socketDir, { mode: 0o700 });
    if (place.account) chownSync(known.socketDir, place.account.uid, place.account.gid);
  } catch {
    // It exists, as it should.
  }
  return isPrivate(place, known.socketDir) ? known : newAddress(place);
}

/** Removes the socket's folder of a server that is down. */
export function removeAddress(address: Address): void {
  if (!basename(address.socketDir).startsWith(socketPrefix)) return;
  rmSync(address.socketDir, { recursive: true, force: true });
}

function newSocketDir(place: Place, root: string): string | null {
  if (Buffer.byteLength(join(root, `${socketPrefix}123456`)) > socketDirMaxBytes) return null;
  let socketDir: string;
  try {
    socketDir = mkdtempSync(join(root, socketPrefix));
  } catch {
    return null;
  }
  if (place.account) chownSync(socketDir, place.account.uid, place.account.gid);
  if (!place.account || holdsFor(place.account, 'cd "$1"', socketDir)) return socketDir;
  rmSync(socketDir, { recursive: true });
  return null;
}

function isPrivate(place: Place, socketDir: string): boolean {
  const found = lstatSync(socketDir, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  const owner = place.account?.uid ?? process.getuid?.();
  return found.uid === owner && (found.mode & 0o077) === 0;
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 5432));
    });
  });
}
