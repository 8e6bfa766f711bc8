import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Read } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { roles } from '../contract.ts';
import type { departments, org, savedViews } from '../contract-org.ts';

type RoleRow = OutputOf<typeof roles.list>['rows'][number];
type DepartmentRow = OutputOf<typeof departments.list>['rows'][number];
type OrgView = OutputOf<typeof org.get>;
type ViewRow = OutputOf<typeof savedViews.list>['rows'][number];

/** The roles with how many active people have each. */
export async function listRoles({ read, orgId }: ReadContext): Promise<Result<{ rows: RoleRow[] }>> {
  const { rows } = await sql<RoleRow>`
    select r.id, r.version, r.name, r.permissions, r.visibility, r.sees_cost as "seesCost", r.may_export as "mayExport",
      (select count(*)::int from person p where p.org_id = ${orgId} and p.role_id = r.id and p.active) as people
    from role r where r.org_id = ${orgId} order by r.name collate ru_name, r.id limit 200`.execute(read);
  return ok({ rows });
}

/** The departments with their heads and how many active people work in each. */
export async function listDepartments({ read, orgId }: ReadContext): Promise<Result<{ rows: DepartmentRow[] }>> {
  const { rows } = await sql<DepartmentRow>`
    select d.id, d.version, d.name, d.parent_id as "parentId", d.head_id as "headId", h.name as "headName",
      (select count(*)::int from person p where p.org_id = ${orgId} and p.department_id = d.id and p.active) as people
    from department d left join person h on h.org_id = ${orgId} and h.id = d.head_id
    where d.org_id = ${orgId} order by d.name collate ru_name, d.id limit 1000`.execute(read);
  return ok({ rows });
}

export async function readOrganisation({ read, orgId }: ReadContext): Promise<Result<OrgView>> {
  const { rows } = await sql<OrgView>`
    select org_id as id, name, currency, time_zone as "timeZone", demo from org where org_id = ${orgId}`.execute(read);
  const row = rows[0];
  return row === undefined ? refuse('access.not_found') : ok(row);
}

/** My own views of a list; those of others are nobody's business. */
export async function listViews(
  context: ReadContext,
  { list }: InputOf<typeof savedViews.list>,
): Promise<Result<{ rows: ViewRow[] }>> {
  const read: Read = context.read;
  const { rows } = await sql<ViewRow>`
    select id, name, query from saved_view
    where org_id = ${context.orgId} and person_id = ${context.actor.personId} and list = ${list}
    order by name collate ru_name, id limit 50`.execute(read);
  return ok({ rows });
}
