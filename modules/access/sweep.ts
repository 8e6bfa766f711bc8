import { sql } from 'kysely';
import { writeOrg } from '#platform/database.ts';
import type { Chore } from '#platform/jobs.ts';
import { sweepAttempts } from './attempts.ts';
import { sessionIdleMs, shifted } from './model.ts';

const keptDays = 30;

/** Takes away sessions that are over, invitations used or over long ago, and counts of failures nobody needs. */
export const sweepAccess: Chore = {
  name: 'sweep-access',
  run: async ({ db, orgId, now }) => {
    await writeOrg(db, orgId, {
      work: async (tx) => {
        await sql`delete from session where org_id = ${orgId}
          and (expires_at <= ${now} or seen_at <= ${shifted(now, -sessionIdleMs)})`.execute(tx);
        await sql`delete from invitation where org_id = ${orgId}
          and least(expires_at, used_at) < ${shifted(now, -keptDays * 86_400_000)}`.execute(tx);
      },
    });
    await sweepAttempts(db, now);
  },
};
