import { sql } from 'kysely';
import type { Read } from '#platform/database.ts';
import type { Granted } from './model.ts';
import type { AskedLine } from './rules/narrow.ts';

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

/** The lines that a decision is asked about, with what their prices were before the discount by hand. */
export async function readAsked(
  read: Read,
  orgId: string,
  asked: { readonly orderId: string; readonly approvalId: string },
): Promise<AskedLine[]> {
  const { rows } = await sql<Omit<AskedLine, 'beforeE4'> & { before: string }>`
    select a.key as "lineId", a.value as allowed, l.manual_bp as "manualBp", coalesce((
        select s.value ->> 'fromE4' from jsonb_array_elements(l.trace) s where s.value ->> 'step' = 'manual' limit 1
      ), l.price_e4::text) as before
    from approval p
    cross join jsonb_each(p.facts -> 'lines') a
    join order_line l on l.org_id = ${orgId} and l.order_id = ${asked.orderId} and l.id = a.key::uuid
    where p.org_id = ${orgId} and p.id = ${asked.approvalId}`.execute(read);
  return rows.map(({ before, ...row }) => ({ ...row, beforeE4: BigInt(before) }));
}
