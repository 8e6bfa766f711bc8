import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { readCredit, standing } from '#modules/credit/index.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { ApprovalCard } from '../contract.ts';
import type { Approval, ApprovalPolicy, ApprovalState, Subject } from '../model.ts';
import { whyNot } from '../rules.ts';
import { policiesOf } from '../store.ts';
import { type Row, selectApprovals } from './list.ts';

/** The decision screen in one request: what is asked, the money, the account's debt and history, my authority. */
export function approvalCard(subjects: readonly Subject[]) {
  return async (context: ReadContext, { approvalId }: { approvalId: string }): Promise<Result<ApprovalCard>> => {
    const { read, orgId, actor, today, now } = context;
    const { rows } = await sql<Row>`${selectApprovals(context)} and p.id = ${approvalId}`.execute(read);
    const row = rows[0];
    const extra = await readExtra(context, approvalId);
    const subject = subjects.find((one) => one.type === extra?.subjectType);
    if (row === undefined || extra === undefined || subject === undefined) return refuse('approvals.not_found');
    const described = await subject.describe(context, row.subjectId);
    const credit = await readCredit(read, { orgId, accountId: row.accountId, today });
    if (described === null || credit === null) return refuse('approvals.not_found');
    const policies = await policiesOf(read, orgId);
    const who = {
      personId: actor.personId,
      roleId: actor.roleId,
      mayDecide: actor.permissions.has('approvals.decide'),
    };
    const may = whyNot(approvalOf(row, extra), who, policies);
    const stands = standing(credit.facts, credit.policy, now);
    const spent = described.prepaid ? 0n : BigInt(described.totalMinor);
    const limit = stands.limitMinor;
    return ok({
      approval: row,
      version: extra.version,
      subjectVersion: extra.subjectVersion,
      subject: { ...described, lines: [...described.lines] },
      askedLineIds: Object.keys(extra.facts.lines ?? {}),
      holds: (extra.facts.holds ?? []).map((hold) => shownHold(row.kind, hold, actor.seesCost)),
      account: {
        receivableMinor: String(credit.facts.receivableMinor),
        overdueMinor: String(credit.facts.overdueMinor),
        overdueDays: credit.facts.oldestOverdueDays,
        ofGroup: credit.facts.limitScope === 'group',
        limitMinor: limit?.toString() ?? null,
        exposureMinor: String(stands.exposureMinor),
        canStillSellMinor: String(stands.canStillSellMinor),
        leftAfterMinor: limit === null ? null : String(limit - stands.exposureMinor - spent),
        stopped: credit.facts.stopped,
        stopReason: credit.facts.stopReason,
        yearMinor: await yearMinor(context, row.accountId),
      },
      lastOrders: await lastOrders(context, row),
      similar: await similar(context, row),
      myLimit: limitOf(policies, row, actor.roleId),
      closed: {
        decide: may.ok ? null : { code: may.code, ...(may.details === undefined ? {} : { details: may.details }) },
      },
    });
  };
}

type Extra = {
  state: ApprovalState;
  discountBp: number;
  subjectType: string;
  subjectVersion: number;
  version: number;
  requesterId: string;
  roleId: string | null;
  facts: { holds?: Hold[]; lines?: Record<string, unknown> };
};

type Hold = ApprovalCard['holds'][number];

function shownHold(kind: Row['kind'], { code, details }: Hold, seesCost: boolean): Hold {
  const { maxBp: _maxBp, ...rest } = details;
  return { code, details: kind === 'floor' && !seesCost ? rest : details };
}

/** Sold in the last twelve months, this one included, from the months that sales keep. */
async function yearMinor({ read, orgId, today }: ReadContext, accountId: string): Promise<string> {
  const { rows } = await sql<{ minor: string }>`
    select coalesce(sum(m.sum_minor), 0)::bigint as minor from sales_month m
    where m.org_id = ${orgId} and m.account_id = ${accountId}
      and m.month > date_trunc('month', ${today}::date) - interval '1 year'`.execute(read);
  return rows[0]?.minor ?? '0';
}

async function readExtra({ read, orgId }: ReadContext, id: string): Promise<Extra | undefined> {
  const { rows } = await sql<Extra>`
    select state, discount_bp as "discountBp", subject_type as "subjectType", subject_version as "subjectVersion", version, requested_by as "requesterId",
      role_id as "roleId", facts
    from approval where org_id = ${orgId} and id = ${id}`.execute(read);
  return rows[0];
}

function approvalOf(row: Row, extra: Extra): Approval {
  return {
    id: row.id,
    kind: row.kind,
    state: extra.state,
    subjectType: extra.subjectType,
    subjectId: row.subjectId,
    subjectVersion: extra.subjectVersion,
    accountId: row.accountId,
    amountMinor: BigInt(row.amountMinor),
    discountBp: extra.discountBp,
    requestedBy: extra.requesterId,
    roleId: extra.roleId,
    version: extra.version,
  };
}

async function lastOrders({ read, orgId }: ReadContext, row: Row): Promise<ApprovalCard['lastOrders']> {
  const { rows } = await sql<ApprovalCard['lastOrders'][number]>`
    select id, number, state, total_minor as "totalMinor", ordered_on as "orderedOn" from sales_order
    where org_id = ${orgId} and account_id = ${row.accountId} and id <> ${row.subjectId} and state <> 'draft'
    order by number desc limit 5`.execute(read);
  return rows;
}

/** The latest decisions of this kind for this account. */
async function similar(context: ReadContext, row: Row): Promise<Row[]> {
  const { rows } = await sql<Row>`
    ${selectApprovals(context)} and p.account_id = ${row.accountId} and p.kind = ${row.kind} and p.id <> ${row.id}
      and p.state in ('approved', 'approved_with_changes', 'rejected')
    order by p.decided_at desc limit 5`.execute(context.read);
  return rows;
}

function limitOf(policies: readonly ApprovalPolicy[], row: Row, roleId: string): ApprovalCard['myLimit'] {
  const mine = policies.find((policy) => policy.kind === row.kind && policy.roleId === roleId);
  return mine === undefined ? null : { maxMinor: mine.maxMinor?.toString() ?? null, maxBp: mine.maxBp };
}
