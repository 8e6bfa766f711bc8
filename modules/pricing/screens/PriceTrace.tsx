import type { ReactNode } from 'react';
import { dayText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { Percent, Price, Quantity } from '#web/ui/values.tsx';
import type { PriceStep } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';

/** The way to a price as steps: what each is, what it takes off, the price after it. */
export function PriceTrace({ trace, unit = '' }: { readonly trace: readonly PriceStep[]; readonly unit?: string }) {
  const name = useStepName();
  const note = useStepNote(unit);
  return (
    <ol className={css['steps']}>
      {trace.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one price have no other name
        <li key={at} className={css['step']}>
          <span>
            {name(step)}
            <small>{note(step)}</small>
          </span>
          <span>{step.bp === undefined ? null : <Percent bp={-step.bp} digits={2} change />}</span>
          <Price e4={step.toE4} />
        </li>
      ))}
    </ol>
  );
}

function useStepName(): (step: PriceStep) => string {
  const t = useText(screenTexts);
  return ({ step, source, note, bp }) => {
    if (step === 'discount')
      return note === 'account' ? t('step.account') : t(note === 'brand' ? 'step.brand' : 'step.category', { source });
    if (step === 'manual') return t((bp ?? 0) < 0 ? 'step.markUp' : 'step.manual');
    return t(`step.${step}`, { source });
  };
}

function useStepNote(unit: string): (step: PriceStep) => ReactNode {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const day = (date: string) => (/^\d{4}-\d\d-\d\d$/.test(date) ? dayText(date, { lang, ...time }) : date);
  return ({ step, source, note = '' }) => {
    if (step === 'column') return t('step.columnNote', { date: day(note) });
    if (step === 'special' && note !== '') return t('step.specialNoteTo', { date: day(source), until: day(note) });
    if (step === 'special') return t('step.specialNote', { date: day(source) });
    if (step !== 'quantity') return null;
    const [before = '', after = ''] = t('step.quantityNote', { quantity: '\n' }).split('\n');
    return (
      <>
        {before}
        <Quantity milli={note} unit={unit} />
        {after}
      </>
    );
  };
}
