/** The face of orders for other modules and the composition root. */
export { orderSubject } from './decided.ts';
export { shareFreeGoods } from './free-goods.ts';
export { fillBackorders, onReservationExpired } from './goods.ts';
export { ordersImport } from './import.ts';
export type { Order, OrderLine, OrderState } from './model.ts';
export { shipLines } from './ship-lines.ts';
export { type LockedOrder, lockOrder, readLines, readOrder } from './store.ts';
