import type { PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type {
  CreditAsk,
  CreditDecision,
  CreditFacts,
  CreditHold,
  CreditPolicy,
  CreditStatus,
  ExposurePart,
  LimitState,
  Release,
} from './model.ts';

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

type Weighed = { readonly ask: CreditAsk; readonly overMinor: bigint };

/**
 * A release lifts limit and overdue until its moment: one of an order for that order up to its sum; one of the account
 * for any order, as long as neither the order nor what is over the limit is more than its sum, so that it is not used
 * twice.
 */
function isLifted(releases: readonly Release[], { ask, overMinor }: Weighed): boolean {
  return releases.some((one) => {
    const live = Date.parse(ask.now) < Date.parse(one.validUntil) && ask.totalMinor <= one.maxMinor;
    if (one.orderId !== null) return live && one.orderId === ask.orderId;
    return live && overMinor <= one.maxMinor;
  });
}

function limitHold(facts: CreditFacts, overMinor: bigint): CreditHold | null {
  if (overMinor <= 0n) return null;
  if (facts.limitMinor === null) return { code: 'credit.no_limit', details: { overMinor: String(overMinor) } };
  const details = { overMinor: String(overMinor), limitMinor: String(facts.limitMinor) };
  return { code: 'credit.over_limit', details };
}

/**
 * Only what is older than the grace counts, and together it must come to the least sum. Under a group's limit the debts
 * of all its accounts count (domain.md: debt of a holding rolls up); where others owe of it, `ownMinor` says how much is
 * this account's.
 */
function overdueHold(facts: CreditFacts, policy: CreditPolicy): CreditHold | null {
  const { graceDays, minMinor } = policy.overdue;
  const late = facts.overdue.filter((one) => one.days > graceDays);
  const overdueMinor = late.reduce((sum, one) => sum + one.minor, 0n);
  if (overdueMinor === 0n || overdueMinor < minMinor) return null;
  const days = Math.max(...late.map((one) => one.days));
  const ownMinor = late.reduce((sum, one) => sum + one.ownMinor, 0n);
  const whose = ownMinor === overdueMinor ? {} : { ownMinor: String(ownMinor) };
  return { code: 'credit.overdue', details: { overdueMinor: String(overdueMinor), days, ...whose } };
}

/**
 * Whether the account may take this order on credit (domain.md, Credit control):
 * exposure = receivable + shipped not billed + confirmed not shipped + this order - free advances, against the limit;
 * overdue older than the grace and of the least sum holds; Stop by hand holds whatever the stage is set to. A fully
 * prepaid order passes all of them. A live release lifts limit and overdue within its sum. `status` speaks of the
 * exposure with the order; the account's own is Hold from 100 % of the limit, for nothing more would pass.
 */
export function decideCredit(facts: CreditFacts, ask: CreditAsk, policy: CreditPolicy): CreditDecision {
  const parts = exposureOf(facts, ask, policy);
  const exposureMinor = parts.reduce((sum, part) => sum + part.minor, 0n);
  const limit = facts.limitMinor ?? 0n;
  const overMinor = larger(exposureMinor - limit, 0n);
  const lifted = isLifted(facts.releases, { ask, overMinor });
  const overdue = overdueHold(facts, policy);
  const money = ask.prepaid || lifted ? [] : [limitHold(facts, overMinor), overdue].filter((hold) => hold !== null);
  const stop: CreditHold = { code: 'credit.stopped', details: { reason: facts.stopReason } };
  const stops = facts.stopped && !ask.prepaid ? [stop] : [];
  const held = policy.stages.order === 'hold' ? [...stops, ...money] : stops;
  const own = parts.find((part) => part.name === 'order')?.minor ?? 0n;
  const closed = facts.stopped || (overdue !== null && !lifted && policy.stages.order === 'hold');
  return {
    status: statusOf({ facts, policy, exposureMinor, ask, holds: [...stops, ...money] }),
    exposureMinor,
    parts,
    limitMinor: facts.limitMinor,
    overMinor,
    canStillSellMinor: closed ? 0n : larger(limit - exposureMinor + own, 0n),
    holds: held,
  };
}

type Standing = {
  readonly facts: CreditFacts;
  readonly policy: CreditPolicy;
  readonly exposureMinor: bigint;
  readonly ask: CreditAsk;
  readonly holds: readonly CreditHold[];
};

function statusOf({ facts, policy, exposureMinor, ask, holds }: Standing): CreditStatus {
  if (facts.stopped) return 'stop';
  if (holds.length > 0) return 'hold';
  if (facts.limitMinor === null || exposureMinor <= 0n) return 'ok';
  if (ask.totalMinor === 0n && exposureMinor === facts.limitMinor) return 'hold';
  return exposureMinor * 10_000n >= facts.limitMinor * BigInt(policy.watchBp) ? 'watch' : 'ok';
}

/** The standing without any order: what cards, lists and «can still sell today» show. */
export function standing(facts: CreditFacts, policy: CreditPolicy, now: string): CreditDecision {
  return decideCredit(facts, { totalMinor: 0n, orderId: '', prepaid: false, now }, policy);
}

export type LimitPeriod = { readonly validFrom: PlainDate; readonly validTo: PlainDate | null };

/** A limit's period is of real days, is not empty and is not over: `validTo` is the first day without it. */
export function decidePeriod(period: LimitPeriod, today: PlainDate): Result<LimitPeriod, 'credit.bad_period'> {
  const { validFrom, validTo } = period;
  const over = validTo !== null && (validTo <= validFrom || validTo <= today);
  return over ? refuse('credit.bad_period', { fromOn: validFrom, toOn: validTo }) : ok(period);
}

/** How a limit stands on a day, `inForce` being the one that is looked at. */
export function limitState(
  limit: LimitPeriod & { readonly id: string },
  today: PlainDate,
  inForce: string | null,
): LimitState {
  if (limit.id === inForce) return 'now';
  if (limit.validTo !== null && limit.validTo <= today) return 'over';
  return limit.validFrom > today ? 'later' : 'covered';
}
