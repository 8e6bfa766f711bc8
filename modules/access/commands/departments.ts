/** Departments: the tree that says whose team a person is. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { departments } from '../contract-org.ts';
import { lockRights } from '../rights-store.ts';
import { makesCycle } from '../rules.ts';
import { forgetSessions } from '../session.ts';

const constraints = {
  department_pk: 'access.id_taken',
  department_parent_fk: 'access.department_in_use',
  department_head_fk: 'access.no_such_person',
  person_department_fk: 'access.department_in_use',
};

type Fields = { readonly name: string; readonly parentId: string | null; readonly headId: string | null };

export const createDepartment = command({
  name: 'access.create_department',
  permission: 'people.write',
  input: departments.create.input,
  constraints: { ...constraints, department_parent_fk: 'access.no_such_department' },
  async handle(context, { id, ...fields }) {
    const { tx, orgId, emit } = context;
    const may = await lockTree(context, null);
    if (!may.ok) return may;
    await sql`insert into department (org_id, id, name, parent_id, head_id)
      values (${orgId}, ${id}, ${fields.name.trim()}, ${fields.parentId}, ${fields.headId})`.execute(tx);
    emit({ name: 'access.department_created', subject: { type: 'department', id }, payload: fields });
    forgetSessions(orgId);
    return ok({ id, version: 1 });
  },
});

export const updateDepartment = command({
  name: 'access.update_department',
  permission: 'people.write',
  input: departments.update.input,
  constraints: { ...constraints, department_parent_fk: 'access.no_such_department' },
  async handle(context, { departmentId, version, ...fields }) {
    const { tx, orgId, emit } = context;
    const before = await lockTree(context, departmentId);
    if (!before.ok) return before;
    const { department, parents } = before.value;
    if (department?.version !== version) return refuse('access.changed_meanwhile');
    if (makesCycle(parents, departmentId, fields.parentId)) return refuse('access.department_cycle');
    await sql`update department set name = ${fields.name.trim()}, parent_id = ${fields.parentId},
        head_id = ${fields.headId}, version = version + 1
      where org_id = ${orgId} and id = ${departmentId}`.execute(tx);
    emit({
      name: 'access.department_changed',
      subject: { type: 'department', id: departmentId },
      payload: changes(department, fields),
    });
    forgetSessions(orgId);
    return ok({ id: departmentId, version: version + 1 });
  },
});

export const removeDepartment = command({
  name: 'access.remove_department',
  permission: 'people.write',
  input: departments.remove.input,
  constraints,
  async handle(context, { departmentId }): Promise<Result<Record<string, never>>> {
    const { tx, orgId, emit } = context;
    const may = await lockTree(context, departmentId);
    if (!may.ok) return may;
    await sql`delete from department where org_id = ${orgId} and id = ${departmentId}`.execute(tx);
    const payload = { name: may.value.department?.name ?? '' };
    emit({ name: 'access.department_removed', subject: { type: 'department', id: departmentId }, payload });
    return ok({});
  },
});

type Row = Fields & { readonly id: string; readonly version: number };
type Tree = { readonly department: Row | undefined; readonly parents: ReadonlyMap<string, string | null> };

/**
 * Locks rights and the tree. ACS-3: the tree says what teams see, so that only those who see everything may move it.
 */
async function lockTree(context: ActContext, departmentId: string | null): Promise<Result<Tree>> {
  const { tx, orgId } = context;
  const mine = await lockRights(tx, context);
  if (mine.visibility !== 'all') return refuse('access.beyond_your_rights', { right: 'visibility' });
  const { rows } = await sql<Row>`
    select id, name, parent_id as "parentId", head_id as "headId", version from department
    where org_id = ${orgId} order by id limit 5000`.execute(tx);
  const department = rows.find((row) => row.id === departmentId);
  if (departmentId !== null && department === undefined) return refuse('access.not_found');
  return ok({ department, parents: new Map(rows.map((row) => [row.id, row.parentId])) });
}

function changes(before: Row, after: Fields): Record<string, string | null> {
  const changed = (['name', 'parentId', 'headId'] as const).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}
