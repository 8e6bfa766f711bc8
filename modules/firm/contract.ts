/** All that crosses the wire about our own legal entities and their bank accounts. */
import { type Static, Type } from '@sinclair/typebox';
import { Closed, endpoint, Id, Nothing, Text, Version } from '#platform/endpoint.ts';

export const VatRegime = Type.Union([
  Type.Literal('general'),
  Type.Literal('usn5'),
  Type.Literal('usn7'),
  Type.Literal('usn_exempt'),
]);

const entityFields = {
  name: Text(200, 1),
  fullName: Text(500, 1),
  inn: Text(12, 1),
  kpp: Text(9),
  ogrn: Text(15),
  address: Text(500),
  vatRegime: VatRegime,
  numberPrefix: Type.String({ pattern: '^[A-ZА-ЯЁ0-9]{0,8}$', description: 'stands before the numbers of its papers' }),
  headPost: Text(100),
  headName: Text(200),
  accountantName: Text(200),
};
const EntityFields = Type.Object(entityFields);
export type EntityFields = Static<typeof EntityFields>;

const bankFields = {
  accountNumber: Text(20, 1),
  bik: Text(9, 1),
  bankName: Text(200, 1),
  correspondentAccount: Text(20),
  isDefault: Type.Boolean(),
};
const BankFields = Type.Object(bankFields);
export type BankFields = Static<typeof BankFields>;

const EntityRef = Type.Object({ entityId: Id });
const BankRef = Type.Object({ entityId: Id, bankId: Id });
const Changed = Type.Object({ id: Id, version: Version });

export const legalEntities = {
  list: endpoint('GET', '/legal-entities', {
    summary: 'Our own legal entities',
    input: Nothing,
    output: Type.Object({
      rows: Type.Array(
        Type.Object({
          id: Id,
          name: Type.String(),
          inn: Type.String(),
          kpp: Type.String(),
          vatRegime: VatRegime,
          numberPrefix: Type.String(),
          isDefault: Type.Boolean(),
          banks: Type.Integer(),
        }),
      ),
    }),
  }),
  pick: endpoint('GET', '/legal-entities/pick', {
    summary: 'Our legal entities to choose from',
    input: Type.Object({ q: Type.Optional(Text(100)) }),
    output: Type.Object({
      rows: Type.Array(Type.Object({ id: Id, name: Type.String(), inn: Type.String(), isDefault: Type.Boolean() })),
    }),
  }),
  get: endpoint('GET', '/legal-entities/:entityId', {
    summary: 'A legal entity with its bank accounts',
    input: EntityRef,
    output: Type.Object({
      id: Id,
      version: Version,
      isDefault: Type.Boolean(),
      ...entityFields,
      inn: Type.String(),
      banks: Type.Array(Type.Object({ id: Id, ...bankFields })),
      closed: Type.Object({ makeDefault: Closed, remove: Closed }),
    }),
  }),
  create: endpoint('POST', '/legal-entities', {
    summary: 'Add a legal entity; the first one is the default',
    input: Type.Object({ id: Id, ...entityFields }),
    output: Changed,
  }),
  update: endpoint('PUT', '/legal-entities/:entityId', {
    summary: 'Change a legal entity; papers already issued stay as they are',
    input: Type.Object({ entityId: Id, version: Version, ...entityFields }),
    output: Changed,
  }),
  makeDefault: endpoint('POST', '/legal-entities/:entityId/default', {
    summary: 'Sell from this legal entity unless the client’s terms say otherwise',
    input: EntityRef,
    output: Nothing,
  }),
  remove: endpoint('DELETE', '/legal-entities/:entityId', {
    summary: 'Remove a legal entity that nothing was ever sold from',
    input: EntityRef,
    output: Nothing,
  }),
  saveBank: endpoint('PUT', '/legal-entities/:entityId/banks/:bankId', {
    summary: 'Add or change a bank account',
    input: Type.Object({ ...BankRef.properties, ...bankFields }),
    output: Type.Object({ id: Id }),
  }),
  removeBank: endpoint('DELETE', '/legal-entities/:entityId/banks/:bankId', {
    summary: 'Remove a bank account',
    input: BankRef,
    output: Nothing,
  }),
};
