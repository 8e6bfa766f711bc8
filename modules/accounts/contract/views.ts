/** What accounts look like on the wire. Values are as in platform/endpoint.ts: sums are kopecks, dates are days. */
import { type Static, Type } from '@sinclair/typebox';
import { Closed, DateText, Id, InstantText, Minor, Nullable, Text } from '#platform/endpoint.ts';
import { attitudes, buyingRoles, kinds, roles, statuses } from '../model.ts';

export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: values });
export const Named = Type.Object({ id: Type.String(), name: Type.String() });
/** Requisites and everything else of the form. Every field is always sent: an edit is the whole form. */
export const fields = {
  name: Text(200, 1),
  fullName: Text(500),
  kind: oneOf(kinds),
  inn: Text(20),
  kpp: Text(20),
  ogrn: Text(20),
  groupId: Nullable(Id),
  roles: Type.Array(oneOf(roles), { minItems: 1, maxItems: roles.length, uniqueItems: true }),
  tier: Text(40),
  isKey: Type.Boolean(),
  legalAddress: Text(500),
  actualAddress: Text(500),
  phone: Text(100),
  email: Text(200),
  website: Text(200),
  country: Text(2),
  segment: Text(80),
};
export const contactFields = {
  name: Text(200, 1),
  post: Text(200),
  buyingRole: oneOf(buyingRoles),
  attitude: oneOf(attitudes),
  phone: Text(100),
  email: Text(200),
  note: Text(2_000),
  reportsTo: Nullable(Id),
};
export const siteFields = { name: Text(200, 1), address: Text(500, 1), note: Text(1_000) };

/** Something that looks like the same firm. Only accounts that the person may see are named. */
const Similar = Type.Object({
  accountId: Type.String(),
  name: Type.String(),
  inn: Type.String(),
  why: oneOf(['inn', 'phone', 'email', 'name']),
});
export const Warnings = Type.Array(Similar);
export const Saved = Type.Object({ id: Type.String(), version: Type.Integer(), warnings: Warnings });
export const Changed = Type.Object({ id: Type.String(), version: Type.Integer() });

export const Row = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  inn: Type.String(),
  kpp: Type.String(),
  status: oneOf(statuses),
  isKey: Type.Boolean(),
  tier: Type.String(),
  roles: Type.Array(oneOf(roles)),
  managerId: Nullable(Type.String()),
  managerName: Nullable(Type.String()),
  groupId: Nullable(Type.String()),
  groupName: Nullable(Type.String()),
  phone: Type.String(),
  email: Type.String(),
  nextStep: Type.String(),
  nextStepOn: Nullable(DateText),
  lastShippedOn: Nullable(DateText),
  /** Null for those who may not read credit. */
  receivableMinor: Nullable(Minor),
  overdueMinor: Nullable(Minor),
  archived: Type.Boolean(),
});

export const Contact = Type.Object({
  id: Type.String(),
  name: Type.String(),
  post: Type.String(),
  buyingRole: oneOf(buyingRoles),
  attitude: oneOf(attitudes),
  phone: Type.String(),
  phoneKey: Type.String(),
  email: Type.String(),
  note: Type.String(),
  reportsTo: Nullable(Type.String()),
  version: Type.Integer(),
});
const Site = Type.Object({
  id: Type.String(),
  name: Type.String(),
  address: Type.String(),
  note: Type.String(),
  version: Type.Integer(),
});
const Bank = Type.Object({
  id: Type.String(),
  accountNumber: Type.String(),
  bik: Type.String(),
  bankName: Type.String(),
});
const Order = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  state: Type.String(),
  orderedOn: DateText,
  totalMinor: Minor,
  shippedMinor: Minor,
  managerName: Nullable(Type.String()),
});
const Payment = Type.Object({
  id: Type.String(),
  number: Type.String(),
  bookedOn: DateText,
  amountMinor: Minor,
  unallocatedMinor: Minor,
  direction: Type.String(),
});
/** What is owed, to what it adds up, and the limit in force today. */
const Credit = Type.Object({
  receivableMinor: Minor,
  overdueMinor: Minor,
  oldestOverdueOn: Nullable(DateText),
  unbilledMinor: Minor,
  confirmedMinor: Minor,
  advanceMinor: Minor,
  stopped: Type.Boolean(),
  stopReason: Type.String(),
  /** Null: no limit is set. `until` is the first day a temporary limit is no longer in force. */
  limit: Nullable(Type.Object({ minor: Minor, scope: oneOf(['account', 'group']), until: Nullable(DateText) })),
  /** Exposure of the whole group when the limit is the group's. */
  groupUsedMinor: Nullable(Minor),
});

/** The whole card in one answer. A part is null for those who may not read it. */
export const Card = Type.Object({
  id: Type.String(),
  code: Type.String(),
  ...fields,
  name: Type.String(),
  tier: Type.String(),
  externalId: Nullable(Type.String()),
  status: oneOf(statuses),
  blockReason: Type.String(),
  archived: Type.Boolean(),
  version: Type.Integer(),
  createdAt: InstantText,
  manager: Nullable(Named),
  group: Nullable(Type.Object({ id: Type.String(), name: Type.String(), accounts: Type.Integer() })),
  nextStep: Type.String(),
  nextStepOn: Nullable(DateText),
  lastShippedOn: Nullable(DateText),
  contacts: Type.Array(Contact),
  sites: Type.Array(Site),
  banks: Type.Array(Bank),
  noteCount: Type.Integer(),
  fileCount: Type.Integer(),
  credit: Nullable(Credit),
  orders: Nullable(Type.Array(Order)),
  payments: Nullable(Type.Array(Payment)),
  closed: Type.Object({
    edit: Closed,
    assign: Closed,
    block: Closed,
    unblock: Closed,
    archive: Closed,
    restore: Closed,
    order: Closed,
  }),
});

export const Note = Type.Object({
  id: Type.String(),
  body: Type.String(),
  writtenByName: Type.String(),
  writtenAt: InstantText,
});
export const File = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  sizeBytes: Type.Integer(),
  attachedByName: Type.String(),
  attachedAt: InstantText,
});
/** An event: its text is under the event's name in the texts of its module, `facts` are the parameters. */
export const Entry = Type.Object({
  id: Type.String(),
  at: InstantText,
  name: Type.String(),
  actorName: Nullable(Type.String()),
  actedForName: Nullable(Type.String()),
  subjectType: Type.String(),
  subjectId: Type.String(),
  facts: Type.Record(Type.String(), Nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
});
export const ManagerSpell = Type.Object({
  managerName: Nullable(Type.String()),
  since: InstantText,
  until: Nullable(InstantText),
  changedByName: Nullable(Type.String()),
  reason: Type.String(),
});
export const Hit = Type.Object({ id: Type.String(), name: Type.String(), inn: Type.String(), hint: Type.String() });
export const Page = Type.Object({
  rows: Type.Array(Row),
  next: Nullable(Type.String()),
  /** On the first page only; past 1,000 it stands at 1,000 and `countMore` says that there are more. */
  count: Type.Optional(Type.Integer()),
  countMore: Type.Optional(Type.Boolean()),
});
export const GroupRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  version: Type.Integer(),
  accounts: Type.Integer(),
});

export type AccountRow = Static<typeof Row>;
export type CardView = Static<typeof Card>;
export type ContactView = Static<typeof Contact>;
export type SimilarAccount = Static<typeof Similar>;
