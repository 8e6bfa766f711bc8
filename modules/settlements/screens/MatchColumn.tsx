import { useEffect } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useLoadedPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import { Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { columnInput } from './column-input.ts';
import { PaymentCard } from './PaymentCard.tsx';
import css from './statement.module.css';

export type ColumnState = 'matched' | 'probable' | 'unknown';
type Share = OutputOf<typeof settlements.statement>['now']['matched'];

/** One column of the board: how many and how much on top, the payments below. */
export function MatchColumn(props: {
  readonly state: ColumnState;
  readonly share: Share;
  readonly statementId: string;
  readonly active: number;
  readonly onPick: (at: number) => void;
  readonly onCount: (count: number) => void;
}) {
  const { state, share, active, onCount } = props;
  const t = useText(texts);
  const list = useLoadedPages(settlements.payments, columnInput(props.statementId, state));
  const count = list.rows.length;
  useEffect(() => onCount(count), [count, onCount]);
  return (
    <section className={css['column']} data-state={state} aria-label={t(`statement.${state}`)}>
      <header className={css['columnHead']}>
        <h2>{t(`statement.${state}`)}</h2>
        <span className={css['columnCount']}>{share.count}</span>
        <b aria-live="polite">
          <Sum minor={share.sumMinor} />
        </b>
      </header>
      <div className={css['cards']}>
        {list.rows.map((payment, at) => (
          <PaymentCard
            key={payment.id}
            payment={payment}
            active={at === active}
            compact={state === 'matched'}
            onPick={() => props.onPick(at)}
          />
        ))}
        {count === 0 ? <p className={css['nothing']}>{t(`statement.${state}None`)}</p> : null}
        {list.complete ? null : (
          <Button small onClick={list.more}>
            {t('money.more')}
          </Button>
        )}
      </div>
    </section>
  );
}
