import { sql } from 'kysely';
import type { Read } from '#platform/database.ts';
import type { Granted } from './model.ts';

/** What earlier decisions allow for this order; the latest of each kind counts. */
export async function readGranted(read: Read, orgId: string, orderId: string): Promise<Granted[]> {
  const { rows } = await sql<Granted>`
    select distinct on (p.kind) p.kind, p.facts -> 'lines' as lines
    from approval p
    where p.org_id = ${orgId} and p.subject_id = ${orderId} and p.kind in ('discount', 'floor')
      and p.state in ('approved', 'approved_with_changes')
    order by p.kind, p.decided_at desc`.execute(read);
  return rows;
}
