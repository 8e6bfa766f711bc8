import { useText } from '#web/i18n.ts';
import { type State, StateBadge } from '#web/ui/StateBadge.tsx';
import { texts } from '../texts.ts';

const looks = {
  pending: 'hold',
  approved: 'ok',
  approved_with_changes: 'watch',
  rejected: 'stop',
  withdrawn: 'plain',
} as const satisfies Record<string, State>;
const isKnown = (state: string): state is keyof typeof looks => Object.hasOwn(looks, state);

/** The state of a decision: icon and word. */
export function ApprovalState({ state }: { readonly state: string }) {
  const t = useText(texts);
  return isKnown(state) ? <StateBadge state={looks[state]} label={t(`state.${state}`)} /> : null;
}
