/** All of documents that crosses the wire. */
import { Type } from '@sinclair/typebox';
import {
  Cursor,
  DateText,
  endpoint,
  FileForm,
  Id,
  InstantText,
  Minor,
  Nullable,
  PageOf,
  Text,
} from '#platform/endpoint.ts';

export const DocumentRow = Type.Object({
  id: Id,
  kind: Type.Union([Type.Literal('invoice'), Type.Literal('upd')]),
  numberText: Type.String(),
  datedOn: DateText,
  accountId: Id,
  accountName: Type.String(),
  orderId: Nullable(Id),
  orderNumber: Nullable(Type.Integer()),
  shipmentId: Nullable(Id),
  totalMinor: Minor,
  vatMinor: Minor,
  createdAt: InstantText,
  createdBy: Nullable(Type.String()),
});

const listFilters = {
  q: Type.Optional(Text(100)),
  kind: Type.Optional(Type.Union([Type.Literal('invoice'), Type.Literal('upd')])),
  accountId: Type.Optional(Id),
  orderId: Type.Optional(Id),
  from: Type.Optional(DateText),
  to: Type.Optional(DateText),
};

export const documents = {
  list: endpoint('GET', '/documents', {
    summary: 'Papers, the latest first',
    input: Type.Object({
      ...listFilters,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Cursor,
    }),
    output: PageOf(DocumentRow),
  }),
  listFile: endpoint('GET', '/documents/file', {
    summary: 'The list of papers as a file',
    input: Type.Object({ ...listFilters, form: FileForm }),
    output: Type.Any(),
  }),
  get: endpoint('GET', '/documents/:documentId', {
    summary: 'One paper',
    input: Type.Object({ documentId: Id }),
    output: DocumentRow,
  }),
  issueInvoice: endpoint('POST', '/orders/:orderId/invoices', {
    summary: 'Issue a счёт на оплату for an order',
    input: Type.Object({ orderId: Id, id: Id, payUntil: Type.Optional(Nullable(DateText)) }),
    output: Type.Object({
      id: Id,
      numberText: Type.String(),
      datedOn: DateText,
      totalMinor: Minor,
      noCode: Nullable(Type.String({ description: 'why it has no payment code' })),
    }),
  }),
  file: endpoint('GET', '/documents/:documentId/file.pdf', {
    summary: 'The paper as PDF; the same bytes every time',
    input: Type.Object({ documentId: Id }),
    output: Type.Any(),
  }),
};
