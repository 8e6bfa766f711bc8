/** What must hold in a loaded demo company. */
/** A rule and the query of rows that break it: there should be none. */
export const broken: Readonly<Record<string, string>> = {
  'the ledger of an account comes to receivable - advance': `
    select a.account_id from account_credit a left join (select account_id, sum(amount_minor) as sum from
      ledger_entry group by 1) l using (account_id)
    where coalesce(l.sum, 0) <> a.receivable_minor - a.advance_minor`,
  'the standing is the sum of open debts': `
    select a.account_id from account_credit a left join (select account_id, sum(open_minor) as sum from receivable
      group by 1) r using (account_id)
    where coalesce(r.sum, 0) <> a.receivable_minor`,
  'the confirmed part is what is confirmed and not shipped, prepaid orders aside': `
    select a.account_id from account_credit a left join (select account_id, sum(total_minor - shipped_minor) as sum
      from sales_order
      where state in ('confirmed', 'shipped') and not prepaid group by 1) o using (account_id)
    where coalesce(o.sum, 0) <> a.confirmed_minor`,
  'the advance is what of payments is on no debt': `
    select a.account_id from account_credit a left join (select account_id, sum(unallocated_minor) as sum from
      payment where direction = 'in' group by 1) p using (account_id)
    where coalesce(p.sum, 0) <> a.advance_minor`,
  'promises come to what stock says is promised': `
    select s.product_id from stock s left join (select product_id, warehouse_id, sum(quantity_milli) as sum from
      reservation group by 1, 2) r using (product_id, warehouse_id)
    where coalesce(r.sum, 0) <> s.reserved_milli`,
  'lines say the same of their promises': `
    select l.id from order_line l left join reservation r on r.order_id = l.order_id and r.line_id = l.id
    where l.reserved_milli <> coalesce(r.quantity_milli, 0)`,
  'no line waits for goods while they lie free': `
    select o.number from order_line l join sales_order o on o.id = l.order_id
    join stock s on s.product_id = l.product_id and s.warehouse_id = o.warehouse_id
    where o.state in ('confirmed', 'shipped') and s.reserved_milli < s.on_hand_milli
      and l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli`,
  'movements come to what is on hand': `
    select product_id from (select product_id, warehouse_id, sum(quantity_milli) as sum from stock_movement group by
      1, 2) m
    full join stock s using (product_id, warehouse_id) where coalesce(m.sum, 0) <> coalesce(s.on_hand_milli, 0)`,
  'nothing was on hand less than nothing': `
    select 1 from (select sum(quantity_milli) over (partition by product_id, warehouse_id order by recorded_at,
      quantity_milli desc) as left_milli from stock_movement) m where left_milli < 0`,
  'orders are numbered without a gap': `
    select number from (select number, row_number() over (order by number) as place from sales_order) o where number
      <> place`,
  'shipments are numbered without a gap, in the order they left': `
    select number from (select number, row_number() over (order by created_at, number) as place from shipment) s
      where number <> place`,
  'papers are numbered without a gap in their series, by day': `
    select number from (select number, row_number() over (partition by series, year order by dated_on, created_at,
      number) as place from document) d where number <> place`,
  'series know their last number': `
    select s.series from number_series s left join (
      select series, year, max(number) as last from document group by 1, 2
      union all select 'order', 0, max(number) from sales_order union all select 'shipment', 0, max(number) from
        shipment
      union all select 'account', 0, count(*) from account) d using (series, year) where s.series ~
        '^(upd|invoice|order|shipment|account)' and s.last <> coalesce(d.last, 0)`,
  'no debt is paid more than it is, and what is open is what is left of it': `
    select r.id from receivable r left join (select receivable_id, sum(amount_minor) as sum from allocation group by
      1) a on a.receivable_id = r.id
    where r.amount_minor - coalesce(a.sum, 0) <> r.open_minor`,
  'no payment settles more than it is': `
    select p.id from payment p left join (select payment_id, sum(amount_minor) as sum from allocation group by 1) a
      on a.payment_id = p.id
    where p.amount_minor - coalesce(a.sum, 0) <> p.unallocated_minor`,
  'an order is its lines': `
    select o.id from sales_order o join (select order_id, sum(sum_minor) as sum, sum(vat_minor) as vat, count(*) as
      lines from order_line group by 1) l on l.order_id = o.id
    where o.total_minor <> l.sum or o.vat_minor <> l.vat or o.line_count <> l.lines`,
  'a shipment is its lines and its paper': `
    select s.id from shipment s join (select shipment_id, sum(sum_minor) as sum, sum(vat_minor) as vat from
      shipment_line group by 1) l on l.shipment_id = s.id
    join document d on d.shipment_id = s.id
    where s.total_minor <> l.sum or s.vat_minor <> l.vat or d.total_minor <> l.sum or d.vat_minor <> l.vat`,
  'an order knows what of it left': `
    select o.id from sales_order o left join (select order_id, sum(total_minor) as sum from shipment group by 1) s on
      s.order_id = o.id
    where o.shipped_minor <> coalesce(s.sum, 0)`,
  'months are their sold lines': `
    select 1 from (select month, account_id, sum(sum_minor) as sum, sum(cost_minor) as cost, sum(line_count) as lines
      from sales_month group by 1, 2) m
    full join (select date_trunc('month', sold_on)::date as month, account_id, sum(sum_minor) as sum, sum(cost_minor)
      as cost, count(*) as lines from sales_line group by 1, 2) l
      using (month, account_id)
    where m.sum is distinct from l.sum or m.cost is distinct from l.cost or m.lines is distinct from l.lines`,
  'all that was shipped is sold': `
    select 1 from (select sum(sum_minor) as sum from sales_line) l, (select sum(total_minor) as sum from shipment) s
      where l.sum <> s.sum`,
  'people worked on working days only': `
    select number from shipment where extract(isodow from shipped_on) > 5 and extract(month from shipped_on) not in
      (4, 11, 12)`,
  'VAT went from 20 to 22 percent with the year 2026': `
    select 1 from shipment_line l join shipment s on s.id = l.shipment_id join legal_entity e on e.id =
      s.legal_entity_id join product p on p.id = l.product_id
    where e.vat_regime = 'general' and p.vat_class = 'standard' and l.vat_bp <> case when s.shipped_on < '2026-01-01'
      then 2000 else 2200 end`,
};
