import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ownLikeFolder } from './account.ts';
import type { Address } from './address.ts';
import { inFolder, type Place, plainEnvironment, program } from './cluster.ts';
import { DatabaseFailure, explain } from './failure.ts';
import { isAlive, isPostgresIn, signal } from './processes.ts';

/** The server as its own `postmaster.pid` describes it. `status` is starting, ready, stopping or standby. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  readonly status: string;
};

const recoveryMaxMs = 10 * 60_000;
const unwrittenMs = 1_000;
const logMaxBytes = 16 * 1024 * 1024;

/** The live server of this data folder, or null. A file left by a dead server, or naming a stranger, counts as none. */
export function livePostmaster(cluster: string): Postmaster | null {
  const found = readPidFile(cluster);
  return found && isPostgresIn(found.pid, cluster) ? found : null;
}

function readPidFile(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, , , port, socketDir, , , status] = lines.map((line) => line.trim());
    if (!pid) return null;
    return { pid: Number(pid), port: Number(port), socketDir: socketDir ?? '', status: status ?? 'starting' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Starts the server and waits until it accepts connections (crash recovery included). Throws a DatabaseFailure. */
export async function launch(place: Place, address: Address): Promise<ChildProcess> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    await clearUnwritten(place.cluster, giveUpAt);
    fenceStrangersPid(place.cluster);
    clearSocketLock(place.cluster, address);
    const logFrom = rotateLog(place.home);
    const child = spawnServer(place, address);
    const ended = await readyOrEnded(child, place);
    if (ended === 'ready') return child;
    const said = `${ended.error}\n${readFrom(logFile(place.home), logFrom)}`;
    // Children of a killed server may outlive it by a moment and hold its memory; they answer to nobody any more.
    if (!/is still in use/.test(said) || Date.now() > giveUpAt) throw explain(said, `see ${logFile(place.home)}`);
    dismissOrphans(place.cluster);
    await pause(100);
  }
}

function spawnServer(place: Place, address: Address): ChildProcess {
  const { options, dataDir } = inFolder(place, place.cluster);
  const log = openSync(logFile(place.home), 'a', 0o600);
  ownLikeFolder(logFile(place.home));
  const where =
    process.platform === 'win32'
      ? ['-h', '127.0.0.1', '-p', String(address.port)]
      : ['-h', '', '-k', address.socketDir, '-p', String(address.port), '-c', 'unix_socket_permissions=0700'];
  const child = spawn(program(place, 'postgres'), ['-D', dataDir, ...where], {
    ...options,
    env: plainEnvironment(),
    stdio: ['ignore', log, log],
    // Its own session: Ctrl-C in a terminal reaches Kamerton, which then stops the server in order.
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  return child;
}

async function readyOrEnded(child: ChildProcess, place: Place): Promise<'ready' | { error: string }> {
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, name) => {
    ended ??= `ended with ${name ?? code}`;
  });
  const startedAt = Date.now();
  let told = false;
  while (ended === null) {
    const found = readPidFile(place.cluster);
    if (found?.pid === child.pid && found?.status === 'ready') return 'ready';
    const waited = Date.now() - startedAt;
    if (waited > 3_000 && !told) {
      place.log('the database is recovering after an unclean stop, this may take a while');
      told = true;
    }
    if (waited > recoveryMaxMs) {
      if (child.pid) signal(child.pid, 'SIGINT');
      throw new DatabaseFailure('start_failed', `PostgreSQL was not ready in 10 minutes, see ${logFile(place.home)}.`);
    }
    await pause(waited < 1_000 ? 10 : 100);
  }
  return { error: ended };
}

/** Waits until a server that somebody else starts is ready; false if it ended instead. */
export async function becomesReady(cluster: string): Promise<boolean> {
  const giveUpAt = Date.now() + recoveryMaxMs;
  while (Date.now() < giveUpAt) {
    const found = livePostmaster(cluster);
    if (!found || found.status === 'stopping') return false;
    if (found.status === 'ready') return true;
    await pause(20);
  }
  throw new DatabaseFailure('start_failed', 'Another process has been starting PostgreSQL for 10 minutes.');
}

