/** What other modules' screens take from documents. */
export { InvoiceButton } from './InvoiceButton.tsx';
export { PapersPanel } from './PapersPanel.tsx';
