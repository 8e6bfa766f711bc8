import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Facts } from '#web/ui/Panel.tsx';
import { DateText, Quantity, Sum } from '#web/ui/values.tsx';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { Checks } from './Checks.tsx';
import css from './orders.module.css';
import { OrderState } from './states.tsx';

const shown = 8;

/** An order at a glance, beside the list. */
export function OrderPeek({ orderId }: { readonly orderId: string }) {
  const t = useText(texts);
  const { data: order, isError } = useQuery({ ...ask(orders.get, { orderId }), throwOnError: false });
  if (order === undefined) return <p className="muted">{t(isError ? 'peek.failed' : 'peek.reading')}</p>;
  const more = order.lines.length - shown;
  return (
    <div className={css['stack']}>
      <Facts
        rows={[
          [t('list.account'), order.accountName],
          [t('list.state'), <OrderState key="state" state={order.state} />],
          [t('list.total'), <Sum key="total" minor={order.totalMinor} />],
          [t('list.wanted'), <DateText key="wanted" value={order.wantedOn} />],
          [t('list.manager'), order.managerName],
        ]}
      />
      <Checks checks={order.checks} />
      <ul className={css['peekLines']}>
        {order.lines.slice(0, shown).map((line) => (
          <li key={line.id}>
            <span>{line.name}</span>
            <Quantity milli={line.quantityMilli} unit={line.unit} />
            <Sum minor={line.sumMinor} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="muted">{t('peek.more', { count: more })}</p> : null}
    </div>
  );
}
