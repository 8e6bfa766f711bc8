import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import { activeDays, newAfterDays, type Status, sleepingDays } from '../model.ts';

export type ShippingFacts = {
  readonly blocked: boolean;
  /** The last day goods left for the account; null if none did. */
  readonly lastShippedOn: PlainDate | null;
  /** The first shipment after a year without any. */
  readonly shippingSince: PlainDate | null;
};

/**
 * The status of an account on a day. Blocked by hand wins; else by the last shipment: active up to 90 days, sleeping up
 * to 180, lost after. New: never shipped to, or shipping began within the last 90 days.
 * Source: domain.md, "Accounts and reliability".
 */
export function statusOf(facts: ShippingFacts, today: PlainDate): Status {
  if (facts.blocked) return 'blocked';
  if (facts.lastShippedOn === null) return 'new';
  const age = daysBetween(facts.lastShippedOn, today);
  if (age > sleepingDays) return 'lost';
  if (age > activeDays) return 'sleeping';
  const since = facts.shippingSince ?? facts.lastShippedOn;
  return daysBetween(since, today) <= activeDays ? 'new' : 'active';
}

/** When shipping began, after one more shipment: a year without any begins it anew; an earlier paper moves it back. */
export function shippingSinceAfter(facts: ShippingFacts, shippedOn: PlainDate): PlainDate {
  const { lastShippedOn, shippingSince } = facts;
  if (lastShippedOn === null || daysBetween(lastShippedOn, shippedOn) > newAfterDays) return shippedOn;
  const since = shippingSince ?? lastShippedOn;
  const earlier = daysBetween(shippedOn, since);
  return earlier > 0 && earlier <= newAfterDays ? shippedOn : since;
}
