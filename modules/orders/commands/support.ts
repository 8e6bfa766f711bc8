/** Taken by the KAM, handed to support: the queue, who works on it, questions back. */
import { sql } from 'kysely';
import type { TObject } from '@sinclair/typebox';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import type { Permission } from '#platform/permission.ts';
import { type OrderHeadView, orders } from '../contract.ts';
import type { Order, SupportState } from '../model.ts';
import { findOrder, relock } from './confirm.ts';
import { same, tell } from './change.ts';

/** Every legal move in support's queue. */
const supportMoves = {
  none: ['queued'],
  queued: ['in_work'],
  in_work: ['question', 'done', 'queued'],
  question: ['in_work', 'done'],
  done: ['queued'],
} as const satisfies Record<SupportState, readonly SupportState[]>;

type Ref = { readonly orderId: string; readonly version: number };
type Step = { readonly to: SupportState; readonly name: string; readonly permission: Permission };

/** Moves the order in the queue; the person who takes it is kept. */
async function move(context: ActContext, ref: Ref, step: Step): Promise<Result<Order>> {
  const found = await findOrder(context, ref.orderId, ref.version);
  if (!found.ok) return found;
  const order = found.value;
  if (order.state !== 'confirmed' && order.state !== 'shipped' && order.state !== 'closed') {
    return refuse('orders.wrong_state', { state: order.state });
  }
  if (!supportMoves[order.supportState].some((state) => state === step.to)) {
    return refuse('orders.support_wrong_state', { state: order.supportState });
  }
  const locked = await relock(context, order);
  if (!locked.ok) return locked;
  const takes = step.name === 'orders.support_took';
  await sql`
    update sales_order set support_state = ${step.to}, version = version + 1, updated_at = ${context.now},
      support_id = case when ${takes} then ${context.actor.personId}::uuid else support_id end
    where org_id = ${context.orgId} and id = ${order.id}`.execute(context.tx);
  return locked;
}

function simple<I extends TObject>(endpoint: { input: I }, step: Step): Command<I, OrderHeadView> {
  return command({
    name: step.name,
    permission: step.permission,
    input: endpoint.input,
    async handle(context, input) {
      const moved = await move(context, input as Ref, step);
      if (!moved.ok) return moved;
      tell(context, moved.value, step.name);
      return ok(same(moved.value, {}));
    },
  });
}

/** The KAM hands a confirmed order to support. */
export const handOver = simple(orders.handOver, { to: 'queued', name: 'orders.handed_over', permission: 'orders.write' });
/** Support takes it from the queue. */
export const takeOrder = simple(orders.take, { to: 'in_work', name: 'orders.support_took', permission: 'orders.support' });
/** Support has done its part. */
export const finishSupport = simple(orders.finish, { to: 'done', name: 'orders.support_done', permission: 'orders.support' });

/** Support asks the KAM; the order waits for the answer. */
export const askQuestion = command({
  name: 'orders.ask',
  permission: 'orders.support',
  input: orders.ask.input,
  constraints: { order_question_pk: 'orders.question_exists' },
  async handle(context, input) {
    const moved = await move(context, input, { to: 'question', name: 'orders.asked', permission: 'orders.support' });
    if (!moved.ok) return moved;
    await sql`
      insert into order_question (org_id, id, order_id, asked_by, asked_at, question)
      values (${context.orgId}, ${input.id}, ${input.orderId}, ${context.actor.personId}, ${context.now}, ${input.question.trim()})`.execute(context.tx);
    tell(context, moved.value, 'orders.asked', { question: input.question.trim() });
    return ok(same(moved.value, {}));
  },
});

/** The KAM answers; the order goes on in support's hands. */
export const answerQuestion = command({
  name: 'orders.answer',
  permission: 'orders.write',
  input: orders.answer.input,
  async handle(context, input) {
    const moved = await move(context, input, { to: 'in_work', name: 'orders.answered', permission: 'orders.write' });
    if (!moved.ok) return moved;
    const { numAffectedRows } = await sql`
      update order_question set answer = ${input.answer.trim()}, answered_by = ${context.actor.personId}, answered_at = ${context.now}
      where org_id = ${context.orgId} and id = ${input.questionId} and order_id = ${input.orderId} and answer is null`.execute(context.tx);
    if (numAffectedRows !== 1n) return refuse('orders.question_not_found');
    tell(context, moved.value, 'orders.answered', { answer: input.answer.trim() });
    return ok(same(moved.value, {}));
  },
});
