import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { lockOrder } from '#modules/orders/index.ts';
import { sees } from '#platform/actor.ts';
import { command } from '#platform/command.ts';
import { documents } from '../contract.ts';
import { issueInvoice } from '../issue.ts';

/** Issues a счёт for an order that is more than a draft; each call is a new paper with the next number. */
export const issueInvoiceCommand = command({
  name: 'documents.issue_invoice',
  permission: 'documents.write',
  input: documents.issueInvoice.input,
  constraints: { document_pk: 'documents.exists' },
  async handle(context, { orderId, id, payUntil }) {
    const order = await lockOrder(context.tx, context.orgId, orderId);
    if (order === null || !sees(context.actor, order.accountManagerId)) return refuse('documents.order_not_found');
    if (order.state === 'draft' || order.state === 'cancelled') return refuse('documents.order_not_agreed', { state: order.state });
    const issued = await issueInvoice(context, { id, orderId, orderNumber: order.number, payUntil: payUntil ?? '' });
    if (!issued.ok) return issued;
    const { numberText, datedOn, totalMinor } = issued.value;
    return ok({ id, numberText, datedOn, totalMinor });
  },
});

/** Remembers where the print of a paper is stored; the first print is the one that stays. */
export const keepPrint = (file: { readonly id: string; readonly sha256: string; readonly sizeBytes: number; readonly name: string }) =>
  command({
    name: 'documents.keep_print',
    permission: 'documents.read',
    input: documents.file.input,
    async handle({ tx, orgId, now }, { documentId }) {
      await sql`
        with kept as (
          insert into file (org_id, id, sha256, size_bytes, name, media_type, created_at)
          select ${orgId}, ${file.id}, ${file.sha256}, ${file.sizeBytes}, ${file.name}, 'application/pdf', ${now}
          where exists (select from document d where d.org_id = ${orgId} and d.id = ${documentId} and d.file_id is null for update)
          returning id
        )
        update document set file_id = kept.id from kept where org_id = ${orgId} and document.id = ${documentId} and file_id is null`.execute(tx);
      return ok({});
    },
  });
