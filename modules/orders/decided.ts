/** What a decision does to an order, and what its maker sees of it. */
import { sql } from 'kysely';
import { lineSum } from '#kernel/price.ts';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { type Decision, narrowGrant, type Subject, type SubjectView } from '#modules/approvals/index.ts';
import { giveRelease } from '#modules/credit/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { ReadContext } from '#platform/serve.ts';
import { tell } from './commands/change.ts';
import { type LockedOrder, lockOrder, readOrder } from './store.ts';

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
  describe,
};

async function onDecided(context: ActContext, decision: Decision): Promise<Result<null>> {
  const { approval } = decision;
  const order = await lockOrder(context.tx, context.orgId, approval.subjectId);
  if (order === null) return refuse('orders.not_found');
  if (order.version !== approval.subjectVersion || order.state !== 'held') return refuse('approvals.changed_meanwhile');
  if (decision.verdict !== 'reject') await allow(context, { order, decision });
  tell(context, order, decision.verdict === 'reject' ? 'orders.refused' : 'orders.allowed', { kind: approval.kind, note: decision.note });
  return ok(null);
}

async function allow(context: ActContext, { order, decision }: { order: LockedOrder; decision: Decision }): Promise<void> {
  const { approval, changes, note } = decision;
  if (approval.kind === 'credit') {
    const until = new Date(Date.parse(context.now) + releaseHours * 3_600_000).toISOString();
    await giveRelease(context, {
      accountId: order.accountId,
      orderId: order.id,
      maxMinor: BigInt(changes?.maxMinor ?? order.totalMinor),
      validUntil: changes?.validUntil ?? until,
      reason: note,
      approvalId: approval.id,
    });
    return;
  }
  // Another discount is allowed than was asked: what is granted changes, the KAM puts it into the order.
  await narrowGrant(context, approval.id, changes?.lines ?? []);
}

async function describe(context: ReadContext, subjectId: string): Promise<SubjectView | null> {
  const { read, orgId, actor } = context;
  const order = await readOrder(read, orgId, subjectId);
  if (order === null) return null;
  const { rows } = await sql<SubjectView['lines'][number] & { costE4: string | null }>`
    select l.id as "lineId", p.code || ' ' || p.name as title, l.quantity_milli as "quantityMilli", l.price_e4 as "priceE4",
      l.manual_bp as "manualBp", l.floor_e4 as "floorE4", l.sum_minor as "sumMinor", l.cost_e4 as "costE4"
    from order_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.order_id = ${subjectId} order by l.position limit 1000`.execute(read);
  const net = order.totalMinor - order.vatMinor;
  const cost = rows.reduce((sum, row) => sum + lineSum(BigInt(row.costE4 ?? '0'), BigInt(row.quantityMilli)), 0n);
  return {
    title: String(order.number),
    version: order.version,
    totalMinor: String(order.totalMinor),
    marginBp: actor.seesCost && net > 0n ? Number(((net - cost) * 10_000n) / net) : null,
    lines: rows.map(({ costE4: _cost, ...row }) => ({ ...row, floorE4: actor.seesCost ? row.floorE4 : null })),
  };
}
