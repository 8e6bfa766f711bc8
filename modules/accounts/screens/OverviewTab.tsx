import type { ReactNode } from 'react';
import { CreditSummary } from '#modules/credit/screens/index.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { DateText } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { BanksPanel } from './BanksPanel.tsx';
import { NextStepPanel } from './NextStepPanel.tsx';
import { LastOrders } from './OrdersTab.tsx';
import { SitesPanel } from './SitesPanel.tsx';

type TabProps = { readonly card: CardView };

/** What one wants to know first: the next step, credit, the last orders; then requisites, places, banks. */
export function OverviewTab({ card }: TabProps) {
  return (
    <div className={css['stack']}>
      <NextStepPanel card={card} />
      {card.credit === null ? null : <CreditSummary key={card.id} accountId={card.id} />}
      <LastOrders card={card} />
      <Requisites card={card} />
      <SitesPanel card={card} />
      <BanksPanel card={card} />
    </div>
  );
}

function Requisites({ card }: TabProps) {
  const t = useText(texts);
  const copied = (text: string) => (text === '' ? '' : <CopyText text={text} />);
  const group =
    card.group === null ? (
      ''
    ) : (
      <A to={paths.accounts({ groupId: card.group.id })}>
        {card.group.name} ({card.group.accounts})
      </A>
    );
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('field.fullName'), card.fullName],
    [t('field.kind'), t(`kind.${card.kind}`)],
    [t('field.inn'), copied(card.inn)],
    [t('field.kpp'), copied(card.kpp)],
    [t('field.ogrn'), copied(card.ogrn)],
    [t('field.groupId'), group],
    [t('field.roles'), card.roles.map((role) => t(`role.${role}`)).join(', ')],
    [t('field.tier'), card.tier],
    [t('field.segment'), card.segment],
    [t('field.phone'), card.phone],
    [t('field.email'), card.email],
    [t('field.website'), card.website === '' ? '' : <Outside key="site" address={card.website} />],
    [t('field.legalAddress'), card.legalAddress],
    [t('field.actualAddress'), card.actualAddress],
    [t('field.code'), copied(card.code)],
    [t('list.shipped'), <DateText key="shipped" value={card.lastShippedOn} />],
  ];
  return (
    <Panel title={t('card.requisites')}>
      <Facts rows={rows.filter(([, value]) => value !== '')} />
    </Panel>
  );
}

function Outside({ address }: { readonly address: string }) {
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      {address.replace(/^https?:\/\//, '')}
    </a>
  );
}
