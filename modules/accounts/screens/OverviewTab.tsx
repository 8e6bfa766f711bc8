import type { ReactNode } from 'react';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { LimitBar } from '#web/ui/LimitBar.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { BanksPanel } from './BanksPanel.tsx';
import { NextStepPanel } from './NextStepPanel.tsx';
import { SitesPanel } from './SitesPanel.tsx';

type TabProps = { readonly card: CardView };

/** What one wants to know first: credit, the next step, requisites, places, banks. */
export function OverviewTab({ card }: TabProps) {
  return (
    <div className={css['stack']}>
      {card.credit === null ? null : <CreditPanel credit={card.credit} />}
      <NextStepPanel card={card} />
      <Requisites card={card} />
      <SitesPanel card={card} />
      <BanksPanel card={card} />
    </div>
  );
}

function CreditPanel({ credit }: { readonly credit: NonNullable<CardView['credit']> }) {
  const t = useText(texts);
  const open = BigInt(credit.receivableMinor) - BigInt(credit.overdueMinor);
  return (
    <Panel title={t('credit.title')}>
      {credit.stopped ? (
        <p className={css['alarm']} role="status">
          {t('credit.stopped', { reason: credit.stopReason })}
        </p>
      ) : null}
      <LimitBar
        limitMinor={credit.limit?.minor ?? null}
        parts={[
          { kind: 'overdue', label: t('credit.overdue'), minor: credit.overdueMinor },
          { kind: 'open', label: t('credit.open'), minor: open },
          { kind: 'shipped', label: t('credit.unbilled'), minor: credit.unbilledMinor },
          { kind: 'confirmed', label: t('credit.confirmed'), minor: credit.confirmedMinor },
        ]}
      />
      <p className={css['note']}>
        {credit.limit === null ? t('credit.none') : t(`credit.${credit.limit.scope}`)}
        {credit.limit?.until == null ? null : (
          <>
            {' · '}
            {t('credit.until')} <DateText value={credit.limit.until} />
          </>
        )}
        {credit.groupUsedMinor === null ? null : (
          <>
            {' · '}
            {t('credit.groupUsed')} <Sum minor={credit.groupUsedMinor} />
          </>
        )}
        {credit.advanceMinor === '0' ? null : (
          <>
            {' · '}
            {t('credit.advance')} <Sum minor={credit.advanceMinor} />
          </>
        )}
      </p>
    </Panel>
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
