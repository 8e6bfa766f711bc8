/** An order of the past, from its taking to its last shipment. */
import type { PlainDate } from '#kernel/plain-date.ts';
import type { DraftLine, Totals } from '#modules/orders/model.ts';
import { totalsOf } from '#modules/orders/rules.ts';
import { priceLine } from '#modules/pricing/index.ts';
import type { Client } from '../clients/clients.ts';
import { sitesOf } from '../clients/write-clients.ts';
import { momentOn, worked } from '../days.ts';
import { type Dice, dice } from '../dice.ts';
import type { Product } from '../goods/products.ts';
import { demoId } from '../ids.ts';
import type { Days } from '../place.ts';
import type { Wish } from './basket.ts';
import { factsOn, type Pricing } from './price-facts.ts';

export type SaleLine = DraftLine & { readonly product: Product };

/** Goods that left on a day: of which lines, how many. */
export type Part = {
  readonly id: string;
  readonly day: PlainDate;
  readonly atMs: number;
  readonly rows: readonly { readonly lineId: string; readonly quantityMilli: bigint }[];
  readonly isLast: boolean;
};

export type Sale = {
  readonly id: string;
  readonly client: Client;
  readonly siteId: string;
  readonly siteAddress: string;
  readonly day: PlainDate;
  readonly takenMs: number;
  readonly lines: readonly SaleLine[];
  readonly totals: Totals;
  readonly prepaid: boolean;
  /** A discount by hand that somebody else had to allow, basis points; 0 when it was within the KAM's own. */
  readonly askedBp: number;
  /** Why it was given up; '' for one that was shipped. */
  readonly cancelled: string;
  readonly parts: readonly Part[];
};

const reasons = ['Клиент передумал', 'Дубль заказа', 'Не согласовали цену', 'Не дождались поставки'] as const;

type Taking = {
  readonly client: Client;
  readonly day: PlainDate;
  readonly wishes: readonly Wish[];
  readonly days: Days;
  readonly pricing: Pricing;
};

/** Takes the order; null when nothing of it can be sold by the rules. */
export function saleOf(taking: Taking, takenMs: number): Sale | null {
  const { client, day, days } = taking;
  const chance = dice('sale', client.n, day);
  const id = demoId('order', `${client.n} ${day}`, takenMs);
  const askedBp = client.habit !== 'prepaid' && chance.chance(2.5) ? chance.int(6, 13) * 100 : 0;
  const lines = pricedLines(taking, { id, askedBp, manualBp: chance.chance(12) ? chance.int(1, 5) * 100 : 0 });
  if (lines.length === 0) return null;
  const sites = sitesOf(client);
  const site = chance.pick(sites);
  return {
    id,
    client,
    siteId: site.id,
    siteAddress: site.address,
    day,
    takenMs,
    lines,
    totals: totalsOf(lines),
    prepaid: client.habit === 'prepaid',
    askedBp,
    ...goneOf({ id, day, lines, edge: days.edge, prepaid: client.habit === 'prepaid' }, chance),
  };
}

type By = { readonly id: string; readonly askedBp: number; readonly manualBp: number };

/** Lines at the prices of the day; what would go under the floor was not sold. */
function pricedLines({ client, day, wishes, pricing }: Taking, { id, askedBp, manualBp }: By): SaleLine[] {
  const facts = factsOn(pricing, client, { day, products: wishes.map((wish) => wish.product) });
  return wishes.flatMap(({ product, quantityMilli }, place) => {
    // A discount by hand is for the first line: the one that was bargained about.
    const bp = place === 0 ? askedBp || manualBp : 0;
    const priced = priceLine(facts, { productId: product.id, quantityMilli, manualBp: bp });
    if (!priced.ok || priced.value.underFloor) return [];
    return [
      { id: demoId('order line', `${id} ${place}`), position: place + 1, quantityMilli, priced: priced.value, product },
    ];
  });
}

type Going = Pick<Sale, 'id' | 'day' | 'lines' | 'prepaid'> & { readonly edge: PlainDate };

/** Most leave whole in a day or two, some in two parts, some are given up. Nothing leaves after the edge. */
function goneOf({ id, day, lines, edge, prepaid }: Going, chance: Dice): Pick<Sale, 'parts' | 'cancelled'> {
  if (chance.chance(2.5)) return { parts: [], cancelled: chance.pick(reasons) };
  const within = (wanted: PlainDate): PlainDate => (wanted > edge ? edge : wanted);
  const first = within(
    worked(
      day,
      prepaid
        ? 2 + chance.int(0, 2)
        : chance.weigh([
            [0, 25],
            [1, 50],
            [2, 20],
            [4, 5],
          ] as const),
    ),
  );
  const partOf = (n: number, when: PlainDate, rows: Part['rows'], isLast: boolean): Part => {
    const atMs = momentOn(when, 930 + chance.int(0, 170));
    return { id: demoId('shipment', `${id} ${n}`, atMs), day: when, atMs, rows, isLast };
  };
  const whole = lines.map((line) => ({ lineId: line.id, quantityMilli: line.quantityMilli }));
  const late = worked(first, chance.int(3, 8));
  if (!chance.chance(6) || late > edge || whole.length < 2)
    return { parts: [partOf(1, first, whole, true)], cancelled: '' };
  const cut = Math.ceil(whole.length / 2);
  return {
    parts: [partOf(1, first, whole.slice(0, cut), false), partOf(2, late, whole.slice(cut), true)],
    cancelled: '',
  };
}
