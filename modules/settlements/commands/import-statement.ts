import { createHash } from 'node:crypto';
import { type Static, Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, type Result } from '#kernel/result.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import { Id, Text } from '#platform/endpoint.ts';
import type { StatementSummary } from '../contract.ts';
import { accountsByInn, lockDebts, type PayerAccount } from '../load-debts.ts';
import type { NewPayment, PaymentState } from '../model.ts';
import { bookPayments } from '../money.ts';
import type { OpenReceivable } from '../rules/candidates.ts';
import { type IncomingPayment, type Match, matchPayments } from '../rules/matching.ts';
import { purposeFacts } from '../rules/purpose.ts';
import { readStatement } from '../rules/statement.ts';
import { type StatementLine, statementAccounts, statementLines } from '../rules/statement-line.ts';
import type { Statement } from '../rules/statement-model.ts';

export type Summary = Static<typeof StatementSummary>;

const input = Type.Object({ importId: Id, fileName: Text(255), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/**
 * Takes a bank statement into the books: payments known already are left alone, certain matches settle their debts,
 * probable ones wait for a person with their reasons, the rest is an advance. All or nothing. `bytes` is the file of
 * `sha256`: its content stands in the key of the act, not in its input.
 */
export function importStatement(bytes: Uint8Array): Command<typeof input, Summary> {
  return command({
    name: 'settlements.import_statement',
    permission: 'settlements.write',
    input,
    constraints: { payment_statement_unique: 'platform.busy' },
    async handle(context, { importId, fileName }): Promise<Result<Summary>> {
      const read = readStatement(bytes);
      if (!read.ok) return read;
      const statement = read.value;
      const named = statementAccounts(statement);
      const entities = await ownAccounts(context);
      const lines = statementLines(statement, new Set([...entities.keys(), ...named]));
      const sorted = await sortLines(context, lines);
      const payments = await matchLines(context, { lines: sorted.fresh, entities, importId });
      await bookPayments(context, payments);
      const summary = summaryOf({ statement, lines, payments, ...sorted }, named);
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

/** Our own bank accounts and whose they are. */
async function ownAccounts({ tx, orgId }: ActContext): Promise<Map<string, string>> {
  const { rows } = await sql<{ number: string; entityId: string }>`
    select account_number as number, legal_entity_id as "entityId" from legal_entity_bank where org_id = ${orgId}`.execute(tx);
  return new Map(rows.map((row) => [row.number, row.entityId]));
}

type KeyedLine = StatementLine & { readonly key: string; readonly bookedOn: string; readonly sumMinor: bigint };
type Sorted = { readonly fresh: KeyedLine[]; readonly duplicates: number; readonly rejected: number };

/** Leaves out what has no day or sum, what stands twice in the file, and what was loaded before. */
async function sortLines({ tx, orgId }: ActContext, lines: readonly StatementLine[]): Promise<Sorted> {
  const whole = lines.filter((line): line is StatementLine & { bookedOn: string; sumMinor: bigint } => line.bookedOn !== null && line.sumMinor !== null && line.sumMinor > 0n);
  const keyed = whole.filter((line) => line.repeats === null).map((line) => ({ ...line, key: createHash('sha256').update(line.keyText).digest('hex') }));
  const { rows } = await sql<{ key: string }>`
    select statement_key as key from payment where org_id = ${orgId} and statement_key = any(${keyed.map((line) => line.key)}::text[])`.execute(tx);
  const known = new Set(rows.map((row) => row.key));
  const fresh = keyed.filter((line) => !known.has(line.key));
  return { fresh, duplicates: whole.length - fresh.length, rejected: lines.length - whole.length };
}

type Matching = { readonly lines: readonly KeyedLine[]; readonly entities: ReadonlyMap<string, string>; readonly importId: string };

async function matchLines(context: ActContext, { lines, entities, importId }: Matching): Promise<NewPayment[]> {
  const { tx, orgId } = context;
  const incoming = lines.filter((line) => line.direction === 'in');
  const payers = await accountsByInn(tx, orgId, [...new Set(incoming.flatMap((line) => line.counterparty.inn ?? []))]);
  const byInn = Map.groupBy(payers, (payer) => payer.inn);
  const asked = incoming.map((line) => askOf(line, byInn.get(line.counterparty.inn ?? '') ?? []));
  const debts = await lockDebts(tx, orgId, {
    accountIds: [...new Set(payers.map((payer) => payer.accountId))],
    groupIds: [...new Set(payers.flatMap((payer) => payer.groupId ?? []))],
    numberKeys: [...new Set(asked.flatMap((payment) => payment.purpose.documents.map((document) => document.key.core)))],
  });
  const owners = new Map(debts.map((debt) => [debt.id, debt]));
  const matches = new Map(matchPayments(asked, debts).map((match, at) => [incoming[at], { match, payment: asked[at] }]));
  return lines.map((line) => {
    const found = matches.get(line);
    const base = { ...plainOf(line), legalEntityId: entities.get(line.account) ?? null, importId };
    if (line.direction === 'foreign') return { ...base, ...unmatched, state: 'unknown' };
    return found?.payment === undefined ? { ...base, ...unmatched } : { ...base, ...settledBy(found.match, found.payment, owners) };
  });
}

function askOf(line: KeyedLine, payers: readonly PayerAccount[]): IncomingPayment {
  return {
    sumMinor: line.sumMinor,
    payerInn: line.counterparty.inn,
    payerAccountIds: payers.map((payer) => payer.accountId),
    payerGroupIds: [...new Set(payers.flatMap((payer) => payer.groupId ?? []))],
    purpose: purposeFacts(line.purpose),
    bookedOn: line.bookedOn,
  };
}

function plainOf(line: KeyedLine) {
  return {
    id: newId(),
    // A foreign movement names none of our accounts: it is kept as incoming, unknown, for a person to look at.
    direction: line.direction === 'foreign' ? ('in' as const) : line.direction,
    number: line.number.slice(0, 100),
    bookedOn: line.bookedOn,
    amountMinor: line.sumMinor,
    payerName: line.counterparty.name.slice(0, 300),
    payerInn: line.counterparty.inn ?? '',
    purpose: line.purpose.slice(0, 2_000),
    statementKey: line.key,
  };
}

const unmatched = { accountId: null, state: 'ignored' as PaymentState, reasons: [], proposal: [], parts: [] };
const stateOf: Record<Match['kind'], PaymentState> = { certain: 'matched', probable: 'probable', advance: 'advance', manual: 'unknown' };

/** Whose money it is: of the debts it certainly settles, else the payer's only account; null where a person must say. */
function settledBy(match: Match, payment: IncomingPayment, owners: ReadonlyMap<string, OpenReceivable>) {
  const first = match.kind === 'certain' ? owners.get(match.allocations[0]?.receivableId ?? '') : undefined;
  const proposed = owners.get(match.allocations[0]?.receivableId ?? '');
  const own = payment.payerAccountIds;
  const likely = proposed !== undefined && own.includes(proposed.accountId) ? proposed.accountId : (own[0] ?? null);
  const accountId = first !== undefined && own.includes(first.accountId) ? first.accountId : own.length === 1 || match.kind !== 'manual' ? likely : null;
  const parts = match.allocations.map((part) => ({ ...part, accountId: owners.get(part.receivableId)?.accountId ?? '' }));
  return {
    accountId,
    state: accountId === null ? ('unknown' as const) : stateOf[match.kind],
    reasons: match.reasons,
    proposal: match.kind === 'probable' ? match.allocations.map((part) => ({ receivableId: part.receivableId, sumMinor: String(part.sumMinor) })) : [],
    parts: match.kind === 'certain' ? parts : [],
  };
}

type Outcome = Sorted & { readonly statement: Statement; readonly lines: readonly StatementLine[]; readonly payments: readonly NewPayment[] };

function summaryOf({ statement, lines, payments, duplicates, rejected }: Outcome, accounts: readonly string[]): Summary {
  // Only what the account numbers say is counted: a masked payer known by the debit date alone is kept, not summed.
  const sum = (direction: StatementLine['direction']): string =>
    String(lines.filter((line) => line.direction === direction && line.evidence === 'account').reduce((total, line) => total + (line.sumMinor ?? 0n), 0n));
  const count = (state: PaymentState): number => payments.filter((payment) => payment.state === state).length;
  return {
    accounts: accounts.length,
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
    warnings: statement.warnings.slice(0, 200).map(({ code, line, details }) => ({ code, line, details: { ...details } })),
  };
}

/** The account's timeline says that money came. Bounded: a huge statement is told of by its own event. */
function tellPaid(context: ActContext, payment: NewPayment): void {
  if (payment.accountId === null || payment.direction !== 'in') return;
  context.emit({
    name: 'settlements.payment_received',
    subject: { type: 'payment', id: payment.id },
    accountId: payment.accountId,
    payload: { number: payment.number, amountMinor: String(payment.amountMinor), state: payment.state },
  });
}
