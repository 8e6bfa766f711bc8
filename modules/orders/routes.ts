import { act, type Route } from '#platform/serve.ts';
import { confirmOrder } from './commands/confirm.ts';
import { createOrder } from './commands/create.ts';
import { editLines } from './commands/edit-lines.ts';
import { orders } from './contract.ts';

export const routes: readonly Route[] = [
  act(orders.create, createOrder),
  act(orders.confirm, confirmOrder),
  act(orders.editLines, editLines),
];
