import type { ActContext } from '#platform/command.ts';
import type { Order } from '../model.ts';

/** Says in the timeline what was done to the order. */
export function tell(
  context: ActContext,
  order: Pick<Order, 'id' | 'accountId' | 'number'>,
  name: string,
  payload: Record<string, unknown> = {},
): void {
  context.emit({
    name,
    subject: { type: 'sales_order', id: order.id },
    accountId: order.accountId,
    payload: { number: order.number, ...payload },
  });
}
