/** The audit: who did what, newest first. What the reader may not see elsewhere is not seen here either. */
import { type RawBuilder, sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Read } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { audit } from '../contract-org.ts';
import { factsOf, type Json } from './facts.ts';

export type AuditRow = OutputOf<typeof audit.list>['rows'][number];
export type AuditFilters = Omit<InputOf<typeof audit.list>, 'cursor'>;
type Row = Omit<AuditRow, 'facts'> & { readonly seq: string; readonly payload: Json };

const limit = 100;

/** One page of events; the cursor is the place of the last one. */
export async function listAudit(
  context: ReadContext,
  input: InputOf<typeof audit.list>,
): Promise<Result<{ rows: AuditRow[]; next: string | null }>> {
  const days = checkDays(input);
  if (!days.ok) return days;
  const before = keyOf(input.cursor, ['number'])?.[0];
  const rows = await auditRows(context, {
    filters: input,
    before: /^\d{1,18}$/.test(before ?? '') ? before : undefined,
    limit: limit + 1,
  });
  const { rows: shown, next } = pageOf(rows, limit, (row) => [row.seq]);
  return ok({ rows: shown.map((row) => viewOf(row, context.actor)), next });
}

/** Refuses days that are not in the calendar, such as 30 February. */
export function checkDays({ from, to }: AuditFilters): Result<true> {
  const wrong = [from, to].find((day) => day !== undefined && parsePlainDate(day) === null);
  return wrong === undefined ? ok(true) : refuse('access.no_such_date', { date: wrong });
}

type Reader = { readonly read: Read; readonly actor: Actor; readonly orgId: string };
type Asked = { readonly filters: AuditFilters; readonly before: string | undefined; readonly limit: number };

/** Events after the filters and the reader's eyes, by `seq` downwards from `before`. */
export async function auditRows(
  { read, actor, orgId }: Reader,
  { filters, before, limit: most }: Asked,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.id, e.seq, e.at, e.name, e.actor_id as "actorId", p.name as "actorName", f.name as "actedForName",
      e.subject_type as "subjectType", e.subject_id as "subjectId", e.account_id as "accountId", a.name as "accountName",
      e.payload, e.request_id as "requestId"
    from event e
    join org o on o.org_id = ${orgId}
    left join person p on p.org_id = ${orgId} and p.id = e.actor_id
    left join person f on f.org_id = ${orgId} and f.id = e.acted_for
    left join account a on a.org_id = ${orgId} and a.id = e.account_id
    where e.org_id = ${orgId}
      and (e.account_id is null or (a.id is not null and ${visibleTo(actor, 'a')}))
      and ${matching(filters)}
      ${before === undefined ? sql`` : sql`and e.seq < ${before}::bigint`}
    order by e.seq desc limit ${most}`.execute(read);
  return rows;
}

/** The filters as one condition; a day begins and ends in the organisation's time zone. */
function matching(filters: AuditFilters): RawBuilder<boolean> {
  const conditions = [
    filters.personId === undefined ? null : sql`${filters.personId} in (e.actor_id, e.acted_for)`,
    filters.accountId === undefined ? null : sql`e.account_id = ${filters.accountId}`,
    filters.subjectId === undefined ? null : sql`e.subject_id = ${filters.subjectId}`,
    filters.name === undefined ? null : sql`starts_with(e.name, ${filters.name})`,
    filters.from === undefined ? null : sql`e.at >= ${filters.from}::date::timestamp at time zone o.time_zone`,
    filters.to === undefined ? null : sql`e.at < (${filters.to}::date + 1)::timestamp at time zone o.time_zone`,
  ].filter((one) => one !== null);
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** The row as people get it: costs and margins only for those who see them. */
export function viewOf({ seq: _seq, payload, ...row }: Row, actor: Actor): AuditRow {
  return { ...row, facts: factsOf(payload, actor.seesCost) };
}
