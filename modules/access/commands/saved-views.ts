/** My saved views of lists: a name for the search of the URL. */
import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { savedViews } from '../contract-org.ts';
import { selfCommand } from '../self.ts';

const viewsMax = 50;

export const saveView = selfCommand({
  name: 'access.save_view',
  input: savedViews.save.input,
  constraints: { saved_view_name_unique: 'access.view_name_taken' },
  async handle({ tx, actor, orgId, emit }, { viewId, list, name, query }) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from saved_view
      where org_id = ${orgId} and person_id = ${actor.personId} and list = ${list} and id <> ${viewId}`.execute(tx);
    if ((rows[0]?.count ?? 0) >= viewsMax) return refuse('access.too_many_views', { count: viewsMax });
    // The id may be taken by a view of somebody else: then nothing is written.
    const saved = await sql`
      insert into saved_view as v (org_id, id, person_id, list, name, query)
      values (${orgId}, ${viewId}, ${actor.personId}, ${list}, ${name.trim()}, ${query})
      on conflict (org_id, id) do update set name = excluded.name, query = excluded.query
        where v.person_id = excluded.person_id and v.list = excluded.list
      returning id`.execute(tx);
    if (saved.rows.length === 0) return refuse('access.not_found');
    emit({
      name: 'access.view_saved',
      subject: { type: 'saved_view', id: viewId },
      payload: { list, name: name.trim() },
    });
    return ok({ id: viewId });
  },
});

export const removeView = selfCommand({
  name: 'access.remove_view',
  input: savedViews.remove.input,
  async handle({ tx, actor, orgId, emit }, { viewId }) {
    const { rows } = await sql<{ list: string; name: string }>`
      delete from saved_view where org_id = ${orgId} and id = ${viewId} and person_id = ${actor.personId}
      returning list, name`.execute(tx);
    const [removed] = rows;
    if (removed === undefined) return refuse('access.not_found');
    emit({ name: 'access.view_removed', subject: { type: 'saved_view', id: viewId }, payload: removed });
    return ok({});
  },
});
