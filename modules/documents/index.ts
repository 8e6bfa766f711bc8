/** The face of documents for other modules. */
export { type PartiesRow, type PaperParties, partiesOf } from './facts.ts';
export { type InvoiceAsk, invoiceOf, type Issued, issueInvoice, issueUpd, type UpdAsk, updOf } from './issue.ts';
export { invoiceLines, type ShippedLine, totalsOf, updLines } from './print/calculate.ts';
