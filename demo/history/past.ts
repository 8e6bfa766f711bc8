/** The two years of history: orders, shipments and papers month by month; what is owed is handed on to money. */
import { addSales } from '#modules/analytics/index.ts';
import { type Db, type Tx, writeOrg } from '#platform/database.ts';
import { workingDays } from '../days.ts';
import { at } from '../dice.ts';
import type { Place } from '../place.ts';
import { put } from '../put.ts';
import { decisionOf } from './decisions.ts';
import { salesByMonth } from './demand.ts';
import type { Pricing } from './price-facts.ts';
import {
  type Cast,
  documentRow,
  lineRows,
  managerOf,
  type Numbered,
  orderRow,
  shipmentLineRows,
  shipmentRow,
  soldLines,
} from './rows.ts';
import type { Sale } from './sale.ts';
import { type Shipped, shippedOf } from './shipping.ts';
import type { Happened } from './story.ts';
import { movementsOf, type Shelves } from './supply.ts';

export type Past = {
  /** Shipments in the order they left. */
  readonly shipped: Numbered[];
  readonly happened: Happened[];
  readonly shelves: Shelves;
  /** The last numbers given, by series and year. */
  readonly series: Map<string, { readonly series: string; readonly year: number; last: number }>;
};

type Stage = { readonly db: Db; readonly place: Omit<Place, 'tx'>; readonly cast: Cast; readonly pricing: Pricing };

/** Writes the past, a transaction a month, and answers what follows from it. */
export async function writePast({ db, place, cast, pricing }: Stage): Promise<Past> {
  const past: Past = { shipped: [], happened: [], shelves: new Map(), series: new Map() };
  const { days, orgId } = place;
  const months = [...Map.groupBy(workingDays(days.begins, days.edge), (day) => day.slice(0, 7))];
  let waiting: Shipped[] = [];
  let turn = 0;
  for (const sales of salesByMonth(days, pricing)) {
    const [month, worked] = at(months, turn);
    const orders = sales.map((sale) => ({ sale, number: take(past, 'order', 0) }));
    const all = [...waiting, ...orders.flatMap(({ sale, number }) => shippedOf(sale, number))];
    const isLast = turn === months.length - 1;
    const now = all
      .filter(({ part }) => isLast || part.day.slice(0, 7) === month)
      .sort((a, b) => a.part.atMs - b.part.atMs);
    waiting = all.filter((one) => !now.includes(one));
    const numbered = now.map((shipped) => numberedOf(past, shipped));
    past.shipped.push(...numbered);
    for (const order of orders) tellOrder(past, order, cast);
    for (const one of numbered) tellShipped(past, one, cast);
    const movements = movementsOf(past.shelves, {
      shipments: now,
      warehouses: cast.warehouses,
      day: at(worked, 0),
      isFirst: turn === 0,
      isLast,
      by: cast.people.semyon.personId,
    });
    await writeOrg(db, orgId, { work: (tx) => writeMonth({ ...place, tx }, { orders, numbered, movements, cast }) });
    turn += 1;
  }
  return past;
}

/** The next number of a series. */
function take({ series }: Past, name: string, year: number): number {
  const key = `${name} ${year}`;
  const known = series.get(key) ?? { series: name, year, last: 0 };
  known.last += 1;
  series.set(key, known);
  return known.last;
}

function numberedOf(past: Past, shipped: Shipped): Numbered {
  const { firm } = shipped.sale.client;
  const number = take(past, 'shipment', 0);
  const updNumber = take(past, `upd:${firm.id}`, Number(shipped.part.day.slice(0, 4)));
  return { shipped, number, updNumber, upd: `${firm.prefix}-${updNumber}` };
}

type Month = {
  readonly orders: readonly { readonly sale: Sale; readonly number: number }[];
  readonly numbered: readonly Numbered[];
  readonly movements: ReturnType<typeof movementsOf>;
  readonly cast: Cast;
};

async function writeMonth(
  place: { readonly tx: Tx; readonly orgId: string },
  { orders, numbered, movements, cast }: Month,
): Promise<void> {
  await put(
    place,
    'sales_order',
    orders.map(({ sale, number }) => orderRow(sale, number, cast)),
  );
  await put(
    place,
    'order_line',
    orders.flatMap(({ sale }) => lineRows(sale)),
  );
  await put(
    place,
    'approval',
    orders.flatMap(({ sale, number }) => decisionOf(sale, number, cast)?.row ?? []),
  );
  await put(
    place,
    'shipment',
    numbered.map(({ shipped, number }) => shipmentRow(shipped, number, cast)),
  );
  await put(
    place,
    'shipment_line',
    numbered.flatMap(({ shipped }) => shipmentLineRows(shipped)),
  );
  await put(
    place,
    'document',
    numbered.map((one) => documentRow(one, cast)),
  );
  await put(place, 'stock_movement', movements);
  await addSales(
    place.tx,
    place.orgId,
    numbered.flatMap((one) => soldLines(one, cast)),
  );
}

function tellOrder(past: Past, { sale, number }: { readonly sale: Sale; readonly number: number }, cast: Cast): void {
  const manager = managerOf(sale, cast.people);
  const decision = decisionOf(sale, number, cast);
  const totalMinor = String(sale.totals.totalMinor);
  const common = {
    subject: { type: 'sales_order', id: sale.id },
    accountId: sale.client.id,
    actorId: manager.personId,
  };
  const confirmedMs = decision === null ? sale.takenMs : sale.takenMs + 95 * 60_000;
  past.happened.push(...(decision?.happened ?? []));
  past.happened.push({
    ...common,
    atMs: confirmedMs,
    name: 'orders.confirmed',
    payload: { number, totalMinor, lines: sale.lines.length, holds: [] },
  });
  if (sale.cancelled === '') return;
  past.happened.push({
    ...common,
    atMs: sale.takenMs + 5 * 3_600_000,
    name: 'orders.cancelled',
    payload: { number, totalMinor, reason: sale.cancelled },
  });
}

function tellShipped(past: Past, { shipped, number, upd }: Numbered, { people }: Cast): void {
  const { sale, part } = shipped;
  past.happened.push({
    atMs: part.atMs,
    name: 'fulfilment.shipped',
    actorId: (sale.client.isNorth ? people.sonya : people.semyon).personId,
    subject: { type: 'sales_order', id: sale.id },
    accountId: sale.client.id,
    payload: {
      shipmentId: part.id,
      number,
      orderNumber: shipped.orderNumber,
      totalMinor: String(shipped.totalMinor),
      dueOn: shipped.dueOn,
      upd,
    },
  });
}
