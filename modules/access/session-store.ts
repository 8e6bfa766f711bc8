/** Ways in as rows: sessions, opened by a right password or an invitation, ended by people, by age and by deactivation. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import type { Tx } from '#platform/database.ts';
import { sessionIdleMs, sessionLifeMs, sessionsMax, shifted } from './model.ts';
import type { SessionKey } from './session.ts';
import { newToken } from './session.ts';

/** Where a request came from, as far as it says; both bounded by who fills it. */
export type Place = { readonly address: string; readonly agent: string; readonly requestId: string };

export type Opened = { readonly cookie: string; readonly sessionId: string; readonly expiresAt: string };

type Opening = { readonly orgId: string; readonly personId: string; readonly now: string; readonly place: Place };

/** Opens a session under a new token. The person's dead sessions and those beyond the most one may have go away. */
export async function insertSession(tx: Tx, { orgId, personId, now, place }: Opening): Promise<Opened> {
  const { token, tokenHash } = newToken();
  const sessionId = newId();
  const expiresAt = shifted(now, sessionLifeMs);
  await sql`
    delete from session where org_id = ${orgId} and person_id = ${personId}
      and (expires_at <= ${now} or seen_at <= ${shifted(now, -sessionIdleMs)} or token_hash in (
        select s.token_hash from session s where s.org_id = ${orgId} and s.person_id = ${personId}
        order by s.seen_at desc, s.id desc offset ${sessionsMax - 1}))`.execute(tx);
  await sql`
    insert into session (org_id, token_hash, id, person_id, created_at, seen_at, expires_at, address, agent)
    values (${orgId}, ${tokenHash}, ${sessionId}, ${personId}, ${now}, ${now}, ${expiresAt},
      ${place.address}, ${place.agent})`.execute(tx);
  return { cookie: `${orgId}.${token}`, sessionId, expiresAt };
}

/** Ends the session of a cookie; answers whose it was, null when there was none. */
export async function deleteSessionByKey(tx: Tx, key: SessionKey): Promise<{ id: string; personId: string } | null> {
  const { rows } = await sql<{ id: string; personId: string }>`
    delete from session where org_id = ${key.orgId} and token_hash = ${key.tokenHash}
    returning id, person_id as "personId"`.execute(tx);
  return rows[0] ?? null;
}

type Whose = { readonly orgId: string; readonly personId: string };

/** Ends one session of the person; false when it is not there. */
export async function deleteSession(tx: Tx, whose: Whose & { readonly sessionId: string }): Promise<boolean> {
  const { rows } = await sql`delete from session where org_id = ${whose.orgId} and person_id = ${whose.personId}
    and id = ${whose.sessionId} returning id`.execute(tx);
  return rows.length === 1;
}

/** Ends the person's sessions, all or all but one; answers how many. */
export async function deleteSessions(tx: Tx, whose: Whose & { readonly but?: string }): Promise<number> {
  const { rows } = await sql`delete from session where org_id = ${whose.orgId} and person_id = ${whose.personId}
    and id is distinct from ${whose.but ?? null}::uuid returning id`.execute(tx);
  return rows.length;
}

/** Gives a session another token; answers when it ends, null when it is not there any more. */
export async function renewToken(
  tx: Tx,
  whose: Whose & { readonly sessionId: string; readonly tokenHash: Buffer },
): Promise<string | null> {
  const { rows } = await sql<{ expiresAt: string }>`update session set token_hash = ${whose.tokenHash}
    where org_id = ${whose.orgId} and person_id = ${whose.personId} and id = ${whose.sessionId}
    returning expires_at as "expiresAt"`.execute(tx);
  return rows[0]?.expiresAt ?? null;
}

/** Kills the person's links: of an invitation and of its letters. */
export async function deleteInvitations(tx: Tx, { orgId, personId }: Whose): Promise<void> {
  await sql`delete from invitation where org_id = ${orgId} and person_id = ${personId}`.execute(tx);
}
