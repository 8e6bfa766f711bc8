/**
 * Signing in and out. It writes by `writeOrg` and not by a command: until the password is found right there is no actor
 * whose act it could be, and the password may not go where a command's input is hashed and kept.
 */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Platform } from '#platform/command.ts';
import { type Db, readOrg, writeOrg } from '#platform/database.ts';
import { addressAttempts, emailAttempts, forgiveAll, forgiveOne, takeAttempt } from './attempts.ts';
import { keepEvent, writeEvent } from './audit-event.ts';
import { emailKey } from './model.ts';
import { checkPassword } from './password.ts';
import { forgetSessions, sessionKey } from './session.ts';
import { deleteSessionByKey, insertSession, type Opened, type Place } from './session-store.ts';

export type Credentials = { readonly email: string; readonly password: string };
/** The place, and the cookie the browser had before: its session ends when another begins. */
export type SignInPlace = Place & { readonly oldCookie: string | undefined };

// A refused sign-in takes this long, so that the time tells nobody which e-mails are known.
const refusalMs = 150;
const noOrg = '00000000-0000-0000-0000-000000000000';

type Known = { readonly orgId: string; readonly personId: string; readonly passwordHash: string | null };

/**
 * Signs a person in under a new token. Refuses with `access.wrong_password`, the same for an unknown e-mail, a wrong
 * password, a deactivated person and one who never took the invitation; with `access.too_many_attempts` and `seconds`.
 */
export async function signIn(platform: Platform, given: Credentials, place: SignInPlace): Promise<Result<Opened>> {
  const { db } = platform;
  const now = platform.clock();
  const startedAt = performance.now();
  const counted = [addressAttempts(place.address), emailAttempts(given.email)] as const;
  const byAddress = await takeAttempt(db, counted[0], now);
  if (!byAddress.ok) return byAddress;
  const byEmail = await takeAttempt(db, counted[1], now);
  if (!byEmail.ok) return byEmail;

  const known = await findLogin(db, given.email);
  const right = await checkPassword(known?.passwordHash ?? null, given.password);
  const opened = right && known !== null ? await open(db, { known, now: now.toISOString(), place }) : null;
  if (opened === null) {
    const waitS = Math.max(byAddress.value, byEmail.value);
    if (known !== null) await failed(db, { known, now: now.toISOString(), place, waitS });
    await restOf(startedAt);
    return refuse('access.wrong_password');
  }
  await forgiveOne(db, counted[0]);
  await forgiveAll(db, counted[1]);
  await endOld(db, place, now.toISOString());
  return ok(opened);
}

/** Ends the session of the cookie, if it is one. Signing out twice is signing out. */
export async function signOut(platform: Platform, cookie: string | undefined, requestId: string): Promise<void> {
  const now = platform.clock().toISOString();
  const key = sessionKey(cookie);
  if (key === null) return;
  await writeOrg(platform.db, key.orgId, {
    work: async (tx) => {
      const ended = await deleteSessionByKey(tx, key);
      if (ended === null) return;
      const { personId } = ended;
      await keepEvent(tx, {
        orgId: key.orgId,
        name: 'access.signed_out',
        personId,
        actorId: personId,
        now,
        requestId,
        payload: {},
      });
    },
  });
  forgetSessions(key.orgId);
}

/** The person of an e-mail. Asks the same two questions whether or not there is one. */
async function findLogin(db: Db, email: string): Promise<Known | null> {
  const { rows } = await sql<{ orgId: string; personId: string }>`
    select org_id as "orgId", person_id as "personId" from directory_login
    where email_key = ${emailKey(email)}`.execute(db.kysely);
  const { orgId, personId } = rows[0] ?? { orgId: noOrg, personId: noOrg };
  const found = await readOrg(db, orgId, (read) =>
    sql<{ passwordHash: string | null }>`
      select case when p.active then p.password_hash end as "passwordHash" from person p
      where p.org_id = ${orgId} and p.id = ${personId}`.execute(read),
  );
  const row = found.rows[0];
  return row === undefined ? null : { orgId, personId, passwordHash: row.passwordHash };
}

type Opening = { readonly known: Known; readonly now: string; readonly place: Place };

/** Opens the session, unless the person was deactivated or got another password since the check; then null. */
async function open(db: Db, { known, now, place }: Opening): Promise<Opened | null> {
  const { orgId, personId } = known;
  return writeOrg(db, orgId, {
    work: async (tx) => {
      const { rows } = await sql`select id from person where org_id = ${orgId} and id = ${personId} and active
        and password_hash = ${known.passwordHash} for share`.execute(tx);
      if (rows.length === 0) return null;
      const opened = await insertSession(tx, { orgId, personId, now, place });
      const payload = { sessionId: opened.sessionId, address: place.address, agent: place.agent };
      await keepEvent(tx, {
        orgId,
        name: 'access.signed_in',
        personId,
        actorId: personId,
        now,
        requestId: place.requestId,
        payload,
      });
      return opened;
    },
  });
}

/** Who failed is not known, only as whom: the event has no actor. */
async function failed(db: Db, { known, now, place, waitS }: Opening & { readonly waitS: number }): Promise<void> {
  const { orgId, personId } = known;
  const payload = { address: place.address, agent: place.agent, waitSeconds: waitS };
  await writeEvent(db, {
    orgId,
    name: 'access.sign_in_failed',
    personId,
    actorId: null,
    now,
    requestId: place.requestId,
    payload,
  });
}

/** The browser's earlier session is over: one browser, one session, and no token lives through a sign-in. */
async function endOld(db: Db, place: SignInPlace, now: string): Promise<void> {
  const old = sessionKey(place.oldCookie);
  if (old === null) return;
  const { requestId } = place;
  await writeOrg(db, old.orgId, {
    work: async (tx) => {
      const ended = await deleteSessionByKey(tx, old);
      if (ended === null) return;
      const { id, personId } = ended;
      const payload = { sessionId: id, replaced: true };
      await keepEvent(tx, {
        orgId: old.orgId,
        name: 'access.signed_out',
        personId,
        actorId: personId,
        now,
        requestId,
        payload,
      });
    },
  });
  forgetSessions(old.orgId);
}

function restOf(startedAt: number): Promise<void> {
  const leftMs = Math.max(0, refusalMs - (performance.now() - startedAt));
  return new Promise((resolve) => setTimeout(resolve, leftMs));
}
