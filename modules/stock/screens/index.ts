/** What other modules' screens take from stock. */
export { StockPanel } from './StockPanel.tsx';
