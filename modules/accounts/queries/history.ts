/** What happened to an account: its timeline, its notes, its files, its managers. */
import { type RawBuilder, sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import { permissions } from '#platform/permission.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { accounts } from '../contract.ts';

const entriesPage = 30;
const notesPage = 30;
const spellsMost = 100;

/** Whether the account is there and seen: every history begins with it. */
function seen({ actor, orgId }: ReadContext, accountId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from account a where a.org_id = ${orgId} and a.id = ${accountId} and
    ${visibleTo(actor, 'a')})`;
}

/** Whether the actor sees the account. */
export async function isSeen(context: ReadContext, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`select ${seen(context, accountId)} as seen`.execute(context.read);
  return rows[0]?.seen === true;
}

type Facts = OutputOf<typeof accounts.timeline>['rows'][number]['facts'];
type Entry = {
  id: string;
  at: string;
  name: string;
  actorName: string | null;
  actedForName: string | null;
  subjectType: string;
  subjectId: string;
  payload: unknown;
  seq: string;
};

/** Events of the account, newest first. Events of a module come only to those who may read that module. */
export async function accountTimeline(
  context: ReadContext,
  { accountId, cursor }: InputOf<typeof accounts.timeline>,
): Promise<Result<OutputOf<typeof accounts.timeline>>> {
  const { orgId, actor, read } = context;
  if (!(await isSeen(context, accountId))) return refuse('accounts.not_found');
  const before = keyOf(cursor, ['number'])?.[0] ?? null;
  const shut = permissions
    .filter((one) => one.endsWith('.read') && !actor.permissions.has(one))
    .map((one) => one.split('.')[0]);
  const { rows } = await sql<Entry>`
    select e.id, e.at, e.name, e.subject_type as "subjectType", e.subject_id as "subjectId", e.payload, e.seq,
      p.name as "actorName", f.name as "actedForName"
    from event e
    left join person p on p.org_id = ${orgId} and p.id = e.actor_id
    left join person f on f.org_id = ${orgId} and f.id = e.acted_for
    where e.org_id = ${orgId} and e.account_id = ${accountId} and (${before}::bigint is null or e.seq <
      ${before}::bigint)
      and split_part(e.name, '.', 1) <> all(${shut}::text[])
    order by e.seq desc limit ${entriesPage + 1}`.execute(read);
  const page = pageOf(rows, entriesPage, (row) => [row.seq]);
  return ok({
    next: page.next,
    rows: page.rows.map(({ payload, seq: _seq, ...row }) => ({ ...row, facts: factsOf(payload, actor.seesCost) })),
  });
}

const costly = /cost|margin|floor/i;

/** The payload's plain values, without cost and margin for those who may not know them; lists as one text. */
function factsOf(payload: unknown, seesCost: boolean): Facts {
  const entries = payload !== null && typeof payload === 'object' ? Object.entries(payload) : [];
  const plain = entries
    .filter(([key]) => seesCost || !costly.test(key))
    .map(([key, value]) => [key, plainOf(value)] as const);
  return Object.fromEntries(plain.filter((entry): entry is [string, Facts[string]] => entry[1] !== undefined));
}

function plainOf(value: unknown): Facts[string] | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : undefined;
}

/** Who was responsible, and when, newest first. */
export async function accountManagers(
  context: ReadContext,
  { accountId }: InputOf<typeof accounts.managers>,
): Promise<Result<OutputOf<typeof accounts.managers>>> {
  const { orgId, read } = context;
  if (!(await isSeen(context, accountId))) return refuse('accounts.not_found');
  const { rows } = await sql<OutputOf<typeof accounts.managers>['rows'][number]>`
    select m.name as "managerName", s.since, s.until, c.name as "changedByName", s.reason
    from account_manager s
    left join person m on m.org_id = ${orgId} and m.id = s.manager_id
    left join person c on c.org_id = ${orgId} and c.id = s.changed_by
    where s.org_id = ${orgId} and s.account_id = ${accountId}
    order by s.since desc, s.id desc limit ${spellsMost}`.execute(read);
  return ok({ rows });
}

/** Notes, newest first. */
export async function accountNotes(
  context: ReadContext,
  { accountId, cursor }: InputOf<typeof accounts.notes>,
): Promise<Result<OutputOf<typeof accounts.notes>>> {
  const { orgId, read } = context;
  if (!(await isSeen(context, accountId))) return refuse('accounts.not_found');
  const after = keyOf(cursor, ['instant', 'id']);
  const { rows } = await sql<OutputOf<typeof accounts.notes>['rows'][number]>`
    select n.id, n.body, n.written_at as "writtenAt", coalesce(p.name, '') as "writtenByName"
    from account_note n left join person p on p.org_id = ${orgId} and p.id = n.written_by
    where n.org_id = ${orgId} and n.account_id = ${accountId}
      and (${after?.[0] ?? null}::timestamptz is null
        or (n.written_at, n.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by n.written_at desc, n.id desc limit ${notesPage + 1}`.execute(read);
  return ok(pageOf(rows, notesPage, (row) => [row.writtenAt, row.id]));
}

/** Attached files, newest first. */
export async function accountFiles(
  context: ReadContext,
  { accountId, cursor }: InputOf<typeof accounts.files>,
): Promise<Result<OutputOf<typeof accounts.files>>> {
  const { orgId, read } = context;
  if (!(await isSeen(context, accountId))) return refuse('accounts.not_found');
  const after = keyOf(cursor, ['instant', 'id']);
  const { rows } = await sql<OutputOf<typeof accounts.files>['rows'][number]>`
    select f.id, f.name, f.media_type as "mediaType", f.size_bytes::integer as "sizeBytes",
      coalesce(p.name, '') as "attachedByName", x.attached_at as "attachedAt"
    from account_file x
    join file f on f.org_id = ${orgId} and f.id = x.file_id
    left join person p on p.org_id = ${orgId} and p.id = x.attached_by
    where x.org_id = ${orgId} and x.account_id = ${accountId}
      and (${after?.[0] ?? null}::timestamptz is null
        or (x.attached_at, x.file_id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by x.attached_at desc, x.file_id desc limit ${notesPage + 1}`.execute(read);
  return ok(pageOf(rows, notesPage, (row) => [row.attachedAt, row.id]));
}

export type StoredFile = {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
};

/** One attached file for a download; null unless it is on an account that the actor sees. */
export async function fileOfAccount(
  context: ReadContext,
  at: InputOf<typeof accounts.download>,
): Promise<StoredFile | null> {
  const { orgId, read } = context;
  const { rows } = await sql<StoredFile>`
    select f.sha256, f.name, f.media_type as "mediaType", f.size_bytes::integer as "sizeBytes"
    from account_file x join file f on f.org_id = ${orgId} and f.id = x.file_id
    where x.org_id = ${orgId} and x.account_id = ${at.accountId} and x.file_id = ${at.fileId}
      and ${seen(context, at.accountId)}`.execute(read);
  return rows[0] ?? null;
}
