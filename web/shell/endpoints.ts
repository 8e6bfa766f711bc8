/** The endpoints that the shell itself asks. */
import { Type } from '@sinclair/typebox';
import { firstRun, sessions } from '#modules/access/contract.ts';
import { endpoint } from '#platform/endpoint.ts';

const Hit = Type.Object({
  kind: Type.Union([Type.Literal('account'), Type.Literal('order'), Type.Literal('product'), Type.Literal('document')]),
  id: Type.String(),
  title: Type.String(),
  hint: Type.String(),
});

export const shell = {
  session: sessions.get,
  signIn: sessions.signIn,
  signOut: sessions.signOut,
  preferences: sessions.preferences,
  firstRun: firstRun.get,
  begin: firstRun.begin,
  search: endpoint('GET', '/search', {
    summary: 'Search in every record that the person may see',
    input: Type.Object({ q: Type.String() }),
    output: Type.Object({ rows: Type.Array(Hit) }),
  }),
};
