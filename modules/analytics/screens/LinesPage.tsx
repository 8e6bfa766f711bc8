import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Price, Quantity, Sum } from '#web/ui/values.tsx';
import { type SalesLineRow, sales } from '../contract.ts';
import { texts } from '../texts.ts';
import { useProductFilter, useSalesFilters } from './sales-filters.ts';

/** Every sold line, the latest first, under the filters of the report. */
export function LinesPage() {
  const t = useText(texts);
  return (
    <ListPage
      name="sales-lines"
      title={t('lines.title')}
      endpoint={sales.lines}
      columns={useColumns()}
      rowId={(row) => row.id}
      searchable={false}
      filters={[
        { kind: 'dates', key: 'dates', label: t('pivot.period'), from: 'fromOn', to: 'toOn' },
        useProductFilter(),
        ...useSalesFilters(),
        { kind: 'flag', key: 'ownCategory', label: t('lines.ownCategory') },
      ]}
      secondary={<LinkButton to={paths.salesReport()}>{t('lines.toReport')}</LinkButton>}
      exportTo="/api/export/sales-lines"
      empty={{
        title: t('lines.none'),
        hint: t('sales.noneHint'),
        act: <LinkButton to={paths.imports()}>{t('pivot.import')}</LinkButton>,
      }}
    />
  );
}

function useColumns(): readonly Column<SalesLineRow>[] {
  const t = useText(texts);
  const { seesCost } = useSession();
  return [
    {
      key: 'product',
      title: t('lines.product'),
      width: 260,
      cell: (row) => <A to={paths.product(row.productId)}>{row.productName}</A>,
    },
    { key: 'code', title: t('lines.code'), width: 110, phone: 'hide', cell: (row) => row.productCode },
    {
      key: 'account',
      title: t('dimension.account'),
      width: 220,
      phone: 'line',
      cell: (row) => <A to={paths.account(row.accountId, { tab: 'sales' })}>{row.accountName}</A>,
    },
    {
      key: 'soldOn',
      title: t('lines.soldOn'),
      width: 104,
      phone: 'line',
      cell: (row) => <DateText value={row.soldOn} />,
    },
    { key: 'invoice', title: t('lines.invoice'), width: 120, phone: 'line', cell: (row) => row.invoiceNo },
    {
      key: 'quantity',
      title: t('measure.quantity'),
      width: 110,
      align: 'end',
      phone: 'hide',
      cell: (row) => <Quantity milli={row.quantityMilli} unit={row.unit} />,
    },
    {
      key: 'price',
      title: t('lines.price'),
      width: 116,
      align: 'end',
      phone: 'hide',
      cell: (row) => <Price e4={row.priceE4} />,
    },
    {
      key: 'revenue',
      title: t('measure.revenue'),
      width: 128,
      align: 'end',
      phone: 'side',
      sum: (row) => row.revenueMinor,
      cell: (row) => <Sum minor={row.revenueMinor} toned />,
    },
    ...(seesCost
      ? [
          {
            key: 'margin',
            title: t('measure.margin'),
            width: 120,
            align: 'end' as const,
            phone: 'hide' as const,
            sum: (row: SalesLineRow) => row.marginMinor,
            cell: (row: SalesLineRow) => <Sum minor={row.marginMinor} toned />,
          },
        ]
      : []),
    { key: 'manager', title: t('dimension.manager'), width: 160, phone: 'hide', cell: (row) => row.managerName ?? '—' },
  ];
}
