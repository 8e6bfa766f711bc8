import { type RawBuilder, sql } from 'kysely';
import { dateOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Tx } from '#platform/database.ts';
import { activeDays, newAfterDays, type Status, sleepingDays } from '../model.ts';

export type ShippingSql = {
  readonly blocked: RawBuilder<boolean>;
  readonly lastShippedOn: RawBuilder<string | null>;
  readonly shippingSince: RawBuilder<string | null>;
};

/** The SQL twin of `statusOf` (rules/status.ts); a test holds the two to each other. */
export function statusSql(of: ShippingSql, today: PlainDate): RawBuilder<Status> {
  const { blocked, lastShippedOn: last, shippingSince: since } = of;
  return sql<Status>`case
    when ${blocked} then 'blocked'
    when ${last} is null then 'new'
    when ${today}::date - ${last} > ${sleepingDays} then 'lost'
    when ${today}::date - ${last} > ${activeDays} then 'sleeping'
    when ${today}::date - coalesce(${since}, ${last}) <= ${activeDays} then 'new'
    else 'active' end`;
}

export type ShippedAccount = { readonly accountId: string; readonly shippedOn: PlainDate };

/** Notes shipments on their accounts: the last day, when shipping began, the status they give. One statement. */
export async function noteShipments(
  tx: Tx,
  place: { orgId: string; today: PlainDate },
  shipped: readonly ShippedAccount[],
): Promise<void> {
  if (shipped.length === 0) return;
  const status = statusSql(
    { blocked: sql`a.status = 'blocked'`, lastShippedOn: sql`n.last`, shippingSince: sql`n.since` },
    place.today,
  );
  await sql`
    with day as (
      select d.account_id, min(d.shipped_on) as first, max(d.shipped_on) as last
      from unnest(${shipped.map((one) => one.accountId)}::uuid[], ${shipped.map((one) => one.shippedOn)}::date[])
        as d (account_id, shipped_on)
      group by d.account_id
    ), n as (
      select o.id, greatest(o.last_shipped_on, day.last) as last,
        case when o.last_shipped_on is null or day.first - o.last_shipped_on > ${newAfterDays} then day.first
          when coalesce(o.shipping_since, o.last_shipped_on) - day.first between 1 and ${newAfterDays} then day.first
          else coalesce(o.shipping_since, o.last_shipped_on) end as since
      from account o join day on day.account_id = o.id
      where o.org_id = ${place.orgId}
      order by o.id for no key update of o
    )
    update account a set last_shipped_on = n.last, shipping_since = n.since, status = ${status}
    from n where a.org_id = ${place.orgId} and a.id = n.id`.execute(tx);
}

export const movedMost = 10_000;

export type StatusMove = { readonly accountId: string; readonly from: Status; readonly to: Status };

/**
 * Brings statuses up to a day: accounts fall asleep as time passes. Doing it again changes nothing. Answers what moved,
 * at most `movedMost` at a time.
 */
export async function refreshStatuses(tx: Tx, place: { orgId: string; today: PlainDate }): Promise<StatusMove[]> {
  const facts = {
    blocked: sql<boolean>`a.status = 'blocked'`,
    lastShippedOn: sql<string>`a.last_shipped_on`,
    shippingSince: sql<string>`a.shipping_since`,
  };
  const due = statusSql(facts, place.today);
  const { rows } = await sql<StatusMove>`
    with stale as (
      select a.id, a.status as was, ${due} as due from account a
      where a.org_id = ${place.orgId} and not a.archived and a.status <> ${due}
      order by a.id limit ${movedMost} for no key update
    )
    update account a set status = stale.due from stale
    where a.org_id = ${place.orgId} and a.id = stale.id
    returning a.id as "accountId", stale.was as "from", a.status as "to"`.execute(tx);
  return rows;
}

/** The day it is in the org at an instant. */
export async function todayOf(tx: Tx, orgId: string, now: string): Promise<PlainDate> {
  const { rows } = await sql<{ timeZone: string }>`
    select o.time_zone as "timeZone" from org o where o.org_id = ${orgId}`.execute(tx);
  return dateOf(now, rows[0]?.timeZone ?? 'UTC');
}

/** Claims a day for the refresh of statuses; false when it was done already. Of two at once one waits, then sees. */
export async function claimDay(tx: Tx, place: { orgId: string; today: PlainDate }): Promise<boolean> {
  const { rows } = await sql`
    insert into setting (org_id, key, value)
    values (${place.orgId}, 'accounts.statuses_on', ${JSON.stringify(place.today)}::jsonb)
    on conflict (org_id, key) do update set value = excluded.value where setting.value <> excluded.value
    returning key`.execute(tx);
  return rows.length === 1;
}
