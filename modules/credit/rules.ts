import type { CreditAsk, CreditDecision, CreditFacts, CreditHold, CreditPolicy, CreditStatus, ExposurePart, Release } from './model.ts';

const nothing: CreditAsk = { totalMinor: 0n, orderId: '', prepaid: false, now: '' };
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Takes a prepaid order's sum as nothing: it brings no debt. */
function exposureOf(facts: CreditFacts, ask: CreditAsk, policy: CreditPolicy): CreditDecision['parts'] {
  const all: readonly { name: ExposurePart; minor: bigint }[] = [
    { name: 'receivable', minor: facts.receivableMinor },
    { name: 'unbilled', minor: facts.unbilledMinor },
    { name: 'confirmed', minor: facts.confirmedMinor },
    { name: 'order', minor: ask.prepaid ? 0n : ask.totalMinor },
    { name: 'advance', minor: -facts.advanceMinor },
  ];
  return all.filter((part) => policy.parts[part.name]);
}

/** A release lifts a hold for its order (or any, when it names none) up to its sum and until its moment. */
function isLifted(releases: readonly Release[], ask: CreditAsk): boolean {
  return releases.some(
    (one) =>
      (one.orderId === null || one.orderId === ask.orderId) && ask.now < one.validUntil && ask.totalMinor <= one.maxMinor,
  );
}

function limitHold(facts: CreditFacts, overMinor: bigint): CreditHold | null {
  if (facts.limitMinor === null && overMinor > 0n) return { code: 'credit.no_limit', details: { overMinor: String(overMinor) } };
  if (overMinor <= 0n) return null;
  return { code: 'credit.over_limit', details: { overMinor: String(overMinor), limitMinor: String(facts.limitMinor ?? 0n) } };
}

function overdueHold(facts: CreditFacts, policy: CreditPolicy): CreditHold | null {
  const { graceDays, minMinor } = policy.overdue;
  if (facts.oldestOverdueDays <= graceDays || facts.overdueMinor < minMinor) return null;
  return { code: 'credit.overdue', details: { overdueMinor: String(facts.overdueMinor), days: facts.oldestOverdueDays } };
}

/**
 * Whether the account may take this order on credit (domain.md, Credit control):
 * exposure = receivable + shipped not billed + confirmed not shipped + this order - free advances, against the limit;
 * overdue older than the grace and above the least sum holds; Stop by hand stops. A fully prepaid order passes limit and
 * overdue. A live release lifts both for the order it names, within its sum. `status` speaks of the exposure with the order.
 */
export function decideCredit(facts: CreditFacts, ask: CreditAsk, policy: CreditPolicy): CreditDecision {
  const parts = exposureOf(facts, ask, policy);
  const exposureMinor = parts.reduce((sum, part) => sum + part.minor, 0n);
  const limit = facts.limitMinor ?? 0n;
  const overMinor = larger(exposureMinor - limit, 0n);
  const stopHold: CreditHold | null = facts.stopped ? { code: 'credit.stopped', details: { reason: facts.stopReason } } : null;
  const passes = ask.prepaid || isLifted(facts.releases, ask);
  const money = passes ? [] : [limitHold(facts, overMinor), overdueHold(facts, policy)];
  const holds = [stopHold, ...money].filter((hold) => hold !== null);
  return {
    status: statusOf({ facts, policy, exposureMinor, holds }),
    exposureMinor,
    parts,
    limitMinor: facts.limitMinor,
    overMinor,
    canStillSellMinor: facts.stopped ? 0n : larger(limit - exposureMinor + (ask.prepaid ? 0n : ask.totalMinor), 0n),
    holds: policy.stages.order === 'hold' ? holds : [],
  };
}

type Weighed = { facts: CreditFacts; policy: CreditPolicy; exposureMinor: bigint; holds: readonly CreditHold[] };

function statusOf({ facts, policy, exposureMinor, holds }: Weighed): CreditStatus {
  if (facts.stopped) return 'stop';
  if (holds.length > 0) return 'hold';
  const watchFrom = ((facts.limitMinor ?? 0n) * BigInt(policy.watchBp)) / 10_000n;
  return facts.limitMinor !== null && exposureMinor > 0n && exposureMinor >= watchFrom ? 'watch' : 'ok';
}

/** The standing without any order: what cards, lists and «can still sell today» show. */
export function standing(facts: CreditFacts, policy: CreditPolicy, now: string): CreditDecision {
  return decideCredit(facts, { ...nothing, now }, policy);
}
