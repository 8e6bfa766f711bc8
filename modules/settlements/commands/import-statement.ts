import { createHash } from 'node:crypto';
import { type Static, Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import { Id, Text } from '#platform/endpoint.ts';
import { jsonText } from '#platform/json-text.ts';
import type { StatementSummary } from '../contract.ts';
import type { NewPayment, PaymentState } from '../model.ts';
import { bookPayments } from '../money.ts';
import { readStatement } from '../rules/statement.ts';
import { type StatementLine, statementAccounts, statementLines } from '../rules/statement-line.ts';
import type { Statement } from '../rules/statement-model.ts';
import { type KeyedLine, matchLines } from './match-lines.ts';

export type Summary = Static<typeof StatementSummary>;

const input = Type.Object({ importId: Id, fileName: Text(255), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/**
 * Takes a bank statement into the books: payments known already are left alone, certain matches settle their debts,
 * probable ones wait for a person with their reasons, the rest is an advance. All or nothing; two statements at once
 * wait for each other. `bytes` is the file of `sha256`: its content stands in the key of the act, not in its input.
 */
export function importStatement(bytes: Uint8Array): Command<typeof input, Summary> {
  return command({
    name: 'settlements.import_statement',
    permission: 'settlements.write',
    input,
    constraints: { payment_statement_unique: 'platform.busy', import_run_pk: 'settlements.statement_exists' },
    async handle(context, file): Promise<Result<Summary>> {
      const read = readStatement(bytes);
      if (!read.ok) return read;
      const statement = read.value;
      await lockStatements(context);
      const entities = await ownAccounts(context);
      const named = statementAccounts(statement);
      const lines = statementLines(statement, new Set([...entities.keys(), ...named]));
      const sorted = await sortLines(context, lines);
      const { importId, fileName } = file;
      const payments = await matchLines(context, { lines: sorted.fresh, entities, importId });
      const summary = summaryOf({ statement, lines, payments, ...sorted }, { named, entities });
      await keepRun(context, { ...file, sizeBytes: bytes.length, summary });
      await bookPayments(context, payments);
      context.emit({
        name: 'settlements.statement_imported',
        subject: { type: 'import_run', id: importId },
        payload: { fileName, ...summary, warnings: summary.warnings.length },
      });
      for (const payment of payments) tellPaid(context, payment);
      return ok(summary);
    },
  });
}

/** Locks the org's row of statements: the second of two uploads sees every payment of the first. */
async function lockStatements({ tx, orgId }: ActContext): Promise<void> {
  await sql`
    insert into number_series as s (org_id, series, year, last) values (${orgId}, 'bank-statement', 0, 1)
    on conflict (org_id, series, year) do update set last = s.last + 1`.execute(tx);
}

type Run = Static<typeof input> & { readonly sizeBytes: number; readonly summary: Summary };

/** The upload stands among the imports, with its file. */
async function keepRun({ tx, orgId, actor, now }: ActContext, run: Run): Promise<void> {
  const { summary } = run;
  const fileId = newId();
  const taken = summary.matched + summary.probable + summary.advance + summary.unknown + summary.other;
  await sql`
    with kept as (
      insert into file (org_id, id, sha256, size_bytes, name, media_type, created_by, created_at)
      values (${orgId}, ${fileId}, ${run.sha256}, ${run.sizeBytes}, ${run.fileName}, 'text/plain', ${actor.personId}, ${now})
    )
    insert into import_run (org_id, id, kind, file_id, file_name, state, mapping, rows_read, created_count, unchanged_count,
      rejected_count, warning_count, summary, next_row, started_by, started_at, finished_at)
    values (${orgId}, ${run.importId}, 'bank-statement', ${fileId}, ${run.fileName}, 'done', '{}', ${summary.documents},
      ${taken}, ${summary.duplicates}, ${summary.rejected}, ${summary.warnings.length}, ${jsonText(summary)}::jsonb,
      ${summary.documents}, ${actor.personId}, ${now}, ${now})`.execute(tx);
}

/** Our own bank accounts and whose they are. */
async function ownAccounts({ tx, orgId }: ActContext): Promise<Map<string, string>> {
  const { rows } = await sql<{ number: string; entityId: string }>`
    select account_number as number, legal_entity_id as "entityId" from legal_entity_bank where org_id = ${orgId}`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.number, row.entityId]));
}

type Sorted = { readonly fresh: KeyedLine[]; readonly duplicates: number; readonly rejected: number };

const isWhole = (line: StatementLine): line is StatementLine & { bookedOn: string; sumMinor: bigint } =>
  line.bookedOn !== null && line.sumMinor !== null && line.sumMinor > 0n;

/** Leaves out what has no day or sum, what stands twice in the file, and what was loaded before. */
async function sortLines({ tx, orgId }: ActContext, lines: readonly StatementLine[]): Promise<Sorted> {
  const whole = lines.filter(isWhole);
  const keyed = whole
    .filter((line) => line.repeats === null)
    .map((line) => ({ ...line, key: createHash('sha256').update(line.keyText).digest('hex') }));
  const { rows } = await sql<{ key: string }>`
    select p.statement_key as key from payment p
    where p.org_id = ${orgId} and p.statement_key = any(${keyed.map((line) => line.key)}::text[])`.execute(tx);
  const known = new Set(rows.map((row) => row.key));
  const fresh = keyed.filter((line) => !known.has(line.key));
  return { fresh, duplicates: whole.length - fresh.length, rejected: lines.length - whole.length };
}

type Outcome = Sorted & {
  readonly statement: Statement;
  readonly lines: readonly StatementLine[];
  readonly payments: readonly NewPayment[];
};
type Accounts = { readonly named: readonly string[]; readonly entities: ReadonlyMap<string, string> };

const warningsMost = 200;

function summaryOf({ statement, lines, payments, duplicates, rejected }: Outcome, accounts: Accounts): Summary {
  const { named, entities } = accounts;
  // Only what the account numbers say is counted: a masked payer known by the debit date alone is kept, not summed.
  const sum = (direction: StatementLine['direction']): string => {
    const counted = lines.filter((line) => line.direction === direction && line.evidence === 'account');
    return String(counted.reduce((total, line) => total + (line.sumMinor ?? 0n), 0n));
  };
  const count = (state: PaymentState): number => payments.filter((payment) => payment.state === state).length;
  const strangers = entities.size === 0 ? [] : named.filter((account) => !entities.has(account));
  const strange = strangers.map((account) => ({
    code: 'settlements.statement_account_not_ours',
    line: null,
    details: { account },
  }));
  return {
    accounts: named.length,
    documents: statement.documents.length,
    inMinor: sum('in'),
    outMinor: sum('out'),
    matched: count('matched'),
    probable: count('probable'),
    advance: count('advance'),
    unknown: count('unknown'),
    other: count('ignored'),
    duplicates,
    rejected,
    warnings: [...strange, ...statement.warnings]
      .slice(0, warningsMost)
      .map(({ code, line, details }) => ({ code, line, details: { ...details } })),
  };
}

/** The account's timeline says that money came. */
function tellPaid(context: ActContext, payment: NewPayment): void {
  if (payment.accountId === null || payment.direction !== 'in') return;
  context.emit({
    name: 'settlements.payment_received',
    subject: { type: 'payment', id: payment.id },
    accountId: payment.accountId,
    payload: { number: payment.number, amountMinor: String(payment.amountMinor), state: payment.state },
  });
}
