import { useText } from '#web/i18n.ts';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { screenTexts } from '../texts-screens.ts';

const looks = { past: 'plain', current: 'ok', future: 'info' } as const;

/** Whether a price or a discount is over, in force or to come. */
export function StateOf({ state }: { readonly state: keyof typeof looks }) {
  const t = useText(screenTexts);
  return <StateBadge state={looks[state]} label={t(`state.${state}`)} />;
}
