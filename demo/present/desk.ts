/** The last hours before now: what lies on everyone's desk when the program is opened. */
import { sql } from 'kysely';
import { type CreditDecision, type CreditFacts, defaultPolicy, readCredit, standing } from '#modules/credit/index.ts';
import { priceLine } from '#modules/pricing/index.ts';
import { readOrg } from '#platform/database.ts';
import type { Client } from '../clients/clients.ts';
import { momentOn } from '../days.ts';
import { type Dice, dice } from '../dice.ts';
import type { Product } from '../goods/products.ts';
import { basketOf, type Wish } from '../history/basket.ts';
import type { Buyer } from '../history/demand.ts';
import { factsOn } from '../history/price-facts.ts';
import type { Stage } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The hours at the desk: the end of the last worked day, or the last hours where that is too long ago. */
export function deskHours({ lived, nowMs, days }: Pick<Stage, 'lived' | 'nowMs' | 'days'>): {
  readonly fromMs: number;
  readonly toMs: number;
} {
  const evening = momentOn(lived.at(-1) ?? days.edge, 1_070);
  const before = nowMs - 3 * minuteMs;
  const isFresh = before - evening < 50 * hourMs;
  const toMs = isFresh ? Math.min(before, evening) : before;
  return { fromMs: toMs - 150 * minuteMs, toMs };
}

/** A client as its seller sees it: what it buys, and how its credit stands. */
export type Known = Buyer & { readonly facts: CreditFacts; readonly credit: CreditDecision };

/** So many clients are enough for everything on the desk. */
const knownMost = 170;

/** The clients that people are busy with, in a random order, with their credit as it stands. */
export async function knownClients({ platform, orgId, days, buyers }: Stage): Promise<Known[]> {
  const live = buyers.filter(
    ({ client }) => client.manager !== null && ['steady', 'growing', 'fading', 'new'].includes(client.story),
  );
  const shuffled = dice('desk', days.today).some(live, knownMost);
  return readOrg(platform.db, orgId, async (read) => {
    await sql`set local plan_cache_mode = force_custom_plan`.execute(read);
    const known: Known[] = [];
    for (const buyer of shuffled) {
      const found = await readCredit(read, { orgId, accountId: buyer.client.id, today: days.today });
      if (found !== null)
        known.push({
          ...buyer,
          facts: found.facts,
          credit: standing(found.facts, defaultPolicy, `${days.today}T00:00:00Z`),
        });
    }
    return known;
  });
}

export const isOverdue = ({ credit }: Known): boolean => credit.holds.some((hold) => hold.code === 'credit.overdue');
export const isOpen = (known: Known): boolean => known.credit.holds.length === 0 && known.facts.limitMinor !== null;

type Counter = Pick<Stage, 'days' | 'pricing'>;

/** What the client would order today. */
export function wishesOf({ days }: Counter, { client, assortment }: Buyer, chance: Dice): Wish[] {
  const sold = assortment.filter((product) => product.life === 'active' || product.life === 'phase_out');
  return basketOf({ client, assortment: sold, day: days.today, days }, chance);
}

/** What the wishes come to, kopecks. */
export function worthOf({ days, pricing }: Counter, client: Client, wishes: readonly Wish[]): bigint {
  const facts = factsOn(pricing, client, { day: days.today, products: wishes.map((wish) => wish.product) });
  return wishes.reduce((sum, { product, quantityMilli }) => {
    const priced = priceLine(facts, { productId: product.id, quantityMilli, manualBp: 0 });
    return priced.ok ? sum + priced.value.sumMinor : sum;
  }, 0n);
}

/** The same goods, as many times more as the sum needs; at least once, at most forty times. */
export function scaled(wishes: readonly Wish[], worthMinor: bigint, wantedMinor: bigint): Wish[] {
  const times = worthMinor === 0n ? 1n : (wantedMinor + worthMinor - 1n) / worthMinor;
  const bound = times < 1n ? 1n : times > 40n ? 40n : times;
  return wishes.map((wish) => ({ ...wish, quantityMilli: wish.quantityMilli * bound }));
}

/** An article whose price goes under its floor with a discount that the KAM may still give alone; null if none does. */
export function underFloorOf(
  { days, pricing }: Counter,
  { client, assortment }: Buyer,
): { readonly product: Product; readonly bp: number } | null {
  const facts = factsOn(pricing, client, { day: days.today, products: assortment });
  for (const product of assortment) {
    if (product.life !== 'active' || product.line.path[2] === 'Смарт-часы') continue;
    const bp = product.line.path[1] === 'Кабели' ? 800 : 500;
    const priced = priceLine(facts, { productId: product.id, quantityMilli: product.packMilli, manualBp: bp });
    if (priced.ok && priced.value.underFloor) return { product, bp };
  }
  return null;
}

export type Moments = { next(): number };

/** Moments of the desk's hours, evenly, one for each of `count` acts. */
export function moments({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }, count: number): Moments {
  const step = (toMs - fromMs) / (count + 1);
  let n = 0;
  return {
    next: () => {
      n += 1;
      return Math.floor(fromMs + step * Math.min(n, count));
    },
  };
}

/** The next client of a list that nobody took yet. */
export function picker(known: readonly Known[]) {
  const taken = new Set<string>();
  return (fits: (one: Known) => boolean): Known | null => {
    const found = known.find((one) => !taken.has(one.client.id) && fits(one));
    if (found !== undefined) taken.add(found.client.id);
    return found ?? null;
  };
}
