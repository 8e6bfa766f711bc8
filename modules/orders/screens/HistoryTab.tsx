import { translate } from '#kernel/texts.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { useLang } from '#web/session.tsx';
import { shellTexts } from '#web/texts.ts';
import { Panel } from '#web/ui/Panel.tsx';
import { TimelinePanel } from '#web/ui/TimelinePanel.tsx';
import type { OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './orders.module.css';
import { QuestionList } from './Questions.tsx';

type Entry = OutputOf<typeof orders.timeline>['rows'][number];

/** What was done to the order, and the questions about it. */
export function HistoryTab({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  const say = useEventText();
  return (
    <div className={css['stack']}>
      {order.questions.length === 0 ? null : (
        <Panel title={t('questions.title')}>
          <QuestionList order={order} />
        </Panel>
      )}
      <TimelinePanel
        title={t('tab.history')}
        endpoint={orders.timeline}
        input={{ orderId: order.id }}
        entry={(row) => ({
          id: row.id,
          at: row.at,
          what: say(row),
          who: row.actorName,
          onBehalfOf: row.actedForName,
          note: noteOf(row),
        })}
      />
    </div>
  );
}

const noteOf = ({ name, facts }: Entry): string | undefined => {
  const note = facts['note'];
  return name.startsWith('approvals.') && typeof note === 'string' && note !== '' ? note : undefined;
};

/** The sentence of an event: the text of its name in its module's texts. */
function useEventText(): (entry: Entry) => string {
  const t = useText(texts);
  const lang = useLang();
  const reasonText = useReasonText();
  return ({ name, facts }) => {
    const text = reasonText({ code: name, details: facts });
    return text === translate(shellTexts, lang, 'refusal.unknown', { code: name })
      ? t('history.other', { name })
      : text;
  };
}
