import { IconPlus } from '@tabler/icons-react';
import { AccountSales } from '#modules/analytics/screens/index.ts';
import { CanSell, CreditPanel } from '#modules/credit/screens/index.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import type { Tab } from '#web/ui/Tabs.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { AccountTimeline } from './AccountTimeline.tsx';
import { ContactsTab } from './ContactsTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { MoneyTab } from './MoneyTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { OrdersTab } from './OrdersTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { statusStates } from './states.ts';
import { TermsTab } from './TermsTab.tsx';

/** The card of an account: three figures, everything else by tabs, the timeline at the right. */
export function AccountPage() {
  const { accountId = '' } = useParams();
  const card = useLoaded(accounts.get, { accountId });
  return (
    <Page
      title={card.name}
      back={paths.accounts()}
      badge={<Badges card={card} />}
      under={<Under card={card} />}
      acts={<Acts card={card} />}
      figures={<Figures card={card} />}
      tabs={useCardTabs(card)}
      aside={<AccountTimeline accountId={accountId} />}
    />
  );
}

/** The tabs that the person may read: what one comes for first, then the rest. */
function useCardTabs(card: CardView): readonly Tab[] {
  const t = useText(texts);
  const { may } = useSession();
  const tabs: readonly (Tab | false)[] = [
    { key: 'overview', title: t('tab.overview'), body: () => <OverviewTab card={card} /> },
    may('orders.read') && { key: 'orders', title: t('tab.orders'), body: () => <OrdersTab card={card} /> },
    may('analytics.read') && {
      key: 'sales',
      title: t('tab.sales'),
      body: () => <AccountSales accountId={card.id} />,
    },
    may('credit.read') && {
      key: 'credit',
      title: t('tab.credit'),
      body: () => <CreditPanel key={card.id} accountId={card.id} />,
    },
    may('settlements.read') && { key: 'money', title: t('tab.money'), body: () => <MoneyTab card={card} /> },
    may('pricing.read') && { key: 'terms', title: t('tab.terms'), body: () => <TermsTab accountId={card.id} /> },
    {
      key: 'contacts',
      title: t('tab.contacts'),
      count: card.contacts.length,
      body: () => <ContactsTab card={card} />,
    },
    { key: 'files', title: t('tab.files'), count: card.fileCount, body: () => <FilesTab card={card} /> },
    { key: 'notes', title: t('tab.notes'), count: card.noteCount, body: () => <NotesTab card={card} /> },
  ];
  return tabs.filter((tab) => tab !== false);
}

function Badges({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  return (
    <>
      <StateBadge state={statusStates[card.status]} label={t(`status.${card.status}`)} />
      {card.isKey ? <StateBadge state="info" label={t('field.isKey')} /> : null}
      {card.archived ? <StateBadge state="plain" label={t('card.archived')} /> : null}
    </>
  );
}

function Under({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  return (
    <>
      {card.manager?.name ?? t('card.nobody')}
      {card.nextStep === '' ? null : (
        <>
          {' · '}
          {t('card.nextStep')}: {card.nextStep} <DateText value={card.nextStepOn} />
        </>
      )}
      {card.blockReason === '' ? null : ` · ${t('card.blockedFor', { reason: card.blockReason })}`}
    </>
  );
}

/** Owed, overdue, what may still be sold: what decides whether to sell today. */
function Figures({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const { credit } = card;
  if (credit === null) return <Figure label={t('list.shipped')}>{<DateText value={card.lastShippedOn} />}</Figure>;
  return (
    <>
      <Figure label={t('card.debt')}>
        <Sum minor={BigInt(credit.receivableMinor) - BigInt(credit.advanceMinor)} />
      </Figure>
      <Figure label={t('card.overdue')}>
        <Sum minor={credit.overdueMinor} />
        {credit.oldestOverdueOn === null ? null : (
          <small className="muted">
            {' '}
            {t('card.since')} <DateText value={credit.oldestOverdueOn} />
          </small>
        )}
      </Figure>
      <CanSell accountId={card.id} />
    </>
  );
}

function Acts({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const closed = card.closed.order;
  return (
    <>
      {closed === null ? (
        <LinkButton to={paths.orderNew({ accountId: card.id })} kind="primary" icon={<IconPlus size={16} />}>
          {t('card.order')}
        </LinkButton>
      ) : (
        <span>
          <Button kind="primary" aria-disabled icon={<IconPlus size={16} />}>
            {t('card.order')}
          </Button>
          <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={() => undefined} />
        </span>
      )}
      {card.closed.edit === null ? <LinkButton to={paths.accountEdit(card.id)}>{t('card.edit')}</LinkButton> : null}
      <AccountMenu card={card} />
    </>
  );
}
