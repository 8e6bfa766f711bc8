import { products } from '#modules/catalog/contract.ts';
import { stock } from '../contract.ts';

/** What is read again after stock, its promises or its arrivals have changed. */
export const stockViews = [
  stock.list,
  stock.ofProduct,
  stock.movements,
  stock.arrivals,
  stock.reservations,
  products.get,
  products.list,
  products.timeline,
];
