import type { Details } from '#kernel/result.ts';

/** Why a payment was matched as it was. The code is the key of the text people read; sums in details are kopecks. */
export type MatchReason = { readonly code: MatchReasonCode; readonly details: Details };

export type MatchReasonCode =
  /** `numbers` (the first ten), `count`. */
  | 'settlements.match_number_named'
  /** Named papers that are not among the open debts: `numbers`, `count`. */
  | 'settlements.match_number_not_open'
  | 'settlements.match_number_ambiguous'
  /** Letters of the number were left out: `number`, `documentNumber`. */
  | 'settlements.match_number_shortened'
  /** Other words stand between the paper's name and its number: `number`, `documentNumber`. */
  | 'settlements.match_number_distant'
  | 'settlements.match_number_of_other'
  | 'settlements.match_order_named'
  | 'settlements.match_range_named'
  /** A счёт was named and its order is owed for: `number`, `count` of debts. */
  | 'settlements.match_bill_named'
  /** Bills were named that nothing is owed by: not shipped yet, or paid already: `numbers`, `count`. */
  | 'settlements.match_bill_not_owed'
  /** `number`, `saidOn`, `writtenOn`: two dates. */
  | 'settlements.match_date_differs'
  | 'settlements.match_sum_equals_named'
  /** `openMinor`: what is owed by the named debts. */
  | 'settlements.match_sum_below_named'
  /** `restMinor`: what stays as an advance. */
  | 'settlements.match_sum_above_named'
  /** `number`, `dueOn`. */
  | 'settlements.match_sum_equals_one'
  | 'settlements.match_sum_equals_several'
  | 'settlements.match_oldest_first'
  /** `restMinor`: what stays as an advance. */
  | 'settlements.match_sum_above_open'
  | 'settlements.match_group_account'
  | 'settlements.match_nothing_open'
  | 'settlements.match_payer_unknown'
  /** Several accounts have the payer's INN and nothing tells which: `inn`, `count`. */
  | 'settlements.match_payer_several'
  /** The money came to an account that is not in our books: `account`. */
  | 'settlements.match_account_not_ours'
  /** The file names none of our accounts as a side of the movement. */
  | 'settlements.match_foreign'
  /** A person put it aside: `reason`. */
  | 'settlements.match_set_aside'
  /** `word`. */
  | 'settlements.match_refund_word'
  | 'settlements.match_sum_bad'
  /** An earlier payment of the same file was proposed for the same debts first. */
  | 'settlements.match_after_proposal';
