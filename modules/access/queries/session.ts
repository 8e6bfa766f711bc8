import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Read } from '#platform/database.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { sessions } from '../contract.ts';
import { sessionIdleMs, shifted } from '../model.ts';

/** How many decisions wait for the person; approvals answer it, the composition root brings them together. */
export type PendingDecisions = (context: ReadContext) => Promise<number>;

type Me = {
  readonly name: string;
  readonly email: string;
  readonly lang: 'ru' | 'en';
  readonly theme: 'light' | 'dark' | 'auto';
  readonly orgName: string;
  readonly currency: string;
  readonly timeZone: string;
};

/** Who I am and what I may: what the shell needs before any screen. */
export function readSession(pendingDecisions: PendingDecisions) {
  return async (context: ReadContext): Promise<Result<OutputOf<typeof sessions.get>>> => {
    const { read, actor, orgId, today } = context;
    const { rows } = await sql<Me>`
      select p.name, p.email, p.lang, p.theme, o.name as "orgName", o.currency, o.time_zone as "timeZone"
      from person p join org o on o.org_id = ${orgId}
      where p.org_id = ${orgId} and p.id = ${actor.personId}`.execute(read);
    const me = rows[0];
    if (me === undefined) return refuse('access.no_session');
    const { orgName, currency, timeZone, ...user } = me;
    return ok({
      user: { id: actor.personId, ...user },
      org: { id: orgId, name: orgName, currency, timeZone, today },
      permissions: [...actor.permissions],
      seesCost: actor.seesCost,
      mayExport: actor.mayExport,
      pendingDecisions: await pendingDecisions(context),
    });
  };
}

type Mine = { readonly orgId: string; readonly personId: string; readonly sessionId: string; readonly now: string };
type SessionRow = OutputOf<typeof sessions.list>['rows'][number];

/** My live sessions, the last used first. */
export async function listMySessions(
  read: Read,
  { orgId, personId, sessionId, now }: Mine,
): Promise<{ rows: SessionRow[] }> {
  const { rows } = await sql<SessionRow>`
    select id, created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt", address, agent,
      id = ${sessionId} as current
    from session where org_id = ${orgId} and person_id = ${personId}
      and expires_at > ${now} and seen_at > ${shifted(now, -sessionIdleMs)}
    order by seen_at desc, id desc limit 50`.execute(read);
  return { rows };
}
