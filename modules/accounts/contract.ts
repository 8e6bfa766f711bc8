/** The endpoints of accounts: all that crosses the wire. */
import { type TSchema, Type } from '@sinclair/typebox';
import {
  Cursor,
  DateText,
  endpoint,
  FileForm,
  Id,
  Nothing,
  Nullable,
  PageOf,
  Text,
  Version,
} from '#platform/endpoint.ts';
import {
  Card,
  Changed,
  contactFields,
  Entry,
  File,
  fields,
  GroupRow,
  Hit,
  ManagerSpell,
  Named,
  Note,
  oneOf,
  Page,
  Saved,
  siteFields,
  Warnings,
} from './contract/views.ts';
import { assignedAtOnceMost, roles, statuses } from './model.ts';

const AccountRef = Type.Object({ accountId: Id });

const Many = <T extends TSchema>(item: T) => Type.Optional(Type.Array(item, { maxItems: 50 }));
const ListInput = Type.Object({
  q: Type.Optional(Text(200)),
  managerId: Many(Id),
  /** Mine: where I am the responsible one. */
  mine: Type.Optional(Type.Boolean()),
  /** Without a responsible one. */
  unassigned: Type.Optional(Type.Boolean()),
  status: Many(oneOf(statuses)),
  groupId: Type.Optional(Id),
  tier: Many(Text(40, 1)),
  key: Type.Optional(Type.Boolean()),
  role: Type.Optional(oneOf(roles)),
  archived: Type.Optional(Type.Boolean()),
  cursor: Cursor,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});

const WithCursor = Type.Object({ accountId: Id, cursor: Cursor });
const Reason = Text(500, 1);
const ContactRef = { accountId: Id, contactId: Id };
const SiteRef = { accountId: Id, siteId: Id };

