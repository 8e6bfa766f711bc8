/** Roles: what each lets people do and see. A change counts within a second for all who have the role. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { roles } from '../contract.ts';
import { changeRights, type RoleRow, readRole } from '../rights-store.ts';
import { completePermissions, type Rights } from '../rules.ts';
import { forgetSessions } from '../session.ts';

type Wanted = { readonly name: string } & Omit<Rights, 'permissions'> & { readonly permissions: readonly string[] };

const constraints = {
  role_pk: 'access.id_taken',
  role_name_unique: 'access.role_name_taken',
  person_role_fk: 'access.role_in_use',
  discount_authority_role_fk: 'access.role_in_use',
  approval_policy_role_fk: 'access.role_in_use',
  approval_policy_next_fk: 'access.role_in_use',
};

export const createRole = command({
  name: 'access.create_role',
  permission: 'people.write',
  input: roles.create.input,
  constraints,
  async handle(context, input) {
    const { orgId, emit } = context;
    const wanted = completed(input);
    return changeRights(context, {
      touched: async () => ok({ rights: [wanted], facts: null }),
      change: async (tx) => {
        await sql`insert into role (org_id, id, name, permissions, visibility, sees_cost, may_export)
          values (${orgId}, ${input.id}, ${wanted.name}, ${[...wanted.permissions]}::text[], ${wanted.visibility},
            ${wanted.seesCost}, ${wanted.mayExport})`.execute(tx);
        emit({ name: 'access.role_created', subject: { type: 'role', id: input.id }, payload: wanted });
        return ok({ id: input.id, version: 1 });
      },
    });
  },
});

export const updateRole = command({
  name: 'access.update_role',
  permission: 'people.write',
  input: roles.update.input,
  constraints,
  async handle(context, { roleId, version, ...fields }) {
    const { orgId } = context;
    const wanted = completed(fields);
    return changeRights(context, {
      touched: async (tx) => {
        const before = await readRole(tx, orgId, roleId);
        if (before === null) return refuse('access.not_found');
        if (before.version !== version) return refuse('access.changed_meanwhile');
        return ok({ rights: [before, wanted], facts: before });
      },
      change: async (tx, before) => {
        await sql`update role set name = ${wanted.name}, permissions = ${[...wanted.permissions]}::text[],
            visibility = ${wanted.visibility}, sees_cost = ${wanted.seesCost}, may_export = ${wanted.mayExport},
            version = version + 1
          where org_id = ${orgId} and id = ${roleId}`.execute(tx);
        tellChange(context, before, wanted);
        forgetSessions(orgId);
        return ok({ id: roleId, version: version + 1 });
      },
    });
  },
});

export const removeRole = command({
  name: 'access.remove_role',
  permission: 'people.write',
  input: roles.remove.input,
  constraints,
  async handle(context, { roleId }) {
    const { orgId, emit } = context;
    return changeRights(context, {
      touched: async (tx) => {
        const role = await readRole(tx, orgId, roleId);
        return role === null ? refuse('access.not_found') : ok({ rights: [role], facts: role });
      },
      change: async (tx, role): Promise<Result<Record<string, never>>> => {
        await sql`delete from role where org_id = ${orgId} and id = ${roleId}`.execute(tx);
        emit({ name: 'access.role_removed', subject: { type: 'role', id: roleId }, payload: { name: role.name } });
        return ok({});
      },
    });
  },
});

function completed<T extends Wanted>(wanted: T): { name: string } & Rights {
  const { name, visibility, seesCost, mayExport } = wanted;
  return { name: name.trim(), permissions: completePermissions(wanted.permissions), visibility, seesCost, mayExport };
}

/** Says what was given and what was taken, so that the audit needs no comparing. */
function tellChange({ emit }: ActContext, before: RoleRow, after: { name: string } & Rights): void {
  const given = after.permissions.filter((one) => !before.permissions.includes(one));
  const taken = before.permissions.filter((one) => !after.permissions.includes(one));
  const payload = {
    name: after.name,
    ...(given.length === 0 ? {} : { given }),
    ...(taken.length === 0 ? {} : { taken }),
    ...(before.name === after.name ? {} : { nameBefore: before.name }),
    ...(before.visibility === after.visibility
      ? {}
      : { visibility: after.visibility, visibilityBefore: before.visibility }),
    ...(before.seesCost === after.seesCost ? {} : { seesCost: after.seesCost }),
    ...(before.mayExport === after.mayExport ? {} : { mayExport: after.mayExport }),
  };
  emit({ name: 'access.role_changed', subject: { type: 'role', id: before.id }, payload });
}
