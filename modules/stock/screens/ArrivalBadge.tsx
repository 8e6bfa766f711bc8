import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import type { ArrivalListRow } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { arrivalState } from './arrival-state.ts';

/** How an arrival stands today. */
export function ArrivalBadge({ row }: { readonly row: ArrivalListRow }) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const { state, text } = arrivalState(row, today);
  return <StateBadge state={state} label={t(text)} />;
}
