import { type ReactNode, useId } from 'react';
import { inText, sumText, wholeOf } from '../format.ts';
import { useText } from '../i18n.ts';
import { useLang } from '../session.tsx';
import { cx } from './cx.ts';
import css from './LimitBar.module.css';
import { kitTexts } from './texts.ts';
import { Sum } from './values.tsx';

/** Colours of the segments, the same everywhere: overdue, open, shipped, confirmed, this order, advance. */
export const segmentColours = {
  overdue: 'var(--mark-stop)',
  open: 'var(--accent)',
  shipped: 'color-mix(in srgb, var(--accent) 72%, var(--panel))',
  confirmed: 'color-mix(in srgb, var(--accent) 46%, var(--panel))',
  this: 'var(--mark-watch)',
  other: 'var(--mark-plain)',
} as const;

export type Segment = {
  readonly kind: keyof typeof segmentColours;
  readonly label: string;
  readonly minor: string | bigint;
};

/** Share of the whole in CSS percent, exact to 0.01. */
function share(part: bigint, whole: bigint): string {
  return whole === 0n ? '0%' : `${Number((part * 10_000n) / whole) / 100}%`;
}

/** The credit bar: what the exposure is made of against the limit; a mark shows the limit when it is exceeded. */
export function LimitBar({
  limitMinor,
  parts,
  small = false,
  aside,
}: {
  /** Kopecks; null when no limit is set. */
  readonly limitMinor: string | bigint | null;
  readonly parts: readonly Segment[];
  /** Only the bar, for a row of a table. */
  readonly small?: boolean;
  readonly aside?: ReactNode;
}) {
  const t = useText(kitTexts);
  const lang = useLang();
  const id = useId();
  const limit = wholeOf(limitMinor);
  const segments = parts
    .map((part) => ({ ...part, minor: wholeOf(part.minor) ?? 0n }))
    .filter((part) => part.minor > 0n);
  const used = segments.reduce((total, part) => total + part.minor, 0n);
  const whole = limit === null || used > limit ? used : limit;
  const over = limit !== null && used > limit;
  const said = segments.map((part) => `${part.label}: ${sumText(part.minor, lang)}`).join('; ');
  return (
    <div className={cx(css['bar'], small && css['small'])}>
      {small ? null : (
        <div className={css['top']} id={id}>
          {limit === null ? (
            <span>{t('limit.none')}</span>
          ) : (
            <>
              <span className={over ? css['over'] : undefined}>
                {over ? t('limit.over') : t('limit.free')} <Sum minor={over ? used - limit : limit - used} />
              </span>
              <span className="muted">
                {t('limit.limit')} <Sum minor={limit} />
              </span>
            </>
          )}
          {aside}
        </div>
      )}
      <div
        className={css['track']}
        role="img"
        aria-label={`${said}; ${t('limit.limit')}: ${limit === null ? '—' : sumText(limit, lang)}`}
      >
        <div className={css['fill']}>
          {segments.map((part) => (
            <span
              key={part.label}
              title={`${part.label}: ${inText(sumText(part.minor, lang))}`}
              style={{ width: share(part.minor, whole), background: segmentColours[part.kind] }}
            />
          ))}
        </div>
        {over ? <span className={css['mark']} style={{ left: share(limit, whole) }} /> : null}
      </div>
      {small ? null : (
        <ul className={css['legend']}>
          {segments.map((part) => (
            <li key={part.label}>
              <span className={css['dot']} style={{ background: segmentColours[part.kind] }} />
              {part.label}{' '}
              <b>
                <Sum minor={part.minor} />
              </b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
