/** What a person does with money whose payer is known: accepts what was proposed, puts it on debts, takes it back. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { settlements } from '../contract.ts';
import { tellPayment } from '../events.ts';
import { lockDebtsById, lockPayment, readPayment } from '../locks.ts';
import { type Part, type Payment, stateWith } from '../model.ts';
import { moveParts } from '../money.ts';
import { decideParts } from '../rules/parts.ts';

type Owned = Payment & { readonly accountId: string };

/** Puts parts of an advance on open debts; with no parts it accepts what was proposed. */
export const allocate = command({
  name: 'settlements.allocate',
  permission: 'settlements.write',
  input: settlements.allocate.input,
  async handle(context, { paymentId, version, parts }) {
    const found = await findPayment(context, paymentId, version);
    if (!found.ok) return found;
    const wanted = (parts ?? found.value.proposal).map((part) => ({
      receivableId: part.receivableId,
      sumMinor: BigInt(part.sumMinor),
    }));
    if (wanted.length === 0) return refuse('settlements.nothing_to_allocate');
    const receivableIds = wanted.map((part) => part.receivableId);
    const debts = await lockDebtsById(context, { payment: found.value, receivableIds });
    const payment = await relock(context, found.value);
    if (!payment.ok) return payment;
    const seen = (managerId: string | null): boolean => sees(context.actor, managerId);
    const facts = { debts: debts.known, groupId: debts.payerGroupId, seen };
    const decided = decideParts(payment.value, wanted, facts);
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
    await lockDebtsById(context, {
      payment: found.value,
      receivableIds: parts.map((part) => part.receivableId),
    });
    const payment = await relock(context, found.value);
    if (!payment.ok) return payment;
    const back = parts.map((part) => ({ ...part, sumMinor: -part.sumMinor }));
    return move(context, payment.value, back, reason.trim());
  },
});

/** Says no to what was proposed: the money stays the payer's advance. */
export const keepAdvance = command({
  name: 'settlements.keep_advance',
  permission: 'settlements.write',
  input: settlements.keepAdvance.input,
  async handle(context, { paymentId, version }) {
    const found = await findPayment(context, paymentId, version);
    if (!found.ok) return found;
    const payment = await relock(context, found.value);
    if (!payment.ok) return payment;
    if (payment.value.state !== 'probable' && payment.value.state !== 'unknown') {
      return refuse('settlements.nothing_proposed');
    }
    await sql`
      update payment set state = 'advance', proposal = '[]', version = version + 1
      where org_id = ${context.orgId} and id = ${paymentId}`.execute(context.tx);
    tellPayment(context, payment.value, { name: 'settlements.kept_advance' });
    const { unallocatedMinor } = payment.value;
    return ok({ id: paymentId, version: version + 1, state: 'advance', unallocatedMinor: String(unallocatedMinor) });
  },
});

async function findPayment(context: ActContext, id: string, version: number): Promise<Result<Owned>> {
  const payment = await readPayment(context.tx, context.orgId, id);
  if (payment === null || !sees(context.actor, payment.managerId)) return refuse('settlements.payment_not_found');
  return usable(payment, version);
}

async function relock(context: ActContext, seen: Payment): Promise<Result<Owned>> {
  const payment = await lockPayment(context.tx, context.orgId, seen.id);
  return payment === null ? refuse('settlements.payment_not_found') : usable(payment, seen.version);
}

function usable(payment: Payment, version: number): Result<Owned> {
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
  return rows.map(({ receivableId, accountId, sum }) => ({ receivableId, accountId, sumMinor: BigInt(sum) }));
}

async function move(context: ActContext, payment: Owned, parts: readonly Part[], reason = '') {
  const total = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
  const { id: paymentId, accountId: payerId, legalEntityId, number, version, bookedOn } = payment;
  // A debt is settled on the day the money came, and open again from the day it is taken back.
  const on = total > 0n || bookedOn > context.today ? bookedOn : context.today;
  await moveParts(context, { paymentId, payerId, legalEntityId, number, on, reason }, parts);
  const name = total > 0n ? 'settlements.allocated' : 'settlements.taken_back';
  const sumMinor = String(total > 0n ? total : -total);
  tellPayment(context, payment, { name, payload: { sumMinor, debts: parts.length, reason } });
  const left = payment.unallocatedMinor - total;
  return ok({ id: paymentId, version: version + 1, state: stateWith(left), unallocatedMinor: String(left) });
}
