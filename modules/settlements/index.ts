/** The face of settlements for other modules. */
export { numberKey } from './rules/document-number.ts';
export { bookShipment, type ShipmentDebt } from './store.ts';
