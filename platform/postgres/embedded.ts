import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serverAccount } from './account.ts';
import { newAddress, removeAddress, sameAddress } from './address.ts';
import { findBinaries } from './binaries.ts';
import { ownerName, ownerPassword, type Place, prepareCluster } from './cluster.ts';
import { DatabaseFailure, explainFileError } from './failure.ts';
import { holder, readShared, type Shared, writeShared } from './holders.ts';
import { withLock } from './lock.ts';
import { becomesReady, isGone, launch, livePostmaster, type Postmaster, shutDown } from './postmaster.ts';
import { superviseServer } from './supervisor.ts';
import { isUnwatched, joinHolders, leaveHolders } from './watchdog.ts';

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
 * runs there (the CLI beside the server). A server left by a killed process is stopped first. One that dies while it
 * is held is started again at the same address. Throws a DatabaseFailure whose message says what a person should do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = resolve(options.dataDir);
  try {
    return await start(home, options.log ?? (() => undefined));
  } catch (error) {
    throw explainFileError(error, home);
  }
}

async function start(home: string, log: (line: string) => void): Promise<Embedded> {
  const place = findPlace(home, log);
  const token = randomUUID();
  let tie = await attach(place, token);
  const supervisor = superviseServer({
    pid: () => tie.shared.pid,
    cluster: place.cluster,
    log,
    restart: async () => {
      const before = tie.end;
      tie = await attach(place, token);
      // Only now: the watchdog must not see the pipe without a holder while the server starts.
      leaveHolders(before);
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
    ownerUrl: ownerUrl(home, tie.shared),
    socketDir: tie.shared.socketDir,
    get pid() {
      return tie.shared.pid;
    },
    stop: () => {
      stopped ??= leave();
      return stopped;
    },
  };
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
    // On a restart our own token is among the holders, so the address stays.
    const held = before && before.holders.length > 0 ? before : null;
    if (!held) await clearLeftovers(place, before);
    const running = held ? await usable(place) : null;
    const { shared, child } = running ? { shared: joined(held, running), child: null } : await launched(place, held);
    const others = shared.holders.filter((one) => one.token !== token);
    const now = { ...shared, holders: [...others, holder(token)] };
    writeShared(place.home, now);
    return { shared: now, child, end: joinHolders(place, now) };
  });
}

function joined(held: Shared | null, running: Postmaster): Shared {
  const { pid, socketDir, port } = running;
  return { pid, socketDir, port, holders: held?.holders ?? [] };
}

async function launched(place: Place, held: Shared | null): Promise<{ shared: Shared; child: ChildProcess }> {
  prepareCluster(place);
  const address = held ? await sameAddress(place, held) : await newAddress(place);
  const child = await launch(place, address).catch((error) => {
    if (!held) removeAddress(address);
    throw error;
  });
  return { shared: { ...address, pid: child.pid ?? 0, holders: held?.holders ?? [] }, child };
}

const watchdogMaxMs = 5_000;

/** Nobody who lives holds the folder: stops a server that a killed process left, and removes its traces. */
async function clearLeftovers(place: Place, before: Shared | null): Promise<void> {
  const left = livePostmaster(place.cluster);
  if (left) {
    place.log('stopping the database server that a killed process left running');
    await shutDown(place, left.pid);
  }
  if (!(await isUnwatched(place.home, watchdogMaxMs))) {
    const words = `The database folder ${place.home} is in use in another container.`;
    throw new DatabaseFailure(
      'folder_busy',
      `${words} Stop Kamerton there first: two servers on one folder destroy it.`,
    );
  }
  if (before) removeAddress(before);
}

/** The server that others hold, when it can be joined; null when it has to be started. */
async function usable(place: Place): Promise<Postmaster | null> {
  const found = livePostmaster(place.cluster);
  if (!found) return null;
  if (!(await becomesReady(place.cluster))) {
    await isGone(found.pid, place.cluster, 60_000);
    await shutDown(place, found.pid);
    return null;
  }
  const isReachable = process.platform === 'win32' || existsSync(join(found.socketDir, `.s.PGSQL.${found.port}`));
  if (isReachable) return livePostmaster(place.cluster);
  place.log('the socket of the database server is gone, starting it again');
  await shutDown(place, found.pid);
  return null;
}

async function detach(place: Place, token: string, tie: Tie): Promise<void> {
  if (!existsSync(place.home)) return leaveHolders(tie.end);
  await withLock(join(place.home, 'lock'), async () => {
    const shared = readShared(place.home) ?? tie.shared;
    const others = shared.holders.filter((one) => one.token !== token);
    writeShared(place.home, { ...shared, holders: others });
    if (others.length === 0) {
      const running = livePostmaster(place.cluster);
      if (running) await shutDown(place, running.pid);
      removeAddress(shared);
    }
    leaveHolders(tie.end);
  });
}

function ownerUrl(home: string, { socketDir, port }: Shared): string {
  if (process.platform !== 'win32') {
    return `postgresql://${ownerName}@${encodeURIComponent(socketDir)}:${port}/${ownerName}`;
  }
  return `postgresql://${ownerName}:${ownerPassword(home)}@127.0.0.1:${port}/${ownerName}`;
}
