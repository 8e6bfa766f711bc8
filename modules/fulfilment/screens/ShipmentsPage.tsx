import { accounts } from '#modules/accounts/contract.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import { ShipmentPeek } from './ShipmentPeek.tsx';
import { ShipmentState } from './ShipmentState.tsx';

type Row = OutputOf<typeof fulfilment.list>['rows'][number];

/** Goods that left, the latest first. */
export function ShipmentsPage() {
  const t = useText(texts);
  const columns: readonly Column<Row>[] = [
    { key: 'number', title: t('shipment.number'), width: 96, cell: (row) => `№ ${row.number}` },
    { key: 'accountName', title: t('shipment.account'), width: 230, cell: (row) => row.accountName, phone: 'line' },
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
      width: 132,
      cell: (row) => <ShipmentState state={row.state} />,
      phone: 'line',
    },
    {
      key: 'order',
      title: t('shipment.order'),
      width: 80,
      cell: (row) => <A to={paths.order(row.orderId)}>{row.orderNumber}</A>,
      phone: 'hide',
    },
    { key: 'document', title: t('shipment.upd'), width: 100, cell: (row) => <Upd row={row} />, phone: 'hide' },
    {
      key: 'carrier',
      title: t('shipment.carrier'),
      width: 150,
      cell: (row) => [row.carrier, row.tracking].filter(Boolean).join(', ') || '—',
      phone: 'hide',
    },
    {
      key: 'dueOn',
      title: t('shipment.dueOn'),
      width: 104,
      cell: (row) => <DateText value={row.dueOn} />,
      phone: 'hide',
    },
    {
      key: 'totalMinor',
      title: t('shipment.sum'),
      width: 130,
      align: 'end',
      cell: (row) => <Sum minor={row.totalMinor} />,
      sum: (row) => row.totalMinor,
      phone: 'side',
    },
  ];
  return (
    <ListPage
      name="shipments"
      title={t('fulfilment.title')}
      endpoint={fulfilment.list}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => paths.shipment(row.id)}
      peek={(row) => <ShipmentPeek shipmentId={row.id} />}
      peekTitle={(row) => t('shipment.title', { number: row.number })}
      views={[
        { key: 'all', title: t('shipment.all'), search: {} },
        { key: 'shipped', title: t('shipment.onTheWay'), search: { state: 'shipped' } },
        { key: 'delivered', title: t('shipment.delivered'), search: { state: 'delivered' } },
      ]}
      filters={[
        { kind: 'dates', key: 'on', from: 'from', to: 'to', label: t('shipment.shippedOn') },
        pickFilter('accountId', t('shipment.account'), {
          endpoint: accounts.pick,
          input: (typed) => ({ q: typed }),
          choice: (row) => ({ value: row.id, label: row.name, hint: row.hint }),
        }),
      ]}
      searchHint={t('shipment.search')}
      exportTo="/api/shipments/file"
      empty={{
        title: t('shipment.none'),
        hint: t('shipment.noneHint'),
        act: <LinkButton to={paths.orders()}>{t('shipment.toOrders')}</LinkButton>,
      }}
    />
  );
}

function Upd({ row }: { readonly row: Row }) {
  return row.documentId === null ? '—' : <A to={paths.document(row.documentId)}>{row.documentNumber}</A>;
}
