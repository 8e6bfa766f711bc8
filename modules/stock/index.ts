/** The face of stock for other modules. */
export type { ReservationPlan, StockLevel } from './model.ts';
export { readStock, type StockLevels, type StockPlace } from './queries.ts';
export { freeMilli, planReservation, withoutOwn } from './rules.ts';
export { consumeReserved, lockStock, type NewReservation, release, reserve, type Taken } from './store.ts';
