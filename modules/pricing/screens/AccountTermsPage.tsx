import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { Page } from '#web/ui/Page.tsx';
import { terms } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { AccountPriceList } from './AccountPriceList.tsx';
import { TermsPanel } from './TermsPanel.tsx';

/** The terms of an account on a page of their own, and what they come to: its price list. */
export function AccountTermsPage() {
  const t = useText(screenTexts);
  const { accountId = '' } = useParams();
  const card = useLoaded(terms.get, { accountId });
  return (
    <Page
      title={card.accountName}
      back={paths.account(accountId, { tab: 'terms' })}
      tabs={[
        { key: 'terms', title: t('terms.title'), body: () => <TermsPanel accountId={accountId} /> },
        { key: 'list', title: t('priceList.title'), body: () => <AccountPriceList accountId={accountId} /> },
      ]}
    />
  );
}
