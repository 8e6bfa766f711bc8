import { useState } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Page } from '#web/ui/Page.tsx';
import { DateText } from '#web/ui/values.tsx';
import type { OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { DecisionPanel } from './DecisionPanel.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { OrderActs } from './OrderActs.tsx';
import { PapersTab } from './PapersTab.tsx';
import { Questions } from './Questions.tsx';
import { OrderSheet } from './sheet/OrderSheet.tsx';
import { useSheet } from './sheet/use-sheet.ts';
import { OrderState, SupportState } from './states.tsx';
import { WishesTab } from './WishesTab.tsx';

/** The order: its sheet of lines, and at the right everything that decides it. */
export function OrderPage() {
  const { orderId = '' } = useParams();
  const order = useLoaded(orders.get, { orderId });
  return <Order key={order.id} order={order} />;
}

const nothing: ReadonlySet<string> = new Set();

function Order({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  const sheet = useSheet(order);
  const [marked, setMarked] = useState(nothing);
  const open = order.questions.filter((question) => question.answer === null).length;
  return (
    <Page
      title={t('order.title', { number: order.number })}
      back={paths.orders()}
      badge={
        <>
          <OrderState state={order.state} />
          <SupportState state={order.supportState} />
        </>
      }
      under={<Under order={order} />}
      acts={<OrderActs order={order} sheet={sheet} />}
      tabs={[
        {
          key: 'lines',
          title: t('tab.lines'),
          body: () => (
            <>
              <Questions order={order} />
              <OrderSheet order={order} sheet={sheet} marked={marked} />
            </>
          ),
        },
        { key: 'wishes', title: t('tab.wishes'), body: () => <WishesTab order={order} sheet={sheet} /> },
        ...(order.state === 'draft'
          ? []
          : [{ key: 'papers', title: t('tab.papers'), body: () => <PapersTab order={order} /> }]),
        {
          key: 'history',
          title: t('tab.history'),
          ...(open > 0 ? { count: open } : {}),
          body: () => <HistoryTab order={order} />,
        },
      ]}
      aside={<DecisionPanel order={order} sheet={sheet} onShow={(ids) => setMarked(new Set(ids))} />}
    />
  );
}

function Under({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  const reserved = order.lines.some((line) => line.reservedMilli !== '0');
  return (
    <>
      <A to={paths.account(order.accountId)}>{order.accountName}</A>
      {order.managerName === null ? null : ` · ${order.managerName}`}
      {order.clientNumber === '' ? null : ` · ${t('order.clientNumber', { number: order.clientNumber })}`}
      {order.reserveUntil === null || !reserved ? null : (
        <>
          {' · '}
          {t('order.reserveUntil')} <DateText value={order.reserveUntil} />
        </>
      )}
      {order.cancelReason === '' ? null : ` · ${order.cancelReason}`}
    </>
  );
}
