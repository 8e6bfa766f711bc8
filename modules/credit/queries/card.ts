import { sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok, refuse, type Result } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Read } from '#platform/database.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { CreditView, PolicyView } from '../contract.ts';
import type { CreditPolicy } from '../model.ts';
import { standing } from '../rules.ts';
import { policyOf, readCredit } from './facts.ts';

type View = Static<typeof CreditView>;
export type CardPlace = { readonly read: Read; readonly actor: Actor; readonly orgId: string; readonly today: string; readonly now: string };

/** The account's credit as the screen shows it: the standing, all its limits, the releases that still hold. */
export async function readCreditCard(place: CardPlace, accountId: string): Promise<Result<View>> {
  const { read, orgId, actor, today, now } = place;
  const seen = await sql<{ id: string }>`
    select a.id from account a where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  const credit = seen.rows.length === 0 ? null : await readCredit(read, { orgId, accountId, today });
  if (credit === null) return refuse('credit.account_not_found');
  const { facts, policy } = credit;
  const decision = standing(facts, policy, now);
  return ok({
    accountId,
    status: decision.status,
    exposureMinor: String(decision.exposureMinor),
    limitMinor: decision.limitMinor?.toString() ?? null,
    limitScope: facts.limitScope,
    limitUntil: facts.limitUntil,
    canStillSellMinor: String(decision.canStillSellMinor),
    overdueMinor: String(facts.overdueMinor),
    overdueDays: facts.oldestOverdueDays,
    stopped: facts.stopped,
    stopReason: facts.stopReason,
    parts: decision.parts.filter((part) => part.name !== 'order').map((part) => ({ name: part.name, minor: String(part.minor) })),
    limits: await readLimits(place, accountId),
    releases: await readReleases(place, accountId),
    closed: { change: actor.permissions.has('credit.write') ? null : { code: 'platform.forbidden', details: { permission: 'credit.write' } } },
  });
}

/** The same for a route. */
export async function getCredit(context: ReadContext, { accountId }: { accountId: string }): Promise<Result<View>> {
  return readCreditCard(context, accountId);
}

async function readLimits({ read, orgId }: CardPlace, accountId: string): Promise<View['limits']> {
  const { rows } = await sql<View['limits'][number]>`
    select l.id, case when l.account_id is null then 'group' else 'account' end as scope, l.limit_minor as "limitMinor",
      l.valid_from as "validFrom", l.valid_to as "validTo", l.reason, p.name as "setBy", l.set_at as "setAt"
    from account a
    join credit_limit l on l.org_id = ${orgId} and (l.account_id = a.id or l.group_id = a.group_id)
    left join person p on p.org_id = ${orgId} and p.id = l.set_by
    where a.org_id = ${orgId} and a.id = ${accountId} order by l.valid_from desc, l.set_at desc limit 50`.execute(read);
  return rows;
}

async function readReleases({ read, orgId, now }: CardPlace, accountId: string): Promise<View['releases']> {
  const { rows } = await sql<View['releases'][number]>`
    select r.id, o.number as "orderNumber", r.max_minor as "maxMinor", r.valid_until as "validUntil", r.reason, p.name as "givenBy"
    from credit_release r
    left join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    left join person p on p.org_id = ${orgId} and p.id = r.given_by
    where r.org_id = ${orgId} and r.account_id = ${accountId} and r.valid_until > ${now} order by r.valid_until limit 50`.execute(read);
  return rows;
}

/** The org's policy, or the default. */
export async function getPolicy({ read, orgId }: ReadContext): Promise<Result<Static<typeof PolicyView>>> {
  const { rows } = await sql<{ value: unknown }>`select value from setting where org_id = ${orgId} and key = 'credit.policy'`.execute(read);
  return ok(policyView(policyOf(rows[0]?.value ?? null)));
}

export function policyView(policy: CreditPolicy): Static<typeof PolicyView> {
  const { parts, watchBp, overdue, reserveHours, stages } = policy;
  return { parts: { ...parts }, watchBp, overdue: { graceDays: overdue.graceDays, minMinor: String(overdue.minMinor) }, reserveHours, stages: { ...stages } };
}
