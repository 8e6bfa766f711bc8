/** Money and what it settles, as the commands move it. Sums in kopecks. */
import type { MatchReason } from './rules/match-reasons.ts';

export const paymentStates = ['matched', 'probable', 'advance', 'unknown', 'ignored'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** A part of a payment on a debt; `accountId` is the debt's, which may be another account of the payer's group. */
export type Part = { readonly receivableId: string; readonly accountId: string; readonly sumMinor: bigint };

export type NewPayment = {
  readonly id: string;
  /** Whose money it is; null while the payer is not known: then nothing is booked for anyone. */
  readonly accountId: string | null;
  readonly legalEntityId: string | null;
  readonly direction: 'in' | 'out' | 'internal';
  readonly number: string;
  readonly bookedOn: string;
  readonly amountMinor: bigint;
  readonly payerName: string;
  readonly payerInn: string;
  readonly purpose: string;
  readonly statementKey: string | null;
  readonly importId: string | null;
  readonly state: PaymentState;
  readonly reasons: readonly MatchReason[];
  readonly proposal: readonly { readonly receivableId: string; readonly sumMinor: string }[];
  readonly parts: readonly Part[];
};

export type Payment = {
  readonly id: string;
  readonly accountId: string | null;
  readonly legalEntityId: string | null;
  readonly direction: 'in' | 'out' | 'internal';
  readonly bookedOn: string;
  readonly amountMinor: bigint;
  readonly unallocatedMinor: bigint;
  readonly payerInn: string;
  readonly purpose: string;
  readonly state: PaymentState;
  readonly proposal: readonly { readonly receivableId: string; readonly sumMinor: string }[];
  readonly number: string;
  readonly version: number;
};

export type Debt = {
  readonly id: string;
  readonly accountId: string;
  readonly groupId: string | null;
  readonly managerId: string | null;
  readonly legalEntityId: string | null;
  readonly documentNumber: string;
  readonly openMinor: bigint;
};

/** The state of a payment of which so much is left: what has a rest is an advance, whatever it settled. */
export const stateWith = (leftMinor: bigint): PaymentState => (leftMinor === 0n ? 'matched' : 'advance');
