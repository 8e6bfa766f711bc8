import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { changeStanding } from '#modules/credit/index.ts';
import type { ActContext } from '#platform/command.ts';
import { type Advance, applyAdvances } from './advances.ts';
import { insertEntries } from './money.ts';
import { numberKey } from './rules/document-number.ts';

export type NewReceivable = {
  readonly id: string;
  readonly accountId: string;
  readonly legalEntityId: string | null;
  readonly shipmentId: string | null;
  readonly documentId: string | null;
  readonly orderId: string | null;
  readonly documentNumber: string;
  readonly documentDate: string;
  readonly dueOn: string;
  /** Kopecks, above zero. */
  readonly amountMinor: bigint;
};

/** Keeps a debt, wholly open. */
export async function insertReceivable({ tx, orgId }: ActContext, debt: NewReceivable): Promise<void> {
  await sql`
    insert into receivable (org_id, id, account_id, legal_entity_id, shipment_id, document_id, order_id, document_number,
      number_key, document_date, due_on, amount_minor, open_minor)
    values (${orgId}, ${debt.id}, ${debt.accountId}, ${debt.legalEntityId}, ${debt.shipmentId}, ${debt.documentId},
      ${debt.orderId}, ${debt.documentNumber}, ${numberKey(debt.documentNumber).core}, ${debt.documentDate}, ${debt.dueOn},
      ${String(debt.amountMinor)}, ${String(debt.amountMinor)})`.execute(tx);
}

export type ShipmentDebt = Omit<NewReceivable, 'id' | 'shipmentId' | 'documentId' | 'orderId' | 'legalEntityId'> & {
  readonly shipmentId: string;
  readonly documentId: string;
  readonly orderId: string;
  readonly legalEntityId: string;
  /** What this shipment takes off the confirmed part of the standing; nothing for a prepaid order. */
  readonly confirmedMinor: bigint;
  /** Advances that pay it at once, found by `findAdvances`; none unless the order is prepaid. */
  readonly advances?: readonly Advance[];
};

/**
 * Books a billed shipment: the ledger's debit, the receivable until its due date, the account's standing; a prepaid one
 * is settled by the advances given. The caller holds the lock of the account's standing.
 */
export async function bookShipment(context: ActContext, debt: ShipmentDebt): Promise<void> {
  const { accountId, legalEntityId, amountMinor, confirmedMinor, advances = [], ...paper } = debt;
  if (amountMinor <= 0n) return;
  const id = newId();
  const entry = { accountId, legalEntityId, kind: 'shipment' as const, minor: amountMinor };
  await insertEntries(context, [
    { ...entry, on: paper.documentDate, sourceId: paper.shipmentId, note: paper.documentNumber },
  ]);
  await insertReceivable(context, { ...paper, id, accountId, legalEntityId, amountMinor });
  await changeStanding(context.tx, context.orgId, [
    { accountId, receivableMinor: amountMinor, confirmedMinor: -confirmedMinor },
  ]);
  if (advances.length > 0) await applyAdvances(context, { id, accountId, documentDate: paper.documentDate }, advances);
}
