import { TermsPanel } from '#modules/pricing/screens/index.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { texts } from '../texts.ts';
import css from './accounts.module.css';

/** The terms in force, and the way to what they come to: the account's price list. */
export function TermsTab({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  return (
    <div className={css['stack']}>
      <TermsPanel key={accountId} accountId={accountId} />
      <div>
        <LinkButton to={paths.accountTerms(accountId, { tab: 'list' })}>{t('terms.priceList')}</LinkButton>
      </div>
    </div>
  );
}
