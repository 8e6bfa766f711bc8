import { useText } from '#web/i18n.ts';
import { DateText, Sum } from '#web/ui/values.tsx';
import { texts } from '../texts.ts';
import type { Payment } from './PaymentCard.tsx';
import css from './statement.module.css';

/** The payment a dialog is about, in two lines. */
export function PaymentHead({ payment }: { readonly payment: Payment }) {
  const t = useText(texts);
  const told = [payment.payerName, payment.payerInn && t('payment.inn', { inn: payment.payerInn })]
    .filter(Boolean)
    .join(', ');
  return (
    <div className={css['about']}>
      <b>
        <Sum minor={payment.amountMinor} kopecks="always" />
      </b>{' '}
      <span className="muted">
        {t('payment.number', { number: payment.number })} · <DateText value={payment.bookedOn} />
      </span>
      <p>{told}</p>
      <p className={css['purpose']} title={payment.purpose}>
        {payment.purpose}
      </p>
    </div>
  );
}
