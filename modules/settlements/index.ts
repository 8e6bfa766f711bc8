/** The face of settlements for other modules. */
export { type Advance, type AdvanceAsk, findAdvances } from './advances.ts';
export { numberKey } from './rules/document-number.ts';
export { bookShipment, type ShipmentDebt } from './store.ts';
