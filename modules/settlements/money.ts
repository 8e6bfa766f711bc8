/**
 * Moves money in the books: payments, their parts on debts, the ledger, the standing. Set-based: a statement of ten
 * thousand payments sends no more than one of ten.
 */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { changeStanding, type StandingChange } from '#modules/credit/index.ts';
import type { ActContext } from '#platform/command.ts';
import { jsonText } from '#platform/json-text.ts';
import type { NewPayment, Part } from './model.ts';

/** Keeps new payments and everything that follows from them. */
export async function bookPayments(context: ActContext, payments: readonly NewPayment[]): Promise<void> {
  if (payments.length === 0) return;
  await insertPayments(context, payments);
  const parts = payments.flatMap((payment) =>
    payment.parts.map((part) => ({ ...part, paymentId: payment.id, on: payment.bookedOn })),
  );
  await insertParts(context, parts, '');
  const booked = payments.filter((payment) => payment.direction === 'in' && payment.accountId !== null);
  await insertEntries(context, booked.flatMap(entriesOf));
  await changeStanding(context.tx, context.orgId, booked.flatMap(standingOf));
}

const partsSum = (parts: readonly Part[]): bigint => parts.reduce((sum, part) => sum + part.sumMinor, 0n);

export type Entry = {
  accountId: string;
  legalEntityId: string | null;
  kind: 'opening' | 'shipment' | 'payment' | 'correction';
  minor: bigint;
  on: string;
  sourceId: string;
  note: string;
};

/** The credit side: what settled a debt is credited to the debt's account, the rest to the payer's. */
function entriesOf(payment: NewPayment): Entry[] {
  const { accountId, legalEntityId, bookedOn: on, id: sourceId, number: note } = payment;
  if (accountId === null) return [];
  const byAccount = new Map<string, bigint>([[accountId, payment.amountMinor - partsSum(payment.parts)]]);
  for (const part of payment.parts)
    byAccount.set(part.accountId, (byAccount.get(part.accountId) ?? 0n) + part.sumMinor);
  return [...byAccount]
    .filter(([, sum]) => sum !== 0n)
    .map(([owner, sum]) => ({ accountId: owner, legalEntityId, kind: 'payment', minor: -sum, on, sourceId, note }));
}

function standingOf(payment: NewPayment): StandingChange[] {
  if (payment.accountId === null) return [];
  const settled = payment.parts.map((part) => ({ accountId: part.accountId, receivableMinor: -part.sumMinor }));
  return [...settled, { accountId: payment.accountId, advanceMinor: payment.amountMinor - partsSum(payment.parts) }];
}

/** Keeps payments in one statement; what follows from them is the caller's. */
export async function insertPayments({ tx, orgId, now }: ActContext, payments: readonly NewPayment[]): Promise<void> {
  const column = <T>(pick: (payment: NewPayment) => T): T[] => payments.map(pick);
  await sql`
    insert into payment (org_id, id, account_id, legal_entity_id, direction, number, booked_on, amount_minor,
      unallocated_minor, payer_name, payer_inn, purpose, statement_key, import_id, state, reasons, proposal, recorded_at)
    select ${orgId}, p.id, p.account_id, p.legal_entity_id, p.direction, p.number, p.booked_on, p.amount_minor,
      p.unallocated_minor, p.payer_name, p.payer_inn, p.purpose, p.statement_key, p.import_id, p.state, p.reasons, p.proposal, ${now}
    from unnest(${column((p) => p.id)}::uuid[], ${column((p) => p.accountId)}::uuid[], ${column((p) => p.legalEntityId)}::uuid[],
      ${column((p) => p.direction)}::text[], ${column((p) => p.number)}::text[], ${column((p) => p.bookedOn)}::date[],
      ${column((p) => String(p.amountMinor))}::bigint[], ${column((p) => String(p.amountMinor - partsSum(p.parts)))}::bigint[],
      ${column((p) => p.payerName)}::text[], ${column((p) => p.payerInn)}::text[], ${column((p) => p.purpose)}::text[],
      ${column((p) => p.statementKey)}::text[], ${column((p) => p.importId)}::uuid[], ${column((p) => p.state)}::text[],
      ${column((p) => jsonText(p.reasons))}::jsonb[], ${column((p) => jsonText(p.proposal))}::jsonb[])
      as p (id, account_id, legal_entity_id, direction, number, booked_on, amount_minor, unallocated_minor, payer_name,
        payer_inn, purpose, statement_key, import_id, state, reasons, proposal)`.execute(tx);
}

export type PaidPart = Part & { readonly paymentId: string; readonly on: string };

