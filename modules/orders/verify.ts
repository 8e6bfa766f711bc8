import { sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** An order's sums are those of its lines; nothing left beyond what was ordered, and what left is in shipments. */
export const checks: readonly Check[] = [
  sqlCheck(
    'orders.total_differs',
    (orgId) => sql<Details>`
      select o.number, o.total_minor as "keptMinor", coalesce(l.minor, 0)::bigint as "linesMinor", o.line_count as kept,
        coalesce(l.lines, 0) as lines
      from sales_order o
      left join (
        select l.order_id, count(*)::int as lines,
          sum(round(l.sum_minor::numeric * (l.quantity_milli - l.cancelled_milli) / l.quantity_milli)) as minor
        from order_line l where l.org_id = ${orgId} group by 1
      ) l on l.order_id = o.id
      where o.org_id = ${orgId} and o.state <> 'cancelled'
        and (o.total_minor <> coalesce(l.minor, 0) or o.line_count <> coalesce(l.lines, 0))
      order by o.number`,
  ),
  sqlCheck(
    'orders.shipped_differs',
    (orgId) => sql<Details>`
      select o.number, p.code, l.quantity_milli as "orderedMilli", l.shipped_milli as "keptMilli",
        coalesce(s.milli, 0)::bigint as "leftMilli"
      from order_line l
      join sales_order o on o.org_id = ${orgId} and o.id = l.order_id
      join product p on p.org_id = ${orgId} and p.id = l.product_id
      left join (
        select s.order_id, s.line_id, sum(s.quantity_milli) as milli from shipment_line s
        where s.org_id = ${orgId} group by 1, 2
      ) s on s.order_id = l.order_id and s.line_id = l.id
      where l.org_id = ${orgId} and (l.shipped_milli <> coalesce(s.milli, 0) or coalesce(s.milli, 0) > l.quantity_milli)
      order by o.number, l.position`,
  ),
  sqlCheck(
    'orders.shipped_sum_differs',
    (orgId) => sql<Details>`
      select o.number, o.shipped_minor as "keptMinor", coalesce(s.minor, 0)::bigint as "leftMinor"
      from sales_order o
      left join (
        select s.order_id, sum(s.total_minor) as minor from shipment s where s.org_id = ${orgId} group by 1
      ) s on s.order_id = o.id
      where o.org_id = ${orgId} and o.shipped_minor <> coalesce(s.minor, 0) order by o.number`,
  ),
];
