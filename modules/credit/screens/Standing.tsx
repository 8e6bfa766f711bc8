import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { readableDetails } from '#web/refusals.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { LimitBar } from '#web/ui/LimitBar.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { Sum } from '#web/ui/values.tsx';
import type { CreditCard } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { useLastDay } from './last-day.ts';
import { reasonsOf, segmentsOf, type Why } from './standing.ts';

/** The status with its reasons, what can still be sold, the bar of the limit. */
export function Standing({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  return (
    <>
      <div className={css['standing']}>
        <div className={css['says']}>
          <StateBadge state={card.status} label={t(`status.${card.status}`)} />
          <Reasons card={card} />
        </div>
        <Figure label={t('figure.canSell')} large>
          <Sum minor={card.canStillSellMinor} />
        </Figure>
      </div>
      <LimitBar
        limitMinor={card.limitMinor}
        parts={segmentsOf(card).map(({ kind, text, minor }) => ({ kind, label: t(text), minor }))}
        aside={<WhoseLimit card={card} />}
      />
    </>
  );
}

/** What is explained by the account's own papers. */
const toMoney = new Set<Why['key']>(['why.overdue', 'why.late']);

function Reasons({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  return (
    <ul className={css['reasons']}>
      {reasonsOf(card).map(({ key, details }) => (
        <li key={key}>
          {t(key, readableDetails(details, { lang, ...time }))}
          {toMoney.has(key) ? (
            <>
              {' '}
              <A to={paths.account(card.accountId, { tab: 'money' })}>{t('why.toMoney')}</A>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function WhoseLimit({ card }: { readonly card: CreditCard }) {
  const t = useText(screenTexts);
  const lastDay = useLastDay();
  if (card.limitScope === 'none') return null;
  const whose = card.limitScope === 'group' ? t('limit.group', { name: card.groupName ?? '' }) : t('limit.account');
  return (
    <span className="muted">
      {whose}
      {card.limitUntil === null ? null : `, ${t('limit.until', { date: lastDay(card.limitUntil) })}`}
    </span>
  );
}
