/** What can be found. */
export const kinds = ['account', 'order', 'document', 'product'] as const;
export type Kind = (typeof kinds)[number];

/** So many rows are shown, of all kinds together. */
export const shownMost = 20;
/** Shorter texts are looked for nowhere. */
export const leastTyped = 2;
