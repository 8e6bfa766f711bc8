import type { ReactNode } from 'react';
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

type Exposure = {
  readonly segments: readonly { readonly kind: Segment['kind']; readonly label: string; readonly minor: bigint }[];
  readonly limit: bigint | null;
  readonly used: bigint;
};

type LimitBarProps = {
  /** Kopecks; null when no limit is set. */
  readonly limitMinor: string | bigint | null;
  readonly parts: readonly Segment[];
  /** Only the bar, for a row of a table. */
  readonly small?: boolean;
  readonly aside?: ReactNode;
};

/** The credit bar: what the exposure is made of against the limit; a mark shows the limit when it is exceeded. */
export function LimitBar({ limitMinor, parts, small = false, aside }: LimitBarProps) {
  const segments = parts.flatMap(({ kind, label, minor }) => {
    const whole = wholeOf(minor) ?? 0n;
    return whole > 0n ? [{ kind, label, minor: whole }] : [];
  });
  const used = segments.reduce((total, part) => total + part.minor, 0n);
  const exposure = { segments, used, limit: wholeOf(limitMinor) };
  if (small) return <Track {...exposure} small />;
  return (
    <div className={css['bar']}>
      <div className={css['top']}>
        <Headroom {...exposure} />
        {aside}
      </div>
      <Track {...exposure} />
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
    </div>
  );
}

function Headroom({ limit, used }: Exposure) {
  const t = useText(kitTexts);
  if (limit === null) return <span>{t('limit.none')}</span>;
  const over = used > limit;
  return (
    <>
      <span className={over ? css['over'] : undefined}>
        {over ? t('limit.over') : t('limit.free')} <Sum minor={over ? used - limit : limit - used} />
      </span>
      <span className="muted">
        {t('limit.limit')} <Sum minor={limit} />
      </span>
    </>
  );
}

function Track({ segments, limit, used, small = false }: Exposure & { readonly small?: boolean }) {
  const t = useText(kitTexts);
  const lang = useLang();
  const text = (minor: bigint | null) => (minor === null ? '—' : inText(sumText(minor, lang)));
  const over = limit !== null && used > limit;
  const whole = limit === null || over ? used : limit;
  const said = segments.map((part) => `${part.label}: ${text(part.minor)}`).join('; ');
  return (
    <div
      className={cx(css['track'], small && css['small'])}
      role="img"
      aria-label={`${said}; ${t('limit.limit')}: ${text(limit)}`}
    >
      <div className={css['fill']}>
        {segments.map((part) => (
          <span
            key={part.label}
            title={`${part.label}: ${text(part.minor)}`}
            style={{ width: share(part.minor, whole), background: segmentColours[part.kind] }}
          />
        ))}
      </div>
      {over ? <span className={css['mark']} style={{ left: share(limit, whole) }} /> : null}
    </div>
  );
}
