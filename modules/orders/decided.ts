/** What a decision does to an order. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type Decision, type Subject, setGrant } from '#modules/approvals/index.ts';
import { giveRelease, readCredit } from '#modules/credit/index.ts';
import type { ActContext } from '#platform/command.ts';
import { readAsked } from './granted.ts';
import { describeOrder } from './queries/subject.ts';
import { narrowed } from './rules/narrow.ts';
import { type LockedOrder, lockOrder } from './store.ts';

const releaseHours = 72;

/**
 * A yes about credit gives a release boxed by the order's sum (or the sum set) for three days (or until the moment set);
 * a yes about a discount or a floor stands for the lines as they were seen. A no, and a yes with other discounts, take
 * the order back to its maker: it is changed and confirmed anew.
 */
export const orderSubject: Subject = {
  type: 'sales_order',
  lock: async (context, subjectId) => void (await lockOrder(context.tx, context.orgId, subjectId)),
  onDecided,
  describe: describeOrder,
};

async function onDecided(context: ActContext, decision: Decision): Promise<Result<null>> {
  const { approval } = decision;
  const order = await lockOrder(context.tx, context.orgId, approval.subjectId);
  if (order === null) return refuse('orders.not_found');
  if (order.version !== approval.subjectVersion || order.state !== 'held') return refuse('approvals.changed_meanwhile');
  if (decision.verdict !== 'reject') {
    const allowed = await allow(context, { order, decision });
    if (!allowed.ok) return allowed;
  }
  return ok(null);
}

type Allowing = { readonly order: LockedOrder; readonly decision: Decision };

async function allow(context: ActContext, { order, decision }: Allowing): Promise<Result<null>> {
  const { approval, changes } = decision;
  if (approval.kind === 'credit') return releaseCredit(context, { order, decision });
  const lines = changes?.lines ?? [];
  if (lines.length === 0) return ok(null);
  // Another discount is allowed than was asked: what is granted changes, the KAM puts it into the order.
  const asked = await readAsked(context.tx, context.orgId, { orderId: order.id, approvalId: approval.id });
  const allowed = narrowed(approval.kind, asked, lines);
  if (!allowed.ok) return allowed;
  await setGrant(context, approval.id, allowed.value);
  return ok(null);
}

/** No release opens a stop by hand: a yes that changes nothing would only send the order round again. */
async function releaseCredit(context: ActContext, { order, decision }: Allowing): Promise<Result<null>> {
  const { approval, changes, note } = decision;
  const credit = await readCredit(context.tx, { ...context, accountId: order.accountId });
  if (credit?.facts.stopped === true) return refuse('orders.account_stopped', { reason: credit.facts.stopReason });
  const until = new Date(Date.parse(context.now) + releaseHours * 3_600_000).toISOString();
  await giveRelease(context, {
    accountId: order.accountId,
    orderId: order.id,
    maxMinor: BigInt(changes?.maxMinor ?? order.totalMinor),
    validUntil: changes?.validUntil ?? until,
    reason: note,
    approvalId: approval.id,
  });
  return ok(null);
}
