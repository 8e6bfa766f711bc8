/** Who orders on which day: all orders of the past, month by month, in the order they were taken. */
import type { PlainDate } from '#kernel/plain-date.ts';
import { type Client, clients } from '../clients/clients.ts';
import { momentOn, workingDays } from '../days.ts';
import { dice } from '../dice.ts';
import type { Product } from '../goods/products.ts';
import type { Days } from '../place.ts';
import { assortmentOf, basketOf } from './basket.ts';
import type { Pricing } from './price-facts.ts';
import { type Sale, saleOf } from './sale.ts';
import { appetiteOf, momentOf, paceOf } from './season.ts';

/** How often the largest client orders, percent of working days. */
const often = 37;

export type Buyer = { readonly client: Client; readonly assortment: readonly Product[] };

export const buyers = (): Buyer[] => clients.map((client) => ({ client, assortment: assortmentOf(client) }));

/** The orders of each month of the past, the months and the orders as they came. */
export function* salesByMonth(days: Days, pricing: Pricing): Generator<readonly Sale[]> {
  const all = buyers();
  const months = Map.groupBy(workingDays(days.begins, days.edge), (day) => day.slice(0, 7));
  for (const worked of months.values()) {
    yield worked.flatMap((day) => salesOn(day, { all, days, pricing })).sort((a, b) => a.takenMs - b.takenMs);
  }
}

export type Market = { readonly all: readonly Buyer[]; readonly days: Days; readonly pricing: Pricing };

/** The orders of a day. */
export function salesOn(day: PlainDate, { all, days, pricing }: Market): Sale[] {
  const pace = paceOf(day, days);
  const moment = momentOf(day, days);
  return all.flatMap(({ client, assortment }) => {
    const chance = dice('demand', client.n, day);
    if (!chance.chance(often * client.size ** 0.7 * pace * appetiteOf(client, moment))) return [];
    const wishes = basketOf({ client, assortment, day, days }, chance);
    const takenMs = momentOn(day, 560 + chance.int(0, 350)) + client.n * 100;
    return saleOf({ client, day, wishes, days, pricing }, takenMs) ?? [];
  });
}