export const accounts = {
  list: endpoint('GET', '/accounts', { summary: 'Accounts by name', input: ListInput, output: Page }),
  file: endpoint('GET', '/accounts/file', {
    summary: 'The list of accounts as a file',
    input: Type.Object({ ...Type.Omit(ListInput, ['cursor', 'limit']).properties, form: FileForm }),
    output: Type.Any(),
  }),
  pick: endpoint('GET', '/accounts/pick', {
    summary: 'The first 20 accounts for a picker',
    input: Type.Object({ q: Type.Optional(Text(200)) }),
    output: Type.Object({ rows: Type.Array(Hit) }),
  }),
  similar: endpoint('GET', '/accounts/similar', {
    summary: 'Accounts that look like the one being typed',
    input: Type.Object({
      name: Type.Optional(Text(200)),
      inn: Type.Optional(Text(20)),
      phone: Type.Optional(Text(100)),
      email: Type.Optional(Text(200)),
      exceptId: Type.Optional(Id),
    }),
    output: Type.Object({ rows: Warnings }),
  }),
  options: endpoint('GET', '/accounts/options', {
    summary: 'What the filters and the form offer',
    input: Nothing,
    output: Type.Object({
      managers: Type.Array(Named),
      tiers: Type.Array(Type.String()),
      segments: Type.Array(Type.String()),
    }),
  }),
  get: endpoint('GET', '/accounts/:accountId', { summary: 'The card', input: AccountRef, output: Card }),
  timeline: endpoint('GET', '/accounts/:accountId/timeline', {
    summary: 'What was done, newest first',
    input: WithCursor,
    output: PageOf(Entry),
  }),
  managers: endpoint('GET', '/accounts/:accountId/managers', {
    summary: 'Who was responsible, and when',
    input: AccountRef,
    output: Type.Object({ rows: Type.Array(ManagerSpell) }),
  }),
  notes: endpoint('GET', '/accounts/:accountId/notes', { summary: 'Notes', input: WithCursor, output: PageOf(Note) }),
  files: endpoint('GET', '/accounts/:accountId/files', { summary: 'Files', input: WithCursor, output: PageOf(File) }),

  create: endpoint('POST', '/accounts', {
    summary: 'Create an account',
    input: Type.Object({
      id: Id,
      ...fields,
      code: Type.Optional(Text(40)),
      managerId: Type.Optional(Nullable(Id)),
    }),
    output: Saved,
  }),
  edit: endpoint('PUT', '/accounts/:accountId', {
    summary: 'Edit the requisites',
    input: Type.Object({ accountId: Id, version: Version, ...fields, code: Text(40, 1) }),
    output: Saved,
  }),
  assign: endpoint('POST', '/accounts/assignments', {
    summary: 'Make a person responsible for accounts',
    input: Type.Object({
      accountIds: Type.Array(Id, { minItems: 1, maxItems: assignedAtOnceMost, uniqueItems: true }),
      managerId: Nullable(Id),
      reason: Text(500),
    }),
    output: Type.Object({ changed: Type.Integer(), unchanged: Type.Integer() }),
  }),
  block: endpoint('POST', '/accounts/:accountId/block', {
    summary: 'Block by hand',
    input: Type.Object({ accountId: Id, reason: Reason }),
    output: Changed,
  }),
  unblock: endpoint('DELETE', '/accounts/:accountId/block', { summary: 'Unblock', input: AccountRef, output: Changed }),
  archive: endpoint('POST', '/accounts/:accountId/archive', { summary: 'Archive', input: AccountRef, output: Changed }),
  restore: endpoint('DELETE', '/accounts/:accountId/archive', {
    summary: 'Take out of the archive',
    input: AccountRef,
    output: Changed,
  }),
  setNextStep: endpoint('PUT', '/accounts/:accountId/next-step', {
    summary: 'Say what is done next and when; an empty text means done',
    input: Type.Object({ accountId: Id, text: Text(300), on: Nullable(DateText) }),
    output: Changed,
  }),

  addContact: endpoint('POST', '/accounts/:accountId/contacts', {
    summary: 'Add a contact',
    input: Type.Object({ accountId: Id, id: Id, ...contactFields }),
    output: Saved,
  }),
  editContact: endpoint('PUT', '/accounts/:accountId/contacts/:contactId', {
    summary: 'Edit a contact',
    input: Type.Object({ ...ContactRef, version: Version, ...contactFields }),
    output: Saved,
  }),
  archiveContact: endpoint('DELETE', '/accounts/:accountId/contacts/:contactId', {
    summary: 'Put a contact away',
    input: Type.Object(ContactRef),
    output: Nothing,
  }),
  addSite: endpoint('POST', '/accounts/:accountId/sites', {
    summary: 'Add a place of delivery',
    input: Type.Object({ accountId: Id, id: Id, ...siteFields }),
    output: Changed,
  }),
  editSite: endpoint('PUT', '/accounts/:accountId/sites/:siteId', {
    summary: 'Edit a place of delivery',
    input: Type.Object({ ...SiteRef, version: Version, ...siteFields }),
    output: Changed,
  }),
  archiveSite: endpoint('DELETE', '/accounts/:accountId/sites/:siteId', {
    summary: 'Put a place of delivery away',
    input: Type.Object(SiteRef),
    output: Nothing,
  }),
  addBank: endpoint('POST', '/accounts/:accountId/banks', {
    summary: 'Add a bank account',
    input: Type.Object({ accountId: Id, id: Id, accountNumber: Text(30, 1), bik: Text(20, 1), bankName: Text(200) }),
    output: Nothing,
  }),
  removeBank: endpoint('DELETE', '/accounts/:accountId/banks/:bankId', {
    summary: 'Remove a bank account',
    input: Type.Object({ accountId: Id, bankId: Id }),
    output: Nothing,
  }),
  addNote: endpoint('POST', '/accounts/:accountId/notes', {
    summary: 'Write a note; it is never changed',
    input: Type.Object({ accountId: Id, id: Id, body: Text(10_000, 1) }),
    output: Nothing,
  }),
  upload: endpoint('POST', '/accounts/:accountId/files', {
    summary: 'Attach a file: multipart, up to 20 MB',
    input: AccountRef,
    output: Type.Object({ id: Type.String() }),
  }),
  download: endpoint('GET', '/accounts/:accountId/files/:fileId', {
    summary: 'A file of the account',
    input: Type.Object({ accountId: Id, fileId: Id }),
    output: Type.Any(),
  }),
  detachFile: endpoint('DELETE', '/accounts/:accountId/files/:fileId', {
    summary: 'Take a file off the account',
    input: Type.Object({ accountId: Id, fileId: Id }),
    output: Nothing,
  }),
};

export const accountGroups = {
  list: endpoint('GET', '/account-groups', {
    summary: 'Groups (holdings) by name, with how many of their accounts are seen',
    input: Type.Object({ q: Type.Optional(Text(200)), cursor: Cursor }),
    output: PageOf(GroupRow),
  }),
  create: endpoint('POST', '/account-groups', {
    summary: 'Create a group',
    input: Type.Object({ id: Id, name: Text(200, 1) }),
    output: Changed,
  }),
  rename: endpoint('PUT', '/account-groups/:groupId', {
    summary: 'Rename a group',
    input: Type.Object({ groupId: Id, version: Version, name: Text(200, 1) }),
    output: Changed,
  }),
  join: endpoint('POST', '/account-groups/assignments', {
    summary: 'Put accounts into a group, or out of any',
    input: Type.Object({
      accountIds: Type.Array(Id, { minItems: 1, maxItems: assignedAtOnceMost, uniqueItems: true }),
      groupId: Nullable(Id),
    }),
    output: Type.Object({ changed: Type.Integer(), unchanged: Type.Integer() }),
  }),
};
