import { useText } from '#web/i18n.ts';
import { cx } from '#web/ui/cx.ts';
import { DateText, Quantity } from '#web/ui/values.tsx';
import { texts } from '../../texts.ts';
import type { SheetLine } from './edits.ts';
import css from './sheet.module.css';

/** What is there for a line: free for a draft; promised, shipped, waiting for a confirmed order. */
export function StockOfLine({ line, planned }: { readonly line: SheetLine; readonly planned: boolean }) {
  return planned ? <Planned line={line} /> : <Promised line={line} />;
}

function Planned({ line }: { readonly line: SheetLine }) {
  const t = useText(texts);
  const missing = BigInt(line.quantityMilli) - BigInt(line.freeMilli);
  return (
    <span className={cx(css['stock'], missing > 0n && css['short'])}>
      <span>
        <Quantity milli={line.freeMilli} unit={line.unit} />
      </span>
      {missing > 0n ? <Waiting milli={missing} on={line.expectedOn} /> : <small>{t('sheet.free')}</small>}
    </span>
  );
}

function Promised({ line }: { readonly line: SheetLine }) {
  const t = useText(texts);
  const reserved = BigInt(line.reservedMilli);
  const shipped = BigInt(line.shippedMilli);
  const cancelled = BigInt(line.cancelledMilli);
  const waits = BigInt(line.quantityMilli) - reserved - shipped - cancelled;
  const parts = [
    shipped > 0n ? { text: t('sheet.shipped'), milli: shipped } : null,
    reserved > 0n ? { text: t('sheet.reserved'), milli: reserved } : null,
    cancelled > 0n ? { text: t('sheet.cancelled'), milli: cancelled } : null,
  ].filter((part) => part !== null);
  return (
    <span className={cx(css['stock'], waits > 0n && css['short'])}>
      {parts.slice(0, waits > 0n ? 1 : 2).map((part) => (
        <small key={part.text}>
          {part.text} <Quantity milli={part.milli} />
        </small>
      ))}
      {waits > 0n ? <Waiting milli={waits} on={line.expectedOn} /> : null}
    </span>
  );
}

function Waiting({ milli, on }: { readonly milli: bigint; readonly on: string | null }) {
  const t = useText(texts);
  return (
    <small className={css['waits']}>
      {t('sheet.waits')} <Quantity milli={milli} /> {on === null ? t('sheet.noDate') : <DateText value={on} />}
    </small>
  );
}
