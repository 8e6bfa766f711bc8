import { SegmentedControl } from '@mantine/core';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FieldRow, FormPanel } from '#web/ui/FormPanel.tsx';
import { MoneyField, SwitchField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { moneyViews } from './money-views.ts';

type Side = 'debt' | 'advance';

/** An entry by hand: an opening balance or a correction, as a debt with its due date or as an advance. */
export function CorrectionDialog({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const t = useText(texts);
  const { today } = useOrgTime();
  const form = useForm({
    side: 'debt' as Side,
    opening: false,
    number: '',
    on: today,
    dueOn: '',
    amountMinor: '',
    reason: '',
  });
  const isDebt = form.values.side === 'debt';
  const correct = useAct(settlements.correct, {
    invalidates: moneyViews,
    onDone: () => {
      done(t('ledger.corrected'));
      onClose();
    },
  });
  return (
    <Dialog title={t('ledger.correct')} onClose={onClose}>
      <FormPanel
        form={form}
        act={correct}
        input={({ dueOn, ...values }) => ({
          ...values,
          accountId,
          id: form.id,
          ...(isDebt && dueOn !== '' ? { dueOn } : {}),
        })}
        submit={t('ledger.enter')}
        onCancel={onClose}
      >
        <SegmentedControl
          aria-label={t('ledger.side')}
          value={form.values.side}
          onChange={(side) => form.set('side', side as Side)}
          data={[
            { value: 'debt', label: t('ledger.more') },
            { value: 'advance', label: t('ledger.less') },
          ]}
        />
        <MoneyField {...form.field('amountMinor')} label={t('settlements.amount')} required />
        <TextField {...form.field('number')} label={t('settlements.paper')} required={isDebt} maxLength={100} />
        <FieldRow>
          <DateField {...form.field('on')} label={t('settlements.paper_date')} max={today} required />
          {isDebt ? <DateField {...form.field('dueOn')} label={t('settlements.due_on')} min={form.values.on} /> : null}
        </FieldRow>
        <TextField {...form.field('reason')} label={t('payment.reason')} required maxLength={500} />
        <SwitchField {...form.field('opening')} label={t('settlements.kind_opening')} />
      </FormPanel>
    </Dialog>
  );
}
