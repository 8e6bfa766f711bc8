/** The face of documents for other modules. */
export { type InvoiceAsk, type Issued, issueInvoice, issueUpd, type UpdAsk } from './issue.ts';
