import { hasText } from '#kernel/texts.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { texts } from '../texts.ts';
import css from './accounts.module.css';
import { orderStates } from './states.ts';

type Order = NonNullable<CardView['orders']>[number];
type Payment = NonNullable<CardView['payments']>[number];

/** The last orders and payments. */
export function OrdersTab({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  return (
    <div className={css['stack']}>
      <Panel
        title={t('orders.title')}
        flush
        acts={
          <LinkButton small kind="quiet" to={paths.orders({ accountId: card.id })}>
            {t('orders.all')}
          </LinkButton>
        }
      >
        {card.orders === null ? <Closed /> : <Orders rows={card.orders} />}
      </Panel>
      <Panel title={t('payments.title')} flush>
        {card.payments === null ? <Closed /> : <Payments rows={card.payments} />}
      </Panel>
    </div>
  );
}

function Closed() {
  const t = useText(texts);
  return <p className={css['inside']}>{t('card.notYours')}</p>;
}

function Orders({ rows }: { readonly rows: readonly Order[] }) {
  const t = useText(texts);
  const columns: readonly Column<Order>[] = [
    { key: 'number', title: t('orders.number'), width: 90, cell: (row) => row.number },
    { key: 'orderedOn', title: t('orders.on'), width: 100, cell: (row) => <DateText value={row.orderedOn} /> },
    { key: 'state', title: t('orders.state'), width: 150, cell: (row) => <OrderState state={row.state} /> },
    { key: 'managerName', title: t('field.managerId'), width: 160, cell: (row) => row.managerName, phone: 'hide' },
    { key: 'totalMinor', title: t('orders.total'), align: 'end', cell: (row) => <Sum minor={row.totalMinor} /> },
    {
      key: 'shippedMinor',
      title: t('orders.shipped'),
      align: 'end',
      cell: (row) => <Sum minor={row.shippedMinor} />,
      phone: 'hide',
    },
  ];
  return (
    <DataGrid
      caption={t('orders.title')}
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => paths.order(row.id)}
      empty={{ title: t('orders.none'), hint: t('orders.noneHint') }}
    />
  );
}

function OrderState({ state }: { readonly state: string }) {
  const t = useText(texts);
  const key: string = `orderState.${state}`;
  return <StateBadge state={orderStates[state] ?? 'plain'} label={hasText(texts, key) ? t(key) : state} />;
}

function Payments({ rows }: { readonly rows: readonly Payment[] }) {
  const t = useText(texts);
  const columns: readonly Column<Payment>[] = [
    { key: 'number', title: t('payments.number'), width: 120, cell: (row) => row.number },
    { key: 'bookedOn', title: t('payments.on'), width: 100, cell: (row) => <DateText value={row.bookedOn} /> },
    {
      key: 'amountMinor',
      title: t('payments.amount'),
      align: 'end',
      cell: (row) => <Sum minor={row.direction === 'out' ? -BigInt(row.amountMinor) : row.amountMinor} />,
    },
    {
      key: 'unallocatedMinor',
      title: t('payments.free'),
      align: 'end',
      cell: (row) => <Sum minor={row.unallocatedMinor} />,
      phone: 'hide',
    },
  ];
  return (
    <DataGrid
      caption={t('payments.title')}
      rows={rows}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => paths.payment(row.id)}
      empty={{ title: t('payments.none'), hint: t('payments.noneHint') }}
    />
  );
}
