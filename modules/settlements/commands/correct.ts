/** Opening balances and corrections of the books: entries by hand, each with its reason. */
import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { changeStanding } from '#modules/credit/index.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { settlements } from '../contract.ts';
import { insertEntries, insertPayments } from '../money.ts';
import { decideCorrection } from '../rules/correction.ts';
import { insertReceivable } from '../store.ts';

type Input = InputOf<typeof settlements.correct>;

/**
 * Adds to what an account owes or to its free advances: opening balances and corrections. A debt gets its own paper and
 * due date, an advance may then be put on debts, so that balance = debts - advances stays true.
 */
export const correct = command({
  name: 'settlements.correct',
  permission: 'settlements.write',
  input: settlements.correct.input,
  constraints: { receivable_pk: 'settlements.correction_exists', payment_pk: 'settlements.correction_exists' },
  async handle(context, input) {
    const decision = decideCorrection(input, context.today);
    if (!decision.ok) return decision;
    const name = await lockStanding(context, input.accountId);
    if (name === null) return refuse('settlements.account_not_found');
    if (input.side === 'debt') await addDebt(context, input, decision.value.dueOn);
    else await addAdvance(context, input, name);
    const kind = input.opening ? ('opening' as const) : ('correction' as const);
    const sum = input.side === 'debt' ? BigInt(input.amountMinor) : -BigInt(input.amountMinor);
    const legalEntityId = input.legalEntityId ?? null;
    const note = `${input.number.trim()} ${input.reason.trim()}`.trim();
    const { accountId, on, id: sourceId } = input;
    await insertEntries(context, [{ accountId, legalEntityId, kind, minor: sum, on, sourceId, note }]);
    context.emit({
      name: input.opening ? 'settlements.opening_entered' : 'settlements.corrected',
      subject: { type: input.side === 'debt' ? 'receivable' : 'payment', id: input.id },
      accountId,
      payload: { side: input.side, number: input.number.trim(), amountMinor: String(sum), reason: input.reason.trim() },
    });
    return ok({ id: input.id });
  },
});

/** Locks the account's standing; answers the account's name, or null when it is not there for the actor. */
async function lockStanding({ tx, orgId, actor }: ActContext, accountId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string; managerId: string | null }>`
    select a.name, a.manager_id as "managerId"
    from account a join account_credit c on c.org_id = ${orgId} and c.account_id = a.id
    where a.org_id = ${orgId} and a.id = ${accountId} for update of c`.execute(tx);
  const row = rows[0];
  return row === undefined || !sees(actor, row.managerId) ? null : row.name;
}

async function addDebt(context: ActContext, input: Input, dueOn: string): Promise<void> {
  const amountMinor = BigInt(input.amountMinor);
  await insertReceivable(context, {
    id: input.id,
    accountId: input.accountId,
    legalEntityId: input.legalEntityId ?? null,
    shipmentId: null,
    documentId: null,
    orderId: null,
    documentNumber: input.number.trim(),
    documentDate: input.on,
    dueOn,
    amountMinor,
  });
  await changeStanding(context.tx, context.orgId, [{ accountId: input.accountId, receivableMinor: amountMinor }]);
}

async function addAdvance(context: ActContext, input: Input, name: string): Promise<void> {
  const amountMinor = BigInt(input.amountMinor);
  await insertPayments(context, [
    {
      id: input.id,
      accountId: input.accountId,
      legalEntityId: input.legalEntityId ?? null,
      direction: 'in',
      number: input.number.trim(),
      bookedOn: input.on,
      amountMinor,
      payerName: name.slice(0, 300),
      payerInn: '',
      purpose: input.reason.trim(),
      statementKey: null,
      importId: null,
      state: 'advance',
      reasons: [],
      proposal: [],
      parts: [],
    },
  ]);
  await changeStanding(context.tx, context.orgId, [{ accountId: input.accountId, advanceMinor: amountMinor }]);
}
