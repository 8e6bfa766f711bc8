import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAs } from './account.ts';
import type { Place } from './cluster.ts';

/**
 * Waits in `cat` until the last holder's end of the pipe is closed, which the kernel does however that process dies,
 * then stops the server in order. It runs inside the data folder, so the paths are short and reachable.
 */
const script = `cat >/dev/null
exec <&-
pid=$(head -n 1 postmaster.pid 2>/dev/null) || exit 0
kill -INT "$pid" 2>/dev/null || exit 0
left=120
while kill -0 "$pid" 2>/dev/null && [ "$left" -gt 0 ]; do sleep 1; left=$((left - 1)); done
rm -f "$1/holders"
rmdir "$1" 2>/dev/null`;

/**
 * Joins the holders of the running server: the returned descriptor is to be closed on leaving, and is closed by the
 * system if this process is killed. Starts the watchdog if none listens. Returns null on Windows.
 */
export function joinHolders(place: Place, socketDir: string): number | null {
  if (process.platform === 'win32') return null;
  const pipe = join(socketDir, 'holders');
  return openEnd(pipe) ?? startWatchdog(place, socketDir, pipe);
}

/** Leaves the holders; safe to repeat with null. */
export function leaveHolders(end: number | null): void {
  if (end !== null) closeSync(end);
}

function openEnd(pipe: string): number | null {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

function startWatchdog(place: Place, socketDir: string, pipe: string): number | null {
  rmSync(pipe, { force: true });
  const made = spawnSync('mkfifo', ['-m', '600', pipe], { stdio: 'ignore', cwd: '/', ...runAs(place.account) });
  if (made.status !== 0) return null;
  // Opening for both reading and writing does not wait for the other side; with it open, neither do the two ends.
  const both = openSync(pipe, constants.O_RDWR);
  const readEnd = openSync(pipe, constants.O_RDONLY);
  const writeEnd = openSync(pipe, constants.O_WRONLY);
  closeSync(both);
  const watchdog = spawn('/bin/sh', ['-c', script, 'sh', socketDir], {
    cwd: place.cluster,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: [readEnd, 'ignore', 'ignore'],
    detached: true,
    ...runAs(place.account),
  });
  watchdog.on('error', (error) => place.log(`the database's watchdog did not start: ${error.message}`));
  watchdog.unref();
  closeSync(readEnd);
  return writeEnd;
}
