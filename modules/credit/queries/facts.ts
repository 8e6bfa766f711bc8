import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Read } from '#platform/database.ts';
import { type CreditFacts, type CreditPolicy, defaultPolicy } from '../model.ts';

export type CreditPlace = { readonly orgId: string; readonly accountId: string; readonly today: PlainDate };

export type FactsRow = {
  accountId: string;
  groupId: string | null;
  receivable: string;
  advance: string;
  unbilled: string;
  confirmed: string;
  ownLimit: string | null;
  ownUntil: string | null;
  ownId: string | null;
  groupLimit: string | null;
  groupUntil: string | null;
  groupLimitId: string | null;
  groupReceivable: string | null;
  groupAdvance: string | null;
  groupUnbilled: string | null;
  groupConfirmed: string | null;
  overdue: { days: number; minor: string; own: string }[];
  stopped: boolean;
  stopReason: string;
  releases: { id: string; orderId: string | null; maxMinor: string; validUntil: string }[];
  policy: unknown;
};

export type Credit = { readonly facts: CreditFacts; readonly policy: CreditPolicy };

/**
 * The account's credit standing today in one statement: its kept parts and overdue debt (the whole group's when the limit is
 * the group's), the limit in force (the account's own before the group's, of each a temporary one before one without an end,
 * then the latest), live releases.
 */
export async function readCredit(read: Read, place: CreditPlace): Promise<Credit | null> {
  const { rows } = await creditSql(place, sql``).execute(read);
  return creditOf(rows[0]);
}

/** The answer of `creditSql`; null when there is no such account. */
export function creditOf(row: FactsRow | undefined): Credit | null {
  return row === undefined ? null : { facts: factsOf(row), policy: policyOf(row.policy) };
}

/** The statement of the standing; `ending` locks the kept standings where the caller writes. */
export function creditSql({ orgId, accountId, today }: CreditPlace, ending: RawBuilder<unknown>) {
  return sql<FactsRow>`
    with limits as (
      select l.id, l.account_id, l.limit_minor, l.valid_to,
        row_number() over (partition by l.account_id is null order by (l.valid_to is not null) desc, l.valid_from desc, l.set_at desc) as place
      from credit_limit l, account a
      where a.org_id = ${orgId} and a.id = ${accountId} and l.org_id = ${orgId}
        and (l.account_id = a.id or l.group_id = a.group_id)
        and l.valid_from <= ${today} and (l.valid_to is null or l.valid_to > ${today})
    ), kept as materialized (
      select c.* from account_credit c
      where c.org_id = ${orgId} and c.account_id = any(array(
        select ${accountId}::uuid
        union
        select m.id from account a join account m on m.org_id = ${orgId} and m.group_id = a.group_id
        where a.org_id = ${orgId} and a.id = ${accountId} and exists (select from limits where account_id is null)
          and not exists (select from limits where account_id is not null)))
      order by c.account_id ${ending}
    ), late as (
      select coalesce(jsonb_agg(jsonb_build_object('days', ${today}::date - d.due_on, 'minor', d.minor::text,
        'own', case when k.account_id = ${accountId} then d.minor else 0 end::text)), '[]') as days
      from kept k cross join lateral (
        select r.due_on, sum(r.open_minor) as minor from receivable r
        where r.org_id = ${orgId} and r.account_id = k.account_id and r.open_minor > 0 and r.due_on < ${today}
        group by r.due_on) d
    ), whole as (
      select sum(receivable_minor) as receivable, sum(advance_minor) as advance, sum(unbilled_minor) as unbilled,
        sum(confirmed_minor) as confirmed
      from kept
    )
    select a.id as "accountId", a.group_id as "groupId",
      coalesce(c.receivable_minor, 0) as receivable, coalesce(c.advance_minor, 0) as advance,
      coalesce(c.unbilled_minor, 0) as unbilled, coalesce(c.confirmed_minor, 0) as confirmed,
      own.limit_minor as "ownLimit", own.valid_to as "ownUntil", own.id as "ownId",
      shared.limit_minor as "groupLimit", shared.valid_to as "groupUntil", shared.id as "groupLimitId",
      whole.receivable as "groupReceivable", whole.advance as "groupAdvance",
      whole.unbilled as "groupUnbilled", whole.confirmed as "groupConfirmed",
      late.days as overdue,
      coalesce(c.stopped, false) as stopped, coalesce(c.stop_reason, '') as "stopReason",
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'orderId', f.order_id, 'maxMinor', f.max_minor::text,
          'validUntil', to_char(f.valid_until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
        from credit_release f where f.org_id = ${orgId} and f.account_id = a.id and f.valid_until > ${today}::date - 1), '[]') as releases,
      (select s.value from setting s where s.org_id = ${orgId} and s.key = 'credit.policy') as policy
    from account a cross join late cross join whole
    left join kept c on c.account_id = a.id
    left join limits own on own.account_id is not null and own.place = 1
    left join limits shared on shared.account_id is null and shared.place = 1
    where a.org_id = ${orgId} and a.id = ${accountId}`;
}

function factsOf(row: FactsRow): CreditFacts {
  const scope = row.ownLimit !== null ? 'account' : row.groupLimit !== null ? 'group' : 'none';
  const part = (own: string, whole: string | null): bigint => BigInt(scope === 'group' ? (whole ?? own) : own);
  const limit = row.ownLimit ?? row.groupLimit;
  const overdue = row.overdue.map(({ days, minor, own }) => ({ days, minor: BigInt(minor), ownMinor: BigInt(own) }));
  return {
    accountId: row.accountId,
    groupId: row.groupId,
    receivableMinor: part(row.receivable, row.groupReceivable),
    advanceMinor: part(row.advance, row.groupAdvance),
    unbilledMinor: part(row.unbilled, row.groupUnbilled),
    confirmedMinor: part(row.confirmed, row.groupConfirmed),
    limitMinor: limit === null ? null : BigInt(limit),
    limitScope: scope,
    limitUntil: row.ownUntil ?? (scope === 'group' ? row.groupUntil : null),
    limitId: row.ownId ?? (scope === 'group' ? row.groupLimitId : null),
    overdueMinor: overdue.reduce((sum, one) => sum + one.minor, 0n),
    ownOverdueMinor: overdue.reduce((sum, one) => sum + one.ownMinor, 0n),
    oldestOverdueDays: Math.max(0, ...overdue.map((one) => one.days)),
    overdue,
    stopped: row.stopped,
    stopReason: row.stopReason,
    releases: row.releases.map((one) => ({ ...one, maxMinor: BigInt(one.maxMinor) })),
  };
}

type StoredPolicy = Partial<Omit<CreditPolicy, 'overdue'>> & {
  overdue?: { graceDays: number; minMinor: string };
};

/** The stored policy over the defaults. */
export function policyOf(stored: unknown): CreditPolicy {
  if (stored === null || typeof stored !== 'object') return defaultPolicy;
  const { overdue, ...rest } = stored as StoredPolicy;
  const late =
    overdue === undefined
      ? defaultPolicy.overdue
      : { graceDays: overdue.graceDays, minMinor: BigInt(overdue.minMinor) };
  const parts = { ...defaultPolicy.parts, ...rest.parts };
  const stages = { ...defaultPolicy.stages, ...rest.stages };
  return { ...defaultPolicy, ...rest, parts, stages, overdue: late };
}
