import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPanel } from '#web/ui/ListPanel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import { ShipmentState } from './ShipmentState.tsx';

type Row = OutputOf<typeof fulfilment.list>['rows'][number];

/** What left of an order, each with its УПД: for the page of the order. */
export function ShipmentsPanel({ orderId }: { readonly orderId: string }) {
  const t = useText(texts);
  return (
    <ListPanel
      title={t('fulfilment.title')}
      endpoint={fulfilment.list}
      input={{ orderId }}
      columns={useColumns()}
      rowId={(row) => row.id}
      href={(row) => paths.shipment(row.id)}
      empty={{ title: t('shipment.noneOfOrder'), hint: t('shipment.noneOfOrderHint') }}
    />
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
