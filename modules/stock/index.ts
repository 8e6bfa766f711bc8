/** The face of stock for other modules. */
export type { ReservationPlan, StockLevel } from './model.ts';
export { readStock, type StockLevels, type StockPlace } from './queries.ts';
export { freeMilli, planReservation, withoutOwn } from './rules.ts';
export { consumeReserved, lockStock, type NewReservation, release, reserve, type Taken } from './store.ts';
export { adjustStock, expectGoods, type FillWaiting, type Movement, moveStock, receiveGoods } from './commands/goods.ts';
export { type Expired, expireReservations, type OnExpired } from './expiry.ts';