/** Writes parts (a negative one takes a part back) and moves what their debts still owe, in one statement. */
export async function insertParts(
  { tx, orgId, actor, now }: ActContext,
  parts: readonly PaidPart[],
  reason: string,
): Promise<void> {
  if (parts.length === 0) return;
  const column = <T>(pick: (part: PaidPart) => T): T[] => parts.map(pick);
  await sql`
    with parts as (
      select * from unnest(${column(() => newId())}::uuid[], ${column((p) => p.paymentId)}::uuid[],
        ${column((p) => p.receivableId)}::uuid[], ${column((p) => String(p.sumMinor))}::bigint[], ${column((p) => p.on)}::date[])
        as p (id, payment_id, receivable_id, amount_minor, effective_on)
    ), kept as (
      insert into allocation (org_id, id, payment_id, receivable_id, amount_minor, effective_on, recorded_at, recorded_by, reason)
      select ${orgId}, p.id, p.payment_id, p.receivable_id, p.amount_minor, p.effective_on, ${now}, ${actor.personId}, ${reason} from parts p
    )
    update receivable r set open_minor = r.open_minor - s.amount_minor,
      settled_on = case when r.open_minor = s.amount_minor then greatest(s.effective_on, (select max(l.effective_on)
        from allocation l where l.org_id = ${orgId} and l.receivable_id = r.id)) end
    from (select receivable_id, sum(amount_minor) as amount_minor, max(effective_on) as effective_on from parts group by 1) s
    where r.org_id = ${orgId} and r.id = s.receivable_id`.execute(tx);
}

/** Writes entries of the ledger in one statement. */
export async function insertEntries({ tx, orgId, now }: ActContext, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const column = <T>(pick: (entry: Entry) => T): T[] => entries.map(pick);
  await sql`
    insert into ledger_entry (org_id, id, account_id, legal_entity_id, kind, amount_minor, effective_on, recorded_at, source_id, note)
    select ${orgId}, e.id, e.account_id, e.legal_entity_id, e.kind, e.amount_minor, e.effective_on, ${now}, e.source_id, e.note
    from unnest(${column(() => newId())}::uuid[], ${column((e) => e.accountId)}::uuid[], ${column((e) => e.legalEntityId)}::uuid[],
      ${column((e) => e.kind)}::text[], ${column((e) => String(e.minor))}::bigint[], ${column((e) => e.on)}::date[],
      ${column((e) => e.sourceId)}::uuid[], ${column((e) => e.note)}::text[])
      as e (id, account_id, legal_entity_id, kind, amount_minor, effective_on, source_id, note)`.execute(tx);
}

export type Moved = {
  readonly paymentId: string;
  readonly payerId: string;
  readonly legalEntityId: string | null;
  readonly on: string;
  readonly number: string;
  readonly reason: string;
};

/**
 * Puts parts of an advance on debts, or takes them back (negative sums). A part on another account moves the credit
 * there with a correction, so that each account's balance stays receivable - advance. The caller holds the locks.
 */
export async function moveParts(context: ActContext, payment: Moved, parts: readonly Part[]): Promise<void> {
  const { tx, orgId } = context;
  const { paymentId, payerId, legalEntityId, on, number: note } = payment;
  await insertParts(
    context,
    parts.map((part) => ({ ...part, paymentId, on })),
    payment.reason,
  );
  await takeFromPayments(context, [{ paymentId, sumMinor: partsSum(parts) }]);
  const foreign = parts.filter((part) => part.accountId !== payerId);
  const entry = { legalEntityId, kind: 'correction' as const, on, sourceId: paymentId, note };
  await insertEntries(
    context,
    foreign.flatMap((part) => [
      { ...entry, accountId: payerId, minor: part.sumMinor },
      { ...entry, accountId: part.accountId, minor: -part.sumMinor },
    ]),
  );
  await changeStanding(tx, orgId, [
    { accountId: payerId, advanceMinor: -partsSum(parts) },
    ...parts.map((part) => ({ accountId: part.accountId, receivableMinor: -part.sumMinor })),
  ]);
}

/** What is left of payments goes down (or up again): without a rest they are matched, with one they are advances. */
export async function takeFromPayments(
  { tx, orgId }: ActContext,
  taken: readonly { readonly paymentId: string; readonly sumMinor: bigint }[],
): Promise<void> {
  await sql`
    update payment p set unallocated_minor = p.unallocated_minor - t.sum_minor, version = p.version + 1, proposal = '[]',
      state = case when p.unallocated_minor = t.sum_minor then 'matched' else 'advance' end
    from unnest(${taken.map((one) => one.paymentId)}::uuid[], ${taken.map((one) => String(one.sumMinor))}::bigint[])
      as t (id, sum_minor)
    where p.org_id = ${orgId} and p.id = t.id`.execute(tx);
}
