/** The face of stock for other modules. */
export { adjustStock } from './commands/adjust.ts';
export { expectGoods, type FillWaiting, receiveGoods } from './commands/arrivals.ts';
export { type Expired, expireReservations, type OnExpired } from './expiry.ts';
export type { Coming, ReservationPlan, StockLevel } from './model.ts';
export { readShort, readStock, type StockLevels, type StockPlace, type Wanted } from './queries/levels.ts';
export { arrivalDay, freeMilli, planReservation, withoutOwn } from './rules.ts';
export {
  consumeReserved,
  lockStock,
  type Movement,
  moveStock,
  type NewReservation,
  release,
  reserve,
  type Taken,
} from './store.ts';
