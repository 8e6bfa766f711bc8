/**
 * Invitations: a person is made without a password and sets it by a link that works once, within seven days. The token
 * is in the link only: its hash is kept here, and neither the stored answer of the command nor the queue knows it.
 */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command, type Platform } from '#platform/command.ts';
import { type Db, type Read, readOrg, type Tx, writeOrg } from '#platform/database.ts';
import { keepEvent } from './audit-event.ts';
import { decidePlace, personConstraints, readHeld } from './commands/people.ts';
import { people } from './contract.ts';
import { passwordProblem } from './contract-password.ts';
import { emailKey, invitationLifeMs, shifted } from './model.ts';
import { hashPassword } from './password.ts';
import { changeRights, readRights, readRole } from './rights-store.ts';
import { decideWithin } from './rules.ts';
import { forgetSessions, markOf, sessionKey } from './session.ts';
import { deleteInvitations, deleteSessions, insertSession, type Opened, type Place } from './session-store.ts';

/** What the command keeps of its answer: the mark tells whether the link in hand is the one that was kept. */
export type MadeInvitation = { readonly id: string; readonly mark: string };

/** Makes a person and the invitation whose token has this hash. */
export function invitePerson(hash: Buffer) {
  return command({
    name: 'access.invite_person',
    permission: 'people.write',
    input: people.invite.input,
    constraints: personConstraints,
    async handle(context, { id, lang, ...fields }) {
      const { orgId, now, emit } = context;
      return changeRights(context, {
        touched: async (tx, mine) => {
          const role = await readRole(tx, orgId, fields.roleId);
          if (role === null) return refuse('access.no_such_role');
          const placed = decidePlace(mine, null, fields.departmentId);
          return placed.ok ? ok({ rights: [role], facts: role }) : placed;
        },
        change: async (tx, role) => {
          const email = fields.email.trim();
          await sql`insert into person (org_id, id, email, name, post, phone, lang, role_id, department_id, created_at)
            values (${orgId}, ${id}, ${email}, ${fields.name.trim()}, ${fields.post.trim()}, ${fields.phone.trim()},
              ${lang}, ${fields.roleId}, ${fields.departmentId}, ${now})`.execute(tx);
          await sql`insert into directory_login (email_key, org_id, person_id)
            values (${emailKey(email)}, ${orgId}, ${id})`.execute(tx);
          emit({ name: 'access.person_invited', subject: { type: 'person', id }, payload: { email, role: role.name } });
          await invite(context, id, hash);
          return ok({ id, mark: markOf(hash) });
        },
      });
    },
  });
}

/** A new invitation for a person who lost the first or forgot the password. The password in force stays until it is taken. */
export function inviteAgain(hash: Buffer) {
  return command({
    name: 'access.invite_again',
    permission: 'people.write',
    input: people.inviteAgain.input,
    async handle(context, { personId }) {
      const { orgId, emit } = context;
      return changeRights(context, {
        touched: async (tx) => {
          const held = await readHeld(tx, orgId, personId);
          if (!held.ok) return held;
          if (!held.value.person.active) return refuse('access.person_inactive');
          return ok({ rights: [held.value.role], facts: null });
        },
        change: async (tx) => {
          await deleteInvitations(tx, { orgId, personId });
          emit({ name: 'access.invited_again', subject: { type: 'person', id: personId } });
          await invite(context, personId, hash);
          return ok({ id: personId, mark: markOf(hash) });
        },
      });
    },
  });
}

async function invite(context: ActContext, personId: string, hash: Buffer): Promise<void> {
  const { tx, orgId, actor, now, enqueue } = context;
  const id = newId();
  await insertInvitation(tx, {
    orgId,
    id,
    hash,
    personId,
    createdBy: actor.personId,
    now,
    expiresAt: shifted(now, invitationLifeMs),
  });
  enqueue({ task: 'access.invitation_letter', payload: { invitationId: id } });
}

export type NewInvitation = {
  readonly orgId: string;
  readonly id: string;
  readonly hash: Buffer;
  readonly personId: string;
  readonly createdBy: string;
  readonly now: string;
  readonly expiresAt: string;
};

export async function insertInvitation(tx: Tx, one: NewInvitation): Promise<void> {
  await sql`insert into invitation (org_id, id, token_hash, person_id, created_by, created_at, expires_at)
    values (${one.orgId}, ${one.id}, ${one.hash}, ${one.personId}, ${one.createdBy}, ${one.now}, ${one.expiresAt})`.execute(
    tx,
  );
}

