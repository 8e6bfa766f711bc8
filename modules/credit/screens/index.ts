/** What other modules' screens take from credit. */
export { CanSell } from './CanSell.tsx';
export { CreditPanel } from './CreditPanel.tsx';
export { CreditSummary } from './CreditSummary.tsx';
export { WhoseOverdue } from './WhoseOverdue.tsx';
