import { type RowOf, useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { legalEntities } from '../contract.ts';
import { texts } from '../texts.ts';

type Row = RowOf<typeof legalEntities.list>;

/** Our own legal entities. */
export function LegalEntitiesPage() {
  const t = useText(texts);
  const { may } = useSession();
  const { rows } = useLoaded(legalEntities.list, {});
  const add = may('settings.write') ? (
    <LinkButton to={paths.legalEntity('new')} kind="primary">
      {t('firm.add')}
    </LinkButton>
  ) : undefined;
  const columns: Column<Row>[] = [
    { key: 'name', title: t('firm.name'), width: 280, cell: (row) => row.name },
    {
      key: 'isDefault',
      title: t('firm.default'),
      width: 130,
      cell: (row) => (row.isDefault ? <StateBadge state="ok" label={t('firm.default')} /> : null),
      phone: 'side',
    },
    { key: 'inn', title: t('firm.inn'), width: 130, cell: (row) => row.inn, phone: 'line' },
    { key: 'kpp', title: t('firm.kpp'), width: 110, cell: (row) => row.kpp },
    {
      key: 'vatRegime',
      title: t('firm.vatRegime'),
      width: 160,
      cell: (row) => t(`regime.${row.vatRegime}`),
      phone: 'line',
    },
    { key: 'numberPrefix', title: t('firm.numberPrefix'), width: 170, cell: (row) => row.numberPrefix },
    { key: 'banks', title: t('firm.bankCount'), width: 90, align: 'end', cell: (row) => row.banks, phone: 'hide' },
  ];
  return (
    <Page title={t('firm.title')} count={rows.length} acts={add}>
      <Panel flush>
        <DataGrid
          caption={t('firm.title')}
          rows={rows}
          columns={columns}
          rowId={(row) => row.id}
          href={(row) => paths.legalEntity(row.id)}
          empty={{ title: t('firm.none'), hint: t('firm.noneHint'), act: add }}
        />
      </Panel>
    </Page>
  );
}
