/** What other modules' screens take from the reports of sales. */
export { AccountSales } from './AccountSales.tsx';
export { ProductSales } from './ProductSales.tsx';
