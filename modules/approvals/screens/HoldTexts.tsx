import { hasText } from '#kernel/texts.ts';
import { useText } from '#web/i18n.ts';
import { readableDetails, useReasonText } from '#web/refusals.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import type { ApprovalCard } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './approvals.module.css';

/** Why the order is held, in the words of the module that holds it. */
export function HoldTexts({ card }: { readonly card: ApprovalCard }) {
  const t = useText(texts);
  const reasonText = useReasonText();
  const lang = useLang();
  const time = useOrgTime();
  const textOf = ({ code, details }: ApprovalCard['holds'][number]) => {
    // Where others of the group owe of it, the hold says how much is the account's own.
    const key: string = `held.${code}${details['ownMinor'] === undefined ? '' : '_group'}`;
    return hasText(texts, key) ? t(key, readableDetails(details, { lang, ...time })) : reasonText({ code, details });
  };
  return (
    <ul className={css['holds']}>
      {card.holds.map((hold) => (
        <li key={hold.code}>{textOf(hold)}</li>
      ))}
      {card.holds.length === 0 ? <li>{t(`ask.${card.approval.kind}`)}</li> : null}
    </ul>
  );
}
