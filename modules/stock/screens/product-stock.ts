import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/api.ts';
import { stock } from '../contract.ts';

/** The stock of a product, read after the page that shows it. */
export function useProductStock(productId: string) {
  return useQuery({ ...ask(stock.ofProduct, { productId }), throwOnError: false });
}
