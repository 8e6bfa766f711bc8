import type { ReactNode } from 'react';
import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import css from './ProgressBar.module.css';
import { kitTexts } from './texts.ts';

/** Long work: what, how much is done, the rate, the time left, a way to stop. `total` null while it is not known. */
export function ProgressBar({
  label,
  done,
  total,
  perSecond,
  onCancel,
}: {
  readonly label: ReactNode;
  readonly done: number;
  readonly total: number | null;
  readonly perSecond?: number | null;
  readonly onCancel?: () => void;
}) {
  const t = useText(kitTexts);
  const left = total !== null && perSecond ? Math.ceil((total - done) / perSecond) : null;
  const leftText = (seconds: number) => {
    if (seconds < 90) return t('progress.seconds', { count: seconds });
    if (seconds < 90 * 60) return t('progress.minutes', { count: Math.round(seconds / 60) });
    return t('progress.hours', { count: Math.round(seconds / 3600) });
  };
  const percent = total === null || total === 0 ? 0 : Math.min(100, (done / total) * 100);
  return (
    <div className={css['progress']}>
      <div className={css['top']}>
        <span>{label}</span>
        <span>
          {total === null
            ? done.toLocaleString('ru')
            : t('progress.of', { done: done.toLocaleString('ru'), total: total.toLocaleString('ru') })}
        </span>
      </div>
      <div
        className={css['track']}
        role="progressbar"
        aria-label={typeof label === 'string' ? label : undefined}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(total === null ? {} : { 'aria-valuenow': Math.round(percent) })}
      >
        <div
          className={cx(css['fill'], total === null && css['busy'])}
          style={total === null ? undefined : { width: `${percent}%` }}
        />
      </div>
      <div className={css['low']}>
        <span>
          {perSecond ? t('progress.rate', { rate: Math.round(perSecond).toLocaleString('ru') }) : ''}
          {left === null ? '' : `, ${t('progress.left', { time: leftText(left) })}`}
        </span>
        {onCancel === undefined ? null : (
          <Button small kind="quiet" onClick={onCancel}>
            {t('progress.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
