import type { ReactNode } from 'react';
import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import type { State } from './StateBadge.tsx';
import css from './Timeline.module.css';
import { kitTexts } from './texts.ts';
import { DateText } from './values.tsx';

export type TimelineEntry = {
  readonly id: string;
  /** Instant, ISO. */
  readonly at: string;
  readonly what: ReactNode;
  readonly who?: string | null;
  /** Whom the person stood in for. */
  readonly onBehalfOf?: string | null;
  readonly note?: ReactNode;
  readonly state?: State;
};

/** What was done to a thing: when, by whom, for whom; the newest on top. */
export function Timeline({
  entries,
  more,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly more?: () => void;
}) {
  const t = useText(kitTexts);
  if (entries.length === 0) return <p className="muted">{t('timeline.none')}</p>;
  return (
    <>
      <ol className={css['list']}>
        {entries.map((entry) => (
          <li key={entry.id} className={css['entry']}>
            <span className={cx(css['dot'], css[entry.state ?? ''])} aria-hidden />
            <span className={css['what']}>{entry.what}</span>
            <span className={css['when']}>
              <DateText value={entry.at} />
            </span>
            {entry.who ? (
              <span className={css['who']}>
                {entry.who}
                {entry.onBehalfOf ? `, ${t('timeline.for', { name: entry.onBehalfOf })}` : ''}
              </span>
            ) : null}
            {entry.note ? <span className={css['note']}>{entry.note}</span> : null}
          </li>
        ))}
      </ol>
      {more === undefined ? null : (
        <Button small kind="quiet" onClick={more}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}
