/** People: who they are, which role they have, whether they may come in. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import type { Tx } from '#platform/database.ts';
import { people } from '../contract.ts';
import { emailKey } from '../model.ts';
import { changeRights, type RoleRow, readRole } from '../rights-store.ts';
import type { Rights } from '../rules.ts';
import { forgetSessions } from '../session.ts';
import { deleteInvitations, deleteSessions } from '../session-store.ts';

export const personConstraints = {
  person_pk: 'access.id_taken',
  person_email_unique: 'access.email_taken',
  directory_login_pkey: 'access.email_taken',
  person_role_fk: 'access.no_such_role',
  person_department_fk: 'access.no_such_department',
};

export type PersonFields = {
  readonly email: string;
  readonly name: string;
  readonly post: string;
  readonly phone: string;
  readonly roleId: string;
  readonly departmentId: string | null;
};

type PersonState = PersonFields & { readonly id: string; readonly version: number; readonly active: boolean };
export type Held = { readonly person: PersonState; readonly role: RoleRow };

/** The person with the role held now. Call it under `lockRights`. */
export async function readHeld(tx: Tx, orgId: string, personId: string): Promise<Result<Held>> {
  const { rows } = await sql<PersonState>`
    select id, email, name, post, phone, role_id as "roleId", department_id as "departmentId", version, active
    from person where org_id = ${orgId} and id = ${personId} for update`.execute(tx);
  const person = rows[0];
  const role = person === undefined ? null : await readRole(tx, orgId, person.roleId);
  return person === undefined || role === null ? refuse('access.not_found') : ok({ person, role });
}

/**
 * ACS-3: refuses to place people into departments for those who do not see everything: a team is seen by its
 * department, so that a place in it is a right too.
 */
export function decidePlace(mine: Rights, before: string | null, after: string | null): Result<true> {
  if (before === after || mine.visibility === 'all') return ok(true);
  return refuse('access.beyond_your_rights', { right: 'visibility' });
}

export const updatePerson = command({
  name: 'access.update_person',
  permission: 'people.write',
  input: people.update.input,
  constraints: personConstraints,
  async handle(context, { personId, version, ...fields }) {
    const { orgId } = context;
    return changeRights(context, {
      touched: async (tx, mine) => {
        const held = await readHeld(tx, orgId, personId);
        if (!held.ok) return held;
        const { person, role } = held.value;
        if (person.version !== version) return refuse('access.changed_meanwhile');
        const next = person.roleId === fields.roleId ? role : await readRole(tx, orgId, fields.roleId);
        if (next === null) return refuse('access.no_such_role');
        const placed = decidePlace(mine, person.departmentId, fields.departmentId);
        return placed.ok ? ok({ rights: [role, next], facts: { person, role, next } }) : placed;
      },
      change: async (tx, { person, role, next }) => {
        await savePerson(tx, { orgId, personId, fields });
        // It went to the address that was: whoever reads there is not the person.
        if (emailKey(person.email) !== emailKey(fields.email)) await deleteInvitations(tx, { orgId, personId });
        tellChange(context, person, { ...fields, roleFrom: role.name, roleTo: next.name });
        forgetSessions(orgId);
        return ok({ id: personId, version: version + 1 });
      },
    });
  },
});

async function savePerson(
  tx: Tx,
  { orgId, personId, fields }: { orgId: string; personId: string; fields: PersonFields },
): Promise<void> {
  const email = fields.email.trim();
  await sql`update person set email = ${email}, name = ${fields.name.trim()}, post = ${fields.post.trim()},
      phone = ${fields.phone.trim()}, role_id = ${fields.roleId}, department_id = ${fields.departmentId}, version = version + 1
    where org_id = ${orgId} and id = ${personId}`.execute(tx);
  await sql`update directory_login set email_key = ${emailKey(email)}
    where org_id = ${orgId} and person_id = ${personId} and email_key <> ${emailKey(email)}`.execute(tx);
}

type After = PersonFields & { readonly roleFrom: string; readonly roleTo: string };

function tellChange({ emit }: ActContext, before: PersonState, after: After): void {
  const plain = (['email', 'name', 'post', 'phone'] as const).filter((field) => before[field] !== after[field]);
  const payload = {
    ...Object.fromEntries(plain.map((field) => [field, after[field]])),
    ...(before.roleId === after.roleId ? {} : { role: after.roleTo, roleBefore: after.roleFrom }),
    ...(before.departmentId === after.departmentId ? {} : { departmentId: after.departmentId }),
  };
  emit({ name: 'access.person_changed', subject: { type: 'person', id: before.id }, payload });
}

export const deactivatePerson = command({
  name: 'access.deactivate_person',
  permission: 'people.write',
  input: people.deactivate.input,
  async handle(context, { personId }) {
    if (personId === context.actor.personId) return refuse('access.not_yourself');
    return setActive(context, { personId, active: false });
  },
});

export const activatePerson = command({
  name: 'access.activate_person',
  permission: 'people.write',
  input: people.activate.input,
  handle: (context, { personId }) => setActive(context, { personId, active: true }),
});

/** Opens or closes the way in. Closing ends every session and every invitation in the same transaction. */
async function setActive(context: ActContext, { personId, active }: { personId: string; active: boolean }) {
  const { orgId, emit } = context;
  return changeRights(context, {
    touched: async (tx) => {
      const held = await readHeld(tx, orgId, personId);
      return held.ok ? ok({ rights: [held.value.role], facts: held.value.person }) : held;
    },
    change: async (tx, person) => {
      if (person.active === active) return ok({ id: personId, version: person.version });
      await sql`update person set active = ${active}, version = version + 1
        where org_id = ${orgId} and id = ${personId}`.execute(tx);
      const ended = active ? 0 : await deleteSessions(tx, { orgId, personId });
      if (!active) await deleteInvitations(tx, { orgId, personId });
      const name = active ? 'access.person_activated' : 'access.person_deactivated';
      emit({ name, subject: { type: 'person', id: personId }, payload: active ? {} : { sessionsEnded: ended } });
      forgetSessions(orgId);
      return ok({ id: personId, version: person.version + 1 });
    },
  });
}

/** Ends all sessions of a person, as when a device is lost. */
export const endPersonSessions = command({
  name: 'access.end_person_sessions',
  permission: 'people.write',
  input: people.endSessions.input,
  async handle(context, { personId }) {
    const { orgId, emit } = context;
    return changeRights(context, {
      touched: async (tx) => {
        const held = await readHeld(tx, orgId, personId);
        return held.ok ? ok({ rights: [held.value.role], facts: null }) : held;
      },
      change: async (tx) => {
        const ended = await deleteSessions(tx, { orgId, personId });
        emit({ name: 'access.sessions_ended', subject: { type: 'person', id: personId }, payload: { ended } });
        forgetSessions(orgId);
        return ok({ ended });
      },
    });
  },
});
