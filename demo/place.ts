import type { PlainDate } from '#kernel/plain-date.ts';
import type { Tx } from '#platform/database.ts';

/** Where the demo company is written, and when it is. */
export type Place = {
  readonly tx: Tx;
  readonly orgId: string;
  /** The moment of loading. */
  readonly now: string;
  readonly days: Days;
};

/** The days that the company's story hangs on. */
export type Days = {
  /** Today in Moscow. */
  readonly today: PlainDate;
  /** The first day of its history, two years ago. */
  readonly begins: PlainDate;
  /** The last day that is written as rows; what came after was done by the people's own acts. */
  readonly edge: PlainDate;
};
