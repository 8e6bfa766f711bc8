/** Endpoints and rows for the sample pages; a development server answers them. */
import { Type } from '@sinclair/typebox';
import { endpoint, Nothing, PageOf } from '#platform/endpoint.ts';

const Row = Type.Object({
  id: Type.String(),
  name: Type.String(),
  state: Type.Union([
    Type.Literal('ok'),
    Type.Literal('watch'),
    Type.Literal('hold'),
    Type.Literal('stop'),
    Type.Literal('info'),
  ]),
  owner: Type.String(),
  city: Type.String(),
  debtMinor: Type.String(),
  overdueMinor: Type.String(),
  marginBp: Type.Integer(),
  dueOn: Type.String(),
  at: Type.String(),
});

const ListInput = Type.Object({
  q: Type.Optional(Type.String()),
  sort: Type.Optional(Type.String()),
  cursor: Type.Optional(Type.String()),
  state: Type.Optional(Type.Array(Type.String())),
  overdue: Type.Optional(Type.Boolean()),
  dueFrom: Type.Optional(Type.String()),
  dueTo: Type.Optional(Type.String()),
});

const Form = Type.Object({ name: Type.String(), inn: Type.String() }, { additionalProperties: true });
const act = (path: `/${string}`) => endpoint('POST', path, { summary: 'sample', input: Nothing, output: Nothing });

export const samples = {
  rows: endpoint('GET', '/kit/rows', { summary: 'sample', input: ListInput, output: PageOf(Row) }),
  refuse: act('/kit/refuse'),
  fault: act('/kit/fault'),
  invalid: endpoint('POST', '/kit/invalid', { summary: 'sample', input: Form, output: Nothing }),
};
