import { sql } from 'kysely';
import { priceChanges } from '#modules/pricing/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import type { DraftLine, Hold, Order, OrderLine, OrderState, SupportState, Totals } from './model.ts';
import type { CutLine, KeptPart } from './rules/rest.ts';
import type { LinePlan } from './rules.ts';

export type NewOrder = {
  readonly id: string;
  readonly accountId: string;
  readonly siteId: string | null;
  readonly legalEntityId: string;
  readonly warehouseId: string;
  readonly managerId: string | null;
  readonly state: OrderState;
  readonly wantedOn: string | null;
  readonly deferralDays: number;
  readonly deferralKind: 'calendar' | 'banking';
  readonly prepaid: boolean;
  readonly comment: string;
  readonly clientNumber: string;
  readonly source: 'screen' | 'api' | 'import' | 'copy' | 'demo';
  readonly copiedFrom: string | null;
  readonly totals: Totals;
  readonly holds: readonly Hold[];
  readonly reserveUntil: string | null;
  readonly lines: readonly DraftLine[];
  readonly plan: readonly LinePlan[];
  /** As in `OrderChange`. */
  readonly priceChanges: bigint | null;
};

/** The columns of lines for one `unnest`, in the order of `lineColumns`. */
function lineArrays(lines: readonly DraftLine[], plan: readonly LinePlan[]) {
  const plans = new Map(plan.map((one) => [one.lineId, one]));
  const column = <T>(pick: (line: DraftLine) => T): T[] => lines.map(pick);
  return sql`unnest(${column((line) => line.id)}::uuid[], ${column((line) => line.position)}::int[],
    ${column((line) => line.priced.productId)}::uuid[], ${column((line) => String(line.quantityMilli))}::bigint[],
    ${column((line) => String(line.priced.basePriceE4))}::bigint[], ${column((line) => line.priced.manualBp)}::int[],
    ${column((line) => String(line.priced.priceE4))}::bigint[], ${column((line) => String(line.priced.sumMinor))}::bigint[],
    ${column((line) => line.priced.vatBp)}::int[], ${column((line) => String(line.priced.vatMinor))}::bigint[],
    ${column((line) => line.priced.costE4?.toString() ?? null)}::bigint[],
    ${column((line) => line.priced.floorE4?.toString() ?? null)}::bigint[],
    ${column((line) => String(plans.get(line.id)?.reserveMilli ?? 0n))}::bigint[],
    ${column((line) => plans.get(line.id)?.expectedOn ?? null)}::date[],
    ${column((line) => JSON.stringify(line.priced.trace))}::jsonb[])
    as l (id, position, product_id, quantity_milli, base_price_e4, manual_bp, price_e4, sum_minor, vat_bp, vat_minor,
      cost_e4, floor_e4, reserved_milli, expected_on, trace)`;
}

const lineColumns = sql`id, position, product_id, quantity_milli, base_price_e4, manual_bp, price_e4, sum_minor, vat_bp,
  vat_minor, cost_e4, floor_e4, reserved_milli, expected_on, trace`;

const pricedOn = (changes: bigint | null | undefined, today: string) => (changes == null ? null : today);

/** Keeps a new order with its lines and takes its number, in one statement. Answers the number. */
export async function insertOrder(context: ActContext, order: NewOrder): Promise<number> {
  const { tx, orgId, actor, now, today } = context;
  const confirmedAt = order.state === 'confirmed' ? now : null;
  const submittedAt = order.state === 'draft' ? null : now;
  const { rows } = await sql<{ number: number }>`
    with counted as (
      insert into number_series as s (org_id, series, year, last) values (${orgId}, 'order', 0, 1)
      on conflict (org_id, series, year) do update set last = s.last + 1 returning last
    ), kept as (
      insert into sales_order (org_id, id, number, account_id, site_id, legal_entity_id, warehouse_id, manager_id, state,
        ordered_on, wanted_on, deferral_days, deferral_kind, prepaid, line_count, total_minor, vat_minor, cost_minor,
        comment, client_number, source, copied_from, holds, reserve_until, created_by, created_at, updated_at,
        submitted_at, confirmed_at, priced_on, price_changes)
      select ${orgId}, ${order.id}, counted.last, ${order.accountId}, ${order.siteId}, ${order.legalEntityId},
        ${order.warehouseId}, ${order.managerId}, ${order.state}, ${today}, ${order.wantedOn}::date, ${order.deferralDays},
        ${order.deferralKind}, ${order.prepaid}, ${order.totals.lineCount}, ${String(order.totals.totalMinor)},
        ${String(order.totals.vatMinor)}, ${String(order.totals.costMinor)}, ${order.comment}, ${order.clientNumber},
        ${order.source}, ${order.copiedFrom}, ${JSON.stringify(order.holds)}::jsonb, ${order.reserveUntil}::timestamptz,
        ${actor.personId}, ${now}, ${now}, ${submittedAt}::timestamptz, ${confirmedAt}::timestamptz,
        ${pricedOn(order.priceChanges, today)}::date, ${order.priceChanges?.toString() ?? null}::bigint
      from counted returning number
    ), lined as (
      insert into order_line (org_id, order_id, ${lineColumns})
      select ${orgId}, ${order.id}, ${lineColumns} from ${lineArrays(order.lines, order.plan)}
    )
    select number from kept`.execute(tx);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error('the order was not kept');
  return number;
}

