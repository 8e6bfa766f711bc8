import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { findProducts, saleStates } from '#modules/catalog/index.ts';
import { sees } from '#platform/actor.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { AccountPriceRow } from '../contract/views.ts';
import type { prices } from '../contract.ts';
import type { PriceFacts, ProductFacts } from '../model.ts';
import { priceLine } from '../rules/line.ts';
import { loadPriceFacts } from './facts.ts';

type Ask = InputOf<typeof prices.ofAccount>;

const pageRows = 50;

/**
 * A page of the price list of an account that the actor sees: everything that is sold, priced by the function of the
 * orders for one pack. Two statements a page.
 */
export async function listAccountPrices(
  context: ReadContext,
  input: Ask,
): Promise<Result<OutputOf<typeof prices.ofAccount>>> {
  const { read, orgId, actor } = context;
  const date = input.date ?? context.today;
  if (parsePlainDate(date) === null) return refuse('pricing.bad_day');
  const page = await findProducts(context, { ...input, lifeState: [...saleStates], limit: input.limit ?? pageRows });
  const scope = { orgId, accountId: input.accountId, roleId: actor.roleId, date };
  const facts = await loadPriceFacts(read, scope, page.ids);
  if (!facts.account.known || !sees(actor, facts.account.managerId)) return refuse('pricing.not_found');
  const rows = page.ids.flatMap((id) => {
    const product = facts.products.get(id);
    return product === undefined ? [] : [rowOf(facts, product)];
  });
  return ok({ rows, next: page.next, accountName: facts.account.name, columnName: facts.account.columnName, date });
}

function rowOf(facts: PriceFacts, product: ProductFacts): AccountPriceRow {
  const ask = { productId: product.productId, quantityMilli: product.packMilli, manualBp: 0 };
  const priced = priceLine(facts, ask);
  const price = priced.ok ? priced.value : null;
  return {
    productId: product.productId,
    code: product.code,
    name: product.name,
    unit: product.unit,
    packMilli: String(product.packMilli),
    basePriceE4: price === null ? null : String(price.basePriceE4),
    priceE4: price === null ? null : String(price.priceE4),
    vatBp: price?.vatBp ?? null,
    special: product.special !== null,
    breaks: product.breaks.map((one) => ({ minMilli: String(one.minMilli), discountBp: one.bp })),
  };
}
