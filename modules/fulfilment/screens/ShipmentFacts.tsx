import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Facts } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Quantity, Sum } from '#web/ui/values.tsx';
import type { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';

export type View = OutputOf<typeof fulfilment.get>;
type Line = View['lines'][number];

/** What left, when, by whom, under which papers. */
export function ShipmentFacts({ view }: { readonly view: View }) {
  const t = useText(texts);
  const { shipment } = view;
  return (
    <Facts
      rows={[
        [
          t('shipment.account'),
          <A key="account" to={paths.account(shipment.accountId)}>
            {shipment.accountName}
          </A>,
        ],
        [
          t('shipment.order'),
          <A key="order" to={paths.order(shipment.orderId)}>
            № {shipment.orderNumber}
          </A>,
        ],
        [
          t('shipment.upd'),
          shipment.documentId === null ? (
            ''
          ) : (
            <A key="upd" to={paths.document(shipment.documentId)}>
              {shipment.documentNumber}
            </A>
          ),
        ],
        [t('shipment.shippedOn'), <DateText key="on" value={shipment.shippedOn} />],
        [t('shipment.by'), view.shippedBy ?? ''],
        [t('shipment.carrier'), shipment.carrier],
        [t('shipment.tracking'), shipment.tracking === '' ? '' : <CopyText key="tracking" text={shipment.tracking} />],
        [
          t('shipment.deliveredOn'),
          shipment.deliveredOn === null ? '' : <DateText key="done" value={shipment.deliveredOn} />,
        ],
        [t('shipment.receivedBy'), shipment.receivedBy],
        [
          t('shipment.dueOn'),
          view.prepaid ? (
            <StateBadge key="paid" state="ok" label={t('shipment.prepaid')} />
          ) : (
            <DateText key="due" value={shipment.dueOn} />
          ),
        ],
        [t('shipment.sum'), <Sum key="sum" minor={shipment.totalMinor} kopecks="always" />],
        [t('shipment.vat'), <Sum key="vat" minor={view.vatMinor} kopecks="always" />],
      ]}
    />
  );
}

/** The goods of a shipment. */
export function ShipmentLines({ view }: { readonly view: View }) {
  const t = useText(texts);
  const columns: readonly Column<Line>[] = [
    { key: 'name', title: t('shipment.goods'), width: 240, cell: (line) => line.name },
    { key: 'code', title: t('shipment.code'), width: 120, cell: (line) => line.code, phone: 'line' },
    {
      key: 'quantity',
      title: t('shipment.quantity'),
      width: 110,
      align: 'end',
      cell: (line) => <Quantity milli={line.quantityMilli} unit={line.unit} />,
      phone: 'line',
    },
    {
      key: 'sum',
      title: t('shipment.sum'),
      width: 130,
      align: 'end',
      cell: (line) => <Sum minor={line.sumMinor} kopecks="always" />,
      phone: 'side',
    },
  ];
  return (
    <DataGrid
      rows={view.lines}
      columns={columns}
      rowId={(line) => line.lineId}
      caption={t('shipment.lines')}
      totals={{ name: t('shipment.total'), sum: <Sum minor={view.shipment.totalMinor} kopecks="always" /> }}
    />
  );
}
