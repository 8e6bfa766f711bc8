/**
 * What the price of a line hung on at a day of the past, so that the one pricing rule gives the price and its
 * trace.
 */
import type { PlainDate } from '#kernel/plain-date.ts';
import type { AccountFacts, PriceFacts, ProductFacts } from '#modules/pricing/index.ts';
import type { Client } from '../clients/clients.ts';
import type { Deal, Discount } from '../clients/deals.ts';
import { at } from '../dice.ts';
import { columnPrice, columns, costOf, type Version, versionOn } from '../goods/prices.ts';
import { categoryId, type Product } from '../goods/products.ts';
import { breaksOf, minMarginOf } from '../goods/write-catalog.ts';

export type Pricing = {
  readonly versions: readonly Version[];
  readonly deals: ReadonlyMap<string, Deal>;
  readonly columnId: (client: Client) => string;
};

/** Facts of the products for a client on a day; the KAM who asks may give 5 %. */
export function factsOn(
  pricing: Pricing,
  client: Client,
  asked: { readonly day: PlainDate; readonly products: readonly Product[] },
): PriceFacts {
  const version = versionOn(pricing.versions, asked.day);
  const deal = pricing.deals.get(client.id) ?? { discounts: [], specials: [] };
  const products = asked.products.map((product) =>
    productFacts({ client, version, deal, product, day: asked.day, pricing }),
  );
  return {
    date: asked.day,
    account: accountFacts(pricing, client),
    products: new Map(products.map((one) => [one.productId, one])),
  };
}

function accountFacts(pricing: Pricing, client: Client): AccountFacts {
  return {
    accountId: client.id,
    known: true,
    name: client.name,
    managerId: null,
    archived: false,
    columnId: pricing.columnId(client),
    columnName: columnOf(client).name,
    deferralDays: client.deferralDays,
    deferralKind: client.deferralKind,
    minOrderMinor: 0n,
    discountBp: client.discountBp,
    legalEntityId: client.firm.id,
    warehouseId: null,
    vatRegime: client.firm.regime,
  };
}

const columnOf = (client: Client) =>
  at(
    columns.filter((one) => one.key === client.column),
    0,
  );

type Asked = {
  readonly client: Client;
  readonly version: Version;
  readonly deal: Deal;
  readonly product: Product;
  readonly day: PlainDate;
  readonly pricing: Pricing;
};

function productFacts({ client, version, deal, product, day, pricing }: Asked): ProductFacts {
  const column = columnOf(client);
  const special = deal.specials.find((one) => one.productId === product.id && one.from <= day && one.to > day);
  return {
    productId: product.id,
    code: product.code,
    name: product.name,
    unit: product.unit,
    okeiCode: product.okei,
    packMilli: product.packMilli,
    vatClass: product.vat,
    lifeState: 'active',
    brandId: product.brandId,
    categoryId: product.categoryId,
    costE4: costOf(product, version),
    minPriceE4: version.offBp === 0 ? product.minPriceE4 : null,
    column: {
      columnId: pricing.columnId(client),
      columnName: column.name,
      validFrom: version.from,
      priceE4: columnPrice(product, column, version),
    },
    special: special === undefined ? null : { validFrom: special.from, validTo: special.to, priceE4: special.priceE4 },
    breaks: breaksOf(product).map((one) => ({ minMilli: one.min_milli, bp: one.discount_bp })),
    discount: bestDiscount(
      client,
      deal.discounts.filter((one) => one.from <= day && (one.to === null || one.to > day)),
      product,
    ),
    minMarginBp: marginOf(product),
    authorityBp: 500,
  };
}

const marginOf = ({ line }: Product): number | null =>
  minMarginOf(line.path) ?? minMarginOf(line.path.slice(0, 2)) ?? minMarginOf(line.path.slice(0, 1));

function bestDiscount(client: Client, live: readonly Discount[], product: Product): ProductFacts['discount'] {
  const branches = new Set(product.line.path.map((_name, depth) => categoryId(product.line.path.slice(0, depth + 1))));
  const own = live.filter((one) => (one.scope === 'brand' ? one.id === product.brandId : branches.has(one.id)));
  const all = [...own, { scope: 'account' as const, name: '', bp: client.discountBp }];
  const best = all.reduce((kept, next) => (next.bp > kept.bp ? next : kept));
  return best.bp > 0 ? { scope: best.scope, name: best.name, bp: best.bp } : null;
}
