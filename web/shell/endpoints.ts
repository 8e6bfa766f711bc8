/** The endpoints that the shell itself asks. */
import { Type } from '@sinclair/typebox';
import { endpoint, Nothing } from '#platform/endpoint.ts';

const lang = Type.Union([Type.Literal('ru'), Type.Literal('en')]);
const theme = Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('auto')]);

const SessionView = Type.Object({
  user: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String(), lang, theme }),
  org: Type.Object({
    id: Type.String(),
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

const Hit = Type.Object({
  kind: Type.Union([Type.Literal('account'), Type.Literal('order'), Type.Literal('product'), Type.Literal('document')]),
  id: Type.String(),
  title: Type.String(),
  hint: Type.String(),
});

export const shell = {
  session: endpoint('GET', '/session', { summary: 'Who I am and what I may', input: Nothing, output: SessionView }),
  signIn: endpoint('POST', '/session', {
    summary: 'Sign in',
    input: Type.Object({ email: Type.String(), password: Type.String() }),
    output: Type.Object({}),
  }),
  signOut: endpoint('DELETE', '/session', { summary: 'Sign out', input: Nothing, output: Nothing }),
  preferences: endpoint('PATCH', '/session/preferences', {
    summary: 'Language and theme',
    input: Type.Object({ lang: Type.Optional(lang), theme: Type.Optional(theme) }),
    output: Type.Object({}),
  }),
  firstRun: endpoint('GET', '/first-run', {
    summary: 'Whether the program is still empty',
    input: Nothing,
    output: Type.Object({ needed: Type.Boolean() }),
  }),
  begin: endpoint('POST', '/first-run', {
    summary: 'Load the demo company or make the first organisation',
    input: Type.Object({
      mode: Type.Union([Type.Literal('start'), Type.Literal('demo')]),
      orgName: Type.Optional(Type.String()),
      email: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      password: Type.Optional(Type.String()),
    }),
    output: Type.Object({}),
  }),
  search: endpoint('GET', '/search', {
    summary: 'Search in every record that the person may see',
    input: Type.Object({ q: Type.String() }),
    output: Type.Object({ rows: Type.Array(Hit) }),
  }),
};
