import { lineSum } from '#kernel/price.ts';
import type { PriceFacts } from '#modules/pricing/index.ts';
import { freeMilli, type StockLevels } from '#modules/stock/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { OrderLineView } from '../contract/views.ts';
import type { DraftLine } from '../model.ts';
import { marginBp } from '../rules.ts';

type Around = { readonly products: PriceFacts['products']; readonly levels: StockLevels };

/** A line of a draft as it was just priced. Margin and floor only for those who see cost. */
export function lineView(actor: Pick<Actor, 'seesCost'>, line: DraftLine, { products, levels }: Around): OrderLineView {
  const { priced, quantityMilli } = line;
  const product = products.get(priced.productId);
  const level = levels.get(priced.productId);
  const net = priced.sumMinor - priced.vatMinor;
  const costly = actor.seesCost && priced.costE4 !== null;
  return {
    id: line.id,
    position: line.position,
    productId: priced.productId,
    code: product?.code ?? '',
    name: product?.name ?? '',
    unit: product?.unit ?? '',
    packMilli: String(product?.packMilli ?? 1_000n),
    quantityMilli: String(quantityMilli),
    basePriceE4: String(priced.basePriceE4),
    manualBp: priced.manualBp,
    priceE4: String(priced.priceE4),
    sumMinor: String(priced.sumMinor),
    vatBp: priced.vatBp,
    marginBp: costly ? marginBp(net, lineSum(priced.costE4 ?? 0n, quantityMilli)) : null,
    floorE4: actor.seesCost ? (priced.floorE4?.toString() ?? null) : null,
    reservedMilli: '0',
    shippedMilli: '0',
    cancelledMilli: '0',
    freeMilli: String(freeMilli(level)),
    expectedOn: level?.nextArrival?.expectedOn ?? null,
    trace: priced.trace.map((step) => ({ ...step })),
  };
}
