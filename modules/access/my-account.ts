/** What a person does about oneself: preferences, password, sessions. */
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, Done } from '#platform/command.ts';
import type { Tx } from '#platform/database.ts';
import { sessions } from './contract.ts';
import { passwordProblem } from './contract-password.ts';
import { checkNow, hashNow } from './password.ts';
import { selfCommand } from './self.ts';
import { forgetSessions, markOf } from './session.ts';
import { deleteInvitations, deleteSession, deleteSessions, renewToken } from './session-store.ts';

/** Keeps my language and theme. */
export const setPreferences = selfCommand({
  name: 'access.set_preferences',
  input: sessions.preferences.input,
  async handle({ tx, actor, orgId, emit }, { lang, theme }) {
    await sql`update person set lang = coalesce(${lang ?? null}, lang), theme = coalesce(${theme ?? null}, theme)
      where org_id = ${orgId} and id = ${actor.personId}`.execute(tx);
    const payload = { ...(lang === undefined ? {} : { lang }), ...(theme === undefined ? {} : { theme }) };
    emit({ name: 'access.preferences_changed', subject: { type: 'person', id: actor.personId }, payload });
    forgetSessions(orgId);
    return ok({});
  },
});

/** Ends one of my sessions. */
export const endMySession = selfCommand({
  name: 'access.end_my_session',
  input: sessions.revoke.input,
  async handle({ tx, actor, orgId, emit }, { sessionId }) {
    const ended = await deleteSession(tx, { orgId, personId: actor.personId, sessionId });
    if (!ended) return refuse('access.not_found');
    emit({ name: 'access.session_ended', subject: { type: 'person', id: actor.personId }, payload: { sessionId } });
    forgetSessions(orgId);
    return ok({});
  },
});

/** Ends all my sessions but `sessionId`, the one that asks. */
export function endMyOtherSessions(sessionId: string) {
  return selfCommand({
    name: 'access.end_my_other_sessions',
    input: Done,
    async handle({ tx, actor, orgId, emit }) {
      const ended = await deleteSessions(tx, { orgId, personId: actor.personId, but: sessionId });
      emit({ name: 'access.sessions_ended', subject: { type: 'person', id: actor.personId }, payload: { ended } });
      forgetSessions(orgId);
      return ok({});
    },
  });
}

export type PasswordChange = {
  readonly old: string;
  readonly next: string;
  readonly sessionId: string;
  /** What is kept of the token that the session goes on under. */
  readonly tokenHash: Buffer;
};

/** The mark tells a repeated request, whose token was made in vain, from the one that changed the password. */
export type Renewed = { readonly mark: string; readonly expiresAt: string };

/**
 * Changes my password; needs the old one, ends my other sessions and gives this one a new token: whoever copied the old
 * one is out too. The passwords are not in the command's input, for the input's hash is kept: they come with the command
 * itself. Call it inside `takeTurn`.
 */
export function changePassword({ old, next, sessionId, tokenHash }: PasswordChange) {
  return selfCommand({
    name: 'access.change_password',
    input: Type.Object({}),
    async handle(context): Promise<Result<Renewed>> {
      const { tx, actor, orgId, emit } = context;
      const person = await lockPassword(tx, context);
      if (!(await checkNow(person.hash, old))) return refuse('access.old_password_wrong');
      const weak = passwordProblem(next, person);
      if (weak !== null) return refuse(weak);
      if (await checkNow(person.hash, next)) return refuse('access.password_same');
      await sql`update person set password_hash = ${await hashNow(next)}
        where org_id = ${orgId} and id = ${actor.personId}`.execute(tx);
      const ended = await deleteSessions(tx, { orgId, personId: actor.personId, but: sessionId });
      await deleteInvitations(tx, { orgId, personId: actor.personId });
      const expiresAt = await renewToken(tx, { orgId, personId: actor.personId, sessionId, tokenHash });
      if (expiresAt === null) return refuse('access.no_session');
      emit({
        name: 'access.password_changed',
        subject: { type: 'person', id: actor.personId },
        payload: { sessionsEnded: ended },
      });
      forgetSessions(orgId);
      return ok({ mark: markOf(tokenHash), expiresAt });
    },
  });
}

type Keeper = { readonly hash: string | null; readonly email: string; readonly name: string };

/** Locks the actor's row, so that two changes of the password take turns. */
async function lockPassword(tx: Tx, { orgId, actor }: ActContext): Promise<Keeper> {
  const { rows } = await sql<Keeper>`select password_hash as hash, email, name from person
    where org_id = ${orgId} and id = ${actor.personId} for update`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('the actor has no row');
  return row;
}
