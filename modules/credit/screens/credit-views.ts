import { accounts } from '#modules/accounts/contract.ts';
import { orders } from '#modules/orders/contract.ts';
import type { Endpoint } from '#platform/endpoint.ts';
import { credit } from '../contract.ts';

/** What an act on credit changes on screens: the account's card and what its orders may do. */
export const creditViews: readonly Endpoint[] = [
  credit.get,
  accounts.get,
  accounts.list,
  accounts.timeline,
  orders.get,
];
