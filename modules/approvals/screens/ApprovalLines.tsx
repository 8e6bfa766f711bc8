import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { cx } from '#web/ui/cx.ts';
import { Percent, Price, Quantity, Sum } from '#web/ui/values.tsx';
import type { ApprovalCard } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './approvals.module.css';

/** The lines of the order, those that are asked about first and marked. */
export function ApprovalLines({ card }: { readonly card: ApprovalCard }) {
  const t = useText(texts);
  const { seesCost } = useSession();
  const asked = new Set(card.askedLineIds);
  const lines = [...card.subject.lines].sort((a, b) => Number(asked.has(b.lineId)) - Number(asked.has(a.lineId)));
  return (
    <ul className={css['lines']} aria-label={t('page.lines')}>
      {lines.map((line) => (
        <li key={line.lineId} className={cx(asked.has(line.lineId) && css['asked'])}>
          <span className={css['title']}>
            {line.title}
            {asked.has(line.lineId) ? <em>{t('page.asks')}</em> : null}
          </span>
          <span>
            <Quantity milli={line.quantityMilli} />
          </span>
          <span>
            <Price e4={line.priceE4} />
            {line.manualBp === 0 ? null : (
              <small>
                <Percent bp={-line.manualBp} digits={2} change />
              </small>
            )}
            {seesCost && line.floorE4 !== null && BigInt(line.priceE4) < BigInt(line.floorE4) ? (
              <small>
                {t('kind.floor')} <Price e4={line.floorE4} />
              </small>
            ) : null}
          </span>
          <span>
            <Sum minor={line.sumMinor} />
          </span>
        </li>
      ))}
    </ul>
  );
}
