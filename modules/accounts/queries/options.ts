import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { accounts } from '../contract.ts';

const peopleMost = 500;
const valuesMost = 100;

/** What the filters and the form offer: people in the actor's scope, tiers and segments in use. One statement. */
export async function accountOptions({
  read,
  actor,
  orgId,
}: ReadContext): Promise<Result<OutputOf<typeof accounts.options>>> {
  const { scope } = actor;
  const inScope = scope.kind === 'all' ? sql`true` : sql`p.id = any(${[...scope.ids]}::uuid[])`;
  const { rows } = await sql<OutputOf<typeof accounts.options>>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name)), '[]') from (
        select p.id, p.name from person p where p.org_id = ${orgId} and p.active and ${inScope}
        order by p.name collate ru_name, p.id limit ${peopleMost}) as x) as managers,
      ${valuesOf(orgId, 'tier')} as tiers, ${valuesOf(orgId, 'segment')} as segments`.execute(read);
  return ok(rows[0] ?? { managers: [], tiers: [], segments: [] });
}

/** The values in use, each found by one step of the index: ten steps instead of a hundred thousand rows. */
function valuesOf(orgId: string, column: 'tier' | 'segment'): RawBuilder<string[]> {
  const ref = sql.ref(`a.${column}`);
  const next = (after: RawBuilder<unknown>) =>
    sql`(select ${ref} from account a where a.org_id = ${orgId} and ${ref} <> '' and ${ref} > ${after}
      order by ${ref} limit 1)`;
  return sql<string[]>`(
    with recursive step as (
      select ${next(sql`''`)} as value
      union all
      select ${next(sql`step.value`)} from step where step.value is not null
    )
    select coalesce(jsonb_agg(v.value), '[]')
    from (select value from step where value is not null limit ${valuesMost}) as v)`;
}
