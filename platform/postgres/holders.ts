import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownLikeFolder } from './account.ts';
import { birthmark, isAlive } from './processes.ts';

/** One user of the running server: a call of `startEmbedded` in some process. */
export type Holder = { readonly pid: number; readonly born: string; readonly token: string };

/** What processes that share a data folder tell each other (`kamerton-pg.json`, readable by its owner only). */
export type Shared = {
  readonly pid: number;
  readonly socketDir: string;
  readonly port: number;
  readonly holders: readonly Holder[];
};

/** This process as a holder; `token` tells apart several starts in one process. */
export function holder(token: string): Holder {
  return { pid: process.pid, born: birthmark(process.pid), token };
}

/** Reads the shared file, without the holders that died; null when there is none or it was cut short. */
export function readShared(home: string): Shared | null {
  const file = sharedFile(home);
  if (!existsSync(file)) return null;
  try {
    const shared = JSON.parse(readFileSync(file, 'utf8')) as Shared;
    return { ...shared, holders: shared.holders.filter(lives) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Replaces the shared file in one step. */
export function writeShared(home: string, shared: Shared): void {
  const file = sharedFile(home);
  writeFileSync(`${file}.new`, `${JSON.stringify(shared, null, 2)}\n`, { mode: 0o600 });
  ownLikeFolder(`${file}.new`);
  renameSync(`${file}.new`, file);
}

function lives({ pid, born }: Holder): boolean {
  return isAlive(pid) && birthmark(pid) === born;
}

function sharedFile(home: string): string {
  return join(home, 'kamerton-pg.json');
}
