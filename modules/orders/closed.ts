import { type Refusal, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Permission } from '#platform/permission.ts';
import { mayMove, type Order } from './model.ts';

type Why = { readonly code: string; readonly details?: NonNullable<Refusal['details']> } | null;

const why = ({ code, details }: Refusal): Why => (details === undefined ? { code } : { code, details });

/** Why each act on the order is closed; null where it is open. The commands refuse by the same rules. */
export function closedActs(actor: Actor, order: Order, facts: { lineCount: number; reservedMilli: bigint }) {
  const lacks = (permission: Permission): Why =>
    actor.permissions.has(permission) ? null : { code: 'platform.forbidden', details: { permission } };
  const wrongState = why(refuse('orders.wrong_state', { state: order.state }));
  const editable = order.state === 'draft' || order.state === 'held';
  const write = lacks('orders.write');
  const empty: Why = facts.lineCount === 0 ? { code: 'orders.empty' } : null;
  const reopen = order.state === 'confirmed' || order.state === 'held' ? null : wrongState;
  const handOver = order.state !== 'confirmed' && order.state !== 'shipped' ? wrongState : order.supportState === 'none' || order.supportState === 'done' ? null : { code: 'orders.already_handed' };
  const shippable = order.state === 'confirmed' || order.state === 'shipped';
  const nothing: Why = facts.reservedMilli === 0n ? { code: 'fulfilment.nothing_to_ship' } : null;
  return {
    confirm: write ?? (mayMove(order.state, 'confirmed') ? empty : wrongState),
    edit: write ?? (editable ? null : wrongState),
    cancel: write ?? (mayMove(order.state, 'cancelled') ? null : wrongState),
    reopen: write ?? reopen,
    handOver: write ?? handOver,
    ship: lacks('fulfilment.write') ?? (shippable ? nothing : wrongState),
  };
}
