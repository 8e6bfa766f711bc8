import { IconCheck, IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Percent, Quantity, Sum } from '#web/ui/values.tsx';
import type { OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import type { Sheet } from './sheet/use-sheet.ts';

type BoxProps = { readonly order: OrderCard; readonly sheet: Sheet };

/** Total, VAT, margin, due date; below them the button that says what will happen. */
export function ConfirmBox({ order, sheet }: BoxProps) {
  const t = useText(texts);
  const { seesCost } = useSession();
  const fresh = sheet.state.saving === 'saved';
  const live = order.state === 'draft' || order.state === 'held';
  const due = order.dueOn ?? order.dueIfShippedOn;
  return (
    <div className={css['box']}>
      <dl className={css['totals']} data-fresh={fresh || undefined}>
        <dt>{t('box.total')}</dt>
        <dd className={css['total']}>
          <Sum minor={sheet.state.totalMinor} kopecks="always" />
        </dd>
        <dt>{t('box.vat')}</dt>
        <dd>
          <Sum minor={sheet.state.vatMinor} kopecks="always" />
        </dd>
        {seesCost ? (
          <>
            <dt>{t('box.margin')}</dt>
            <dd>
              <Percent bp={order.marginBp} />
            </dd>
          </>
        ) : null}
        {order.shippedMinor === '0' ? null : <Shipped order={order} />}
        <dt>{t('box.due')}</dt>
        <dd>{order.prepaid ? t('box.prepaid') : <DateText value={due} />}</dd>
      </dl>
      {live ? <Confirm order={order} sheet={sheet} /> : null}
    </div>
  );
}

/** How much of the order has left, and how much has not. */
function Shipped({ order }: { readonly order: OrderCard }) {
  const t = useText(texts);
  return (
    <>
      <dt>{t('box.shipped')}</dt>
      <dd>
        <Sum minor={order.shippedMinor} kopecks="always" />
      </dd>
      {order.state === 'shipped' ? (
        <>
          <dt>{t('box.left')}</dt>
          <dd>
            <Sum minor={BigInt(order.totalMinor) - BigInt(order.shippedMinor)} kopecks="always" />
          </dd>
        </>
      ) : null}
    </>
  );
}

function Confirm({ order, sheet }: BoxProps) {
  const t = useText(texts);
  const [note, setNote] = useState('');
  const holds = order.checks.filter((check) => check.status === 'hold' || check.check === 'stop');
  const asks = holds.length > 0;
  const pending = order.state === 'held' && order.approvals.some((approval) => approval.state === 'pending');
  const confirm = useAct(orders.confirm, {
    invalidates: orderViews,
    onDone: (head) =>
      done(
        head.state === 'held'
          ? t('box.heldDone', { number: head.number })
          : t('box.confirmedDone', { number: head.number }),
      ),
  });
  const act = {
    ...confirm,
    run: async () => {
      const version = await sheet.store.flush();
      if (version === null) return undefined;
      return confirm.run({ orderId: order.id, version, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    },
  };
  return (
    <>
      {sheet.state.lines.length === 0 ? null : <Outcome order={order} sheet={sheet} asks={asks} />}
      {asks ? (
        <textarea
          className={css['note']}
          rows={2}
          maxLength={2000}
          aria-label={t('box.note')}
          placeholder={t('box.noteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : null}
      {pending ? <p className={css['pending']}>{t('box.pending')}</p> : null}
      <ActButton
        act={act}
        input={{}}
        kind={pending ? 'plain' : 'primary'}
        wide
        closed={closedBy(order, sheet)}
        icon={asks ? <IconGavel size={16} /> : <IconCheck size={16} />}
      >
        {asks ? t(pending ? 'box.askAgain' : 'box.ask') : t('box.confirm')}
      </ActButton>
    </>
  );
}

/** Why confirming is closed: a line that waits for the person, else what the server says of the order. */
function closedBy(order: OrderCard, { state }: Sheet): OrderCard['closed']['confirm'] {
  const stuck = state.conflict !== null || state.refusal !== null || state.lines.some((line) => line.problem !== null);
  if (stuck) return { code: 'orders.sheet_unsaved' };
  // The first line is on its way: the card has not heard of it yet.
  return state.lines.length > 0 && order.closed.confirm?.code === 'orders.empty' ? null : order.closed.confirm;
}

/** What will happen, in goods and money. */
function Outcome({ order, sheet, asks }: BoxProps & { readonly asks: boolean }) {
  const t = useText(texts);
  const free = new Map<string, bigint>();
  let [reserved, waiting] = [0n, 0n];
  for (const line of sheet.state.lines) {
    const own = order.state === 'held' ? BigInt(line.reservedMilli) : 0n;
    const there = free.get(line.productId) ?? BigInt(line.freeMilli);
    const wanted = BigInt(line.quantityMilli);
    const part = wanted < there + own ? wanted : there + own;
    free.set(line.productId, there + own - part);
    reserved += part;
    waiting += wanted - part;
  }
  const { limitMinor, exposureMinor } = order.credit;
  const left = limitMinor === null ? null : BigInt(limitMinor) - BigInt(exposureMinor);
  return (
    <ul className={css['outcome']}>
      {asks ? <li>{t('outcome.asks')}</li> : null}
      <li>
        {t('outcome.reserve')} <Quantity milli={reserved} />
        {waiting > 0n ? (
          <>
            , {t('outcome.waits')} <Quantity milli={waiting} />
          </>
        ) : null}
      </li>
      {left === null || order.prepaid ? null : (
        <li>
          {left < 0n ? t('outcome.over') : t('outcome.left')} <Sum minor={left < 0n ? -left : left} />
        </li>
      )}
    </ul>
  );
}
