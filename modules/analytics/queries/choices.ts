import { type RawBuilder, sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import { likePattern } from '#modules/catalog/index.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { sales } from '../contract.ts';
import { noneKey } from '../model.ts';

type Ask = InputOf<typeof sales.choices>;
type Choice = { id: string; name: string };
const choicesMost = 20;

/** Names to filter sales by, of what the person sees: by the words typed, or of the ids given. */
export async function listChoices(context: ReadContext, input: Ask) {
  const { read } = context;
  const ids = (input.id ?? []).filter((id) => id !== noneKey);
  const typed = (input.q ?? '').trim();
  const named = typed === '' ? sql`true` : sql`n.name ilike ${likePattern(typed)}`;
  const wanted = input.id === undefined ? named : sql`n.id = any(${ids}::uuid[])`;
  const { rows } = await sql<Choice>`
    select n.id, n.name from (${source(context, input.of)}) n where ${wanted}
    order by n.name collate ru_name, n.id limit ${choicesMost}`.execute(read);
  return ok({ rows });
}

function source({ orgId, actor }: ReadContext, of: Ask['of']): RawBuilder<Choice> {
  const mine = (column: RawBuilder<unknown>) => sql`exists (
    select from account a where a.org_id = ${orgId} and ${column} and ${visibleTo(actor, 'a')})`;
  const sources: Record<Ask['of'], RawBuilder<Choice>> = {
    account: sql`select a.id, a.name from account a where a.org_id = ${orgId} and ${visibleTo(actor, 'a')}`,
    group: sql`select g.id, g.name from account_group g where g.org_id = ${orgId} and ${mine(sql`a.group_id = g.id`)}`,
    category: sql`select c.id, c.path as name from category c where c.org_id = ${orgId}`,
    brand: sql`select b.id, b.name from brand b where b.org_id = ${orgId}`,
    manager: sql`select p.id, p.name from person p where p.org_id = ${orgId} and ${mine(sql`a.manager_id = p.id`)}`,
  };
  return sources[of];
}
