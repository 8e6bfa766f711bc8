/** Short ways to lines and orders for the tests of orders. */
import { newId } from '#kernel/id.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, type Person, type World } from '#tests/harness/world.ts';

export type Line = { id: string; productId: string; quantityMilli: string; manualBp: number };

/** A line of so many pieces with a discount by hand in basis points. */
export const line = (productId: string, pieces: number, manualBp = 0): Line => ({
  id: newId(),
  productId,
  quantityMilli: String(pieces * 1000),
  manualBp,
});

export type Taken = Awaited<ReturnType<ReturnType<typeof takerOf>>>;
type More = { accountId?: string; confirm?: boolean; prepaid?: boolean; clientNumber?: string };

/** `take(anna, [line(...)], { confirm: true })`: an order of Ромашка in the main warehouse, a draft by default. */
export const takerOf =
  (world: World) =>
  async (who: Person, lines: readonly Line[], more: More = {}) => {
    const input = {
      id: newId(),
      accountId: ids.account.romashka,
      warehouseId: ids.warehouse.main,
      lines: [...lines],
      ...more,
    };
    const head = await world.done(who, createOrder, input);
    return { ...head, orderId: head.id, lines };
  };

/** What the database keeps of an order, its stock and its account, for one look. */
export async function keptOf(world: World, orderId: string) {
  const [order] = await world.owner(
    'select state, version, total_minor, vat_minor, line_count, support_state from sales_order where id = $1',
    [orderId],
  );
  const lines = await world.owner(
    `select quantity_milli, reserved_milli, shipped_milli, cancelled_milli, sum_minor, expected_on::text
     from order_line where order_id = $1 order by position`,
    [orderId],
  );
  return { order, lines };
}

/** On hand and reserved of a product in the main warehouse. */
export async function stockOf(world: World, productId: string) {
  const [row] = await world.owner(
    'select on_hand_milli, reserved_milli from stock where product_id = $1 and warehouse_id = $2',
    [productId, ids.warehouse.main],
  );
  return row;
}

/** Confirmed and not shipped, of the account's standing. */
export async function confirmedOf(world: World, accountId: string): Promise<string> {
  const [row] = await world.owner('select confirmed_minor from account_credit where account_id = $1', [accountId]);
  return String(row?.['confirmed_minor']);
}

/**
 * What must hold whatever was done: nothing oversold, promises of lines and of stock agree, the standing is the sum of
 * confirmed orders that were not shipped, totals are the sums of the lines' kept parts.
 */
export async function brokenInvariants(world: World): Promise<Record<string, unknown>[]> {
  return world.owner(`
    select 'stock' as what, s.product_id::text as id from stock s
    where s.reserved_milli <> coalesce((select sum(r.quantity_milli) from reservation r
      where r.product_id = s.product_id and r.warehouse_id = s.warehouse_id), 0) or s.reserved_milli > s.on_hand_milli
    union all
    select 'promise', l.id::text from order_line l left join reservation r on r.order_id = l.order_id and r.line_id = l.id
    where l.reserved_milli <> coalesce(r.quantity_milli, 0)
    union all
    select 'standing', c.account_id::text from account_credit c
    where c.confirmed_minor <> coalesce((select sum(o.total_minor - o.shipped_minor) from sales_order o
      where o.account_id = c.account_id and o.state in ('confirmed', 'shipped') and not o.prepaid), 0)
    union all
    select 'total', o.id::text from sales_order o
    where o.total_minor <> coalesce((select sum(round(l.sum_minor::numeric * (l.quantity_milli - l.cancelled_milli) / l.quantity_milli))
      from order_line l where l.order_id = o.id), 0)
      or o.line_count <> (select count(*) from order_line l where l.order_id = o.id)
    union all
    select 'question', p.id::text from approval p join sales_order o on o.id = p.subject_id
    where p.state = 'pending' and (o.state <> 'held' or o.version <> p.subject_version)`);
}
