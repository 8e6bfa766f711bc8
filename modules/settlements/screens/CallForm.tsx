import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { useMediaQuery } from '@mantine/hooks';
import type { InputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { MoneyField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import type { Call } from './CallCard.tsx';
import css from './collection.module.css';

const results = ['promised', 'no_answer', 'paid', 'disputed', 'refused'] as const;
type Result = InputOf<typeof settlements.noteCall>['result'];
type Values = { result: Result; promisedOn: string; amountMinor: string; note: string };

/** What a call came to; a promise has its day and sum. */
export function CallForm({ call, onDone }: { readonly call: Call; readonly onDone: () => void }) {
  const t = useText(texts);
  const { today } = useOrgTime();
  const form = useForm<Values>({ result: 'promised', promisedOn: '', amountMinor: call.overdueMinor, note: '' });
  const note = useAct(settlements.noteCall, {
    invalidates: [settlements.calls],
    onDone: () => {
      done(t('calls.noted', { name: call.accountName }));
      onDone();
    },
  });
  const phone = useMediaQuery('(max-width: 767px)') ?? false;
  const promised = form.values.result === 'promised';
  return (
    <div className={css['form']}>
      <FormPanel
        form={form}
        act={note}
        input={(values) => askOf(call, values)}
        submit={t('money.save')}
        onCancel={onDone}
        unguarded
        wide
      >
        <SegmentedControl
          orientation={phone ? 'vertical' : 'horizontal'}
          fullWidth
          aria-label={t('calls.result')}
          value={form.values.result}
          onChange={(result) => form.set('result', result as Result)}
          data={results.map((result) => ({ value: result, label: t(`settlements.result_${result}`) }))}
        />
        {promised ? (
          <FieldRow>
            <DateField {...form.field('promisedOn')} label={t('calls.promisedOn')} min={today} required />
            <MoneyField {...form.field('amountMinor')} label={t('settlements.amount')} />
          </FieldRow>
        ) : null}
        <TextField {...form.field('note')} label={t('calls.comment')} maxLength={500} />
      </FormPanel>
    </div>
  );
}

function askOf(call: Call, { result, promisedOn, amountMinor, note }: Values): InputOf<typeof settlements.noteCall> {
  const promise = { ...(promisedOn === '' ? {} : { promisedOn }), ...(amountMinor === '' ? {} : { amountMinor }) };
  return { accountId: call.accountId, result, note, ...(result === 'promised' ? promise : {}) };
}
