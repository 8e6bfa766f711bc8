import { useText } from '#web/i18n.ts';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import type { PersonState } from '../contract.ts';
import { peopleTexts } from '../texts-people.ts';

const looks = { active: 'ok', invited: 'watch', inactive: 'stop' } as const;

/** Whether a person can come in: an icon and a word. */
export function AccessBadge({ state }: { readonly state: PersonState }) {
  const t = useText(peopleTexts);
  return <StateBadge state={looks[state]} label={t(`people.${state}`)} />;
}
