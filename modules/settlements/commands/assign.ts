/** Whose money it is: said by a person where the statement does not tell, corrected while nothing is settled by it. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { changeStanding } from '#modules/credit/index.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { jsonText } from '#platform/json-text.ts';
import { settlements } from '../contract.ts';
import { tellPayment } from '../events.ts';
import { type DebtsAsk, type KnownDebt, lockDebts, readBills } from '../load-debts.ts';
import { lockPayment, readPayment } from '../locks.ts';
import type { Payment, PaymentState } from '../model.ts';
import { type Entry, insertEntries } from '../money.ts';
import type { IssuedBill } from '../rules/candidates.ts';
import type { MatchReason } from '../rules/match-reasons.ts';
import { decideMatch } from '../rules/matching.ts';
import { purposeFacts } from '../rules/purpose.ts';

/** Gives the money to an account as its advance, with a proposal of what it may settle there. */
export const assign = command({
  name: 'settlements.assign',
  permission: 'settlements.write',
  input: settlements.assign.input,
  async handle(context, { paymentId, version, accountId }) {
    const to = await readPayer(context, accountId);
    if (to === null) return refuse('settlements.account_not_found');
    const found = await findLoose(context, paymentId, version);
    if (!found.ok) return found;
    if (found.value.accountId === accountId) return refuse('settlements.already_assigned');
    const purpose = purposeFacts(found.value.purpose);
    const ask: DebtsAsk = {
      accountIds: [accountId, ...(found.value.accountId === null ? [] : [found.value.accountId])],
      groupIds: to.groupId === null ? [] : [to.groupId],
      numberKeys: purpose.documents.map((document) => document.key.core),
    };
    const debts = await lockDebts(context.tx, context.orgId, ask);
    const bills = await readBills(context.tx, context.orgId, ask);
    const payment = await relockLoose(context, found.value);
    if (!payment.ok) return payment;
    const placed = proposalFor(payment.value, to, { debts, bills });
    await give(context, payment.value, { accountId, ...placed });
    tellPayment(context, { ...payment.value, accountId }, { name: 'settlements.assigned' });
    return ok(answerOf(payment.value, placed.state));
  },
});

/** The money is nobody's: not of a client, or come by mistake. It is kept out of everyone's balance. */
export const setAside = command({
  name: 'settlements.set_aside',
  permission: 'settlements.write',
  input: settlements.setAside.input,
  async handle(context, { paymentId, version, reason }) {
    if (reason.trim() === '') return refuse('settlements.reason_needed');
    const found = await findLoose(context, paymentId, version);
    if (!found.ok) return found;
    if (found.value.state === 'ignored') return refuse('settlements.already_set_aside');
    const { accountId } = found.value;
    await lockDebts(context.tx, context.orgId, {
      accountIds: accountId === null ? [] : [accountId],
      groupIds: [],
      numberKeys: [],
    });
    const payment = await relockLoose(context, found.value);
    if (!payment.ok) return payment;
    const reasons: MatchReason[] = [{ code: 'settlements.match_set_aside', details: { reason: reason.trim() } }];
    await give(context, payment.value, { accountId: null, state: 'ignored', reasons, proposal: [] });
    tellPayment(context, payment.value, { name: 'settlements.set_aside', payload: { reason: reason.trim() } });
    return ok(answerOf(payment.value, 'ignored'));
  },
});

type PayerOf = { readonly id: string; readonly inn: string; readonly groupId: string | null };

async function readPayer({ tx, orgId, actor }: ActContext, accountId: string): Promise<PayerOf | null> {
  const { rows } = await sql<PayerOf & { managerId: string | null }>`
    select a.id, a.inn, a.group_id as "groupId", a.manager_id as "managerId"
    from account a where a.org_id = ${orgId} and a.id = ${accountId}`.execute(tx);
  const row = rows[0];
  return row === undefined || !sees(actor, row.managerId) ? null : row;
}

/** A payment that came to us and settles nothing yet. */
async function findLoose(context: ActContext, id: string, version: number): Promise<Result<Payment>> {
  const payment = await readPayment(context.tx, context.orgId, id);
  if (payment === null || !sees(context.actor, payment.managerId)) return refuse('settlements.payment_not_found');
  return loose(payment, version);
}

async function relockLoose(context: ActContext, seen: Payment): Promise<Result<Payment>> {
  const payment = await lockPayment(context.tx, context.orgId, seen.id);
  return payment === null ? refuse('settlements.payment_not_found') : loose(payment, seen.version);
}

function loose(payment: Payment, version: number): Result<Payment> {
  if (payment.version !== version) return refuse('settlements.changed_meanwhile', { version: payment.version });
  if (payment.direction !== 'in') return refuse('settlements.not_incoming');
  if (payment.unallocatedMinor !== payment.amountMinor) return refuse('settlements.settles_already');
  return ok(payment);
}

type Placed = {
  readonly state: PaymentState;
  readonly reasons: readonly MatchReason[];
  readonly proposal: Payment['proposal'];
};

type Books = { readonly debts: readonly KnownDebt[]; readonly bills: readonly IssuedBill[] };

/** What the money may settle at its new owner: only ever a proposal, for a person has just placed it. */
function proposalFor(payment: Payment, to: PayerOf, { debts, bills }: Books): Placed {
  const { legalEntityId: firm } = payment;
  const owed = debts.filter((debt) => firm === null || debt.legalEntityId === null || debt.legalEntityId === firm);
  const incoming = {
    sumMinor: payment.amountMinor,
    payerInn: to.inn,
    payerAccountIds: [to.id],
    payerGroupIds: to.groupId === null ? [] : [to.groupId],
    purpose: purposeFacts(payment.purpose),
    bookedOn: payment.bookedOn,
  };
  const match = decideMatch(incoming, owed, bills);
  const proposal = match.allocations.map((part) => ({ ...part, sumMinor: String(part.sumMinor) }));
  return { state: proposal.length > 0 ? 'probable' : 'advance', reasons: match.reasons, proposal };
}

/** Moves the credit from its owner, if there is one, to another, if there is one. The caller holds the locks. */
async function give(
  context: ActContext,
  payment: Payment,
  to: Placed & { readonly accountId: string | null },
): Promise<void> {
  const { tx, orgId } = context;
  const { id: sourceId, accountId: from, legalEntityId, amountMinor, bookedOn: on, number: note } = payment;
  const entry = { legalEntityId, on, sourceId, note };
  const entries: Entry[] = [];
  if (from !== null) entries.push({ ...entry, accountId: from, kind: 'correction', minor: amountMinor });
  if (to.accountId !== null) {
    entries.push({
      ...entry,
      accountId: to.accountId,
      kind: from === null ? 'payment' : 'correction',
      minor: -amountMinor,
    });
  }
  await sql`
    update payment set account_id = ${to.accountId}::uuid, state = ${to.state}, version = version + 1,
      reasons = ${jsonText(to.reasons)}::jsonb, proposal = ${JSON.stringify(to.proposal)}::jsonb
    where org_id = ${orgId} and id = ${payment.id}`.execute(tx);
  await insertEntries(context, entries);
  await changeStanding(tx, orgId, [
    ...(from === null ? [] : [{ accountId: from, advanceMinor: -amountMinor }]),
    ...(to.accountId === null ? [] : [{ accountId: to.accountId, advanceMinor: amountMinor }]),
  ]);
}

function answerOf({ id, version, amountMinor }: Payment, state: PaymentState) {
  return { id, version: version + 1, state, unallocatedMinor: String(amountMinor) };
}
