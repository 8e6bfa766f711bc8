/** The endpoints of orders: all that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { Cursor, DateText, endpoint, FileForm, Id, Nullable, PageOf, Text, Version } from '#platform/endpoint.ts';
import {
  CreateFields,
  Dropped,
  EditedView,
  LineInput,
  OrderHead,
  OrderRow,
  OrderView,
  PastedRow,
  Quantity,
  TimelineEntry,
} from './contract/views.ts';

const OrderRef = Type.Object({ orderId: Id });
const VersionRef = Type.Object({ orderId: Id, version: Version });
const Word = Type.String({ maxLength: 20 });

const filters = {
  q: Type.Optional(Text(100)),
  state: Type.Optional(Type.Array(Word, { maxItems: 10 })),
  support: Type.Optional(Word),
  accountId: Type.Optional(Id),
  managerId: Type.Optional(Id),
  from: Type.Optional(DateText),
  to: Type.Optional(DateText),
};

export const orders = {
  create: endpoint('POST', '/orders', {
    summary: 'Take an order: a draft, or confirmed at once',
    input: Type.Object(CreateFields),
    output: OrderHead,
  }),
  confirm: endpoint('POST', '/orders/:orderId/confirmation', {
    summary: 'Confirm an order; what is out of policy is held and routed',
    input: Type.Object({ orderId: Id, version: Version, note: Type.Optional(Text(2_000)) }),
    output: OrderHead,
  }),
  editLines: endpoint('PUT', '/orders/:orderId/lines', {
    summary: 'Put, change and take out lines of a draft or held order; answers those that were put and the checks anew',
    input: Type.Object({
      orderId: Id,
      version: Version,
      put: Type.Array(LineInput, { maxItems: 1_000 }),
      remove: Type.Array(Id, { maxItems: 1_000 }),
    }),
    output: EditedView,
  }),
  list: endpoint('GET', '/orders', {
    summary: 'Orders, the newest first',
    input: Type.Object({
      ...filters,
      cursor: Cursor,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    output: PageOf(OrderRow),
  }),
  file: endpoint('GET', '/orders/file', {
    summary: 'The list of orders as a file',
    input: Type.Object({ ...filters, form: FileForm }),
    output: Type.Any(),
  }),
  get: endpoint('GET', '/orders/:orderId', {
    summary: 'An order with its lines, checks, decisions and questions',
    input: OrderRef,
    output: OrderView,
  }),
  timeline: endpoint('GET', '/orders/:orderId/timeline', {
    summary: 'What was done to the order, newest first',
    input: Type.Object({ orderId: Id, cursor: Cursor }),
    output: PageOf(TimelineEntry),
  }),
  editHead: endpoint('PATCH', '/orders/:orderId', {
    summary: 'Change the wishes of a draft: day, site, prepayment, comment',
    input: Type.Object({
      orderId: Id,
      version: Version,
      wantedOn: Type.Optional(Nullable(DateText)),
      siteId: Type.Optional(Nullable(Id)),
      prepaid: Type.Optional(Type.Boolean()),
      comment: Type.Optional(Text(2_000)),
      clientNumber: Type.Optional(Text(60)),
    }),
    output: OrderHead,
  }),
  reprice: endpoint('POST', '/orders/:orderId/prices', {
    summary: 'Take the prices of today into a draft',
    input: VersionRef,
    output: OrderHead,
  }),
  cancel: endpoint('POST', '/orders/:orderId/cancellation', {
    summary: 'Cancel an order that nothing was shipped of',
    input: Type.Object({ orderId: Id, version: Version, reason: Text(500, 1) }),
    output: OrderHead,
  }),
  cancelRest: endpoint('POST', '/orders/:orderId/rest-cancellation', {
    summary: 'Give up what was not shipped, whole or by line, so that the order can be closed',
    input: Type.Object({
      orderId: Id,
      version: Version,
      reason: Text(500, 1),
      /** Without it: all that was not shipped. */
      lines: Type.Optional(
        Type.Array(Type.Object({ lineId: Id, quantityMilli: Quantity }, { additionalProperties: false }), {
          minItems: 1,
          maxItems: 1_000,
        }),
      ),
    }),
    output: OrderHead,
  }),
  reserve: endpoint('POST', '/orders/:orderId/reservation', {
    summary: 'Promise free goods to the waiting lines of a confirmed order anew',
    input: VersionRef,
    output: OrderHead,
  }),
  reopen: endpoint('POST', '/orders/:orderId/reopening', {
    summary: 'Take a confirmed or held order back to draft',
    input: VersionRef,
    output: OrderHead,
  }),
  copy: endpoint('POST', '/orders/:orderId/copies', {
    summary: 'A new draft with the same lines at the prices of today; what is no longer sold stays behind',
    input: Type.Object({ orderId: Id, id: Id }),
    output: Type.Composite([OrderHead, Type.Object({ dropped: Type.Array(Dropped) })]),
  }),
  handOver: endpoint('POST', '/orders/:orderId/hand-over', {
    summary: 'Hand a confirmed order to sales support',
    input: VersionRef,
    output: OrderHead,
  }),
  take: endpoint('POST', '/orders/:orderId/taking', {
    summary: 'Take an order from the support queue',
    input: VersionRef,
    output: OrderHead,
  }),
  finish: endpoint('POST', '/orders/:orderId/support-end', {
    summary: 'Support has done its part',
    input: VersionRef,
    output: OrderHead,
  }),
  ask: endpoint('POST', '/orders/:orderId/questions', {
    summary: 'Ask the key account manager about an order',
    input: Type.Object({ orderId: Id, version: Version, id: Id, question: Text(2_000, 1) }),
    output: OrderHead,
  }),
  answer: endpoint('POST', '/orders/:orderId/questions/:questionId/answer', {
    summary: "Answer support's question",
    input: Type.Object({ orderId: Id, questionId: Id, version: Version, answer: Text(2_000, 1) }),
    output: OrderHead,
  }),
  queue: endpoint('GET', '/support-queue', {
    summary: 'Orders handed to support, the oldest first',
    input: Type.Object({ support: Type.Optional(Word), mine: Type.Optional(Type.Boolean()), cursor: Cursor }),
    output: PageOf(OrderRow),
  }),
  paste: endpoint('POST', '/order-paste', {
    summary: 'What pasted codes and quantities come to: lines, and what needs a remedy',
    input: Type.Object({ accountId: Id, warehouseId: Type.Optional(Id), text: Text(120_000, 1) }),
    output: Type.Object({ rows: Type.Array(PastedRow), left: Type.Integer({ description: 'rows beyond the limit' }) }),
  }),
};
