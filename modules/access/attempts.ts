/**
 * Slows guessing down. An attempt is counted before the password is looked at, so that a hundred at once count as a
 * hundred; a right password takes its count back. The table belongs to no org: the org is not known yet.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Db } from '#platform/database.ts';
import { emailKey } from './model.ts';
import { addressKey } from './rules.ts';

/** After `free` attempts each further one closes the way for `firstWaitS`, doubled each time, at most `waitMostS`. */
export type Slowing = {
  readonly free: number;
  readonly firstWaitS: number;
  readonly waitMostS: number;
  readonly forgivenS: number;
};

/** One counted key: an e-mail, an address, a person at the password form. One failure is forgiven every `forgivenS`. */
export type Counted = { readonly key: string; readonly slowing: Slowing };

const byEmail: Slowing = { free: 5, firstWaitS: 5, waitMostS: 900, forgivenS: 900 };
// An office may sit behind one address, so it is allowed more and forgiven sooner.
const byAddress: Slowing = { free: 30, firstWaitS: 5, waitMostS: 900, forgivenS: 60 };

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Failures for an e-mail, known or not. What was typed is not kept, only its hash. */
export function emailAttempts(email: string): Counted {
  return { key: `email:${digest(emailKey(email))}`, slowing: byEmail };
}

export function addressAttempts(address: string): Counted {
  return { key: `address:${addressKey(address)}`, slowing: byAddress };
}

export function personAttempts(personId: string): Counted {
  return { key: `person:${personId}`, slowing: byEmail };
}

/** Counts an attempt. Answers the seconds the next one must wait (0 for none); refuses while the way is closed. */
export async function takeAttempt(db: Db, { key, slowing }: Counted, now: Date): Promise<Result<number>> {
  const at = now.toISOString();
  const failures = sql<number>`greatest(0, a.failures - greatest(0,
    floor(extract(epoch from ${at}::timestamptz - a.last_at) / ${slowing.forgivenS}::int)))::int + 1`;
  const wait = (count: typeof failures) => sql`case when ${count} < ${slowing.free} then null
    else ${at}::timestamptz + make_interval(secs => least(${slowing.waitMostS}::int,
      ${slowing.firstWaitS}::int * power(2, least(${count} - ${slowing.free}, 20)))) end`;
  const { rows } = await sql<{ blocked_until: string | null }>`
    insert into sign_in_attempt as a (attempt_key, failures, last_at, blocked_until) values (${key}, 1, ${at}, null)
    on conflict (attempt_key) do update
      set failures = ${failures}, last_at = ${at}::timestamptz, blocked_until = ${wait(failures)}
      where a.blocked_until is null or a.blocked_until <= ${at}::timestamptz
        -- further off than any wait: the clock was wrong when it was written
        or a.blocked_until > ${at}::timestamptz + make_interval(secs => ${slowing.waitMostS}::int)
    returning blocked_until`.execute(db.kysely);
  const row = rows[0];
  if (row !== undefined) return ok(secondsUntil(row.blocked_until, now));
  const held = await sql<{ blocked_until: string | null }>`
    select blocked_until from sign_in_attempt where attempt_key = ${key}`.execute(db.kysely);
  return refuse('access.too_many_attempts', {
    seconds: Math.max(1, secondsUntil(held.rows[0]?.blocked_until ?? null, now)),
  });
}

/** The password was right: nothing stands against the key. */
export async function forgiveAll(db: Db, { key }: Counted): Promise<void> {
  await sql`delete from sign_in_attempt where attempt_key = ${key}`.execute(db.kysely);
}

/** The password was right, which says nothing of the others at this address: only this attempt is taken back. */
export async function forgiveOne(db: Db, { key }: Counted): Promise<void> {
  await sql`update sign_in_attempt set failures = greatest(0, failures - 1), blocked_until = null
    where attempt_key = ${key}`.execute(db.kysely);
}

/** Forgets what was counted more than two days ago. */
export async function sweepAttempts(db: Db, now: string): Promise<void> {
  await sql`delete from sign_in_attempt where last_at < ${now}::timestamptz - interval '2 days'`.execute(db.kysely);
}

function secondsUntil(until: string | null, now: Date): number {
  return until === null ? 0 : Math.max(0, Math.ceil((new Date(until).getTime() - now.getTime()) / 1000));
}
