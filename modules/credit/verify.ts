import { type RawBuilder, sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** A part of the standing as it is kept against what makes it: `made` gives (account_id, minor). */
const part = (code: string, column: string, made: (orgId: string) => RawBuilder<unknown>): Check =>
  sqlCheck(code, (orgId) => {
    const kept = sql.ref(`c.${column}`);
    return sql<Details>`
      select a.code as account, coalesce(${kept}, 0) as "keptMinor", coalesce(m.minor, 0)::bigint as "madeMinor"
      from account a
      left join account_credit c on c.org_id = ${orgId} and c.account_id = a.id
      left join (${made(orgId)}) m on m.account_id = a.id
      where a.org_id = ${orgId} and (c.account_id is null or ${kept} <> coalesce(m.minor, 0))
      order by a.code`;
  });

/** The kept standing is the sum of debts, free advances, unbilled shipments and confirmed orders. */
export const checks: readonly Check[] = [
  part(
    'credit.receivable_differs',
    'receivable_minor',
    (orgId) => sql`
      select r.account_id, sum(r.open_minor) as minor from receivable r
      where r.org_id = ${orgId} and r.open_minor > 0 group by 1`,
  ),
  part(
    'credit.advance_differs',
    'advance_minor',
    (orgId) => sql`
      select p.account_id, sum(p.unallocated_minor) as minor from payment p
      where p.org_id = ${orgId} and p.direction = 'in' and p.account_id is not null group by 1`,
  ),
  part(
    'credit.unbilled_differs',
    'unbilled_minor',
    (orgId) => sql`
      select s.account_id, sum(s.total_minor) as minor from shipment s
      where s.org_id = ${orgId} and not s.billed group by 1`,
  ),
  part(
    'credit.confirmed_differs',
    'confirmed_minor',
    (orgId) => sql`
      select o.account_id, sum(o.total_minor - o.shipped_minor) as minor from sales_order o
      where o.org_id = ${orgId} and o.state in ('confirmed', 'shipped') and not o.prepaid group by 1`,
  ),
];
