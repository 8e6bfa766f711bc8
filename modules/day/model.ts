/** What a day is made of. */

export const dayKinds = [
  'question',
  'decide',
  'answer',
  'expiring',
  'queue',
  'step',
  'debt',
  'payments',
  'arrived',
  'held',
] as const;
export type DayKind = (typeof dayKinds)[number];

/** How soon it must be done: it is late, it is for today, or it can wait. */
export type Urgency = 'late' | 'today' | 'soon';

/** A thing that may need the person today, as SQL gives it: where it leads, and the figures of its reason. */
export type DayFact = {
  readonly kind: DayKind;
  /** The order, the approval, the account: what its card is of. Empty for a whole list. */
  readonly subjectId: string;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly number: number | null;
  readonly text: string;
  /** A second word of the reason: the kind of an approval, the verdict, a person's name. */
  readonly detail: string;
  readonly minor: string | null;
  readonly count: number | null;
  /** The day it is due or was promised for, the moment it ends or began. */
  readonly on: string | null;
  readonly at: string | null;
  readonly days: number | null;
  readonly phone: string | null;
};

export type RankedItem = DayFact & { readonly urgency: Urgency; readonly score: number };
