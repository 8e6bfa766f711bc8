/** All that crosses the wire about people, their sessions and rights, departments, saved views and the organisation. */
import { type Static, Type } from '@sinclair/typebox';
import { Closed, Cursor, endpoint, Id, Nothing, Nullable, PageOf, Text, Version } from '#platform/endpoint.ts';
import { permissions } from '#platform/permission.ts';

export const Lang = Type.Union([Type.Literal('ru'), Type.Literal('en')]);
export const Theme = Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('auto')]);
export const Visibility = Type.Union([Type.Literal('own'), Type.Literal('team'), Type.Literal('all')]);
const Right = Type.Union(permissions.map((one) => Type.Literal(one)));
const Email = Type.String({ minLength: 6, maxLength: 254, pattern: '^[^\\s@]{1,64}@[^\\s@]+\\.[^\\s@]{2,}$' });
// Long enough for any phrase, short enough not to be a weapon.
const Password = Type.String({ minLength: 1, maxLength: 1_000 });
const InvitationToken = Type.String({ minLength: 1, maxLength: 200 });
const Name = (max: number) => Text(max, 1);
const Link = Nullable(Type.String({ description: 'shown once; it is not kept' }));

export const SessionView = Type.Object({
  user: Type.Object({ id: Id, name: Type.String(), email: Type.String(), lang: Lang, theme: Theme }),
  org: Type.Object({
    id: Id,
    name: Type.String(),
    currency: Type.String(),
    timeZone: Type.String(),
    today: Type.String(),
  }),
  permissions: Type.Array(Type.String()),
  seesCost: Type.Boolean(),
  mayExport: Type.Boolean(),
  pendingDecisions: Type.Integer(),
});

export const sessions = {
  get: endpoint('GET', '/session', { summary: 'Who I am and what I may', input: Nothing, output: SessionView }),
  signIn: endpoint('POST', '/session', {
    summary: 'Sign in',
    input: Type.Object({ email: Text(254), password: Password }),
    output: Nothing,
  }),
  signOut: endpoint('DELETE', '/session', { summary: 'Sign out', input: Nothing, output: Nothing }),
  preferences: endpoint('PATCH', '/session/preferences', {
    summary: 'My language and theme',
    input: Type.Object({ lang: Type.Optional(Lang), theme: Type.Optional(Theme) }),
    output: Nothing,
  }),
  changePassword: endpoint('POST', '/session/password', {
    summary: 'Change my password; my other sessions end',
    input: Type.Object({ old: Password, next: Password }),
    output: Nothing,
  }),
  list: endpoint('GET', '/sessions', {
    summary: 'Where I am signed in',
    input: Nothing,
    output: Type.Object({
      rows: Type.Array(
        Type.Object({
          id: Id,
          createdAt: Type.String(),
          seenAt: Type.String(),
          expiresAt: Type.String(),
          address: Type.String(),
          agent: Type.String(),
          current: Type.Boolean(),
        }),
      ),
    }),
  }),
  revoke: endpoint('DELETE', '/sessions/:sessionId', {
    summary: 'End one of my sessions',
    input: Type.Object({ sessionId: Id }),
    output: Nothing,
  }),
  revokeOthers: endpoint('DELETE', '/sessions', {
    summary: 'End all my sessions but this one',
    input: Nothing,
    output: Nothing,
  }),
};

export const firstRun = {
  get: endpoint('GET', '/first-run', {
    summary: 'Whether the program is still empty',
    input: Nothing,
    output: Type.Object({ needed: Type.Boolean() }),
  }),
  begin: endpoint('POST', '/first-run', {
    summary: 'Make the first organisation, or load the demo company',
    input: Type.Object({
      mode: Type.Union([Type.Literal('start'), Type.Literal('demo')]),
      orgName: Type.Optional(Name(200)),
      email: Type.Optional(Email),
      name: Type.Optional(Name(200)),
      password: Type.Optional(Password),
      lang: Type.Optional(Lang),
    }),
    output: Nothing,
  }),
};

export const invitations = {
  look: endpoint('POST', '/invitation/look', {
    summary: 'Whom an invitation is for',
    input: Type.Object({ token: InvitationToken }),
    output: Type.Object({ orgName: Type.String(), name: Type.String(), email: Type.String(), lang: Lang }),
  }),
  accept: endpoint('POST', '/invitation', {
    summary: 'Take an invitation: set the password and sign in',
    input: Type.Object({ token: InvitationToken, password: Password }),
    output: Nothing,
  }),
};

