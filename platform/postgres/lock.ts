import { randomUUID } from 'node:crypto';
import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ownLikeFolder } from './account.ts';
import { DatabaseFailure } from './failure.ts';
import { birthmark, isAlive } from './processes.ts';

const waitMaxMs = 11 * 60_000;
const emptyMaxMs = 2_000;

/**
 * Runs `work` while no other process on this machine holds the lock file. A lock left by a killed process is broken.
 * Throws `folder_busy` when a live process keeps it for longer than a crash recovery may take.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + waitMaxMs;
  while (!taken(file)) {
    if (Date.now() > giveUpAt) {
      throw new DatabaseFailure('folder_busy', `Another process has held ${file} for more than 10 minutes.`);
    }
    breakIfStale(file);
    await pause(20);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function taken(file: string): boolean {
  try {
    const fd = openSync(file, 'wx', 0o600);
    writeSync(fd, `${process.pid} ${birthmark(process.pid)}`);
    closeSync(fd);
    ownLikeFolder(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function breakIfStale(file: string): void {
  const seen = content(file);
  if (seen === null || !isStale(file, seen)) return;
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    // Somebody was quicker and this is already a new, live lock: put it back.
    if (content(aside) !== seen) linkSync(aside, file);
  } catch {
    // Another process broke the same lock first.
  }
  rmSync(aside, { force: true });
}

function isStale(file: string, seen: string): boolean {
  const [pid, born] = seen.split(' ');
  if (pid) return !isAlive(Number(pid)) || birthmark(Number(pid)) !== born;
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - written > emptyMaxMs;
}

function content(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
