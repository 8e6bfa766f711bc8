/** `kamerton verify`: everything that must hold, asked as SQL that gives what breaks it. */
import { type RawBuilder, sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Db, type Read, readOrg } from './database.ts';
import type { Files } from './files.ts';

/** Something that must always hold: `find` gives what breaks it, a bounded number of rows; none is well. */
export type Check = { readonly code: string; find(read: Read, orgId: string): Promise<readonly Details[]> };

export type Broken = { readonly code: string; readonly rows: readonly Details[] };

const brokenMost = 100;

/** A check by one statement that selects what breaks it, ordered; at most a hundred rows are read. */
export function sqlCheck(code: string, broken: (orgId: string) => RawBuilder<Details>): Check {
  return {
    code,
    find: async (read, orgId) => (await sql<Details>`${broken(orgId)} limit ${brokenMost}`.execute(read)).rows,
  };
}

/** Runs the checks, each in its own moment; answers those that do not hold. */
export async function verify(db: Db, orgId: string, checks: readonly Check[]): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const check of checks) {
    const rows = await readOrg(db, orgId, (read) => check.find(read, orgId));
    if (rows.length > 0) broken.push({ code: check.code, rows });
  }
  return broken;
}

const filesAtOnce = 500;

/** Stored files that are gone or are no longer what their name says; null when every one is there. */
export async function verifyFiles(db: Db, files: Files, orgId: string): Promise<Broken | null> {
  const rows: Details[] = [];
  let after = '';
  for (;;) {
    const kept = await readOrg(db, orgId, (read) => filesAfter(read, orgId, after));
    for (const { sha256, name } of kept) {
      if (rows.length < brokenMost && !(await files.verify(sha256))) rows.push({ name, sha256 });
    }
    const last = kept.at(-1);
    if (last === undefined || kept.length < filesAtOnce) break;
    after = last.sha256;
  }
  return rows.length === 0 ? null : { code: 'platform.file_missing', rows };
}

async function filesAfter(read: Read, orgId: string, after: string): Promise<{ sha256: string; name: string }[]> {
  const { rows } = await sql<{ sha256: string; name: string }>`
    select f.sha256, min(f.name) as name from file f where f.org_id = ${orgId} and f.sha256 > ${after}
    group by f.sha256 order by f.sha256 limit ${filesAtOnce}`.execute(read);
  return rows;
}
