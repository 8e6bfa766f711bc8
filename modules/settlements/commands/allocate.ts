/** What a person does with a payment: accepts what was proposed, puts it on debts, takes it back, says whose it is. */
import { sql } from 'kysely';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { changeStanding } from '#modules/credit/index.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { newId } from '#kernel/id.ts';
import { settlements } from '../contract.ts';
import { readPayment, lockDebtsById, lockPayment } from '../locks.ts';
import type { Part, Payment } from '../model.ts';
import { moveParts } from '../money.ts';
import { decideParts } from '../rules/parts.ts';

/** Puts parts of an advance on open debts of the payer or its group; with no parts it accepts what was proposed. */
export const allocate = command({
  name: 'settlements.allocate',
  permission: 'settlements.write',
  input: settlements.allocate.input,
  async handle(context, { paymentId, version, parts }) {
    const found = await findPayment(context, paymentId, version);
    if (!found.ok) return found;
    const wanted = (parts ?? found.value.proposal).map((part) => ({ receivableId: part.receivableId, sumMinor: BigInt(part.sumMinor) }));
    if (wanted.length === 0) return refuse('settlements.nothing_to_allocate');
    const debts = await lockDebtsById(context, { payment: found.value, receivableIds: wanted.map((part) => part.receivableId) });
    const payment = await relock(context, found.value);
    if (!payment.ok) return payment;
    const decided = decideParts(payment.value, wanted, { debts, groupId: debts.payerGroupId });
    if (!decided.ok) return decided;
    return move(context, payment.value, decided.value);
  },
});

/** Takes a payment's parts back from all its debts, or from those named. The debts are open again from today. */
export const takeBack = command({
  name: 'settlements.take_back',
  permission: 'settlements.write',
  input: settlements.takeBack.input,
  async handle(context, { paymentId, version, receivableIds, reason }) {
    if (reason.trim() === '') return refuse('settlements.reason_needed');
    const found = await findPayment(context, paymentId, version);
    if (!found.ok) return found;
    const held = await heldParts(context, paymentId);
    const parts = receivableIds === undefined ? held : held.filter((part) => receivableIds.includes(part.receivableId));
    if (parts.length === 0) return refuse('settlements.nothing_to_take_back');
    await lockDebtsById(context, { payment: found.value, receivableIds: parts.map((part) => part.receivableId) });
    const payment = await relock(context, found.value);
    if (!payment.ok) return payment;
    const back = parts.map((part) => ({ ...part, sumMinor: -part.sumMinor }));
    return move(context, payment.value, back, reason.trim());
  },
});

/** Says whose money it is: from then on it is the account's advance. */
export const assign = command({
  name: 'settlements.assign',
  permission: 'settlements.write',
  input: settlements.assign.input,
  async handle(context, { paymentId, version, accountId }) {
    const { tx, orgId, now } = context;
    const { rows } = await sql<{ managerId: string | null }>`
      select a.manager_id as "managerId" from account a join account_credit c on c.org_id = ${orgId} and c.account_id = a.id
      where a.org_id = ${orgId} and a.id = ${accountId} for update of c`.execute(tx);
    const account = rows[0];
    if (account === undefined || !sees(context.actor, account.managerId)) return refuse('settlements.account_not_found');
    const payment = await lockPayment(tx, orgId, paymentId);
    if (payment === null) return refuse('settlements.payment_not_found');
    if (payment.version !== version) return refuse('settlements.changed_meanwhile');
    if (payment.accountId !== null || payment.direction !== 'in') return refuse('settlements.already_assigned');
    await sql`
      with kept as (
        insert into ledger_entry (org_id, id, account_id, legal_entity_id, kind, amount_minor, effective_on, recorded_at, source_id, note)
        values (${orgId}, ${newId()}, ${accountId}, ${payment.legalEntityId}, 'payment', ${String(-payment.amountMinor)},
          ${payment.bookedOn}, ${now}, ${paymentId}, ${payment.number})
      )
      update payment set account_id = ${accountId}, state = 'advance', version = version + 1
      where org_id = ${orgId} and id = ${paymentId}`.execute(tx);
    await changeStanding(tx, orgId, [{ accountId, advanceMinor: payment.amountMinor }]);
    tell(context, { ...payment, accountId }, 'settlements.assigned', {});
    return ok({ id: paymentId, version: version + 1, state: 'advance', unallocatedMinor: String(payment.amountMinor) });
  },
});

async function findPayment(context: ActContext, id: string, version: number): Promise<Result<Payment & { accountId: string }>> {
  const payment = await readPayment(context.tx, context.orgId, id);
  if (payment === null || !sees(context.actor, payment.managerId)) return refuse('settlements.payment_not_found');
  return usable(payment, version);
}

async function relock(context: ActContext, seen: Payment): Promise<Result<Payment & { accountId: string }>> {
  const payment = await lockPayment(context.tx, context.orgId, seen.id);
  return payment === null ? refuse('settlements.payment_not_found') : usable(payment, seen.version);
}

function usable(payment: Payment, version: number): Result<Payment & { accountId: string }> {
  if (payment.version !== version) return refuse('settlements.changed_meanwhile', { version: payment.version });
  if (payment.accountId === null) return refuse('settlements.payer_unknown');
  if (payment.direction !== 'in') return refuse('settlements.not_incoming');
  return ok({ ...payment, accountId: payment.accountId });
}

async function heldParts(context: ActContext, paymentId: string): Promise<Part[]> {
  const { rows } = await sql<{ receivableId: string; accountId: string; sum: string }>`
    select l.receivable_id as "receivableId", r.account_id as "accountId", sum(l.amount_minor) as sum
    from allocation l join receivable r on r.org_id = ${context.orgId} and r.id = l.receivable_id
    where l.org_id = ${context.orgId} and l.payment_id = ${paymentId}
    group by l.receivable_id, r.account_id having sum(l.amount_minor) > 0 order by l.receivable_id`.execute(context.tx);
  return rows.map((row) => ({ receivableId: row.receivableId, accountId: row.accountId, sumMinor: BigInt(row.sum) }));
}

async function move(context: ActContext, payment: Payment & { accountId: string }, parts: readonly Part[], reason = '') {
  const total = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
  const { id: paymentId, accountId: payerId, legalEntityId, number, version } = payment;
  // A debt is settled on the day the money came, and open again from the day it is taken back.
  const on = total > 0n ? payment.bookedOn : context.today;
  await moveParts(context, { paymentId, payerId, legalEntityId, number, on, reason }, parts);
  tell(context, payment, total > 0n ? 'settlements.allocated' : 'settlements.taken_back', { sumMinor: String(total), debts: parts.length, reason });
  const left = payment.unallocatedMinor - total;
  return ok({ id: paymentId, version: version + 1, state: total > 0n || left === 0n ? 'matched' : 'advance', unallocatedMinor: String(left) });
}

function tell(context: ActContext, payment: Payment & { accountId: string }, name: string, payload: Record<string, unknown>): void {
  context.emit({
    name,
    subject: { type: 'payment', id: payment.id },
    accountId: payment.accountId,
    payload: { number: payment.number, amountMinor: String(payment.amountMinor), ...payload },
  });
}