const PersonState = Type.Union([Type.Literal('active'), Type.Literal('invited'), Type.Literal('inactive')]);
export type PersonState = Static<typeof PersonState>;

export const PersonRow = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  post: Type.String(),
  phone: Type.String(),
  roleId: Id,
  roleName: Type.String(),
  departmentId: Nullable(Id),
  departmentName: Nullable(Type.String()),
  state: PersonState,
  seenAt: Nullable(Type.String()),
});
const personFields = {
  email: Email,
  name: Name(200),
  post: Text(200),
  phone: Text(50),
  roleId: Id,
  departmentId: Nullable(Id),
};
const PersonRef = Type.Object({ personId: Id });
const Invited = Type.Object({ id: Id, link: Link });
const PersonChanged = Type.Object({ id: Id, version: Version });

export const people = {
  list: endpoint('GET', '/people', {
    summary: 'People of the organisation',
    input: Type.Object({
      q: Type.Optional(Text(100)),
      state: Type.Optional(PersonState),
      roleId: Type.Optional(Id),
      departmentId: Type.Optional(Id),
      cursor: Cursor,
    }),
    output: PageOf(PersonRow),
  }),
  pick: endpoint('GET', '/people/pick', {
    summary: 'People to choose from: names only',
    input: Type.Object({ q: Type.Optional(Text(100)) }),
    output: Type.Object({ rows: Type.Array(Type.Object({ id: Id, name: Type.String(), post: Type.String() })) }),
  }),
  get: endpoint('GET', '/people/:personId', {
    summary: 'A person',
    input: PersonRef,
    output: Type.Object({
      ...PersonRow.properties,
      version: Version,
      lang: Lang,
      createdAt: Type.String(),
      invitedUntil: Nullable(Type.String()),
      sessions: Type.Integer(),
      isSelf: Type.Boolean(),
      closed: Type.Object({ change: Closed, deactivate: Closed, invite: Closed }),
    }),
  }),
  invite: endpoint('POST', '/people', {
    summary: 'Invite a person',
    input: Type.Object({ id: Id, lang: Lang, ...personFields }),
    output: Invited,
  }),
  inviteAgain: endpoint('POST', '/people/:personId/invitation', {
    summary: 'A new invitation: the person sets a new password by it',
    input: PersonRef,
    output: Invited,
  }),
  update: endpoint('PATCH', '/people/:personId', {
    summary: 'Change a person',
    input: Type.Object({ personId: Id, version: Version, ...personFields }),
    output: PersonChanged,
  }),
  deactivate: endpoint('POST', '/people/:personId/deactivation', {
    summary: 'Take away the way in; the sessions end at once',
    input: PersonRef,
    output: PersonChanged,
  }),
  activate: endpoint('POST', '/people/:personId/activation', {
    summary: 'Give the way in back',
    input: PersonRef,
    output: PersonChanged,
  }),
  endSessions: endpoint('DELETE', '/people/:personId/sessions', {
    summary: 'End all sessions of a person',
    input: PersonRef,
    output: Type.Object({ ended: Type.Integer() }),
  }),
};

const roleFields = {
  name: Name(100),
  permissions: Type.Array(Right, { maxItems: permissions.length }),
  visibility: Visibility,
  seesCost: Type.Boolean(),
  mayExport: Type.Boolean(),
};
const RoleChanged = Type.Object({ id: Id, version: Version });

export const roles = {
  list: endpoint('GET', '/roles', {
    summary: 'Roles and what each may',
    input: Nothing,
    output: Type.Object({
      rows: Type.Array(
        Type.Object({
          id: Id,
          version: Version,
          name: Type.String(),
          permissions: Type.Array(Type.String()),
          visibility: Visibility,
          seesCost: Type.Boolean(),
          mayExport: Type.Boolean(),
          people: Type.Integer(),
        }),
      ),
    }),
  }),
  create: endpoint('POST', '/roles', {
    summary: 'Make a role',
    input: Type.Object({ id: Id, ...roleFields }),
    output: RoleChanged,
  }),
  update: endpoint('PUT', '/roles/:roleId', {
    summary: 'Change a role; it counts within a second',
    input: Type.Object({ roleId: Id, version: Version, ...roleFields }),
    output: RoleChanged,
  }),
  remove: endpoint('DELETE', '/roles/:roleId', {
    summary: 'Remove a role that nobody has',
    input: Type.Object({ roleId: Id }),
    output: Nothing,
  }),
};
