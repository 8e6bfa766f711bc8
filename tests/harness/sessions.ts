import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newId } from '#kernel/id.ts';

/** Signs a fixture's person in by writing the session's row; answers the cookie. */
export async function openSession(owner: pg.Pool, orgId: string, personId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest();
  await owner.query(
    `insert into session (org_id, token_hash, id, person_id, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, now(), now(), now() + interval '1 day')`,
    [orgId, hash, newId(), personId],
  );
  return `kamerton_session=${orgId}.${token}`;
}
