import { useState } from 'react';
import { dateText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { Button } from '#web/ui/Button.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { type State, StateBadge } from '#web/ui/StateBadge.tsx';
import { Sum } from '#web/ui/values.tsx';
import type { CreditCard } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { LimitDialog } from './LimitDialog.tsx';
import { useLastDay } from './last-day.ts';
import { OpenButton } from './OpenButton.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

type Limit = CreditCard['limits'][number];
const states: Readonly<Record<Limit['state'], State>> = { now: 'ok', covered: 'plain', later: 'info', over: 'plain' };

/** The limits that there were, are and will be; to set one and to end one. */
export function LimitsPanel({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  const [setting, setSetting] = useState(false);
  const [ending, setEnding] = useState<Limit | null>(null);
  return (
    <Panel
      title={t('card.limits')}
      flush
      acts={
        <OpenButton kind="primary" silent closed={card.closed.change} onOpen={() => setSetting(true)}>
          {t('limits.set')}
        </OpenButton>
      }
    >
      {card.limits.length === 0 ? <EmptyState title={t('limits.none')} hint={t('limits.noneHint')} /> : null}
      <ul className={css['lines']}>
        {card.limits.map((limit) => (
          <LimitLine
            key={limit.id}
            limit={limit}
            onEnd={card.closed.change === null && limit.state !== 'over' ? () => setEnding(limit) : null}
          />
        ))}
      </ul>
      {setting ? <LimitDialog card={card} onClose={() => setSetting(false)} /> : null}
      {ending === null ? null : (
        <ReasonDialog card={card} what="endLimit" limit={ending} onClose={() => setEnding(null)} />
      )}
    </Panel>
  );
}

function LimitLine({ limit, onEnd }: { readonly limit: Limit; readonly onEnd: (() => void) | null }) {
  const t = useText(screenTexts);
  return (
    <li>
      <div className={css['what']}>
        <span className={css['period']}>
          <Period limit={limit} />
          <span className="muted">{t(limit.scope === 'group' ? 'limits.forGroup' : 'limits.forAccount')}</span>
          <StateBadge state={states[limit.state]} label={t(`limits.${limit.state}`)} />
        </span>
        <p>{limit.reason}</p>
        <p className="muted">
          <By name={limit.setBy} at={limit.setAt} />
        </p>
      </div>
      <b className={css['sum']}>
        <Sum minor={limit.limitMinor} />
      </b>
      {onEnd === null ? null : (
        <Button small kind="quiet" onClick={onEnd}>
          {t('limits.end')}
        </Button>
      )}
    </li>
  );
}

/** Its first and last day; one ended on the day it began had none. */
function Period({ limit }: { readonly limit: Limit }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const lastDay = useLastDay();
  const from = dateText(limit.validFrom, { lang, ...time });
  if (limit.validTo === null) return t('limits.since', { from });
  if (limit.validTo <= limit.validFrom) return t('limits.ended', { from });
  return t('limits.between', { from, to: lastDay(limit.validTo) });
}

/** Who did it and when. */
export function By({ name, at }: { readonly name: string | null; readonly at: string }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const date = dateText(at, { lang, ...time });
  return name === null ? date : t('by.line', { name, date });
}
