import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';

const made = (orgId: string) => sql`
  select date_trunc('month', l.sold_on)::date as month, l.account_id, l.category_id, l.brand_id, l.manager_id,
    sum(l.quantity_milli)::bigint as quantity_milli, sum(l.sum_minor)::bigint as sum_minor,
    sum(l.vat_minor)::bigint as vat_minor, coalesce(sum(l.cost_minor), 0)::bigint as cost_minor,
    coalesce(sum(l.sum_minor - l.vat_minor) filter (where l.cost_minor is not null), 0)::bigint as costed_minor,
    count(*)::int as line_count
  from sales_line l where l.org_id = ${orgId} group by 1, 2, 3, 4, 5`;

const key = sql`month, account_id, category_id, brand_id, manager_id`;
const figures = sql`quantity_milli, sum_minor, vat_minor, cost_minor, costed_minor, line_count`;

/** Makes the rollup anew of its lines. Locks it against sales of the same time. Answers how many months there are. */
export async function rebuildRollup(tx: Tx, orgId: string): Promise<number> {
  await sql`lock table sales_month in share row exclusive mode`.execute(tx);
  await sql`delete from sales_month where org_id = ${orgId}`.execute(tx);
  const { rows } = await sql<{ made: number }>`
    with made as (
      insert into sales_month (org_id, ${key}, ${figures})
      select ${orgId}, ${key}, ${figures} from (${made(orgId)}) l returning 1
    )
    select count(*)::int as made from made`.execute(tx);
  return rows[0]?.made ?? 0;
}
