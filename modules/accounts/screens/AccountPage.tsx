import { IconPlus } from '@tabler/icons-react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Figure } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { accounts } from '../contract.ts';
import { texts } from '../texts.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { AccountTimeline } from './AccountTimeline.tsx';
import { ContactsTab } from './ContactsTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { OrdersTab } from './OrdersTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { statusStates } from './states.ts';
import { TermsTab } from './TermsTab.tsx';

/** The card of an account: three figures, the credit bar, everything else by tabs, the timeline at the right. */
export function AccountPage() {
  const t = useText(texts);
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
      tabs={[
        { key: 'overview', title: t('tab.overview'), body: () => <OverviewTab card={card} /> },
        { key: 'orders', title: t('tab.orders'), body: () => <OrdersTab card={card} /> },
        {
          key: 'contacts',
          title: t('tab.contacts'),
          count: card.contacts.length,
          body: () => <ContactsTab card={card} />,
        },
        { key: 'terms', title: t('tab.terms'), body: () => <TermsTab card={card} /> },
        { key: 'files', title: t('tab.files'), count: card.fileCount, body: () => <FilesTab card={card} /> },
        { key: 'notes', title: t('tab.notes'), count: card.noteCount, body: () => <NotesTab card={card} /> },
      ]}
      aside={<AccountTimeline accountId={accountId} />}
    />
  );
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

/** Owed, overdue, still free of the limit: what decides whether to sell today. */
function Figures({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  const { credit } = card;
  if (credit === null) return <Figure label={t('list.shipped')}>{<DateText value={card.lastShippedOn} />}</Figure>;
  const used =
    BigInt(credit.receivableMinor) +
    BigInt(credit.unbilledMinor) +
    BigInt(credit.confirmedMinor) -
    BigInt(credit.advanceMinor);
  const whole = credit.groupUsedMinor === null ? used : BigInt(credit.groupUsedMinor);
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
      <Figure label={t('card.free')}>
        {credit.limit === null ? t('card.prepaid') : <Sum minor={BigInt(credit.limit.minor) - whole} toned />}
      </Figure>
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
