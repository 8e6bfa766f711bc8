import { IconPlus } from '@tabler/icons-react';
import { hasText } from '#kernel/texts.ts';
import { accounts } from '#modules/accounts/contract.ts';
import type { RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage, type View } from '#web/ui/ListPage.tsx';
import { DateText, Percent, Sum } from '#web/ui/values.tsx';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { OrderPeek } from './OrderPeek.tsx';
import css from './orders.module.css';
import { OrderState, SupportState } from './states.tsx';

type Row = RowOf<typeof orders.list>;
type Say = ReturnType<typeof useText<keyof typeof texts.ru>>;

/** All orders that the person sees, the newest first. */
export function OrdersPage() {
  const t = useText(texts);
  const { may, seesCost } = useSession();
  const add = (
    <LinkButton to={paths.orderNew()} kind="primary" icon={<IconPlus size={16} />}>
      {t('list.add')}
    </LinkButton>
  );
  return (
    <ListPage
      name="orders"
      title={t('list.title')}
      endpoint={orders.list}
      columns={columnsIn(t, seesCost)}
      rowId={(row) => row.id}
      href={(row) => paths.order(row.id)}
      peek={(row) => <OrderPeek orderId={row.id} />}
      peekTitle={(row) => t('order.title', { number: row.number })}
      views={viewsIn(t)}
      filters={useFilters(t)}
      searchHint={t('list.searchHint')}
      exportTo="/api/orders/file"
      secondary={may('imports.run') ? <LinkButton to={paths.importNew('orders')}>{t('list.import')}</LinkButton> : null}
      primary={may('orders.write') ? add : null}
      empty={{ title: t('list.none'), hint: t('list.noneHint'), act: may('orders.write') ? add : null }}
    />
  );
}

function columnsIn(t: Say, seesCost: boolean): readonly Column<Row>[] {
  const margin: Column<Row> = {
    key: 'marginBp',
    title: t('list.margin'),
    align: 'end',
    width: 78,
    cell: (row) => <Percent bp={row.marginBp} />,
    phone: 'hide',
  };
  return [
    { key: 'account', title: t('list.order'), width: 276, cell: (row) => <Name row={row} />, phone: 'title' },
    { key: 'state', title: t('list.state'), width: 262, cell: (row) => <State row={row} />, phone: 'line' },
    {
      key: 'totalMinor',
      title: t('list.total'),
      align: 'end',
      width: 116,
      cell: (row) => <Sum minor={row.totalMinor} />,
      sum: (row) => row.totalMinor,
      phone: 'side',
    },
    {
      key: 'shippedMinor',
      title: t('list.shipped'),
      align: 'end',
      width: 112,
      cell: (row) => (row.shippedMinor === '0' ? '' : <Sum minor={row.shippedMinor} />),
      sum: (row) => row.shippedMinor,
      phone: 'hide',
    },
    ...(seesCost ? [margin] : []),
    { key: 'lineCount', title: t('list.lines'), align: 'end', width: 72, cell: (row) => row.lineCount, optional: true },
    {
      key: 'wantedOn',
      title: t('list.wanted'),
      width: 88,
      cell: (row) => <DateText value={row.wantedOn} />,
      phone: 'hide',
    },
    {
      key: 'orderedOn',
      title: t('list.ordered'),
      width: 88,
      cell: (row) => <DateText value={row.orderedOn} />,
      phone: 'line',
    },
    { key: 'managerName', title: t('list.manager'), width: 152, cell: (row) => row.managerName, phone: 'hide' },
    { key: 'clientNumber', title: t('list.clientNumber'), width: 140, cell: (row) => row.clientNumber, optional: true },
    {
      key: 'updatedAt',
      title: t('list.updated'),
      width: 130,
      cell: (row) => <DateText value={row.updatedAt} />,
      optional: true,
    },
  ];
}

function Name({ row }: { readonly row: Row }) {
  return (
    <>
      <span className={css['number']}>{row.number}</span> {row.accountName}
    </>
  );
}

function State({ row }: { readonly row: Row }) {
  const t = useText(texts);
  const holds = row.state === 'held' ? row.holdCodes : [];
  const said = holds.map((code) => {
    const key: string = `hold.${code}`;
    return hasText(texts, key) ? t(key) : code;
  });
  return (
    <span className={css['states']}>
      <OrderState state={row.state} />
      {said.length === 0 ? null : <small>{said.join(', ')}</small>}
      <SupportState state={row.supportState} />
    </span>
  );
}

function viewsIn(t: Say): readonly View[] {
  return [
    { key: 'drafts', title: t('view.drafts'), search: { state: 'draft' } },
    { key: 'held', title: t('view.held'), search: { state: 'held' } },
    { key: 'work', title: t('view.work'), search: { state: ['confirmed', 'shipped'] } },
    { key: 'all', title: t('view.all'), search: {} },
  ];
}

const states = ['draft', 'held', 'confirmed', 'shipped', 'closed', 'cancelled'] as const;
const supports = ['queued', 'in_work', 'question', 'done'] as const;

function useFilters(t: Say): readonly Filter[] {
  const accountId = useSearchText('accountId');
  return [
    {
      key: 'state',
      label: t('list.state'),
      kind: 'many',
      options: states.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    pickFilter('accountId', t('list.account'), {
      endpoint: accounts.pick,
      input: (typed) => ({ q: typed }),
      choice: (row) => ({ value: row.id, label: row.name, hint: row.hint }),
      ...(accountId === '' ? {} : { chosen: t('list.oneAccount') }),
    }),
    { key: 'ordered', label: t('list.ordered'), kind: 'dates', from: 'from', to: 'to' },
    {
      key: 'support',
      label: t('list.support'),
      kind: 'one',
      options: supports.map((value) => ({ value, label: t(`support.${value}`) })),
    },
  ];
}
