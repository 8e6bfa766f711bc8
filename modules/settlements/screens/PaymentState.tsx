import { hasText } from '#kernel/texts.ts';
import { useText } from '#web/i18n.ts';
import { type State, StateBadge } from '#web/ui/StateBadge.tsx';
import { texts } from '../texts.ts';

const tones: Readonly<Record<string, State>> = {
  matched: 'ok',
  probable: 'watch',
  advance: 'info',
  unknown: 'hold',
  ignored: 'plain',
};

/** How a payment stands; what is not incoming only says its direction. */
export function PaymentState({ state, direction }: { readonly state: string; readonly direction: string }) {
  const t = useText(texts);
  const key: string = direction === 'in' ? `settlements.state_${state}` : `settlements.direction_${direction}`;
  return (
    <StateBadge
      state={direction === 'in' ? (tones[state] ?? 'plain') : 'plain'}
      label={hasText(texts, key) ? t(key) : state}
    />
  );
}