export type Invited = {
  readonly orgName: string;
  readonly name: string;
  readonly email: string;
  readonly lang: 'ru' | 'en';
  readonly personId: string;
  readonly createdBy: string;
};

/** Whom the token invites; refuses one that is used, expired or unknown, all alike. */
export async function lookInvitation(db: Db, token: string, now: Date): Promise<Result<Invited>> {
  const key = sessionKey(token);
  if (key === null) return refuse('access.invitation_over');
  return readOrg(db, key.orgId, async (read) => {
    const row = await liveInvitation(read, key, now.toISOString());
    if (row === undefined || !(await isBacked(read, key.orgId, row))) return refuse('access.invitation_over');
    return ok(row);
  });
}

type Given = { readonly personId: string; readonly createdBy: string };

/**
 * ACS-3: whether who gave the invitation still holds all that the invited now holds. The link was shown to who gave it:
 * neither a lost right nor another's new role may be come by with it.
 */
async function isBacked(read: Read, orgId: string, { personId, createdBy }: Given): Promise<boolean> {
  const theirs = await readRights(read, orgId, createdBy);
  return decideWithin(theirs, [await readRights(read, orgId, personId)]).ok;
}

type Key = { readonly orgId: string; readonly tokenHash: Buffer };

async function liveInvitation(read: Read, { orgId, tokenHash }: Key, now: string): Promise<Invited | undefined> {
  const { rows } = await sql<Invited>`
    select o.name as "orgName", p.name, p.email, p.lang, p.id as "personId",
      i.created_by as "createdBy"
    from invitation i
    join person p on p.org_id = ${orgId} and p.id = i.person_id and p.active
    join org o on o.org_id = ${orgId}
    where i.org_id = ${orgId} and i.token_hash = ${tokenHash} and i.used_at is null and i.expires_at > ${now}`.execute(
    read,
  );
  return rows[0];
}

/**
 * Takes an invitation: the password is set, every other session and invitation of the person ends, a session opens.
 * It writes by `writeOrg`: the one who takes it is nobody until it is taken. Refuses `access.invitation_over`, weak
 * passwords.
 */
export async function acceptInvitation(
  platform: Platform,
  given: { token: string; password: string },
  place: Place,
): Promise<Result<Opened>> {
  const now = platform.clock();
  const invited = await lookInvitation(platform.db, given.token, now);
  const key = sessionKey(given.token);
  if (!invited.ok || key === null) return refuse('access.invitation_over');
  const weak = passwordProblem(given.password, invited.value);
  if (weak !== null) return refuse(weak);
  const passwordHash = await hashPassword(given.password);
  const answer = await writeOrg<Result<Opened>>(platform.db, key.orgId, {
    keep: (one) => one.ok,
    work: (tx) => take(tx, { key, passwordHash, now: now.toISOString(), place }),
  });
  if (answer.ok) forgetSessions(key.orgId);
  return answer;
}

type Taking = { readonly key: Key; readonly passwordHash: string; readonly now: string; readonly place: Place };

async function take(tx: Tx, { key, passwordHash, now, place }: Taking): Promise<Result<Opened>> {
  const { orgId, tokenHash } = key;
  // The person is locked first, as deactivation does, so that the two take turns.
  const { rows } = await sql<Given>`
    select p.id as "personId", i.created_by as "createdBy" from invitation i
    join person p on p.org_id = ${orgId} and p.id = i.person_id and p.active
    where i.org_id = ${orgId} and i.token_hash = ${tokenHash} for update of p`.execute(tx);
  const given = rows[0];
  if (given === undefined || !(await isBacked(tx, orgId, given))) return refuse('access.invitation_over');
  const { personId } = given;
  // The row is the guard: of two who take it at once the second finds it used.
  const taken = await sql`
    update invitation set used_at = ${now} where org_id = ${orgId} and token_hash = ${tokenHash}
      and used_at is null and expires_at > ${now} returning id`.execute(tx);
  if (taken.rows.length === 0) return refuse('access.invitation_over');
  await sql`update invitation set used_at = ${now}
    where org_id = ${orgId} and person_id = ${personId} and used_at is null`.execute(tx);
  await sql`update person set password_hash = ${passwordHash} where org_id = ${orgId} and id = ${personId}`.execute(tx);
  await deleteSessions(tx, { orgId, personId });
  const opened = await insertSession(tx, { orgId, personId, now, place });
  const payload = { sessionId: opened.sessionId, address: place.address, agent: place.agent };
  await keepEvent(tx, {
    orgId,
    name: 'access.invitation_taken',
    personId,
    actorId: personId,
    now,
    requestId: place.requestId,
    payload,
  });
  return ok(opened);
}
