import { IconAlertTriangle, IconCircleCheck, IconHandStop, IconInfoCircle, IconOctagon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { hasText } from '#kernel/texts.ts';
import { useText } from '#web/i18n.ts';
import { readableDetails, useReasonText } from '#web/refusals.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { cx } from '#web/ui/cx.ts';
import type { OrderCheck } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './orders.module.css';

const icons = {
  ok: IconCircleCheck,
  watch: IconAlertTriangle,
  hold: IconHandStop,
  stop: IconOctagon,
  info: IconInfoCircle,
} as const;

/** The sentence of a check with its figures: of orders, else of the module the code names. */
export function useCheckText(): (check: Pick<OrderCheck, 'code' | 'figures'>) => string {
  const t = useText(texts);
  const reasonText = useReasonText();
  const lang = useLang();
  const time = useOrgTime();
  return ({ code, figures }) => {
    const held: string = `held.${code}`;
    const key = hasText(texts, code) ? code : held;
    if (!hasText(texts, key)) return reasonText({ code, details: figures });
    return t(key, readableDetails(figures, { lang, ...time }));
  };
}

/** The rows of the decision panel: a check, how it stands, its figures; `wayOut` gives what opens it. */
export function Checks({
  checks,
  wayOut,
}: {
  readonly checks: readonly OrderCheck[];
  readonly wayOut?: (check: OrderCheck) => ReactNode;
}) {
  const t = useText(texts);
  const textOf = useCheckText();
  if (checks.length === 0) return null;
  return (
    <ul className={css['checks']} aria-label={t('panel.checks')}>
      {checks.map((check) => {
        const Icon = icons[check.status];
        const name: string = `check.${check.check}`;
        return (
          <li key={check.check} className={cx(css['check'], css[check.status])}>
            <Icon size={16} stroke={1.9} role="img" aria-label={t(`status.${check.status}`)} />
            <div>
              <b>{hasText(texts, name) ? t(name) : check.check}</b>
              <span>{textOf(check)}</span>
              {wayOut?.(check)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
