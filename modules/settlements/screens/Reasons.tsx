import { useReasonText } from '#web/refusals.ts';
import type { Details } from '#web/wire.ts';
import type { Payment } from './PaymentCard.tsx';
import css from './statement.module.css';

/** Why a payment was matched as it was. */
export function Reasons({ reasons }: { readonly reasons: Payment['reasons'] }) {
  const say = useReasonText();
  if (reasons.length === 0) return null;
  return (
    <ul className={css['reasons']}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${JSON.stringify(reason.details)}`}>
          {say({ code: reason.code, details: reason.details as Details })}
        </li>
      ))}
    </ul>
  );
}
