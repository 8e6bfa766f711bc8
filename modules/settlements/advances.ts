/** Free advances of a client: what a prepaid shipment is paid with. */
import { sql } from 'kysely';
import { changeStanding } from '#modules/credit/index.ts';
import type { ActContext } from '#platform/command.ts';
import { tellPayment } from './events.ts';
import { insertParts, takeFromPayments } from './money.ts';
import { chooseAdvances, type FreePayment } from './rules/advances.ts';
import { numberKey } from './rules/document-number.ts';

/** A part of a payment that will pay a shipment. */
export type Advance = {
  readonly paymentId: string;
  readonly number: string;
  readonly bookedOn: string;
  readonly amountMinor: bigint;
  readonly sumMinor: bigint;
};

export type AdvanceAsk = {
  readonly accountId: string;
  readonly legalEntityId: string;
  /** How much is to be paid, kopecks. */
  readonly amountMinor: bigint;
  /** Numbers of the order and of its bills: payments that name them are for it. */
  readonly numbers: readonly string[];
};

const paymentsMost = 1_000;

/**
 * Locks the client's free payments and chooses those that pay the sum: first those that name the order or its bills, then
 * the oldest; a payment proposed for other debts is not touched unless it names this order. They may come to less than
 * was asked. The caller holds the lock of the account's standing.
 */
export async function findAdvances(context: ActContext, ask: AdvanceAsk): Promise<Advance[]> {
  const { tx, orgId } = context;
  const { rows } = await sql<
    Omit<FreePayment, 'unallocatedMinor' | 'amountMinor'> & { unallocated: string; amount: string }
  >`
    select p.id, p.number, p.booked_on as "bookedOn", p.purpose, p.state, p.amount_minor as amount,
      p.unallocated_minor as unallocated
    from payment p
    where p.org_id = ${orgId} and p.account_id = ${ask.accountId} and p.direction = 'in' and p.unallocated_minor > 0
      and (p.legal_entity_id is null or p.legal_entity_id = ${ask.legalEntityId})
    order by p.booked_on, p.id limit ${paymentsMost} for update`.execute(tx);
  const free = rows.map(({ unallocated, amount, ...row }) => ({
    ...row,
    amountMinor: BigInt(amount),
    unallocatedMinor: BigInt(unallocated),
  }));
  const keys = new Set(ask.numbers.map((number) => numberKey(number).full));
  return chooseAdvances(free, { amountMinor: ask.amountMinor, keys });
}

type PaidDebt = { readonly id: string; readonly accountId: string; readonly documentDate: string };

/** Puts the chosen advances on a debt of the same account. */
export async function applyAdvances(context: ActContext, debt: PaidDebt, advances: readonly Advance[]): Promise<void> {
  const { accountId } = debt;
  const parts = advances.map(({ paymentId, sumMinor, bookedOn }) => ({
    paymentId,
    receivableId: debt.id,
    accountId,
    sumMinor,
    // Goods cannot be paid for before they are owed.
    on: [bookedOn, debt.documentDate].toSorted()[1] ?? debt.documentDate,
  }));
  await insertParts(context, parts, '');
  await takeFromPayments(context, parts);
  const totalMinor = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
  await changeStanding(context.tx, context.orgId, [
    { accountId, receivableMinor: -totalMinor, advanceMinor: -totalMinor },
  ]);
  for (const one of advances) {
    const told = { name: 'settlements.advance_used', payload: { sumMinor: String(one.sumMinor) } };
    tellPayment(context, { id: one.paymentId, accountId, number: one.number, amountMinor: one.amountMinor }, told);
  }
}
