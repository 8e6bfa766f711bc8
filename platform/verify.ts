/** `kamerton verify`: everything that must hold, asked as SQL that gives what breaks it. */
import type { Details } from '#kernel/result.ts';
import { type Db, type Read, readOrg } from './database.ts';

/** Something that must always hold: `find` gives what breaks it, a bounded number of rows; none is well. */
export type Check = { readonly code: string; find(read: Read, orgId: string): Promise<readonly Details[]> };

export type Broken = { readonly code: string; readonly rows: readonly Details[] };

/** Runs the checks, each in its own moment; answers those that do not hold. */
export async function verify(db: Db, orgId: string, checks: readonly Check[]): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const check of checks) {
    const rows = await readOrg(db, orgId, (read) => check.find(read, orgId));
    if (rows.length > 0) broken.push({ code: check.code, rows });
  }
  return broken;
}
