/** What other modules' screens take from settlements. */
export { DebtsPanel } from './DebtsPanel.tsx';
export { LedgerPanel } from './LedgerPanel.tsx';
export { moneyViews } from './money-views.ts';
