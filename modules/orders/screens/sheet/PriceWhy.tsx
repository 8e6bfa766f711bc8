import { Popover } from '@mantine/core';
import { useText } from '#web/i18n.ts';
import { DateText, Percent, Price, Quantity, Sum } from '#web/ui/values.tsx';
import { texts } from '../../texts.ts';
import type { SheetLine } from './edits.ts';
import css from './sheet.module.css';

type Step = SheetLine['trace'][number];

/** The price of a line; pressed, it tells how it came about. */
export function PriceCell(props: {
  readonly line: SheetLine;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const { line, open, onOpen } = props;
  const t = useText(texts);
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-end" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          tabIndex={-1}
          className={css['price']}
          title={t('why.of', { code: line.code })}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        >
          <Price e4={line.priceE4} />
          {line.basePriceE4 === line.priceE4 ? null : (
            <small>
              <Price e4={line.basePriceE4} />
            </small>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <PriceWhy line={line} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The way to the price, step by step, and what it makes of the line. */
export function PriceWhy({ line }: { readonly line: SheetLine }) {
  const t = useText(texts);
  return (
    <section className={css['why']} aria-label={t('why.title')} tabIndex={-1} data-autofocus>
      <h3>{t('why.title')}</h3>
      {line.trace.length === 0 ? <p className="muted">{t('why.soon')}</p> : null}
      <ol>
        {line.trace.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps stand in their order
          <li key={at}>
            <StepName step={step} unit={line.unit} />
            <span className={css['bp']}>
              {step.bp === undefined ? null : <Percent bp={-step.bp} digits={2} change />}
            </span>
            <Price e4={step.toE4} />
          </li>
        ))}
      </ol>
      <p>
        <Quantity milli={line.quantityMilli} unit={line.unit} /> × <Price e4={line.priceE4} /> ={' '}
        <b>
          <Sum minor={line.sumMinor} kopecks="always" />
        </b>
      </p>
      {line.vatBp === null ? null : (
        <p className="muted">
          {t('why.vat')} <Percent bp={line.vatBp} digits={0} />
        </p>
      )}
      {line.floorE4 === null ? null : (
        <p className="muted">
          {t('why.floor')} <Price e4={line.floorE4} />
        </p>
      )}
    </section>
  );
}

function StepName({ step, unit }: { readonly step: Step; readonly unit: string }) {
  const t = useText(texts);
  if (step.step === 'column')
    return (
      <span>
        {t('why.column', { name: step.source })}{' '}
        <small>
          {t('why.since')} <DateText value={step.note} />
        </small>
      </span>
    );
  if (step.step === 'special')
    return (
      <span>
        {t('why.special')}{' '}
        <small>
          {t('why.since')} <DateText value={step.source} />
        </small>
      </span>
    );
  if (step.step === 'quantity')
    return (
      <span>
        {t('why.quantity')} <Quantity milli={step.note} unit={unit} />
      </span>
    );
  if (step.step === 'discount')
    return <span>{step.source === '' ? t('why.terms') : t('why.termsOf', { name: step.source })}</span>;
  return <span>{step.step === 'manual' ? t('why.manual') : t('why.approved')}</span>;
}
