import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Read } from '#platform/database.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { CreditCard, Policy } from '../contract.ts';
import type { CreditFacts, CreditPolicy } from '../model.ts';
import { limitState, standing } from '../rules.ts';
import { policyOf, readCredit } from './facts.ts';

export type CardPlace = {
  readonly read: Read;
  readonly actor: Actor;
  readonly orgId: string;
  readonly today: string;
  readonly now: string;
};

const limitsMost = 50;
const releasesMost = 50;
const membersMost = 50;

/** The account's credit as the screen shows it: the standing, all its limits, the releases that still hold. */
export async function readCreditCard(place: CardPlace, accountId: string): Promise<Result<CreditCard>> {
  const { read, orgId, actor, today, now } = place;
  const seen = await sql<{ groupName: string | null }>`
    select g.name as "groupName" from account a
    left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  const account = seen.rows[0];
  const credit = account === undefined ? null : await readCredit(read, { orgId, accountId, today });
  if (account === undefined || credit === null) return refuse('credit.account_not_found');
  const { facts, policy } = credit;
  const decision = standing(facts, policy, now);
  const may = actor.permissions.has('credit.write');
  return ok({
    accountId,
    status: decision.status,
    exposureMinor: String(decision.exposureMinor),
    limitMinor: decision.limitMinor?.toString() ?? null,
    limitScope: facts.limitScope,
    limitUntil: facts.limitUntil,
    canStillSellMinor: String(decision.canStillSellMinor),
    overMinor: String(decision.overMinor),
    overdueMinor: String(facts.overdueMinor),
    overdueDays: facts.oldestOverdueDays,
    ownOverdueMinor: String(facts.ownOverdueMinor),
    stopped: facts.stopped,
    stopReason: facts.stopReason,
    holds: decision.holds.map(({ code, details }) => ({ code, details: { ...details } })),
    parts: decision.parts
      .filter((part) => part.name !== 'order')
      .map((part) => ({ name: part.name, minor: String(part.minor) })),
    ...(await readMembers(place, { facts, policy, exposureMinor: decision.exposureMinor })),
    groupName: account.groupName,
    watchBp: policy.watchBp,
    limits: await readLimits(place, facts),
    releases: await readReleases(place, accountId),
    closed: { change: may ? null : { code: 'platform.forbidden', details: { permission: 'credit.write' } } },
  });
}

/** The same for a route. */
export async function getCredit(
  context: ReadContext,
  { accountId }: { readonly accountId: string },
): Promise<Result<CreditCard>> {
  return readCreditCard(context, accountId);
}

type Shared = { readonly facts: CreditFacts; readonly policy: CreditPolicy; readonly exposureMinor: bigint };
type Members = Pick<CreditCard, 'members' | 'otherMembersMinor' | 'otherOverdueMinor'>;

/** Who takes the group's limit: the accounts that the actor sees by name, the others as one sum. */
async function readMembers({ read, orgId, actor, today }: CardPlace, shared: Shared): Promise<Members> {
  const { facts, policy, exposureMinor } = shared;
  if (facts.limitScope !== 'group') return { members: [], otherMembersMinor: '0', otherOverdueMinor: '0' };
  const part = (name: 'receivable' | 'unbilled' | 'confirmed', column: string) =>
    policy.parts[name] ? sql.ref(column) : sql.lit(0);
  const advance = policy.parts.advance ? sql`c.advance_minor` : sql.lit(0);
  const { rows } = await sql<Members['members'][number]>`
    select m.id as "accountId", m.name, ${part('receivable', 'c.receivable_minor')} + ${part('unbilled', 'c.unbilled_minor')}
      + ${part('confirmed', 'c.confirmed_minor')} - ${advance} as "exposureMinor",
      (select coalesce(sum(r.open_minor), 0) from receivable r where r.org_id = ${orgId} and r.account_id = m.id
        and r.open_minor > 0 and r.due_on < ${today}) as "overdueMinor"
    from account m join account_credit c on c.org_id = ${orgId} and c.account_id = m.id
    where m.org_id = ${orgId} and m.group_id = ${facts.groupId} and ${visibleTo(actor, 'm')}
    order by 3 desc, m.name limit ${membersMost}`.execute(read);
  const members = rows.map((row) => ({
    ...row,
    exposureMinor: String(row.exposureMinor),
    overdueMinor: String(row.overdueMinor),
  }));
  const left = (whole: bigint, of: 'exposureMinor' | 'overdueMinor') =>
    String(members.reduce((rest, member) => rest - BigInt(member[of]), whole));
  return {
    members,
    otherMembersMinor: left(exposureMinor, 'exposureMinor'),
    otherOverdueMinor: left(facts.overdueMinor, 'overdueMinor'),
  };
}

async function readLimits(place: CardPlace, facts: CreditFacts): Promise<CreditCard['limits']> {
  const { read, orgId, today } = place;
  const { rows } = await sql<Omit<CreditCard['limits'][number], 'state'>>`
    select l.id, case when l.account_id is null then 'group' else 'account' end as scope, l.limit_minor as "limitMinor",
      l.valid_from as "validFrom", l.valid_to as "validTo", l.reason, p.name as "setBy", l.set_at as "setAt"
    from account a
    join credit_limit l on l.org_id = ${orgId} and (l.account_id = a.id or l.group_id = a.group_id)
    left join person p on p.org_id = ${orgId} and p.id = l.set_by
    where a.org_id = ${orgId} and a.id = ${facts.accountId}
    order by l.valid_from desc, l.set_at desc limit ${limitsMost}`.execute(read);
  return rows.map((row) => ({ ...row, state: limitState(row, today, facts.limitId) }));
}

async function readReleases({ read, orgId, now }: CardPlace, accountId: string): Promise<CreditCard['releases']> {
  const { rows } = await sql<CreditCard['releases'][number]>`
    select r.id, r.order_id as "orderId", o.number as "orderNumber", r.max_minor as "maxMinor",
      r.valid_until as "validUntil", r.reason, p.name as "givenBy"
    from credit_release r
    left join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    left join person p on p.org_id = ${orgId} and p.id = r.given_by
    where r.org_id = ${orgId} and r.account_id = ${accountId} and r.valid_until > ${now}
    order by r.valid_until limit ${releasesMost}`.execute(read);
  return rows;
}

/** The org's policy, or the default. */
export async function getPolicy({ read, orgId }: ReadContext): Promise<Result<Policy>> {
  const { rows } = await sql<{ value: unknown }>`
    select s.value from setting s where s.org_id = ${orgId} and s.key = 'credit.policy'`.execute(read);
  return ok(policyView(policyOf(rows[0]?.value ?? null)));
}

export function policyView(policy: CreditPolicy): Policy {
  const { parts, watchBp, overdue, reserveHours, stages } = policy;
  return {
    parts: { ...parts },
    watchBp,
    overdue: { graceDays: overdue.graceDays, minMinor: String(overdue.minMinor) },
    reserveHours,
    stages: { ...stages },
  };
}
