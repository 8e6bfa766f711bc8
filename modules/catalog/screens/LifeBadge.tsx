import { useText } from '#web/i18n.ts';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import type { LifeState } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { lifeLooks } from './states.ts';

/** The state of a product's life. */
export function LifeBadge({ state }: { readonly state: LifeState }) {
  const t = useText(screenTexts);
  return <StateBadge state={lifeLooks[state]} label={t(`life.${state}`)} />;
}
