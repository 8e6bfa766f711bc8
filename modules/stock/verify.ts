import { sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** What is on hand is the sum of movements; what is reserved is the sum of promises, and each is its order line's. */
export const checks: readonly Check[] = [
  sqlCheck(
    'stock.on_hand_differs',
    (orgId) => sql<Details>`
      select p.code, w.code as warehouse, coalesce(s.on_hand_milli, 0) as "keptMilli",
        coalesce(m.quantity_milli, 0)::bigint as "movedMilli"
      from (select s.product_id, s.warehouse_id, s.on_hand_milli from stock s where s.org_id = ${orgId}) s
      full join (
        select m.product_id, m.warehouse_id, sum(m.quantity_milli) as quantity_milli from stock_movement m
        where m.org_id = ${orgId} group by 1, 2
      ) m using (product_id, warehouse_id)
      join product p on p.org_id = ${orgId} and p.id = product_id
      join warehouse w on w.org_id = ${orgId} and w.id = warehouse_id
      where coalesce(s.on_hand_milli, 0) <> coalesce(m.quantity_milli, 0) order by p.code_key`,
  ),
  sqlCheck(
    'stock.reserved_differs',
    (orgId) => sql<Details>`
      select p.code, w.code as warehouse, coalesce(s.reserved_milli, 0) as "keptMilli",
        coalesce(r.quantity_milli, 0)::bigint as "promisedMilli"
      from (select s.product_id, s.warehouse_id, s.reserved_milli from stock s where s.org_id = ${orgId}) s
      full join (
        select r.product_id, r.warehouse_id, sum(r.quantity_milli) as quantity_milli from reservation r
        where r.org_id = ${orgId} group by 1, 2
      ) r using (product_id, warehouse_id)
      join product p on p.org_id = ${orgId} and p.id = product_id
      join warehouse w on w.org_id = ${orgId} and w.id = warehouse_id
      where coalesce(s.reserved_milli, 0) <> coalesce(r.quantity_milli, 0) order by p.code_key`,
  ),
  sqlCheck(
    'stock.promise_differs',
    (orgId) => sql<Details>`
      select o.number, p.code, l.reserved_milli as "lineMilli", coalesce(r.quantity_milli, 0) as "promisedMilli"
      from order_line l
      join sales_order o on o.org_id = ${orgId} and o.id = l.order_id
      join product p on p.org_id = ${orgId} and p.id = l.product_id
      left join reservation r on r.org_id = ${orgId} and r.order_id = l.order_id and r.line_id = l.id
      where l.org_id = ${orgId} and l.reserved_milli <> coalesce(r.quantity_milli, 0)
      order by o.number, l.position`,
  ),
];
