import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runAs } from './account.ts';
import type { Address } from './address.ts';
import { type Place, plainEnvironment } from './cluster.ts';

/**
 * Waits in `cat` until the last holder's end of the pipe is closed, which the kernel does however that process dies,
 * then stops the server in order, if it still is the one at this address. Its working folder is the data folder.
 */
const script = `cat >/dev/null
exec <&-
serves=$(sed -n 5p postmaster.pid 2>/dev/null)
if [ "$serves" = "$1" ]; then
  pid=$(head -n 1 postmaster.pid)
  kill -INT "$pid" 2>/dev/null
  left=600
  while kill -0 "$pid" 2>/dev/null && [ "$left" -gt 0 ]; do sleep 0.2 || sleep 1; left=$((left - 1)); done
fi
rm -f "$1/.s.PGSQL.5432" "$1/.s.PGSQL.5432.lock"
rmdir "$1" 2>/dev/null`;

/**
 * Joins the holders of the running server: the returned descriptor is to be closed on leaving, and is closed by the
 * system if this process is killed. Starts the watchdog if none listens. Returns null where there are no named pipes.
 */
export function joinHolders(place: Place, address: Address): number | null {
  if (process.platform === 'win32') return null;
  return openEnd(pipeFile(place.home)) ?? startWatchdog(place, address);
}

/** Leaves the holders. */
export function leaveHolders(end: number | null): void {
  if (end !== null) closeSync(end);
}

/**
 * Waits until no watchdog listens in this folder; false if one still does after `waitMs`. Unlike process numbers, the
 * pipe is seen across containers that share the folder on one machine.
 */
export async function isUnwatched(home: string, waitMs: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const giveUpAt = Date.now() + waitMs;
  for (;;) {
    const end = openEnd(pipeFile(home));
    if (end === null) return true;
    closeSync(end);
    if (Date.now() > giveUpAt) return false;
    await pause(20);
  }
}

function pipeFile(home: string): string {
  return join(home, 'holders');
}

function openEnd(pipe: string): number | null {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENXIO' || code === 'ENOENT') return null;
    throw error;
  }
}

function startWatchdog(place: Place, address: Address): number | null {
  const pipe = pipeFile(place.home);
  if (!existsSync(pipe) && spawnSync('mkfifo', ['-m', '600', pipe], { stdio: 'ignore' }).status !== 0) {
    place.log('no named pipes here: if Kamerton is killed, its database server stays until the next start');
    return null;
  }
  // Opening for both reading and writing does not wait for the other side; with it open, neither do the two ends.
  const both = openSync(pipe, constants.O_RDWR);
  const readEnd = openSync(pipe, constants.O_RDONLY);
  const writeEnd = openSync(pipe, constants.O_WRONLY);
  closeSync(both);
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', address.socketDir], {
    cwd: place.cluster,
    env: plainEnvironment(),
    stdio: [readEnd, 'ignore', 'ignore'],
    detached: true,
    ...runAs(place.account),
  });
  watchdog.on('error', (error) => place.log(`the database's watchdog did not start: ${error.message}`));
  watchdog.unref();
  closeSync(readEnd);
  return writeEnd;
}
