import { accounts } from '#modules/accounts/contract.ts';
import { credit } from '#modules/credit/contract.ts';
import type { Endpoint } from '#platform/endpoint.ts';
import { orders } from '../contract.ts';

/** Views that an act on an order makes old. */
export const orderViews: readonly Endpoint[] = [
  orders.get,
  orders.list,
  orders.queue,
  orders.timeline,
  accounts.get,
  credit.get,
];
