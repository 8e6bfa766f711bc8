import type { PlainDate } from '#kernel/plain-date.ts';
import { type Candidates, candidatesOf, type IssuedBill, type OpenReceivable, type Payer } from './candidates.ts';
import type { MatchReason, MatchReasonCode } from './match-reasons.ts';
import { billsNamed, debtsOfOthers, type NamedDebts, namedDebts, openTotal } from './named-debts.ts';
import type { PurposeFacts } from './purpose.ts';

/** Money that came in. */
export type IncomingPayment = {
  /** Kopecks, above zero. */
  readonly sumMinor: bigint;
  readonly payerInn: string | null;
  /** Accounts found by that INN; none: the payer is not known. */
  readonly payerAccountIds: readonly string[];
  /** Groups of those accounts, whose debts the payer may settle. */
  readonly payerGroupIds: readonly string[];
  readonly purpose: PurposeFacts;
  readonly bookedOn: PlainDate;
};

export type Allocation = { readonly receivableId: string; readonly sumMinor: bigint };

/** How a payment settles. Allocations and `restMinor` add up to the payment; each is at most what its debt owes. */
export type Match = {
  /** 'certain' is applied; 'probable' waits for a click; 'advance' has nothing to settle; 'manual' is for a person. */
  readonly kind: 'certain' | 'probable' | 'advance' | 'manual';
  readonly allocations: readonly Allocation[];
  /** What stays unallocated, kopecks. */
  readonly restMinor: bigint;
  readonly reasons: readonly MatchReason[];
};

type Step = (payment: IncomingPayment, candidates: Candidates) => Match | null;
type Verdict = Pick<Match, 'kind' | 'reasons'> & { readonly debts: readonly OpenReceivable[] };

// The first that answers decides.
const steps: readonly Step[] = [
  refusedToPrograms,
  byNames,
  ofUnknownPayer,
  aheadOfBills,
  forOthers,
  bySum,
  oldestFirst,
];

/**
 * Decides how one incoming payment settles: papers named in the purpose, then the sum of one debt, then the oldest
 * first, then an advance (domain: settlements and collection). Only papers of the payer or its group, named without
 * contradiction, whose open sums cover the payment, are certain. Money for a bill that is not shipped yet is an advance.
 */
export function decideMatch(
  payment: IncomingPayment,
  receivables: Iterable<OpenReceivable>,
  bills: Iterable<IssuedBill> = [],
): Match {
  return decideAmong(payment, candidatesOf(receivables, bills));
}

/**
 * The same for a whole statement, in time about linear in payments and debts; answers stand in the order of payments.
 * First the certain ones settle, by booking date; then each other is proposed what those before it left. A proposal
 * never makes another payment certain.
 */
export function matchPayments(
  payments: readonly IncomingPayment[],
  receivables: Iterable<OpenReceivable>,
  bills: Iterable<IssuedBill> = [],
): Match[] {
  const candidates = candidatesOf(receivables, bills);
  const inTurn = payments.map((payment, at) => ({ payment, at })).sort(earlierFirst);
  const matches = new Map<number, Match>();
  for (const { payment, at } of inTurn) {
    const match = refusedToPrograms(payment) ?? byNames(payment, candidates);
    if (match?.kind !== 'certain') continue;
    settle(match, candidates);
    matches.set(at, match);
  }
  for (const { payment, at } of inTurn) {
    if (matches.has(at)) continue;
    const match = proposalOnly(decideAmong(payment, candidates));
    settle(match, candidates);
    matches.set(at, match);
  }
  return [...matches].sort(([one], [other]) => one - other).map(([, match]) => match);
}

type Turn = { readonly payment: IncomingPayment; readonly at: number };

function earlierFirst(one: Turn, other: Turn): number {
  if (one.payment.bookedOn === other.payment.bookedOn) return one.at - other.at;
  return one.payment.bookedOn < other.payment.bookedOn ? -1 : 1;
}

function settle({ allocations }: Match, candidates: Candidates): void {
  for (const { receivableId, sumMinor } of allocations) candidates.settle(receivableId, sumMinor);
}

function proposalOnly(match: Match): Match {
  if (match.kind !== 'certain') return match;
  return { ...match, kind: 'probable', reasons: [...match.reasons, because('settlements.match_after_proposal')] };
}

function decideAmong(payment: IncomingPayment, candidates: Candidates): Match {
  for (const step of steps) {
    const match = step(payment, candidates);
    if (match !== null) return match;
  }
  return unmatched(payment, 'advance', because('settlements.match_nothing_open'));
}

function refusedToPrograms(payment: IncomingPayment): Match | null {
  if (payment.sumMinor <= 0n) return unmatched(payment, 'manual', because('settlements.match_sum_bad'));
  const word = payment.purpose.refundWord;
  return word === null ? null : unmatched(payment, 'manual', because('settlements.match_refund_word', { word }));
}

function byNames(payment: IncomingPayment, candidates: Candidates): Match | null {
  const { purpose, sumMinor } = payment;
  if (purpose.documents.length === 0) return null;
  const named = namedDebts({ payer: payerOf(payment), sumMinor, documents: purpose.documents }, candidates);
  if (named.debts.length === 0) return null;

  const openMinor = openTotal(named.debts, candidates);
  const reasons = [...named.reasons, sumReason(sumMinor, openMinor), ...groupReason(payment, named.debts)];
  return filled(payment, { kind: trusted(named, sumMinor, openMinor), reasons, debts: named.debts }, candidates);
}

