import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { writeOrg } from '#platform/database.ts';
import type { Chore } from '#platform/jobs.ts';

const batch = 500;

/**
 * What was not decided by its deadline goes to the role above, once, with a new deadline; the timeline says so.
 * Where the policy names nobody above, it stays where it is and shows as late.
 */
export const escalateApprovals: Chore = {
  name: 'escalate-approvals',
  run: async ({ db, orgId, now }) => {
    await writeOrg(db, orgId, {
      work: async (tx) => {
        const { rows } = await sql<{
          id: string;
          subjectType: string;
          subjectId: string;
          accountId: string;
          kind: string;
        }>`
          update approval p set role_id = y.escalates_to, escalated_at = ${now}, version = p.version + 1,
            deadline = ${now}::timestamptz + make_interval(hours => y.hours_to_decide)
          from approval_policy y
          where p.org_id = ${orgId} and y.org_id = ${orgId} and p.id in (
              select w.id from approval w where w.org_id = ${orgId} and w.state = 'pending' and w.deadline < ${now}
                and w.escalated_at is null order by w.deadline limit ${batch})
            and y.kind = p.kind and y.role_id = p.role_id and y.escalates_to is not null
          returning p.id, p.subject_type as "subjectType", p.subject_id as "subjectId", p.account_id as "accountId", p.kind`.execute(
          tx,
        );
        if (rows.length === 0) return;
        await sql`
          insert into event (org_id, id, at, name, subject_type, subject_id, account_id, payload, request_id)
          select ${orgId}, e.id, ${now}, 'approvals.escalated', e.subject_type, e.subject_id, e.account_id, e.payload, 'chore'
          from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((row) => row.subjectType)}::text[],
            ${rows.map((row) => row.subjectId)}::uuid[], ${rows.map((row) => row.accountId)}::uuid[],
            ${rows.map((row) => JSON.stringify({ approvalId: row.id, kind: row.kind }))}::jsonb[])
            as e (id, subject_type, subject_id, account_id, payload)`.execute(tx);
      },
    });
  },
};
