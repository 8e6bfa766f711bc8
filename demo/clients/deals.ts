/** What was agreed with single clients beside their column: discounts on brands and categories, special prices. */
import { addDays, addMonths, type PlainDate } from '#kernel/plain-date.ts';
import { discounted } from '#kernel/price.ts';
import { divRound } from '#kernel/rounding.ts';
import { at, dice } from '../dice.ts';
import { brandId, brands, categories, products } from '../goods/products.ts';
import type { Days } from '../place.ts';
import { type Client, clients } from './clients.ts';

export type Discount = {
  readonly scope: 'brand' | 'category';
  readonly id: string;
  readonly name: string;
  readonly bp: number;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
};
export type Special = {
  readonly productId: string;
  readonly priceE4: bigint;
  readonly from: PlainDate;
  readonly to: PlainDate;
};
export type Deal = { readonly discounts: readonly Discount[]; readonly specials: readonly Special[] };

const rouble = 10_000n;

/** The deals by client. */
export function dealsOf(days: Days): ReadonlyMap<string, Deal> {
  return new Map(clients.map((client) => [client.id, dealOf(client, days)]));
}

function dealOf(client: Client, days: Days): Deal {
  const chance = dice('deal', client.n);
  const isLarge = client.tier === 'A' || (client.tier === 'B' && chance.chance(35));
  return {
    discounts: isLarge ? discountsOf(client, days) : [],
    specials: isLarge && chance.chance(45) ? specialsOf(client, days) : [],
  };
}

function discountsOf(client: Client, days: Days): Discount[] {
  const chance = dice('discounts', client.n);
  const branches = categories.filter(({ path }) => path.length === 2);
  const brand = chance.pick(brands);
  const from = addMonths(days.begins, chance.int(0, 18));
  const first: Discount = {
    scope: 'brand',
    id: brandId(brand),
    name: brand,
    bp: chance.pick([300, 500, 700]),
    from,
    to: null,
  };
  if (chance.chance(50)) return [first];
  const branch = chance.pick(branches);
  // Some end soon: the card shows it coming.
  const to = chance.chance(40) ? addDays(days.today, chance.int(5, 60)) : null;
  const name = at(branch.path, branch.path.length - 1);
  return [first, { scope: 'category', id: branch.id, name, bp: chance.pick([200, 400]), from, to }];
}

function specialsOf(client: Client, days: Days): Special[] {
  const chance = dice('specials', client.n);
  const from = addDays(days.today, -chance.int(20, 120));
  const to = addDays(days.today, chance.int(10, 120));
  const sold = products.filter((product) => product.life === 'active');
  return chance.some(sold, chance.int(4, 14)).map((product) => ({
    productId: product.id,
    priceE4: divRound(discounted(product.rrpE4, chance.int(30, 33) * 100), rouble) * rouble,
    from,
    to,
  }));
}
