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
    if (order.state === 'draft' || order.state === 'cancelled') {
      return refuse('documents.order_not_agreed', { state: order.state });
    }
    if (payUntil != null && payUntil < context.today)
      return refuse('documents.pay_until_past', { payUntilDate: payUntil });
    const issued = await issueInvoice(context, { id, orderId, orderNumber: order.number, payUntil: payUntil ?? '' });
    if (!issued.ok) return issued;
    const { numberText, datedOn, totalMinor, noCode } = issued.value;
    return ok({ id, numberText, datedOn, totalMinor, noCode });
  },
});
