import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import type { ApprovalCard } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './approvals.module.css';

/** Why the order is held, in the words of the module that holds it. */
export function HoldTexts({ card }: { readonly card: ApprovalCard }) {
  const t = useText(texts);
  const textOf = useReasonText();
  return (
    <ul className={css['holds']}>
      {card.holds.map((hold) => (
        <li key={hold.code}>{textOf({ code: hold.code, details: hold.details })}</li>
      ))}
      {card.holds.length === 0 ? <li>{t(`ask.${card.approval.kind}`)}</li> : null}
    </ul>
  );
}
