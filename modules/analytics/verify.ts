import { sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** Months are the sums of their lines; each shipped line is a sale; a return takes back one sale of its own kind. */
export const checks: readonly Check[] = [
  sqlCheck(
    'analytics.month_differs',
    (orgId) => sql<Details>`
      select t.month, a.code as account, sum(t.kept)::bigint as "keptMinor", sum(t.sold)::bigint as "linesMinor"
      from (
        select m.month, m.account_id, m.category_id, m.brand_id, m.manager_id, m.quantity_milli, m.sum_minor, m.vat_minor,
          m.cost_minor, m.costed_minor, m.line_count, m.sum_minor as kept, 0 as sold
        from sales_month m where m.org_id = ${orgId}
        union all
        select date_trunc('month', l.sold_on)::date, l.account_id, l.category_id, l.brand_id, l.manager_id,
          -sum(l.quantity_milli), -sum(l.sum_minor), -sum(l.vat_minor), -coalesce(sum(l.cost_minor), 0),
          -coalesce(sum(l.sum_minor - l.vat_minor) filter (where l.cost_minor is not null), 0), -count(*), 0, sum(l.sum_minor)
        from sales_line l where l.org_id = ${orgId} group by 1, 2, 3, 4, 5
      ) t
      join account a on a.org_id = ${orgId} and a.id = t.account_id
      group by t.month, a.code, t.category_id, t.brand_id, t.manager_id
      having sum(t.quantity_milli) <> 0 or sum(t.sum_minor) <> 0 or sum(t.vat_minor) <> 0 or sum(t.cost_minor) <> 0
        or sum(t.costed_minor) <> 0 or sum(t.line_count) <> 0
      order by 1, 2`,
  ),
  sqlCheck(
    'analytics.shipment_missing',
    (orgId) => sql<Details>`
      select s.month, coalesce(s.minor, 0)::bigint as "shippedMinor", coalesce(l.minor, 0)::bigint as "soldMinor"
      from (
        select date_trunc('month', h.shipped_on)::date as month, sum(h.total_minor) as minor from shipment h
        where h.org_id = ${orgId} group by 1
      ) s
      full join (
        select date_trunc('month', l.sold_on)::date as month, sum(l.sum_minor) as minor from sales_line l
        where l.org_id = ${orgId} and l.source = 'shipment' group by 1
      ) l using (month)
      where coalesce(s.minor, 0) <> coalesce(l.minor, 0) order by 1`,
  ),
  sqlCheck(
    'analytics.return_pairs_wrong',
    (orgId) => sql<Details>`
      select r.invoice_no as invoice, r.line_no as line
      from (
        select l.invoice_no, l.line_no, l.account_id, l.product_id, l.quantity_milli, l.reverses_id,
          count(*) over (partition by l.reverses_id) as times
        from sales_line l where l.org_id = ${orgId} and l.reverses_id is not null
      ) r
      left join sales_line s on s.org_id = ${orgId} and s.id = r.reverses_id
      where s.id is null or s.account_id <> r.account_id or s.product_id <> r.product_id
        or s.quantity_milli < -r.quantity_milli or r.times > 1
      order by 1, 2`,
  ),
];
