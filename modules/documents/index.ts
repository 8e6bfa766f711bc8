/** The face of documents for other modules. */
export { billNumbers, type PaperParties, type PartiesRow, partiesOf } from './facts.ts';
export {
  type InvoiceAsk,
  type Issued,
  type IssuedBill,
  invoiceOf,
  issueInvoice,
  issueUpd,
  type UpdAsk,
  updOf,
} from './issue.ts';
export { invoiceLines, type ShippedLine, totalsOf, updLines } from './print/calculate.ts';
