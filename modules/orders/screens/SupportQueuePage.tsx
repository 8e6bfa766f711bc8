import { useAct } from '#web/act.ts';
import type { RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { OrderPeek } from './OrderPeek.tsx';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import { SupportState } from './states.tsx';

type Row = RowOf<typeof orders.queue>;
type Say = ReturnType<typeof useText<keyof typeof texts.ru>>;

/** Orders handed to support, the longest waiting first. */
export function SupportQueuePage() {
  const t = useText(texts);
  return (
    <ListPage
      name="support-queue"
      title={t('queue.title')}
      endpoint={orders.queue}
      columns={columnsIn(t)}
      rowId={(row) => row.id}
      href={(row) => paths.order(row.id)}
      peek={(row) => <QueuePeek row={row} />}
      peekTitle={(row) => t('order.title', { number: row.number })}
      searchable={false}
      views={[
        { key: 'all', title: t('queue.all'), search: {} },
        { key: 'queued', title: t('support.queued'), search: { support: 'queued' } },
        { key: 'mine', title: t('queue.mine'), search: { mine: 'true' } },
        { key: 'question', title: t('support.question'), search: { support: 'question' } },
      ]}
      empty={{ title: t('queue.none'), hint: t('queue.noneHint') }}
    />
  );
}

function columnsIn(t: Say): readonly Column<Row>[] {
  return [
    {
      key: 'account',
      title: t('list.order'),
      width: 260,
      cell: (row) => (
        <>
          <span className={css['number']}>{row.number}</span> {row.accountName}
        </>
      ),
      phone: 'title',
    },
    {
      key: 'supportState',
      title: t('list.support'),
      width: 150,
      cell: (row) => <SupportState state={row.supportState} />,
      phone: 'line',
    },
    {
      key: 'handedAt',
      title: t('queue.since'),
      width: 140,
      cell: (row) => <DateText value={row.handedAt} />,
      phone: 'side',
    },
    { key: 'supportName', title: t('queue.who'), width: 170, cell: (row) => row.supportName, phone: 'line' },
    {
      key: 'wantedOn',
      title: t('list.wanted'),
      width: 100,
      cell: (row) => <DateText value={row.wantedOn} />,
      phone: 'hide',
    },
    { key: 'lineCount', title: t('list.lines'), align: 'end', width: 72, cell: (row) => row.lineCount, phone: 'hide' },
    {
      key: 'totalMinor',
      title: t('list.total'),
      align: 'end',
      width: 130,
      cell: (row) => <Sum minor={row.totalMinor} />,
      phone: 'hide',
    },
    { key: 'managerName', title: t('list.manager'), width: 160, cell: (row) => row.managerName, phone: 'hide' },
  ];
}

/** Takes the order right from the queue. */
function QueuePeek({ row }: { readonly row: Row }) {
  const t = useText(texts);
  const take = useAct(orders.take, { invalidates: orderViews, onDone: () => go(paths.order(row.id)) });
  return (
    <div className={css['stack']}>
      {row.supportState === 'queued' ? (
        <ActButton act={take} input={{ orderId: row.id, version: row.version }} kind="primary">
          {t('act.take')}
        </ActButton>
      ) : null}
      <OrderPeek orderId={row.id} />
    </div>
  );
}