/** Puts lines into an order (new ones are added, known ones replaced) and takes others out, in one statement. */
export async function saveLines(tx: Tx, orgId: string, change: LineChange): Promise<void> {
  await sql`
    with gone as (
      delete from order_line where org_id = ${orgId} and order_id = ${change.orderId} and id = any(${[...change.remove]}::uuid[])
    )
    insert into order_line as o (org_id, order_id, ${lineColumns})
    select ${orgId}, ${change.orderId}, ${lineColumns} from ${lineArrays(change.put, change.plan)}
    on conflict (org_id, order_id, id) do update set position = excluded.position, product_id = excluded.product_id,
      quantity_milli = excluded.quantity_milli, base_price_e4 = excluded.base_price_e4, manual_bp = excluded.manual_bp,
      price_e4 = excluded.price_e4, sum_minor = excluded.sum_minor, vat_bp = excluded.vat_bp,
      vat_minor = excluded.vat_minor, cost_e4 = excluded.cost_e4, floor_e4 = excluded.floor_e4,
      reserved_milli = excluded.reserved_milli, expected_on = excluded.expected_on, trace = excluded.trace`.execute(tx);
}

/** The products that goods are promised of to the order. */
export async function promisedProducts(read: Read, orgId: string, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.product_id as id from reservation r where r.org_id = ${orgId} and r.order_id = ${orderId}`.execute(
    read,
  );
  return rows.map((row) => row.id);
}

/** The order's lines are promised nothing any more; the reservations themselves are released by the caller. */
export async function dropPromises(tx: Tx, orgId: string, orderId: string): Promise<void> {
  await sql`
    update order_line set reserved_milli = 0, expected_on = null
    where org_id = ${orgId} and order_id = ${orderId} and (reserved_milli > 0 or expected_on is not null)`.execute(tx);
}

/** Lines that were given up in part become what is left of them; those given up whole go. One statement. */
export async function foldCancelled(
  tx: Tx,
  orgId: string,
  cut: { readonly orderId: string; readonly lines: readonly (KeptPart & { readonly id: string })[] },
): Promise<void> {
  const column = <T>(pick: (line: KeptPart & { id: string }) => T): T[] => cut.lines.map(pick);
  await sql`
    with kept as (
      select * from unnest(${column((line) => line.id)}::uuid[],
        ${column((line) => String(line.quantityMilli))}::bigint[], ${column((line) => String(line.sumMinor))}::bigint[],
        ${column((line) => String(line.vatMinor))}::bigint[]) as k (id, quantity_milli, sum_minor, vat_minor)
    ), gone as (
      delete from order_line l using kept k
      where l.org_id = ${orgId} and l.order_id = ${cut.orderId} and l.id = k.id and k.quantity_milli = 0
    )
    update order_line l set quantity_milli = k.quantity_milli, cancelled_milli = 0, sum_minor = k.sum_minor,
      vat_minor = k.vat_minor
    from kept k
    where l.org_id = ${orgId} and l.order_id = ${cut.orderId} and l.id = k.id and k.quantity_milli > 0`.execute(tx);
}

/** Keeps what was given up of the lines and what stays promised to them. */
export async function saveCut(
  tx: Tx,
  orgId: string,
  { orderId, cut }: { readonly orderId: string; readonly cut: readonly CutLine[] },
): Promise<void> {
  await sql`
    update order_line l set cancelled_milli = c.cancelled_milli, reserved_milli = c.reserved_milli,
      expected_on = case when l.quantity_milli = l.shipped_milli + c.cancelled_milli + c.reserved_milli then null
        else l.expected_on end
    from unnest(${cut.map(({ line }) => line.id)}::uuid[], ${cut.map((one) => String(one.cancelledMilli))}::bigint[],
      ${cut.map((one) => String(one.reservedMilli))}::bigint[]) as c (id, cancelled_milli, reserved_milli)
    where l.org_id = ${orgId} and l.order_id = ${orderId} and l.id = c.id`.execute(tx);
}

export type Wishes = {
  readonly orderId: string;
  readonly wantedOn?: string | null;
  readonly siteId?: string | null;
  readonly comment?: string;
  readonly clientNumber?: string;
};

/** Keeps the wishes that are given; the others stay. */
export async function saveWishes(tx: Tx, orgId: string, wish: Wishes): Promise<void> {
  await sql`
    update sales_order set
      wanted_on = case when ${wish.wantedOn !== undefined} then ${wish.wantedOn ?? null}::date else wanted_on end,
      site_id = case when ${wish.siteId !== undefined} then ${wish.siteId ?? null}::uuid else site_id end,
      comment = coalesce(${wish.comment ?? null}, comment),
      client_number = coalesce(${wish.clientNumber?.trim() ?? null}, client_number)
    where org_id = ${orgId} and id = ${wish.orderId}`.execute(tx);
}

export type LineChange = {
  readonly orderId: string;
  readonly put: readonly DraftLine[];
  readonly plan: readonly LinePlan[];
  readonly remove: readonly string[];
};

export type OrderChange = {
  readonly state?: OrderState;
  readonly totals?: Totals;
  readonly holds?: readonly Hold[];
  readonly reserveUntil?: string | null;
  readonly cancelReason?: string;
  readonly prepaid?: boolean;
  /** `CountedFacts.changes` when all lines of a draft stand at the prices of today; whoever does not say so, unsays it. */
  readonly priceChanges?: bigint | null;
  /** The account's terms of today: an order is confirmed by these, not by those of the day it was drafted. */
  readonly terms?: Pick<Order, 'deferralDays' | 'deferralKind' | 'legalEntityId'>;
};

/** Saves what changed of the order's head and raises its version. */
export async function saveOrder(context: ActContext, order: Order, change: OrderChange): Promise<void> {
  const { orgId, now, today } = context;
  const state = change.state ?? order.state;
  const { totals, terms } = change;
  await sql`
    update sales_order set state = ${state}, version = version + 1, updated_at = ${now},
      support_state = case when ${state} in ('draft', 'cancelled') then 'none' else support_state end,
      total_minor = coalesce(${totals?.totalMinor.toString() ?? null}::bigint, total_minor),
      vat_minor = coalesce(${totals?.vatMinor.toString() ?? null}::bigint, vat_minor),
      cost_minor = coalesce(${totals?.costMinor.toString() ?? null}::bigint, cost_minor),
      line_count = coalesce(${totals?.lineCount ?? null}::int, line_count),
      holds = coalesce(${change.holds === undefined ? null : JSON.stringify(change.holds)}::jsonb, holds),
      reserve_until = case when ${change.reserveUntil !== undefined} then ${change.reserveUntil ?? null}::timestamptz
        else reserve_until end,
      cancel_reason = coalesce(${change.cancelReason ?? null}, cancel_reason),
      prepaid = coalesce(${change.prepaid ?? null}::boolean, prepaid),
      deferral_days = coalesce(${terms?.deferralDays ?? null}::int, deferral_days),
      deferral_kind = coalesce(${terms?.deferralKind ?? null}, deferral_kind),
      priced_on = ${pricedOn(change.priceChanges, today)}::date,
      price_changes = ${change.priceChanges?.toString() ?? null}::bigint,
      legal_entity_id = coalesce(${terms?.legalEntityId ?? null}::uuid, legal_entity_id),
      submitted_at = case when ${state} in ('held', 'confirmed') then coalesce(submitted_at, ${now}) else submitted_at end,
      confirmed_at = case when ${state} = 'confirmed' then coalesce(confirmed_at, ${now})
        when ${state} = 'draft' then null else confirmed_at end
    where org_id = ${orgId} and id = ${order.id}`.execute(context.tx);
}

export type SupportMove = { readonly to: SupportState; readonly takes: boolean; readonly hands: boolean };

/** Moves an order in support's queue: who takes it, and since when it waits, are kept. */
export async function moveSupport(
  context: ActContext,
  orderId: string,
  { to, takes, hands }: SupportMove,
): Promise<void> {
  const { tx, orgId, actor, now } = context;
  await sql`
    update sales_order set support_state = ${to}, version = version + 1, updated_at = ${now},
      support_id = case when ${takes} then ${actor.personId}::uuid when ${hands} then null else support_id end,
      handed_at = case when ${hands} then ${now}::timestamptz else handed_at end
    where org_id = ${orgId} and id = ${orderId}`.execute(tx);
}

type OrderRow = Omit<Order, 'totalMinor' | 'vatMinor' | 'costMinor' | 'shippedMinor'> & {
  totalMinor: string;
  vatMinor: string;
  costMinor: string;
  shippedMinor: string;
  priceChanges: string | null;
} & OfAccount & { readonly pricedOn: string | null; readonly changesNow: string };

type OfAccount = {
  readonly accountManagerId: string | null;
  readonly account: { readonly status: string; readonly archived: boolean; readonly blockReason: string };
};

/** The prices that the lines of a draft were last known to stand at, and where prices are now. */
type PricesSeen = {
  readonly pricedOn: string | null;
  readonly priceChanges: bigint | null;
  readonly changesNow: bigint;
};

export type LockedOrder = Order & OfAccount & PricesSeen;

/** Locks the order's head. `accountManagerId` tells whose account it is now, for visibility. */
export async function lockOrder(tx: Tx, orgId: string, id: string): Promise<LockedOrder | null> {
  return (await orderRow(tx, { orgId, id, ending: sql`for update of o` })) ?? null;
}

/** The order's head without a lock. */
export async function readOrder(read: Read, orgId: string, id: string): Promise<LockedOrder | null> {
  return (await orderRow(read, { orgId, id, ending: sql`` })) ?? null;
}

async function orderRow(
  read: Read,
  asked: { orgId: string; id: string; ending: ReturnType<typeof sql> },
): Promise<LockedOrder | undefined> {
  const { orgId, id } = asked;
  const { rows } = await sql<OrderRow>`
    select o.id, o.number, o.account_id as "accountId", o.manager_id as "managerId", a.manager_id as "accountManagerId",
      jsonb_build_object('status', a.status, 'archived', a.archived, 'blockReason', a.block_reason) as account,
      o.legal_entity_id as "legalEntityId", o.warehouse_id as "warehouseId", o.state, o.support_state as "supportState",
      o.support_id as "supportId", o.deferral_days as "deferralDays", o.deferral_kind as "deferralKind", o.prepaid,
      o.wanted_on as "wantedOn", o.reserve_until as "reserveUntil",
      o.line_count as "lineCount", o.total_minor as "totalMinor", o.vat_minor as "vatMinor", o.cost_minor as "costMinor",
      o.shipped_minor as "shippedMinor", o.created_by as "createdBy", o.version,
      o.priced_on as "pricedOn", o.price_changes as "priceChanges", ${priceChanges(orgId)} as "changesNow"
    from sales_order o join account a on a.org_id = ${orgId} and a.id = o.account_id
    where o.org_id = ${orgId} and o.id = ${id} ${asked.ending}`.execute(read);
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    ...row,
    totalMinor: BigInt(row.totalMinor),
    vatMinor: BigInt(row.vatMinor),
    costMinor: BigInt(row.costMinor),
    shippedMinor: BigInt(row.shippedMinor),
    priceChanges: row.priceChanges === null ? null : BigInt(row.priceChanges),
    changesNow: BigInt(row.changesNow),
  };
}

const bigs = [
  'quantityMilli',
  'basePriceE4',
  'priceE4',
  'sumMinor',
  'vatMinor',
  'reservedMilli',
  'shippedMilli',
  'cancelledMilli',
] as const;
type LineRow = Omit<OrderLine, (typeof bigs)[number] | 'costE4' | 'floorE4'> &
  Record<(typeof bigs)[number], string> & { costE4: string | null; floorE4: string | null };

/** The order's lines in their order. */
export async function readLines(read: Read, orgId: string, orderId: string): Promise<OrderLine[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.position, l.product_id as "productId", l.quantity_milli as "quantityMilli",
      l.base_price_e4 as "basePriceE4", l.manual_bp as "manualBp", l.price_e4 as "priceE4", l.sum_minor as "sumMinor",
      l.vat_bp as "vatBp", l.vat_minor as "vatMinor", l.cost_e4 as "costE4", l.floor_e4 as "floorE4",
      l.reserved_milli as "reservedMilli", l.shipped_milli as "shippedMilli", l.cancelled_milli as "cancelledMilli",
      l.expected_on as "expectedOn"
    from order_line l where l.org_id = ${orgId} and l.order_id = ${orderId} order by l.position, l.id`.execute(read);
  return rows.map((row) => ({
    ...row,
    ...(Object.fromEntries(bigs.map((name) => [name, BigInt(row[name])])) as Record<(typeof bigs)[number], bigint>),
    costE4: row.costE4 === null ? null : BigInt(row.costE4),
    floorE4: row.floorE4 === null ? null : BigInt(row.floorE4),
  }));
}
