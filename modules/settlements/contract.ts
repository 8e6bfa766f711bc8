/** All of settlements that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { endpoint, Id, Minor, Text, Version } from '#platform/endpoint.ts';

/** What a statement came to; the command line prints the same. */
export const StatementSummary = Type.Object({
  accounts: Type.Integer(),
  documents: Type.Integer(),
  inMinor: Minor,
  outMinor: Minor,
  matched: Type.Integer(),
  probable: Type.Integer(),
  advance: Type.Integer(),
  unknown: Type.Integer(),
  other: Type.Integer({ description: 'outgoing, internal and foreign movements: kept, not matched' }),
  duplicates: Type.Integer(),
  rejected: Type.Integer(),
  warnings: Type.Array(Type.Object({ code: Type.String(), line: Type.Union([Type.Integer(), Type.Null()]), details: Type.Record(Type.String(), Type.Unknown()) })),
});

const PaymentAnswer = Type.Object({ id: Id, version: Version, state: Type.String(), unallocatedMinor: Minor });
const PartInput = Type.Object({ receivableId: Id, sumMinor: Minor }, { additionalProperties: false });

export const settlements = {
  allocate: endpoint('POST', '/payments/:paymentId/allocations', {
    summary: 'Put parts of a payment on debts; without parts: accept what was proposed',
    input: Type.Object({ paymentId: Id, version: Version, parts: Type.Optional(Type.Array(PartInput, { maxItems: 1_000 })) }),
    output: PaymentAnswer,
  }),
  takeBack: endpoint('POST', '/payments/:paymentId/take-back', {
    summary: 'Take a payment back from its debts',
    input: Type.Object({ paymentId: Id, version: Version, receivableIds: Type.Optional(Type.Array(Id, { maxItems: 1_000 })), reason: Text(500, 1) }),
    output: PaymentAnswer,
  }),
  assign: endpoint('POST', '/payments/:paymentId/payer', {
    summary: 'Say whose money it is',
    input: Type.Object({ paymentId: Id, version: Version, accountId: Id }),
    output: PaymentAnswer,
  }),
};
