/** All of settlements that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { Minor } from '#platform/endpoint.ts';

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
