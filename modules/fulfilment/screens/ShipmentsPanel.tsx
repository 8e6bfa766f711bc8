import { useInfiniteQuery } from '@tanstack/react-query';
import type { OutputOf } from '#platform/endpoint.ts';
import { askPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Button } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import { ShipmentState } from './ShipmentState.tsx';

type Row = OutputOf<typeof fulfilment.list>['rows'][number];

/** What left of an order, each with its УПД: for the page of the order. */
export function ShipmentsPanel({ orderId }: { readonly orderId: string }) {
  const t = useText(texts);
  const list = useInfiniteQuery({ ...askPages(fulfilment.list, { orderId }), throwOnError: false });
  const columns = useColumns();
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly Row[]) ?? [];
  if (list.isPending) return <p className="muted">{t('shipment.reading')}</p>;
  if (list.isError) return <Button onClick={() => void list.refetch()}>{t('shipment.again')}</Button>;
  return (
    <Panel title={t('fulfilment.title')} flush>
      <DataGrid
        rows={rows}
        columns={columns}
        rowId={(row) => row.id}
        href={(row) => paths.shipment(row.id)}
        caption={t('fulfilment.title')}
        empty={{ title: t('shipment.noneOfOrder'), hint: t('shipment.noneOfOrderHint') }}
        more={{
          load: () => void list.fetchNextPage(),
          loading: list.isFetchingNextPage,
          complete: !list.hasNextPage,
          failed: list.isFetchNextPageError,
        }}
      />
    </Panel>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useText(texts);
  return [
    { key: 'number', title: t('shipment.number'), width: 90, cell: (row) => `№ ${row.number}` },
    {
      key: 'shippedOn',
      title: t('shipment.shippedOn'),
      width: 100,
      cell: (row) => <DateText value={row.shippedOn} />,
      phone: 'line',
    },
    {
      key: 'state',
      title: t('shipment.state'),
      width: 130,
      cell: (row) => <ShipmentState state={row.state} />,
      phone: 'line',
    },
    {
      key: 'documentNumber',
      title: t('shipment.upd'),
      width: 130,
      cell: (row) => (row.documentId === null ? '—' : <A to={paths.document(row.documentId)}>{row.documentNumber}</A>),
      phone: 'hide',
    },
    {
      key: 'carrier',
      title: t('shipment.carrier'),
      width: 140,
      cell: (row) => [row.carrier, row.tracking].filter(Boolean).join(', ') || '—',
      phone: 'hide',
    },
    {
      key: 'totalMinor',
      title: t('shipment.sum'),
      width: 140,
      align: 'end',
      cell: (row) => <Sum minor={row.totalMinor} kopecks="always" />,
      phone: 'side',
    },
  ];
}
