import { Popover } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { InvoiceButton } from '#modules/documents/screens/index.ts';
import { ShipButton } from '#modules/fulfilment/screens/index.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { useSession } from '#web/session.tsx';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { done } from '#web/ui/toast.tsx';
import type { OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { CancelDialog, CancelRestDialog, CopyDialog, PlainDialog } from './OrderDialogs.tsx';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import type { Sheet } from './sheet/use-sheet.ts';

type ActsProps = { readonly order: OrderCard; readonly sheet: Sheet };

/** The acts of the header: what is next in front, the rest in a menu; a closed act says by which rule. */
export function OrderActs({ order, sheet }: ActsProps) {
  const t = useText(texts);
  const { may } = useSession();
  const live = order.state === 'confirmed' || order.state === 'shipped';
  const handOver = useAct(orders.handOver, { invalidates: orderViews, onDone: () => done(t('act.handOverDone')) });
  const support = useSupport(order);
  return (
    <>
      {live && may('documents.write') ? <InvoiceButton order={order} /> : null}
      {live && may('orders.write') && order.supportState === 'none' ? (
        <ActButton act={handOver} input={{ orderId: order.id, version: order.version }} closed={order.closed.handOver}>
          {t('act.handOver')}
        </ActButton>
      ) : null}
      {support}
      <ShipButton order={order} offered={live && may('fulfilment.write')} closed={order.closed.ship} />
      <MoreActs order={order} sheet={sheet} />
    </>
  );
}

/** What support does next with the order. */
function useSupport(order: OrderCard) {
  const t = useText(texts);
  const { may } = useSession();
  const take = useAct(orders.take, { invalidates: orderViews, onDone: () => done(t('act.takeDone')) });
  const finish = useAct(orders.finish, { invalidates: orderViews, onDone: () => done(t('act.finishDone')) });
  const input = { orderId: order.id, version: order.version };
  if (!may('orders.support')) return null;
  if (order.closed.take === null)
    return (
      <ActButton act={take} input={input}>
        {t('act.take')}
      </ActButton>
    );
  if (order.closed.finish === null)
    return (
      <ActButton act={finish} input={input}>
        {t('act.finish')}
      </ActButton>
    );
  return null;
}

type MenuAct = 'copy' | 'reopen' | 'reserve' | 'cancelRest' | 'cancel';

function MoreActs({ order, sheet }: ActsProps) {
  const t = useText(texts);
  const reasonText = useReasonText();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<MenuAct | null>(null);
  if (!may('orders.write')) return null;
  const { state, closed } = order;
  const live = state === 'confirmed' || state === 'shipped';
  const acts: readonly { act: MenuAct; closed: OrderCard['closed']['cancel'] }[] = [
    { act: 'copy', closed: null },
    ...(state === 'draft' ? [] : [{ act: 'reopen' as const, closed: closed.reopen }]),
    ...(live
      ? [
          { act: 'reserve' as const, closed: closed.reserve },
          { act: 'cancelRest' as const, closed: closed.cancelRest },
        ]
      : []),
    { act: 'cancel', closed: closed.cancel },
  ];
  const close = () => setAsked(null);
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button bare aria-label={t('act.more')} aria-expanded={open} onClick={() => setOpen(!open)}>
            <IconDots size={16} />
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          <div className={css['menu']}>
            {acts.map((one) => (
              <button
                key={one.act}
                type="button"
                aria-disabled={one.closed !== null || undefined}
                onClick={() => {
                  if (one.closed !== null) return;
                  setOpen(false);
                  setAsked(one.act);
                }}
              >
                {t(`act.${one.act}`)}
                {one.closed === null ? null : <small>{reasonText(one.closed)}</small>}
              </button>
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      {asked === 'copy' ? <CopyDialog order={order} onClose={close} /> : null}
      {asked === 'cancel' ? <CancelDialog order={order} sheet={sheet} onClose={close} /> : null}
      {asked === 'cancelRest' ? <CancelRestDialog order={order} onClose={close} /> : null}
      {asked === 'reopen' || asked === 'reserve' ? <PlainDialog order={order} what={asked} onClose={close} /> : null}
    </>
  );
}
