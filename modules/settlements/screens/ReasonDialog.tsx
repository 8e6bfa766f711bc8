import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { moneyViews } from './money-views.ts';
import type { Payment } from './PaymentCard.tsx';
import { PaymentHead } from './PaymentHead.tsx';

type What = 'aside' | 'takeBack';

/** Takes a payment back from its debts, or sets it aside: with a reason that stays in the history. */
export function ReasonDialog(props: {
  readonly payment: Payment;
  readonly what: What;
  /** Only these debts, when not all. */
  readonly receivableIds?: readonly string[];
  readonly onClose: () => void;
}) {
  const { payment, what, receivableIds, onClose } = props;
  const t = useText(texts);
  const form = useForm({ reason: '' });
  const after = {
    invalidates: moneyViews,
    onDone: () => {
      done(t(`payment.${what}Done`));
      onClose();
    },
  };
  const takeBack = useAct(settlements.takeBack, after);
  const aside = useAct(settlements.setAside, after);
  const { id: paymentId, version } = payment;
  const only = receivableIds === undefined ? {} : { receivableIds: [...receivableIds] };
  const shared = { form, onCancel: onClose, submit: t(`payment.${what}`) };
  const field = (
    <TextField
      {...form.field('reason')}
      label={t('payment.reason')}
      hint={t(`payment.${what}Hint`)}
      required
      autoFocus
      maxLength={500}
    />
  );
  return (
    <Dialog title={t(`payment.${what}Title`)} onClose={onClose}>
      <PaymentHead payment={payment} />
      {what === 'takeBack' ? (
        <FormPanel
          {...shared}
          act={takeBack}
          input={({ reason }) => ({ paymentId, version, reason, ...only })}
          enterSubmits
        >
          {field}
        </FormPanel>
      ) : (
        <FormPanel {...shared} act={aside} input={({ reason }) => ({ paymentId, version, reason })} enterSubmits>
          {field}
        </FormPanel>
      )}
    </Dialog>
  );
}
