import { useText } from '#web/i18n.ts';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { AccountRow } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { statusStates } from './states.ts';

/** An account at a glance, beside the list. */
export function AccountPeek({ row }: { readonly row: AccountRow }) {
  const t = useText(texts);
  return (
    <div className={css['stack']}>
      <span className={css['start']}>
        <StateBadge state={statusStates[row.status]} label={t(`status.${row.status}`)} />
      </span>
      <Panel title={t('card.nextStep')}>
        {row.nextStep === '' ? <span className="muted">{t('card.noStep')}</span> : row.nextStep}{' '}
        <DateText value={row.nextStepOn} />
      </Panel>
      <Panel title={t('card.requisites')}>
        <Facts
          rows={[
            [t('field.managerId'), row.managerName],
            [t('field.inn'), row.inn === '' ? '' : <CopyText key="inn" text={row.inn} />],
            [t('field.kpp'), row.kpp],
            [t('field.groupId'), row.groupName],
            [t('field.phone'), row.phone],
            [t('field.email'), row.email],
            [t('list.debt'), <Sum key="debt" minor={row.receivableMinor} />],
            [t('list.overdue'), <Sum key="overdue" minor={row.overdueMinor} />],
            [t('list.shipped'), <DateText key="shipped" value={row.lastShippedOn} />],
          ]}
        />
      </Panel>
    </div>
  );
}
