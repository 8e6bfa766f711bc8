import { Suspense } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { credit } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './credit.module.css';
import { Standing } from './Standing.tsx';

/** The account's credit in short, for the first tab of its card: may one sell, and how much. */
export function CreditSummary({ accountId }: { readonly accountId: string }) {
  const t = useText(screenTexts);
  return (
    <Panel
      title={t('card.title')}
      acts={
        <LinkButton small kind="quiet" to={paths.account(accountId, { tab: 'credit' })}>
          {t('card.whole')}
        </LinkButton>
      }
    >
      <Suspense fallback={<div className={css['wait']} />}>
        <Read accountId={accountId} />
      </Suspense>
    </Panel>
  );
}

function Read({ accountId }: { readonly accountId: string }) {
  return <Standing card={useLoaded(credit.get, { accountId })} />;
}
