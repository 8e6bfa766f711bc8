/** What other modules' screens take from fulfilment. */
export { ShipPanel } from './ShipPanel.tsx';
