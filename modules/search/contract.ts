/** All of search that crosses the wire. */
import { type Static, Type } from '@sinclair/typebox';
import { endpoint, Text } from '#platform/endpoint.ts';
import { kinds } from './model.ts';

export const Hit = Type.Object({
  kind: Type.Union(kinds.map((kind) => Type.Literal(kind))),
  id: Type.String(),
  title: Type.String(),
  hint: Type.String({ description: 'whose it is, its code: what tells it from others of the same name' }),
});
export type SearchHit = Static<typeof Hit>;

export const search = {
  find: endpoint('GET', '/search', {
    summary: 'Search in every record that the person may see, 20 rows at most',
    input: Type.Object({ q: Text(200) }),
    output: Type.Object({ rows: Type.Array(Hit) }),
  }),
};
