/** After a fault: the books agree with themselves. */
import assert from 'node:assert/strict';
import type { Asks } from './acts.ts';

/** What must hold whatever happened: each query gives the rows that break it. */
const invariants: readonly [name: string, text: string][] = [
  [
    'an order is held once and confirmed once',
    "select subject_id from event where name in ('orders.confirmed', 'orders.held') group by 1, name having count(*) > 1",
  ],
  [
    'reserved is the sum of promises',
    `select s.product_id from stock s left join (select product_id, warehouse_id, sum(quantity_milli) q from reservation group by 1, 2) r
    using (product_id, warehouse_id) where s.reserved_milli <> coalesce(r.q, 0)`,
  ],
  [
    'on hand is the sum of movements',
    `select s.product_id from stock s join (select product_id, warehouse_id, sum(quantity_milli) q from stock_movement group by 1, 2) m
    using (product_id, warehouse_id) where s.on_hand_milli <> m.q`,
  ],
  [
    'the standing is receivable less advance',
    `select c.account_id from account_credit c left join (select account_id, sum(amount_minor) b from ledger_entry group by 1) l using (account_id)
    where c.receivable_minor - c.advance_minor <> coalesce(l.b, 0)`,
  ],
  [
    'confirmed is what is not shipped',
    `select c.account_id from account_credit c left join (select account_id, sum(total_minor - shipped_minor) s from sales_order
    where state in ('confirmed', 'shipped') and not prepaid group by 1) o using (account_id) where c.confirmed_minor <> coalesce(o.s, 0)`,
  ],
  [
    'numbers have no gaps',
    'select series from (select series, year, max(number) m, count(*) n from document group by 1, 2) d where m <> n',
  ],
  [
    'orders are numbered without gaps',
    'select 1 where (select coalesce(max(number), 0) from sales_order) <> (select count(*) from sales_order)',
  ],
  [
    'months are the sum of lines',
    `select 1 where (select coalesce(sum(sum_minor), 0) from sales_month) <> (select coalesce(sum(sum_minor), 0) from sales_line)`,
  ],
  [
    'each shipment has its УПД',
    "select s.id from shipment s left join document d on d.shipment_id = s.id and d.kind = 'upd' where d.id is null",
  ],
  ['each shipment is owed once', 'select shipment_id from receivable group by 1 having count(*) > 1'],
  [
    'lines shipped as shipments say',
    `select l.id from order_line l left join (select line_id, sum(quantity_milli) q from shipment_line group by 1) s on s.line_id = l.id
    where l.shipped_milli <> coalesce(s.q, 0)`,
  ],
];

/** Fails with the name of the first invariant that does not hold. */
export async function checkBooks(owner: Asks): Promise<void> {
  for (const [name, text] of invariants) {
    const broken = await owner.query(text);
    assert.equal(broken.rowCount, 0, name);
  }
}
