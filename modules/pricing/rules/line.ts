/** The price of a line: one pure function for the screen, the API, the import and the copy of an order. */
import { discounted, lineSum } from '#kernel/price.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { divRound } from '#kernel/rounding.ts';
import { vatIncluded, vatRateOn } from '#kernel/vat.ts';
import {
  manualBounds,
  notForSale,
  type PriceAsk,
  type PricedLine,
  type PriceFacts,
  type PriceStep,
  type ProductFacts,
} from '../model.ts';

export type PriceRefusal = 'pricing.no_price' | 'pricing.no_product' | 'pricing.not_for_sale';

/**
 * Prices a line (domain, "Price of a line"): column price, special price of the terms instead of it, quantity break,
 * terms discount (not on a special price), discount by hand; each step rounded half away from zero to 1/10000 rouble.
 * Being out of authority or under the floor is told in the answer and never refused. Throws RangeError when `manualBp`
 * is not a whole number within `manualBounds`.
 */
export function priceLine(facts: PriceFacts, ask: PriceAsk): Result<PricedLine, PriceRefusal> {
  const product = facts.products.get(ask.productId);
  if (product === undefined) return refuse('pricing.no_product', { productId: ask.productId });
  if (notForSale.has(product.lifeState)) {
    return refuse('pricing.not_for_sale', { productId: ask.productId, code: product.code, state: product.lifeState });
  }
  const base = product.column?.priceE4 ?? product.special?.priceE4;
  if (base === undefined) {
    return refuse('pricing.no_price', {
      productId: ask.productId,
      code: product.code,
      column: facts.account.columnName,
    });
  }
  const trace = [...agreedSteps(product, base, ask.quantityMilli), ...manualSteps(ask.manualBp)].reduce(walk, []);
  const priceE4 = lastPrice(trace, base);
  const sumMinor = lineSum(priceE4, ask.quantityMilli);
  const vatBp = vatRateOn(product.vatClass, facts.date, facts.account.vatRegime).bp;
  const floorE4 = floorOf(product);
  return ok({
    productId: ask.productId,
    basePriceE4: base,
    priceE4,
    sumMinor,
    vatBp,
    vatMinor: vatIncluded(sumMinor, vatBp),
    costE4: product.costE4,
    floorE4,
    manualBp: ask.manualBp,
    authorityBp: product.authorityBp,
    beyondAuthority: ask.manualBp > product.authorityBp,
    underFloor: floorE4 !== null && priceE4 < floorE4,
    trace,
  });
}

/**
 * The least price without an approval: the larger of the minimum price and cost x (1 + minimum margin); null when
 * neither is known.
 */
export function floorOf(product: Pick<ProductFacts, 'costE4' | 'minPriceE4' | 'minMarginBp'>): bigint | null {
  const { costE4, minPriceE4 } = product;
  if (costE4 === null) return minPriceE4;
  const withMargin = divRound(costE4 * BigInt(10_000 + (product.minMarginBp ?? 0)), 10_000n);
  return minPriceE4 !== null && minPriceE4 > withMargin ? minPriceE4 : withMargin;
}

/** A step before it is walked: the price it sets, or the discount it takes off what it meets. */
type Planned = Pick<PriceStep, 'step' | 'source' | 'note'> & ({ readonly setE4: bigint } | { readonly bp: number });

function agreedSteps(product: ProductFacts, base: bigint, quantityMilli: bigint): Planned[] {
  const { column, special, discount } = product;
  const steps: Planned[] = [];
  if (column !== null) steps.push({ step: 'column', source: column.columnName, note: column.validFrom, setE4: base });
  if (special !== null) {
    steps.push({ step: 'special', source: special.validFrom, note: special.validTo ?? '', setE4: special.priceE4 });
  }
  const reached = product.breaks.filter((one) => one.minMilli <= quantityMilli).at(-1);
  if (reached !== undefined)
    steps.push({ step: 'quantity', source: '', note: String(reached.minMilli), bp: reached.bp });
  // A special price is the whole agreement about the product: the general discounts are not taken off it again.
  if (special === null && discount !== null && discount.bp > 0) {
    steps.push({ step: 'discount', source: discount.name, note: discount.scope, bp: discount.bp });
  }
  return steps;
}

function manualSteps(manualBp: number): Planned[] {
  if (!Number.isSafeInteger(manualBp) || manualBp < manualBounds.least || manualBp > manualBounds.most) {
    throw new RangeError(`not a discount by hand: ${manualBp}`);
  }
  return manualBp === 0 ? [] : [{ step: 'manual', source: '', bp: manualBp }];
}

function walk(trace: PriceStep[], planned: Planned): PriceStep[] {
  const { step, source } = planned;
  const named = planned.note === undefined ? { step, source } : { step, source, note: planned.note };
  if ('setE4' in planned) {
    const toE4 = String(planned.setE4);
    return [...trace, { ...named, fromE4: trace.at(-1)?.toE4 ?? toE4, toE4 }];
  }
  const fromE4 = lastPrice(trace, 0n);
  return [...trace, { ...named, fromE4: String(fromE4), toE4: String(discounted(fromE4, planned.bp)), bp: planned.bp }];
}

function lastPrice(trace: readonly PriceStep[], none: bigint): bigint {
  const last = trace.at(-1);
  return last === undefined ? none : BigInt(last.toE4);
}
