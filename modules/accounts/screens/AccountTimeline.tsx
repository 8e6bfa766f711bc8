import { hasText, translate } from '#kernel/texts.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { useLang } from '#web/session.tsx';
import { shellTexts } from '#web/texts.ts';
import { TimelinePanel } from '#web/ui/TimelinePanel.tsx';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';

type Entry = OutputOf<typeof accounts.timeline>['rows'][number];

/** What was done to the account, by whom and for whom. */
export function AccountTimeline({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  const say = useEventText();
  return (
    <TimelinePanel
      title={t('card.timeline')}
      endpoint={accounts.timeline}
      input={{ accountId }}
      entry={(row) => ({
        id: row.id,
        at: row.at,
        what: say(row),
        who: row.actorName,
        onBehalfOf: row.actedForName,
      })}
    />
  );
}

/** The sentence of an event: the text of its name in its module's texts; fields by the names of the form. */
function useEventText(): (entry: Entry) => string {
  const t = useText(texts);
  const lang = useLang();
  const reasonText = useReasonText();
  const fieldName = (field: string) => {
    const key: string = `field.${field}`;
    return hasText(texts, key) ? t(key) : field;
  };
  const fieldNames = (fields: string) => fields.split(', ').map(fieldName).join(', ');
  return ({ name, facts }) => {
    const fields = facts['fields'];
    const details = typeof fields === 'string' ? { ...facts, fields: fieldNames(fields) } : facts;
    const text = reasonText({ code: name, details });
    const unknown = translate(shellTexts, lang, 'refusal.unknown', { code: name });
    return text === unknown ? t('card.otherEvent', { name }) : text;
  };
}