/** Stops the server: in order (checkpoint), then at once, then by force. Returns when it is gone; never hangs. */
export async function shutDown(place: Place, pid: number): Promise<void> {
  const steps: readonly [NodeJS.Signals, number][] = [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ];
  for (const [name, waitMs] of steps) {
    if (!isPostgresIn(pid, place.cluster)) return;
    if (name === 'SIGINT' && process.platform === 'win32') stopOnWindows(place);
    else signal(pid, name);
    if (name !== 'SIGINT') place.log(`the database did not stop in time, sending ${name}`);
    if (await isGone(pid, place.cluster, waitMs)) return;
  }
}

/** Signals end a Windows process at once; pg_ctl asks the server to stop in order. */
function stopOnWindows(place: Place): void {
  const run = ['stop', '-D', place.cluster, '-m', 'fast', '-w'];
  spawnSync(program(place, 'pg_ctl'), run, { env: plainEnvironment(), stdio: 'ignore', windowsHide: true });
}

/** Waits until the process no longer is the server of this folder; false when `waitMs` have passed. */
export async function isGone(pid: number, cluster: string, waitMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + waitMs;
  while (isPostgresIn(pid, cluster)) {
    if (Date.now() > giveUpAt) return false;
    await pause(10);
  }
  return true;
}

/**
 * A server that is killed between making `postmaster.pid` and writing it leaves it without a number, and PostgreSQL would
 * refuse to start for ever. A file that stays so while no server is at work in the folder is nobody's.
 */
async function clearUnwritten(cluster: string, giveUpAt: number): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const seenAt = Date.now();
  while (isUnwritten(file) && Date.now() < giveUpAt) {
    if (Date.now() - seenAt > unwrittenMs && serversIn(cluster).length === 0) return rmSync(file, { force: true });
    await pause(50);
  }
}

function isUnwritten(file: string): boolean {
  return existsSync(file) && !/^\d+\n/.test(readFileSync(file, 'utf8'));
}

/**
 * After a crash of the machine or container, the number in `postmaster.pid` may belong to a stranger, and PostgreSQL
 * would refuse to start. The number is replaced by an impossible one; the rest of the file stays, because PostgreSQL
 * checks by it whether the old shared memory is still in use.
 */
function fenceStrangersPid(cluster: string): void {
  const found = readPidFile(cluster);
  if (!found || isPostgresIn(found.pid, cluster) || !occupied(found.pid)) return;
  const file = join(cluster, 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, ['2147483646', ...rest].join('\n'));
}

/**
 * The lock beside the socket names the dead server as well; while that number is taken, be it by a process that nobody
 * has collected yet, PostgreSQL would refuse to start. The folder of the socket is this cluster's own.
 */
function clearSocketLock(cluster: string, { socketDir, port }: Address): void {
  if (socketDir === '') return;
  const file = join(socketDir, `.s.PGSQL.${port}.lock`);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isPostgresIn(pid, cluster)) rmSync(file, { force: true });
}

/** Unlike `isAlive`, counts zombies: PostgreSQL's own check does. */
function occupied(pid: number): boolean {
  if (isAlive(pid)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function dismissOrphans(cluster: string): void {
  for (const pid of serversIn(cluster)) signal(pid, 'SIGQUIT');
}

/** The processes of PostgreSQL that work in the folder; told on Linux only. */
function serversIn(cluster: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => isPostgresIn(pid, cluster));
}

/** PostgreSQL's own log. */
export function logFile(home: string): string {
  return join(home, 'server.log');
}

/** Keeps one old log; returns the offset at which this start's lines begin. */
function rotateLog(home: string): number {
  const file = logFile(home);
  if (!existsSync(file)) return 0;
  const { size } = statSync(file);
  if (size < logMaxBytes) return size;
  rmSync(`${file}.1`, { force: true });
  renameSync(file, `${file}.1`);
  return 0;
}

function readFrom(file: string, offset: number): string {
  const fd = openSync(file, 'r');
  const buffer = Buffer.alloc(16_384);
  const length = readSync(fd, buffer, 0, buffer.length, offset);
  closeSync(fd);
  return buffer.toString('utf8', 0, length);
}
