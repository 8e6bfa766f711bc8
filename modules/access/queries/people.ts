import { sql } from 'kysely';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { people } from '../contract.ts';
import { sessionIdleMs, shifted } from '../model.ts';
import { decideWithin, type Rights, type Visibility } from '../rules.ts';

const limit = 100;
type Row = OutputOf<typeof people.list>['rows'][number];
type Card = OutputOf<typeof people.get>;

const state = sql<
  Row['state']
>`case when not p.active then 'inactive' when p.password_hash is null then 'invited' else 'active' end`;
const columns = sql`p.id, p.name, p.email, p.post, p.phone, p.role_id as "roleId", r.name as "roleName",
  p.department_id as "departmentId", d.name as "departmentName", ${state} as state`;

/** What is typed into a search, with the signs of LIKE taken for themselves. */
const likeOf = (text: string): string =>
  `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** People by name, a page at a time. */
export async function listPeople(
  context: ReadContext,
  input: InputOf<typeof people.list>,
): Promise<Result<{ rows: Row[]; next: string | null }>> {
  const { read, orgId } = context;
  const [afterName, afterId] = keyOf(input.cursor, ['text', 'id']) ?? [];
  const like = input.q === undefined ? null : likeOf(input.q);
  const { rows } = await sql<Row>`
    select ${columns}, (select max(s.seen_at) from session s where s.org_id = ${orgId} and s.person_id = p.id) as "seenAt"
    from person p
    join role r on r.org_id = ${orgId} and r.id = p.role_id
    left join department d on d.org_id = ${orgId} and d.id = p.department_id
    where p.org_id = ${orgId}
      and (${like}::text is null or lower(p.name || ' ' || p.email || ' ' || p.post) like ${like})
      and (${input.state ?? null}::text is null or ${state} = ${input.state ?? null})
      and (${input.roleId ?? null}::uuid is null or p.role_id = ${input.roleId ?? null})
      and (${input.departmentId ?? null}::uuid is null or p.department_id = ${input.departmentId ?? null})
      and (${afterName ?? null}::text is null
        or (p.name collate ru_name, p.id::text) > (${afterName ?? null} collate ru_name, ${afterId ?? null}))
    order by p.name collate ru_name, p.id::text limit ${limit + 1}`.execute(read);
  return ok(pageOf(rows, limit, (row) => [row.name, row.id]));
}

/** Active people to choose from. */
export async function pickPeople(
  { read, orgId }: ReadContext,
  { q }: InputOf<typeof people.pick>,
): Promise<Result<OutputOf<typeof people.pick>>> {
  const like = q === undefined ? null : likeOf(q);
  const { rows } = await sql<OutputOf<typeof people.pick>['rows'][number]>`
    select id, name, post from person
    where org_id = ${orgId} and active and (${like}::text is null or lower(name || ' ' || post) like ${like})
    order by name collate ru_name, id limit 50`.execute(read);
  return ok({ rows });
}

type CardRow = Omit<Card, 'closed' | 'isSelf'> & {
  readonly permissions: Rights['permissions'];
  readonly visibility: Visibility;
  readonly seesCost: boolean;
  readonly mayExport: boolean;
};

/** A person, and why the reader may or may not change them. */
export async function readPerson(
  context: ReadContext,
  { personId }: InputOf<typeof people.get>,
): Promise<Result<Card>> {
  const { read, orgId, now, actor } = context;
  const { rows } = await sql<CardRow>`
    select ${columns}, p.version, p.lang, p.created_at as "createdAt", r.permissions, r.visibility,
      r.sees_cost as "seesCost", r.may_export as "mayExport",
      (select max(s.seen_at) from session s where s.org_id = ${orgId} and s.person_id = p.id) as "seenAt",
      (select max(i.expires_at) from invitation i where i.org_id = ${orgId} and i.person_id = p.id
        and i.used_at is null and i.expires_at > ${now}) as "invitedUntil",
      (select count(*)::int from session s where s.org_id = ${orgId} and s.person_id = p.id
        and s.expires_at > ${now} and s.seen_at > ${shifted(now, -sessionIdleMs)}) as sessions
    from person p
    join role r on r.org_id = ${orgId} and r.id = p.role_id
    left join department d on d.org_id = ${orgId} and d.id = p.department_id
    where p.org_id = ${orgId} and p.id = ${personId}`.execute(read);
  const row = rows[0];
  if (row === undefined) return refuse('access.not_found');
  const { permissions, visibility, seesCost, mayExport, ...card } = row;
  const change = closedFor(context, { permissions, visibility, seesCost, mayExport });
  const isSelf = personId === actor.personId;
  const inactive: Refusal | null = card.state === 'inactive' ? refuse('access.person_inactive') : null;
  return ok({
    ...card,
    isSelf,
    closed: {
      change,
      deactivate: change ?? (isSelf ? refusalOf(refuse('access.not_yourself')) : null),
      invite: change ?? refusalOf(inactive),
    },
  });
}

type Closed = Card['closed']['change'];

/** Why the reader may not change somebody with these rights: the rule that the commands ask. */
function closedFor({ actor }: ReadContext, rights: Rights): Closed {
  if (!actor.permissions.has('people.write'))
    return { code: 'platform.forbidden', details: { permission: 'people.write' } };
  const mine: Rights = {
    permissions: [...actor.permissions],
    visibility: actor.scope.kind === 'all' ? 'all' : 'own',
    seesCost: actor.seesCost,
    mayExport: actor.mayExport,
  };
  const within = decideWithin(mine, [rights]);
  return within.ok ? null : refusalOf(within);
}

function refusalOf(refusal: Refusal | null): Closed {
  if (refusal === null) return null;
  return refusal.details === undefined ? { code: refusal.code } : { code: refusal.code, details: refusal.details };
}
