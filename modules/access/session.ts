/** Who is behind a cookie. Hot requests cost no SQL: what is known of a session is believed for one second. */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, type Read, readOrg, writeOrg } from '#platform/database.ts';
import type { SignedIn } from '#platform/serve.ts';
import { type ActingRow, actingColumns, actingSql, actorFrom } from './acting.ts';
import { seenStepMs, sessionIdleMs, sessionTrustMs, shifted } from './model.ts';

/** A session's place: the org it belongs to and the hash that is kept of its token. */
export type SessionKey = { readonly orgId: string; readonly tokenHash: Buffer };

type Entry = { readonly readAtMs: number; readonly found: Promise<SignedIn | null> };

const cookieShape = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;
const rememberedMax = 20_000;
const remembered = new Map<string, Entry>();

/** A new secret of 256 bits, and the hash that is kept of it. */
export function newToken(): { readonly token: string; readonly tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: tokenHash(token) };
}

/** What is kept of a token. A fast hash is enough: there is nothing to guess in 256 random bits. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The first sign of a hash: enough to know a token from another, nothing to sign in by. */
export function markOf(hash: Buffer): string {
  return hash.subarray(0, 6).toString('hex');
}

/** The session a cookie points at; null when it is not shaped like one of ours. */
export function sessionKey(cookie: string | undefined): SessionKey | null {
  const [, orgId, token] = cookieShape.exec(cookie ?? '') ?? [];
  return orgId === undefined || token === undefined ? null : { orgId, tokenHash: tokenHash(token) };
}

/**
 * The person behind the cookie's value (`<orgId>.<token>`), with today's rights; null for no session, an expired or
 * a revoked one, or a person who was deactivated. `now` is the platform's clock.
 */
export function authenticate(db: Db, cookie: string | undefined, now: Date): Promise<SignedIn | null> {
  const key = sessionKey(cookie);
  if (key === null) return Promise.resolve(null);
  const name = `${key.orgId}.${key.tokenHash.toString('base64')}`;
  const age = now.getTime() - (remembered.get(name)?.readAtMs ?? Number.NEGATIVE_INFINITY);
  // A clock that went back makes the age negative: ask again rather than believe too long.
  const entry = age >= 0 && age < sessionTrustMs ? remembered.get(name) : undefined;
  return entry?.found ?? ask(db, { key, name, now });
}

/** Forgets what this process believes of an org's sessions: its own changes are seen at once. */
export function forgetSessions(orgId: string): void {
  for (const name of remembered.keys()) {
    if (name.startsWith(orgId)) remembered.delete(name);
  }
}

type Question = { readonly key: SessionKey; readonly name: string; readonly now: Date };

function ask(db: Db, { key, name, now }: Question): Promise<SignedIn | null> {
  const entry: Entry = { readAtMs: now.getTime(), found: find(db, key, now) };
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(name, entry);
  const forget = () => {
    if (remembered.get(name) === entry) remembered.delete(name);
  };
  // Only people are remembered, never strangers or faults.
  entry.found.then((person) => person ?? forget(), forget);
  return entry.found;
}

type Row = ActingRow & { readonly sessionId: string; readonly seenAt: string };

async function find(db: Db, key: SessionKey, now: Date): Promise<SignedIn | null> {
  const row = await readOrg(db, key.orgId, (read) => sessionRow(read, key, now));
  if (row === undefined) return null;
  if (now.getTime() - new Date(row.seenAt).getTime() >= seenStepMs) await markSeen(db, key, now);
  return { ...actorFrom(key.orgId, row), sessionId: row.sessionId };
}

/** The live session with its person and role. */
async function sessionRow(read: Read, { orgId, tokenHash }: SessionKey, now: Date): Promise<Row | undefined> {
  const { rows } = await sql<Row>`${actingSql(
    orgId,
    sql`select s.id as "sessionId", s.seen_at as "seenAt", ${actingColumns}
      from session s
      join person p on p.org_id = ${orgId} and p.id = s.person_id and p.active
      join role r on r.org_id = ${orgId} and r.id = p.role_id
      join org o on o.org_id = ${orgId}
      where s.org_id = ${orgId} and s.token_hash = ${tokenHash}
        and s.expires_at > ${now.toISOString()} and s.seen_at > ${shifted(now, -sessionIdleMs)}`,
  )}`.execute(read);
  return rows[0];
}

/** Pushes the idle end of a session away. Not a command: nobody did anything. */
async function markSeen(db: Db, { orgId, tokenHash }: SessionKey, now: Date): Promise<void> {
  await writeOrg(db, orgId, {
    work: (tx) =>
      sql`update session set seen_at = greatest(seen_at, ${now.toISOString()})
        where org_id = ${orgId} and token_hash = ${tokenHash}`.execute(tx),
  });
}
