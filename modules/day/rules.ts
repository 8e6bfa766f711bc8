/** What comes first in a day, and how a month goes. Sums are kopecks. */
import { isWorkingDay } from '#kernel/calendar.ts';
import { addDays, addMonths, type PlainDate } from '#kernel/plain-date.ts';
import type { DayFact, DayKind, RankedItem, Urgency } from './model.ts';

/**
 * Who waits for the person comes before what the person waits for: a colleague with an order in hands, then decisions,
 * then goods and debts, then news. Lateness moves a thing up by as much as two kinds.
 */
const weights: Record<DayKind, number> = {
  question: 100,
  decide: 95,
  answer: 90,
  queue: 85,
  expiring: 80,
  step: 70,
  debt: 65,
  payments: 60,
  arrived: 50,
  held: 30,
};
const lateMore = 18;
const soonLess = 10;
const oldDebtDays = 30;
const endsSoonMs = 4 * 3_600_000;

export type Moment = { readonly now: string; readonly today: PlainDate };

/** How soon a thing must be done. */
export function urgencyOf(fact: Pick<DayFact, 'kind' | 'on' | 'at' | 'days'>, { now, today }: Moment): Urgency {
  const left = fact.at === null ? null : Date.parse(fact.at) - Date.parse(now);
  switch (fact.kind) {
    case 'decide':
      return left !== null && left < 0 ? 'late' : 'today';
    case 'expiring':
      return left !== null && left < endsSoonMs ? 'late' : 'today';
    case 'step':
      return fact.on !== null && fact.on < today ? 'late' : 'today';
    case 'debt':
      return (fact.days ?? 0) > oldDebtDays || (fact.on !== null && fact.on <= today) ? 'late' : 'today';
    case 'arrived':
    case 'held':
      return 'soon';
    default:
      return 'today';
  }
}

/** Puts things in the order of a day: by kind and lateness, then the larger sum, then the older. */
export function rankDay(facts: readonly DayFact[], moment: Moment): RankedItem[] {
  const ranked = facts.map((fact) => {
    const urgency = urgencyOf(fact, moment);
    const more = urgency === 'late' ? lateMore : urgency === 'soon' ? -soonLess : 0;
    return { ...fact, urgency, score: weights[fact.kind] + more };
  });
  return ranked.sort(
    (a, b) =>
      b.score - a.score ||
      compare(BigInt(b.minor ?? 0), BigInt(a.minor ?? 0)) ||
      compare(a.on ?? a.at ?? '', b.on ?? b.at ?? '') ||
      compare(a.subjectId, b.subjectId),
  );
}

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

export type SoldDay = { readonly day: number; readonly minor: string; readonly beforeMinor: string };
export type RunningDay = { readonly day: number; readonly minor: string | null; readonly beforeMinor: string };

/** Sums of days as sums from the first of the month; days to come have none of this year's. */
export function runningSums(sold: readonly SoldDay[], today: PlainDate): RunningDay[] {
  const known = new Map(sold.map((one) => [one.day, one]));
  const upTo = Number(today.slice(8));
  let minor = 0n;
  let before = 0n;
  return Array.from({ length: daysInMonth(today) }, (_one, at) => {
    const day = at + 1;
    minor += BigInt(known.get(day)?.minor ?? 0);
    before += BigInt(known.get(day)?.beforeMinor ?? 0);
    return { day, minor: day <= upTo ? String(minor) : null, beforeMinor: String(before) };
  });
}

const monthStart = (date: PlainDate): PlainDate => `${date.slice(0, 7)}-01`;
const daysInMonth = (date: PlainDate): number => Number(addDays(addMonths(monthStart(date), 1), -1).slice(8));

/** Working days of the month to this day and in all; null for a year without a calendar. */
export function workingDaysOf(today: PlainDate): { readonly passed: number; readonly whole: number } | null {
  const start = monthStart(today);
  const days = Array.from({ length: daysInMonth(today) }, (_one, at) => addDays(start, at));
  const working: PlainDate[] = [];
  for (const date of days) {
    const answer = isWorkingDay(date);
    if (!answer.ok) return null;
    if (answer.value) working.push(date);
  }
  return { passed: working.filter((date) => date <= today).length, whole: working.length };
}
