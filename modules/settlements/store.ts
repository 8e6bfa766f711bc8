import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { changeStanding } from '#modules/credit/index.ts';
import type { ActContext } from '#platform/command.ts';
import { numberKey } from './rules/document-number.ts';

export type ShipmentDebt = {
  readonly shipmentId: string;
  readonly accountId: string;
  readonly legalEntityId: string;
  readonly orderId: string;
  readonly documentId: string;
  readonly documentNumber: string;
  readonly documentDate: string;
  readonly dueOn: string;
  /** Kopecks, with VAT. */
  readonly amountMinor: bigint;
  /** What this shipment takes off the confirmed part of the standing; nothing for a prepaid order. */
  readonly confirmedMinor: bigint;
};

/** Books a billed shipment: the ledger's debit, the receivable until its due date, the account's standing. */
export async function bookShipment(context: ActContext, debt: ShipmentDebt): Promise<void> {
  const { tx, orgId, now } = context;
  if (debt.amountMinor <= 0n) return;
  await sql`
    with booked as (
      insert into ledger_entry (org_id, id, account_id, legal_entity_id, kind, amount_minor, effective_on, recorded_at, source_id, note)
      values (${orgId}, ${newId()}, ${debt.accountId}, ${debt.legalEntityId}, 'shipment', ${String(debt.amountMinor)},
        ${debt.documentDate}, ${now}, ${debt.shipmentId}, ${debt.documentNumber})
    )
    insert into receivable (org_id, id, account_id, legal_entity_id, shipment_id, document_id, order_id, document_number,
      number_key, document_date, due_on, amount_minor, open_minor)
    values (${orgId}, ${newId()}, ${debt.accountId}, ${debt.legalEntityId}, ${debt.shipmentId}, ${debt.documentId},
      ${debt.orderId}, ${debt.documentNumber}, ${numberKey(debt.documentNumber).core}, ${debt.documentDate}, ${debt.dueOn},
      ${String(debt.amountMinor)}, ${String(debt.amountMinor)})`.execute(tx);
  await changeStanding(tx, orgId, [
    { accountId: debt.accountId, receivableMinor: debt.amountMinor, confirmedMinor: -debt.confirmedMinor },
  ]);
}
