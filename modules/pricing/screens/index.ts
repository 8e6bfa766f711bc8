/** What other modules' screens take from pricing. */
export { AccountPriceList } from './AccountPriceList.tsx';
export { PriceTrace } from './PriceTrace.tsx';
export { MainPrice, ProductPrices } from './ProductPrices.tsx';
export { TermsPanel } from './TermsPanel.tsx';
export { WhyPrice, WhyPriceDialog } from './WhyPrice.tsx';
