/** What other modules' screens take from fulfilment. */
export { ShipButton } from './ShipButton.tsx';
export { ShipmentsPanel } from './ShipmentsPanel.tsx';
