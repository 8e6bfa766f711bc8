/** What a client puts into an order. */
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { Client } from '../clients/clients.ts';
import { at, type Dice, dice } from '../dice.ts';
import type { Line } from '../goods/line.ts';
import { type Product, products } from '../goods/products.ts';
import type { Days } from '../place.ts';
import { seasonOf } from './season.ts';

export type Wish = { readonly product: Product; readonly quantityMilli: bigint };

/** Lines whose goods a segment likes more than others. */
const likes: Readonly<Record<string, readonly string[]>> = {
  'Салоны связи': ['CP', 'GL', 'UC', 'U8', 'CH', 'HT'],
  'Книги и канцелярия': ['BK', 'FD', 'MO', 'HW'],
  'Интернет-магазин': ['HT', 'SW', 'PB', 'SP'],
  Маркетплейс: ['UC', 'CP', 'GL', 'PB', 'ST'],
  'Корпоративный поставщик': ['MO', 'KB', 'HB', 'FD', 'BT'],
  'Розничный магазин': ['BT', 'LT', 'UC', 'HW'],
};

/** The articles a client buys again and again, the favourite first. */
export function assortmentOf(client: Client): Product[] {
  const chance = dice('assortment', client.n);
  const count = Math.round(22 + 150 * client.size ** 0.5);
  const liked = likes[client.segment] ?? [];
  const weightOf = (line: Line): number => (liked.includes(line.key) ? 4 : line.key === 'BK' ? 0.3 : 1);
  // Weighted choice without putting back: the greatest of unit^(1/weight), as P. Efraimidis and P. Spirakis showed.
  return products
    .filter((product) => product.life !== 'blocked')
    .map((product) => ({ product, rank: chance.unit() ** (1 / (product.fame * weightOf(product.line))) }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, count)
    .map(({ product }) => product);
}

/** Whether an article was sold on the day: novelties are young, what was given up was sold until a year ago. */
function soldOn(day: PlainDate, { today }: Days): (product: Product) => boolean {
  const hasNew = day > addDays(today, -55);
  const hasOld = day < addDays(today, -365);
  return ({ life }) => (life === 'new' ? hasNew : life !== 'discontinued' || hasOld);
}

type Asking = {
  readonly client: Client;
  readonly assortment: readonly Product[];
  readonly day: PlainDate;
  readonly days: Days;
};

/** An order's lines: three to twelve articles of the assortment, by season. */
export function basketOf({ client, assortment, day, days }: Asking, chance: Dice): Wish[] {
  const most = client.tier === 'A' ? 12 : client.tier === 'B' ? 10 : 7;
  const wanted = chance.int(3, most);
  const budget = 6_000 + 105_000 * client.size ** 0.6;
  const isSold = soldOn(day, days);
  const taken = new Map<string, Wish>();
  for (let turn = 0; turn < wanted * 4 && taken.size < wanted; turn += 1) {
    // The beginning of the assortment is bought more often than its end.
    const product = at(assortment, Math.floor(chance.unit() ** 1.7 * assortment.length));
    const season = seasonOf(product.line.season, day);
    if (taken.has(product.id) || !isSold(product) || !chance.chance(season * 45)) continue;
    taken.set(product.id, {
      product,
      quantityMilli: quantityOf(product, budget * (0.4 + chance.unit() * 1.2) * (0.7 + season * 0.3)),
    });
  }
  return [...taken.values()];
}

const handfuls = [1, 2, 3, 5, 10, 15, 20, 30];

/** As many as the money buys: whole boxes, or a handful where it is less than a box; thousandths. */
function quantityOf(product: Product, roubles: number): bigint {
  const pieces = roubles / (Number(product.rrpE4) / 10_000);
  const pack = product.line.pack;
  if (pieces >= pack * 0.8) return BigInt(Math.round(pieces / pack) || 1) * product.packMilli;
  return BigInt(handfuls.findLast((count) => count <= pieces && count < pack) ?? 1) * 1_000n;
}
