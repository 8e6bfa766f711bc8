/** The face of orders for other modules. */
export type { Order, OrderLine, OrderState } from './model.ts';
export { shipLines } from './ship-lines.ts';
export { type LockedOrder, lockOrder, readLines, readOrder } from './store.ts';
