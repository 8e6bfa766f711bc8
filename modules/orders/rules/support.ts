/** Support's queue: taken by the KAM, entered and shipped by support, questions back. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Order, OrderState, SupportState } from '../model.ts';

export type SupportAct = 'handOver' | 'take' | 'finish' | 'ask' | 'answer';
type Rule = {
  readonly from: readonly SupportState[];
  readonly to: SupportState;
  readonly orders: readonly OrderState[];
};

const live = ['confirmed', 'shipped'] as const;
const served = ['confirmed', 'shipped', 'closed'] as const;

/** Every legal move in the queue. What is not here cannot happen. */
export const supportRules = {
  handOver: { from: ['none', 'done'], to: 'queued', orders: live },
  take: { from: ['queued'], to: 'in_work', orders: served },
  finish: { from: ['in_work', 'question'], to: 'done', orders: served },
  ask: { from: ['in_work'], to: 'question', orders: served },
  answer: { from: ['question'], to: 'in_work', orders: served },
} as const satisfies Record<SupportAct, Rule>;

/** Where the act leads in the queue, or why it is closed. */
export function decideSupport(
  act: SupportAct,
  order: Pick<Order, 'state' | 'supportState'>,
): Result<SupportState, 'orders.wrong_state' | 'orders.support_wrong_state' | 'orders.already_handed'> {
  const rule: Rule = supportRules[act];
  if (!rule.orders.includes(order.state)) return refuse('orders.wrong_state', { state: order.state });
  if (rule.from.includes(order.supportState)) return ok(rule.to);
  return act === 'handOver'
    ? refuse('orders.already_handed', { state: order.supportState })
    : refuse('orders.support_wrong_state', { state: order.supportState });
}
