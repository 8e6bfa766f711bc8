/** The face of analytics for other modules. */
export { addSales, type SoldLine } from './store.ts';
