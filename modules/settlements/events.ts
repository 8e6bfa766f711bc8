/** What settlements tell the timeline. */
import type { ActContext } from '#platform/command.ts';
import type { Payment } from './model.ts';

type Told = { readonly name: string; readonly payload?: Readonly<Record<string, unknown>> };

/** Something was done with a payment; the account's timeline says it too when the payer is known. */
export function tellPayment(
  context: ActContext,
  payment: Pick<Payment, 'id' | 'accountId' | 'number' | 'amountMinor'>,
  { name, payload }: Told,
): void {
  context.emit({
    name,
    subject: { type: 'payment', id: payment.id },
    accountId: payment.accountId,
    payload: { number: payment.number, amountMinor: String(payment.amountMinor), ...payload },
  });
}
