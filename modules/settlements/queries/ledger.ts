import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { settlements } from '../contract.ts';

type View = OutputOf<typeof settlements.ledger>;

const pageSize = 100;

/** The account's ledger with its running balance, the latest first. */
export async function listLedger(
  { read, orgId, actor }: ReadContext,
  input: InputOf<typeof settlements.ledger>,
): Promise<Result<View>> {
  const after = keyOf(input.cursor, ['day', 'id']);
  const account = await sql<{ id: string }>`
    select a.id from account a
    where a.org_id = ${orgId} and a.id = ${input.accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  if (account.rows.length === 0) return refuse('settlements.account_not_found');
  const { rows } = await sql<View['rows'][number]>`
    select * from (
      select e.id, e.kind, e.amount_minor as "amountMinor", e.effective_on as "effectiveOn", e.note,
        e.source_id as "sourceId", sum(e.amount_minor) over (order by e.effective_on, e.id) as "balanceMinor"
      from ledger_entry e where e.org_id = ${orgId} and e.account_id = ${input.accountId}) l
    where ${after === null ? sql`true` : sql`(l."effectiveOn", l.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by l."effectiveOn" desc, l.id desc limit ${pageSize + 1}`.execute(read);
  return ok(pageOf(rows, pageSize, (row) => [row.effectiveOn, row.id]));
}
