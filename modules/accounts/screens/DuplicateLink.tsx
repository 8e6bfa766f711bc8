import type { Outcome } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { texts } from '../texts.ts';

/** The way to the account that has the same INN and KPP, when the refusal names it. */
export function useDuplicateLink(outcome: Outcome) {
  const t = useText(texts);
  if (outcome.kind !== 'refused' || outcome.reason.code !== 'accounts.duplicate_seen') return null;
  const accountId = outcome.reason.details?.['accountId'];
  if (typeof accountId !== 'string') return null;
  return <LinkButton to={paths.account(accountId)}>{t('form.openDuplicate')}</LinkButton>;
}
