import type { Details } from '#kernel/result.ts';
import { type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Permission } from '#platform/permission.ts';
import { mayMove, type Order, type OrderLine } from './model.ts';
import { openMilli, waitingMilli } from './rules/rest.ts';
import { decideSupport, type SupportAct } from './rules/support.ts';

type Why = { readonly code: string; readonly details?: Details } | null;

const why = ({ code, details }: Refusal): Why => (details === undefined ? { code } : { code, details });
const whyOf = (result: Result<unknown>): Why => (result.ok ? null : why(result));

/** Why each act on the order is closed; null where it is open. The commands refuse by the same rules. */
export function closedActs(actor: Actor, order: Order, lines: readonly OrderLine[]) {
  const lacks = (permission: Permission): Why =>
    actor.permissions.has(permission) ? null : { code: 'platform.forbidden', details: { permission } };
  const { state } = order;
  const wrongState = why(refuse('orders.wrong_state', { state }));
  const when = (open: boolean): Why => (open ? null : wrongState);
  const live = state === 'confirmed' || state === 'shipped';
  const some = (is: (line: OrderLine) => boolean, code: string): Why => (lines.some(is) ? null : { code });
  const write = lacks('orders.write');
  const support = lacks('orders.support');
  const act = (name: SupportAct): Why => whyOf(decideSupport(name, order));
  return {
    confirm: write ?? when(mayMove(state, 'confirmed')) ?? some(() => true, 'orders.empty'),
    edit: write ?? when(state === 'draft' || state === 'held'),
    cancel: write ?? when(mayMove(state, 'cancelled')),
    cancelRest: write ?? when(live) ?? some((line) => openMilli(line) > 0n, 'orders.nothing_left'),
    reserve: write ?? when(live) ?? some((line) => waitingMilli(line) > 0n, 'orders.nothing_waits'),
    reopen: write ?? when(state === 'confirmed' || state === 'held'),
    handOver: write ?? act('handOver'),
    take: support ?? act('take'),
    finish: support ?? act('finish'),
    ask: support ?? act('ask'),
    answer: write ?? act('answer'),
    ship:
      lacks('fulfilment.write') ?? when(live) ?? some((line) => line.reservedMilli > 0n, 'fulfilment.nothing_to_ship'),
  };
}
