/** What crosses the wire about the organisation itself: its departments and settings, saved views, the audit. */
import { Type } from '@sinclair/typebox';
import { Cursor, DateText, endpoint, Id, Nothing, Nullable, PageOf, Text, Version } from '#platform/endpoint.ts';

const DepartmentChanged = Type.Object({ id: Id, version: Version });
const departmentFields = { name: Text(200, 1), parentId: Nullable(Id), headId: Nullable(Id) };

export const departments = {
  list: endpoint('GET', '/departments', {
    summary: 'Departments, each with the one above it',
    input: Nothing,
    output: Type.Object({
      rows: Type.Array(
        Type.Object({
          id: Id,
          version: Version,
          name: Type.String(),
          parentId: Nullable(Id),
          headId: Nullable(Id),
          headName: Nullable(Type.String()),
          people: Type.Integer(),
        }),
      ),
    }),
  }),
  create: endpoint('POST', '/departments', {
    summary: 'Make a department',
    input: Type.Object({ id: Id, ...departmentFields }),
    output: DepartmentChanged,
  }),
  update: endpoint('PUT', '/departments/:departmentId', {
    summary: 'Change a department',
    input: Type.Object({ departmentId: Id, version: Version, ...departmentFields }),
    output: DepartmentChanged,
  }),
  remove: endpoint('DELETE', '/departments/:departmentId', {
    summary: 'Remove a department with nobody in it and nothing under it',
    input: Type.Object({ departmentId: Id }),
    output: Nothing,
  }),
};

const viewFields = {
  list: Type.String({ pattern: '^[a-z][a-zA-Z-]{0,39}$', description: 'name of the list, as the screens call it' }),
  name: Text(100, 1),
  query: Text(4_000),
};

export const savedViews = {
  list: endpoint('GET', '/saved-views', {
    summary: 'My saved views of a list',
    input: Type.Object({ list: viewFields.list }),
    output: Type.Object({
      rows: Type.Array(Type.Object({ id: Id, name: Type.String(), query: Type.String() })),
    }),
  }),
  save: endpoint('PUT', '/saved-views/:viewId', {
    summary: 'Save a view: its filters and columns as the search of the URL',
    input: Type.Object({ viewId: Id, ...viewFields }),
    output: Type.Object({ id: Id }),
  }),
  remove: endpoint('DELETE', '/saved-views/:viewId', {
    summary: 'Remove my saved view',
    input: Type.Object({ viewId: Id }),
    output: Nothing,
  }),
};

export const org = {
  get: endpoint('GET', '/org', {
    summary: 'The organisation',
    input: Nothing,
    output: Type.Object({
      id: Id,
      name: Type.String(),
      currency: Type.String(),
      timeZone: Type.String(),
      demo: Type.Boolean(),
    }),
  }),
  update: endpoint('PATCH', '/org', {
    summary: 'Change the name and the time zone of the organisation',
    input: Type.Object({ name: Text(200, 1), timeZone: Type.String({ maxLength: 60 }) }),
    output: Nothing,
  }),
};

const auditFilters = {
  personId: Type.Optional(Id),
  name: Type.Optional(
    Type.String({ pattern: '^[a-z_]{1,40}(\\.[a-z_]{0,60})?$', description: 'event, or its beginning: orders.' }),
  ),
  accountId: Type.Optional(Id),
  subjectId: Type.Optional(Id),
  from: Type.Optional(DateText),
  to: Type.Optional(DateText),
};

export const AuditRow = Type.Object({
  id: Id,
  at: Type.String(),
  name: Type.String(),
  actorId: Nullable(Id),
  actorName: Nullable(Type.String()),
  actedForName: Nullable(Type.String()),
  subjectType: Type.String(),
  subjectId: Id,
  accountId: Nullable(Id),
  accountName: Nullable(Type.String()),
  facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  requestId: Type.String(),
});

export const audit = {
  list: endpoint('GET', '/audit', {
    summary: 'Who did what, newest first; events of accounts one does not see are left out',
    input: Type.Object({ ...auditFilters, cursor: Cursor }),
    output: PageOf(AuditRow),
  }),
  export: endpoint('GET', '/audit/export', {
    summary: 'The same list as a CSV file, at most 50 000 rows',
    input: Type.Object(auditFilters),
    output: Type.Any({ description: 'text/csv, UTF-8 with a byte order mark' }),
  }),
};
