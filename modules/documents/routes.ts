import { act, raw, type Route, view } from '#platform/serve.ts';
import { issueInvoiceCommand } from './commands/issue-invoice.ts';
import { documents } from './contract.ts';
import { sendPaper } from './print-file.ts';
import { listDocuments } from './queries.ts';

export const routes: readonly Route[] = [
  view(documents.list, 'documents.read', listDocuments),
  raw(documents.file, 'documents.read', sendPaper),
  act(documents.issueInvoice, issueInvoiceCommand),
];
