import { accounts } from '#modules/accounts/contract.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { useForm } from '#web/ui/form.ts';
import { PickField } from '#web/ui/PickField.tsx';
import { done } from '#web/ui/toast.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { moneyViews } from './money-views.ts';
import type { Payment } from './PaymentCard.tsx';
import { PaymentHead } from './PaymentHead.tsx';

/** Says whose money it is. What was proposed for another client offers that client. */
export function PayerDialog({ payment, onClose }: { readonly payment: Payment; readonly onClose: () => void }) {
  const t = useText(texts);
  const likely = payment.proposal.find((part) => part.accountId !== payment.accountId);
  const form = useForm({ accountId: likely?.accountId ?? '' });
  const assign = useAct(settlements.assign, {
    invalidates: moneyViews,
    onDone: ({ state }) => {
      done(t(state === 'probable' ? 'payment.assignedProbable' : 'payment.assigned'));
      onClose();
    },
  });
  return (
    <Dialog title={t('payment.payerTitle')} onClose={onClose}>
      <PaymentHead payment={payment} />
      <FormPanel
        form={form}
        act={assign}
        input={({ accountId }) => ({ paymentId: payment.id, version: payment.version, accountId })}
        submit={t('payment.setPayer')}
        onCancel={onClose}
        unguarded
        enterSubmits
      >
        <PickField
          {...form.field('accountId')}
          label={t('payment.payer')}
          required
          // With a likely payer in it, an open list would only cover the button.
          autoFocus={likely === undefined}
          endpoint={accounts.pick}
          input={(typed) => (typed === '' && payment.payerInn !== '' ? {} : { q: typed })}
          choice={(row) => ({ value: row.id, label: row.name, hint: row.hint })}
          chosen={likely?.accountName}
        />
      </FormPanel>
    </Dialog>
  );
}
