import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { holdsFor, serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { fingerprint, ownerName, type Place, prepareCluster } from './cluster.ts';
import { DatabaseFailure, explainFileError } from './failure.ts';
import { holder, readShared, type Shared, writeShared } from './holders.ts';
import { withLock } from './lock.ts';
import { type Address, becomesReady, isGone, launch, livePostmaster, shutDown } from './postmaster.ts';
import { superviseServer } from './supervisor.ts';
import { joinHolders, leaveHolders } from './watchdog.ts';

/** A running PostgreSQL that this process holds. */
export type Embedded = {
  /** For `pg`: a superuser and owner of the database `kamerton`. Contains a password only on Windows. */
  readonly ownerUrl: string;
  /** The private folder of the unix socket; empty on Windows. */
  readonly socketDir: string;
  /** The server's process now; changes if it died and was started again. */
  readonly pid: number;
  /** Leaves the server; the last process to leave stops it and waits until it is down. May be repeated. */
  stop(): Promise<void>;
};

/** `dataDir` is a folder for the database alone; `log` gets lines for the person at the console. */
export type EmbeddedOptions = { readonly dataDir: string; readonly log?: (line: string) => void };

/** One process's tie to the running server. `child` is set when this process started it. */
type Tie = { readonly shared: Shared; readonly end: number | null; readonly child: ChildProcess | null };

/**
 * Starts the PostgreSQL that comes with Kamerton on `dataDir`, or joins the one that another live Kamerton process
 * runs there (the CLI beside the server) or that a killed one left behind. If the server dies it is started again at the same address.
 * Throws a DatabaseFailure whose message says what a person should do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const log = options.log ?? (() => undefined);
  const home = resolve(options.dataDir);
  try {
    const place = findPlace(home, log);
    const token = randomUUID();
    let tie = await attach(place, token);
    const supervisor = superviseServer({
      pid: () => tie.shared.pid,
      cluster: place.cluster,
      log,
      restart: async () => {
        leaveHolders(tie.end);
        tie = await attach(place, token);
        return tie.child;
      },
    });
    supervisor.watch(tie.child);
    let stopped: Promise<void> | null = null;
    const leave = async (): Promise<void> => {
      await supervisor.end();
      await detach(place, token, tie);
    };
    return {
      ownerUrl: ownerUrl(tie.shared),
      socketDir: tie.shared.socketDir,
      get pid() {
        return tie.shared.pid;
      },
      stop: () => (stopped ??= leave()),
    };
  } catch (error) {
    throw explainFileError(error, home);
  }
}

function findPlace(home: string, log: (line: string) => void): Place {
  const cluster = join(home, 'cluster');
  const account = serverAccount(cluster);
  mkdirSync(home, { recursive: true, mode: account ? 0o711 : 0o700 });
  return { home, cluster, account, binaries: findBinaries(account), log };
}

function attach(place: Place, token: string): Promise<Tie> {
  return withLock(join(place.home, 'lock'), async () => {
    const before = readShared(place.home);
    const others = before?.holders.filter((one) => one.token !== token) ?? [];
    const isJoinable = await settle(place, before, others.length > 0);
    const running = isJoinable ? livePostmaster(place.cluster) : null;
    const password = before?.password || newPassword();
    const address = running ?? (await chooseAddress(place, before));
    if (!running) prepareCluster(place, password);
    const child = running ? null : await launch(place, address);
    const shared: Shared = {
      pid: running?.pid ?? child?.pid ?? 0,
      socketDir: address.socketDir,
      port: address.port,
      password: process.platform === 'win32' ? password : '',
      fingerprint: running && before ? before.fingerprint : fingerprint(place),
      holders: [...others, holder(token)],
    };
    writeShared(place.home, shared);
    return { shared, child, end: joinHolders(place, address.socketDir) };
  });
}

/**
 * Brings a server found in the folder to rest: true when it is ready to be joined. One that is stopping is waited for;
 * one without live holders is stopped if it has old programs or settings, or lost its socket.
 */
async function settle(place: Place, before: Shared | null, isHeld: boolean): Promise<boolean> {
  const found = livePostmaster(place.cluster);
  if (!found) return false;
  if (!(await becomesReady(place.cluster))) {
    await isGone(found.pid, place.cluster, 60_000);
    await shutDown(place, found.pid);
    return false;
  }
  const isReachable = process.platform === 'win32' || existsSync(join(found.socketDir, `.s.PGSQL.${found.port}`));
  const isCurrent = before?.fingerprint === fingerprint(place);
  if (isReachable && (isHeld || isCurrent)) {
    if (!isHeld) place.log('joining the database server that a killed process left running');
    return true;
  }
  place.log('stopping a database server that was left running');
  await shutDown(place, found.pid);
  return false;
}

async function detach(place: Place, token: string, tie: Tie): Promise<void> {
  await withLock(join(place.home, 'lock'), async () => {
    const shared = readShared(place.home) ?? tie.shared;
    const others = shared.holders.filter((one) => one.token !== token);
    writeShared(place.home, { ...shared, holders: others });
    if (others.length === 0) {
      const running = livePostmaster(place.cluster);
      if (running) await shutDown(place, running.pid);
      if (process.platform !== 'win32') removeSocketDir(shared.socketDir);
    }
    leaveHolders(tie.end);
  });
}

function removeSocketDir(socketDir: string): void {
  if (basename(socketDir).startsWith(socketPrefix)) rmSync(socketDir, { recursive: true, force: true });
}

const socketPrefix = 'kamerton-pg-';
/** sun_path holds 104 bytes on macOS, 108 on Linux, with the closing zero; the socket is called `.s.PGSQL.5432`. */
const socketDirMaxBytes = 103 - '/.s.PGSQL.5432.lock'.length;

async function chooseAddress(place: Place, before: Shared | null): Promise<Address> {
  if (process.platform === 'win32') return { socketDir: '', port: before?.port ?? (await freePort()) };
  if (before && isPrivate(place, before.socketDir)) return { socketDir: before.socketDir, port: 5432 };
  for (const root of [tmpdir(), '/tmp', '/run']) {
    const socketDir = newSocketDir(place, root);
    if (socketDir) return { socketDir, port: 5432 };
  }
  const words = `The database socket needs a folder with a short name (at most ${socketDirMaxBytes} bytes).`;
  throw new DatabaseFailure(
    'socket_path_too_long',
    `${words} Neither ${tmpdir()} nor /tmp will do; set TMPDIR to another.`,
  );
}

function newSocketDir(place: Place, root: string): string | null {
  if (Buffer.byteLength(join(root, `${socketPrefix}123456`)) > socketDirMaxBytes) return null;
  try {
    const socketDir = mkdtempSync(join(root, socketPrefix));
    if (place.account) chownSync(socketDir, place.account.uid, place.account.gid);
    if (!place.account || holdsFor(place.account, 'cd "$1"', socketDir)) return socketDir;
    removeSocketDir(socketDir);
    return null;
  } catch {
    return null;
  }
}

/** A folder of an earlier run is used again only if nobody else could have put anything into it. */
function isPrivate(place: Place, socketDir: string): boolean {
  const found = lstatSync(socketDir, { throwIfNoEntry: false });
  const owner = place.account?.uid ?? process.getuid?.();
  return found !== undefined && found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0;
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

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function ownerUrl(shared: Shared): string {
  if (process.platform === 'win32') {
    return `postgresql://${ownerName}:${shared.password}@127.0.0.1:${shared.port}/${ownerName}`;
  }
  return `postgresql://${ownerName}@/${ownerName}?host=${encodeURIComponent(shared.socketDir)}&port=${shared.port}`;
}
