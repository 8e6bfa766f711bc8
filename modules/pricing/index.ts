/** The face of pricing for other modules. */
export type {
  AccountFacts,
  ColumnPrice,
  DeferralKind,
  PriceAsk,
  PricedLine,
  PriceFacts,
  PriceStep,
  ProductFacts,
  QuantityBreak,
  SpecialPrice,
  TermsDiscount,
} from './model.ts';
export { manualBounds } from './model.ts';
export { type CountedFacts, loadPriceFacts, type PriceScope, priceChanges } from './queries/facts.ts';
export { floorOf, type PriceRefusal, priceLine } from './rules/line.ts';