function trusted({ trust }: NamedDebts, sumMinor: bigint, openMinor: bigint): 'certain' | 'probable' {
  const isCertain = (trust === 'sure' && sumMinor <= openMinor) || (trust === 'whole' && sumMinor === openMinor);
  return isCertain ? 'certain' : 'probable';
}

function sumReason(sumMinor: bigint, openMinor: bigint): MatchReason {
  if (sumMinor === openMinor) return because('settlements.match_sum_equals_named');
  if (sumMinor < openMinor) return because('settlements.match_sum_below_named', { openMinor: String(openMinor) });
  return because('settlements.match_sum_above_named', { restMinor: String(sumMinor - openMinor) });
}

function groupReason({ payerAccountIds }: IncomingPayment, debts: readonly OpenReceivable[]): MatchReason[] {
  const own = new Set(payerAccountIds);
  const count = debts.filter((debt) => !own.has(debt.accountId)).length;
  return count === 0 ? [] : [because('settlements.match_group_account', { count })];
}

// An advance needs an account to stand on, so without one a person decides.
function ofUnknownPayer(payment: IncomingPayment, candidates: Candidates): Match | null {
  if (payment.payerAccountIds.length > 0) return null;
  const unknown = because('settlements.match_payer_unknown', { inn: payment.payerInn });
  const debts = debtsOfOthers(payment.purpose, candidates);
  if (debts.length === 0) return unmatched(payment, 'manual', unknown);
  const reasons = [unknown, ofOther(debts), sumReason(payment.sumMinor, openTotal(debts, candidates))];
  return filled(payment, { kind: 'probable', reasons, debts }, candidates);
}

function aheadOfBills(payment: IncomingPayment, candidates: Candidates): Match | null {
  const numbers = billsNamed({ documents: payment.purpose.documents, payer: payerOf(payment) }, candidates);
  if (numbers.length === 0) return null;
  const details = { numbers: numbers.slice(0, 10).join(', '), count: numbers.length };
  return unmatched(payment, 'advance', because('settlements.match_bill_not_owed', details));
}

function forOthers(payment: IncomingPayment, candidates: Candidates): Match | null {
  const debts = debtsOfOthers(payment.purpose, candidates);
  if (debts.length === 0 || openTotal(debts, candidates) !== payment.sumMinor) return null;
  const reasons = [ofOther(debts), because('settlements.match_sum_equals_named')];
  return filled(payment, { kind: 'probable', reasons, debts }, candidates);
}

function ofOther(debts: readonly OpenReceivable[]): MatchReason {
  return because('settlements.match_number_of_other', { number: debts[0]?.documentNumber ?? '', count: debts.length });
}

function bySum(payment: IncomingPayment, candidates: Candidates): Match | null {
  const [oldest, another] = candidates.ofSum(payerOf(payment), payment.sumMinor);
  if (oldest === undefined) return null;
  const code = another === undefined ? 'settlements.match_sum_equals_one' : 'settlements.match_sum_equals_several';
  const reason = because(code, { number: oldest.documentNumber, dueOn: oldest.dueOn });
  const reasons = [...unnamed(payment), reason, ...groupReason(payment, [oldest])];
  return filled(payment, { kind: 'probable', reasons, debts: [oldest] }, candidates);
}

function oldestFirst(payment: IncomingPayment, candidates: Candidates): Match | null {
  const debts: OpenReceivable[] = [];
  let left = payment.sumMinor;
  for (const debt of candidates.byAge(payerOf(payment))) {
    debts.push(debt);
    left -= candidates.openOf(debt);
    if (left <= 0n) break;
  }
  if (debts.length === 0) return null;
  const above = left > 0n ? [because('settlements.match_sum_above_open', { restMinor: String(left) })] : [];
  const oldest = because('settlements.match_oldest_first', { count: debts.length });
  const reasons = [...unnamed(payment), oldest, ...above, ...groupReason(payment, debts)];
  return filled(payment, { kind: 'probable', reasons, debts }, candidates);
}

// Papers were named, and none of them is open for this payer: a person should see which.
function unnamed({ purpose }: IncomingPayment): MatchReason[] {
  const numbers = purpose.documents.filter(({ kind }) => kind !== 'contract').map(({ number }) => number);
  if (numbers.length === 0) return [];
  const details = { numbers: numbers.slice(0, 10).join(', '), count: numbers.length };
  return [{ code: 'settlements.match_number_not_open', details }];
}

// Debts take from the payment in their order, each no more than it owes.
function filled({ sumMinor }: IncomingPayment, { kind, reasons, debts }: Verdict, { openOf }: Candidates): Match {
  const allocations: Allocation[] = [];
  let left = sumMinor;
  for (const debt of debts) {
    const open = openOf(debt);
    const isLast = left <= open;
    const share = isLast ? left : open;
    if (share > 0n) allocations.push({ receivableId: debt.id, sumMinor: share });
    left -= share;
    if (isLast) break;
  }
  return { kind, allocations, restMinor: left, reasons };
}

function unmatched({ sumMinor }: IncomingPayment, kind: 'advance' | 'manual', reason: MatchReason): Match {
  return { kind, allocations: [], restMinor: sumMinor > 0n ? sumMinor : 0n, reasons: [reason] };
}

function payerOf({ payerAccountIds, payerGroupIds }: IncomingPayment): Payer {
  return { accountIds: payerAccountIds, groupIds: payerGroupIds };
}

function because(code: MatchReasonCode, details: MatchReason['details'] = {}): MatchReason {
  return { code, details };
}
