import type { PaymentState } from '../model.ts';
import { purposeFacts } from './purpose.ts';

/** A payment with money that settles nothing yet. */
export type FreePayment = {
  readonly id: string;
  readonly number: string;
  readonly bookedOn: string;
  readonly purpose: string;
  readonly state: PaymentState;
  readonly amountMinor: bigint;
  /** Kopecks, above zero. */
  readonly unallocatedMinor: bigint;
};

export type ChosenAdvance = Pick<FreePayment, 'number' | 'bookedOn' | 'amountMinor'> & {
  readonly paymentId: string;
  readonly sumMinor: bigint;
};

/** The sum to pay and the keys of the order's and its bills' numbers. */
export type AdvanceNeed = { readonly amountMinor: bigint; readonly keys: ReadonlySet<string> };

/**
 * The payments that pay a prepaid shipment: those that name its order or bills first, then the oldest. What waits for a
 * person's word on other debts is taken only when it names this order. The last one may give a part.
 */
export function chooseAdvances(free: readonly FreePayment[], { amountMinor, keys }: AdvanceNeed): ChosenAdvance[] {
  const ranked = free.map((payment) => ({ payment, names: namesAny(payment.purpose, keys) }));
  const usable = ranked.filter(
    ({ payment, names }) => names || payment.state === 'advance' || payment.state === 'matched',
  );
  const inTurn = [...usable.filter((one) => one.names), ...usable.filter((one) => !one.names)];
  const chosen: ChosenAdvance[] = [];
  let left = amountMinor;
  for (const { payment } of inTurn) {
    if (left <= 0n) break;
    const isEnough = payment.unallocatedMinor >= left;
    const sumMinor = isEnough ? left : payment.unallocatedMinor;
    const { id: paymentId, number, bookedOn } = payment;
    chosen.push({ paymentId, number, bookedOn, amountMinor: payment.amountMinor, sumMinor });
    left -= sumMinor;
  }
  return chosen;
}

function namesAny(purpose: string, keys: ReadonlySet<string>): boolean {
  const { documents } = purposeFacts(purpose);
  return documents.some((one) => (one.kind === 'order' || one.kind === 'invoice') && keys.has(one.key.full));
}
