import { act, type Route, raw, view } from '#platform/serve.ts';
import { issueInvoiceCommand } from './commands/issue-invoice.ts';
import { documents } from './contract.ts';
import { sendDocuments } from './list-file.ts';
import { sendPaper } from './print-file.ts';
import { getDocument, listDocuments } from './queries.ts';

export const routes: readonly Route[] = [
  view(documents.list, 'documents.read', listDocuments),
  raw(documents.listFile, 'documents.read', sendDocuments),
  view(documents.get, 'documents.read', getDocument),
  raw(documents.file, 'documents.read', sendPaper),
  act(documents.issueInvoice, issueInvoiceCommand),
];
