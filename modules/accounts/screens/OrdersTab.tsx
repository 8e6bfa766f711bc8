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
import { orderStates } from './states.ts';

type Order = NonNullable<CardView['orders']>[number];

/** The last orders, and the way to all of them. */
export function OrdersTab({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  return (
    <Panel
      title={t('orders.title')}
      flush
      acts={
        <LinkButton small kind="quiet" to={paths.orders({ accountId: card.id })}>
          {t('orders.all')}
        </LinkButton>
      }
    >
      <Orders rows={card.orders ?? []} />
    </Panel>
  );
}

const fewest = 5;

/** The latest of them, for the first tab; nothing for those who may not read orders. */
export function LastOrders({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  if (card.orders === null) return null;
  return (
    <Panel
      title={t('orders.title')}
      flush
      acts={
        <LinkButton small kind="quiet" to={paths.account(card.id, { tab: 'orders' })}>
          {t('orders.more')}
        </LinkButton>
      }
    >
      <Orders rows={card.orders.slice(0, fewest)} />
    </Panel>
  );
}

function Orders({ rows }: { readonly rows: readonly Order[] }) {
  const t = useText(texts);
  const columns: readonly Column<Order>[] = [
    { key: 'number', title: t('orders.number'), width: 90, cell: (row) => row.number },
    { key: 'orderedOn', title: t('orders.on'), width: 100, cell: (row) => <DateText value={row.orderedOn} /> },
    { key: 'state', title: t('orders.state'), width: 164, cell: (row) => <OrderState state={row.state} /> },
    { key: 'managerName', title: t('field.managerId'), width: 150, cell: (row) => row.managerName, phone: 'hide' },
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
