import { useText } from '#web/i18n.ts';
import { type State, StateBadge } from '#web/ui/StateBadge.tsx';
import { texts } from '../texts.ts';

const orderLooks = {
  draft: 'plain',
  held: 'hold',
  confirmed: 'info',
  shipped: 'info',
  closed: 'ok',
  cancelled: 'plain',
} as const satisfies Record<string, State>;

const supportLooks = { queued: 'watch', in_work: 'info', question: 'hold', done: 'ok' } as const satisfies Record<
  string,
  State
>;

const isOf = <T extends object>(looks: T, key: string): key is keyof T & string => Object.hasOwn(looks, key);

/** The state of an order: icon and word. */
export function OrderState({ state }: { readonly state: string }) {
  const t = useText(texts);
  return isOf(orderLooks, state) ? <StateBadge state={orderLooks[state]} label={t(`state.${state}`)} /> : null;
}

/** Where the order stands in support's queue; nothing when it is not there. */
export function SupportState({ state }: { readonly state: string }) {
  const t = useText(texts);
  return isOf(supportLooks, state) ? <StateBadge state={supportLooks[state]} label={t(`support.${state}`)} /> : null;
}
