/** Taken by the KAM, handed to support: the queue, who works on it, questions back. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import type { Permission } from '#platform/permission.ts';
import type { OrderHeadView } from '../contract/views.ts';
import { orders } from '../contract.ts';
import type { Order } from '../model.ts';
import { decideSupport, type SupportAct } from '../rules/support.ts';
import { moveSupport } from '../store.ts';
import { findOrder, relock } from './find.ts';
import { same } from './head.ts';
import { tell } from './tell.ts';

type Ref = { readonly orderId: string; readonly version: number };

/** Moves the order in the queue; the person who takes it is kept. */
async function move(context: ActContext, ref: Ref, act: SupportAct): Promise<Result<Order>> {
  const found = await findOrder(context, ref.orderId, ref.version);
  if (!found.ok) return found;
  const locked = await relock(context, found.value);
  if (!locked.ok) return locked;
  const decision = decideSupport(act, locked.value);
  if (!decision.ok) return decision;
  await moveSupport(context, locked.value.id, {
    to: decision.value,
    takes: act === 'take',
    hands: act === 'handOver',
  });
  return locked;
}

type Step = { readonly act: SupportAct; readonly name: string; readonly permission: Permission };
type RefInput = typeof orders.take.input;

function simple(endpoint: { readonly input: RefInput }, step: Step): Command<RefInput, OrderHeadView> {
  return command({
    name: step.name,
    permission: step.permission,
    input: endpoint.input,
    async handle(context, input) {
      const moved = await move(context, input, step.act);
      if (!moved.ok) return moved;
      tell(context, moved.value, step.name);
      return ok(same(context.actor, moved.value, {}));
    },
  });
}

/** The KAM hands a confirmed order to support. */
export const handOver = simple(orders.handOver, {
  act: 'handOver',
  name: 'orders.handed_over',
  permission: 'orders.write',
});
/** Support takes it from the queue. */
export const takeOrder = simple(orders.take, {
  act: 'take',
  name: 'orders.support_took',
  permission: 'orders.support',
});
/** Support has done its part. */
export const finishSupport = simple(orders.finish, {
  act: 'finish',
  name: 'orders.support_done',
  permission: 'orders.support',
});

/** Support asks the KAM; the order waits for the answer. */
export const askQuestion = command({
  name: 'orders.ask',
  permission: 'orders.support',
  input: orders.ask.input,
  constraints: { order_question_pk: 'orders.question_exists' },
  async handle(context, input) {
    const question = input.question.trim();
    if (question === '') return refuse('orders.question_empty');
    const moved = await move(context, input, 'ask');
    if (!moved.ok) return moved;
    await sql`
      insert into order_question (org_id, id, order_id, asked_by, asked_at, question)
      values (${context.orgId}, ${input.id}, ${input.orderId}, ${context.actor.personId}, ${context.now}, ${question})`.execute(
      context.tx,
    );
    tell(context, moved.value, 'orders.asked', { question });
    return ok(same(context.actor, moved.value, {}));
  },
});

/** The KAM answers; the order goes on in support's hands. */
export const answerQuestion = command({
  name: 'orders.answer',
  permission: 'orders.write',
  input: orders.answer.input,
  async handle(context, input) {
    const answer = input.answer.trim();
    if (answer === '') return refuse('orders.answer_empty');
    const moved = await move(context, input, 'answer');
    if (!moved.ok) return moved;
    const { numAffectedRows } = await sql`
      update order_question set answer = ${answer}, answered_by = ${context.actor.personId}, answered_at = ${context.now}
      where org_id = ${context.orgId} and id = ${input.questionId} and order_id = ${input.orderId} and answer is null`.execute(
      context.tx,
    );
    if (numAffectedRows !== 1n) return refuse('orders.question_not_found');
    tell(context, moved.value, 'orders.answered', { answer });
    return ok(same(context.actor, moved.value, {}));
  },
});
