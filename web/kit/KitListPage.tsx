import { IconPlus } from '@tabler/icons-react';
import type { KeyOf } from '#kernel/texts.ts';
import { useAct } from '../act.ts';
import type { RowOf } from '../api.ts';
import { useText } from '../i18n.ts';
import { paths } from '../paths.ts';
import { ActButton } from '../ui/ActButton.tsx';
import { LinkButton } from '../ui/Button.tsx';
import { Sparkline } from '../ui/Chart.tsx';
import type { Column } from '../ui/columns.ts';
import type { Filter } from '../ui/filters.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { Facts, Panel } from '../ui/Panel.tsx';
import { StateBadge } from '../ui/StateBadge.tsx';
import { DateText, Percent, Sum } from '../ui/values.tsx';
import { samples } from './samples.ts';
import { kitPageTexts } from './texts.ts';

type Row = RowOf<typeof samples.rows>;
const states = ['ok', 'watch', 'hold', 'stop', 'info'] as const;
const trend = (row: Row) => [3, 5, 4, 6, 5, 8, Number(row.debtMinor.slice(0, 1))];

type Say = (key: KeyOf<typeof kitPageTexts>) => string;

function columnsIn(t: Say): readonly Column<Row>[] {
  return [
    { key: 'name', title: t('account'), width: 260, cell: (row) => row.name, sortable: true },
    {
      key: 'state',
      title: t('state'),
      width: 120,
      cell: (row) => <StateBadge state={row.state} label={t(row.state)} />,
    },
    { key: 'owner', title: t('owner'), width: 150, cell: (row) => row.owner },
    { key: 'city', title: t('city'), width: 110, cell: (row) => row.city, optional: true },
    {
      key: 'debtMinor',
      title: t('debt'),
      align: 'end',
      cell: (row) => <Sum minor={row.debtMinor} />,
      sortable: true,
      sum: (row) => row.debtMinor,
    },
    {
      key: 'overdueMinor',
      title: t('overdue'),
      align: 'end',
      width: 130,
      cell: (row) => <Sum minor={row.overdueMinor} />,
      sortable: true,
      sum: (row) => row.overdueMinor,
    },
    {
      key: 'marginBp',
      title: t('margin'),
      align: 'end',
      width: 96,
      cell: (row) => <Percent bp={row.marginBp} />,
      sortable: true,
    },
    {
      key: 'trend',
      title: t('trend'),
      width: 104,
      cell: (row) => <Sparkline values={trend(row)} label={t('trend')} />,
      phone: 'hide',
    },
    { key: 'dueOn', title: t('dueOn'), width: 90, cell: (row) => <DateText value={row.dueOn} />, sortable: true },
    { key: 'at', title: t('changed'), width: 110, cell: (row) => <DateText value={row.at} />, phone: 'hide' },
  ];
}

function filtersIn(t: Say): readonly Filter[] {
  return [
    { key: 'state', label: t('state'), kind: 'many', options: states.map((value) => ({ value, label: t(value) })) },
    { key: 'overdue', label: t('overdue'), kind: 'flag' },
    { key: 'due', from: 'dueFrom', to: 'dueTo', label: t('dueOn'), kind: 'dates' },
  ];
}

/** A sample list. */
export function KitListPage() {
  const t = useText(kitPageTexts);
  const assign = useAct(samples.refuse);
  return (
    <ListPage
      name="kit"
      title={t('list')}
      endpoint={samples.rows}
      columns={columnsIn(t)}
      rowId={(row) => row.id}
      href={() => paths.kit()}
      peek={(row) => (
        <Panel title={t('requisites')}>
          <Facts
            rows={[
              [t('owner'), row.owner],
              [t('debt'), <Sum key="debt" minor={row.debtMinor} />],
              [t('city'), row.city],
            ]}
          />
        </Panel>
      )}
      views={[
        { key: 'all', title: t('all'), search: {} },
        { key: 'holds', title: t('holds'), search: { state: ['hold'] } },
      ]}
      filters={filtersIn(t)}
      exportTo="/api/export/kit"
      primary={
        <LinkButton to={paths.kit()} kind="primary" icon={<IconPlus size={16} />}>
          {t('add')}
        </LinkButton>
      }
      bulk={() => (
        <ActButton act={assign} input={{}} small says="side">
          {t('assign')}
        </ActButton>
      )}
      empty={{ title: t('none'), hint: t('noneHint'), act: <LinkButton to={paths.imports()}>{t('add')}</LinkButton> }}
    />
  );
}
