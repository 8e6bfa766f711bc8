import { type RawBuilder, sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { settlements } from '../contract.ts';
import { type PaymentState, paymentStates } from '../model.ts';

type Page = OutputOf<typeof settlements.statements>;
type View = OutputOf<typeof settlements.statement>;
type Row = Page['rows'][number];

const pageSize = 50;

/** Whose payments are seen; money of nobody yet only by those who see all accounts. */
function paymentsSeen({ orgId, actor }: ReadContext): RawBuilder<boolean> {
  if (actor.scope.kind === 'all') return sql<boolean>`true`;
  return sql<boolean>`p.account_id in (select a.id from account a where a.org_id = ${orgId} and ${visibleTo(actor, 'a')})`;
}

function selectStatements(context: ReadContext): RawBuilder<Row> {
  const { orgId } = context;
  const waiting = sql`from payment p where p.org_id = ${orgId} and p.import_id = i.id
    and p.state in ('probable', 'unknown') and ${paymentsSeen(context)}`;
  return sql<Row>`
    select i.id, i.file_name as "fileName", i.started_at as "importedAt", m.name as "importedBy",
      ${figuresOf(context)},
      (select count(*)::int ${waiting}) as "leftCount", (select coalesce(sum(p.amount_minor), 0)::text ${waiting}) as "leftMinor"
    from import_run i left join person m on m.org_id = ${orgId} and m.id = i.started_by
    where i.org_id = ${orgId} and i.kind = 'bank-statement'`;
}

/** What came of a file: the whole firm's money for who sees all accounts, for others that of their accounts alone. */
function figuresOf(context: ReadContext): RawBuilder<unknown> {
  if (context.actor.scope.kind === 'all') {
    return sql`i.rows_read::int as documents, i.created_count::int as taken, i.unchanged_count::int as duplicates,
      i.rejected_count::int as rejected, coalesce(i.summary ->> 'inMinor', '0') as "inMinor",
      i.warning_count::int as warnings`;
  }
  const seen = sql`from payment p where p.org_id = ${context.orgId} and p.import_id = i.id and ${paymentsSeen(context)}`;
  return sql`(select count(*)::int ${seen}) as documents, (select count(*)::int ${seen}) as taken, 0 as duplicates,
    0 as rejected, (select coalesce(sum(p.amount_minor), 0)::text ${seen} and p.direction = 'in') as "inMinor",
    0 as warnings`;
}

/** Loaded statements, the latest first. */
export async function listStatements(
  context: ReadContext,
  input: InputOf<typeof settlements.statements>,
): Promise<Result<Page>> {
  const after = keyOf(input.cursor, ['instant', 'id']);
  const beyond = after === null ? sql`` : sql`and (i.started_at, i.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<Row>`
    ${selectStatements(context)} ${beyond} order by i.started_at desc, i.id desc limit ${pageSize + 1}`.execute(
    context.read,
  );
  return ok(pageOf(rows, pageSize, (row) => [row.importedAt, row.id]));
}

/** A statement, or all that waits: how its incoming payments stand now. */
export async function getStatement(
  context: ReadContext,
  { statementId }: InputOf<typeof settlements.statement>,
): Promise<Result<View>> {
  const { read, orgId } = context;
  const now = await shares(context, statementId);
  if (statementId === 'all') return ok({ statement: null, summary: null, now });
  const { rows } = await sql<Row>`${selectStatements(context)} and i.id = ${statementId}`.execute(read);
  const statement = rows[0];
  if (statement === undefined) return refuse('settlements.statement_not_found');
  if (context.actor.scope.kind !== 'all') return ok({ statement, summary: null, now });
  const { rows: kept } = await sql<{ summary: View['summary'] }>`
    select i.summary from import_run i where i.org_id = ${orgId} and i.id = ${statementId}`.execute(read);
  return ok({ statement, summary: kept[0]?.summary ?? null, now });
}

async function shares(context: ReadContext, statementId: string): Promise<View['now']> {
  const { read, orgId } = context;
  const ofFile = statementId === 'all' ? sql`p.state in ('probable', 'unknown')` : sql`p.import_id = ${statementId}`;
  const { rows } = await sql<{ state: PaymentState; count: number; sum: string }>`
    select p.state, count(*)::int as count, sum(p.amount_minor) as sum from payment p
    where p.org_id = ${orgId} and p.direction = 'in' and ${ofFile} and ${paymentsSeen(context)}
    group by p.state`.execute(read);
  const found = new Map(rows.map((row) => [row.state, { count: row.count, sumMinor: row.sum }]));
  const none = { count: 0, sumMinor: '0' };
  return Object.fromEntries(paymentStates.map((state) => [state, found.get(state) ?? none])) as View['now'];
}
