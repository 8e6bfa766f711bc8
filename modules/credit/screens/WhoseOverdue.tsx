import { Suspense } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { readableDetails } from '#web/refusals.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { credit } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';

/** Where overdue debt of the group counts: whose it is. Nothing where all of it is the account's own. */
export function WhoseOverdue(props: { readonly accountId: string }) {
  return (
    <Suspense fallback={null}>
      <Whose {...props} />
    </Suspense>
  );
}

function Whose({ accountId }: { readonly accountId: string }) {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const { ownOverdueMinor, overdueMinor, groupName } = useLoaded(credit.get, { accountId });
  if (ownOverdueMinor === overdueMinor) return null;
  const details = readableDetails({ ownMinor: ownOverdueMinor, overdueMinor }, { lang, ...time });
  return (
    <>
      <span className="muted">{t('whose.group', { ...details, name: groupName ?? '' })}</span>
      <A to={paths.account(accountId, { tab: 'credit' })}>{t('whose.see')}</A>
    </>
  );
}
