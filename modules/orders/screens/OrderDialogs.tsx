/** Dialogs of the acts on a whole order. */
import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { go } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useReasonText } from '#web/refusals.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { Sum } from '#web/ui/values.tsx';
import type { DroppedLine, OrderCard } from '../contract/views.ts';
import { orders } from '../contract.ts';
import { texts } from '../texts.ts';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import type { Sheet } from './sheet/use-sheet.ts';

type DialogProps = { readonly order: OrderCard; readonly onClose: () => void };

/** Cancels with a reason. */
export function CancelDialog({ order, sheet, onClose }: DialogProps & { readonly sheet: Sheet }) {
  const t = useText(texts);
  const form = useForm({ reason: '' });
  const cancel = useAct(orders.cancel, {
    invalidates: orderViews,
    onDone: () => {
      done(t('cancel.done', { number: order.number }));
      onClose();
    },
  });
  return (
    <Dialog title={t('cancel.title', { number: order.number })} onClose={onClose}>
      <p className={css['asked']}>
        {t('cancel.hint')} <Sum minor={order.totalMinor} />
      </p>
      <FormPanel
        form={form}
        act={cancel}
        input={({ reason }) => ({ orderId: order.id, version: sheet.state.version, reason })}
        submit={t('act.cancel')}
        onCancel={onClose}
        enterSubmits
      >
        <TextField {...form.field('reason')} label={t('cancel.reason')} required autoFocus maxLength={500} />
      </FormPanel>
    </Dialog>
  );
}

/** Gives up what was not shipped. */
export function CancelRestDialog({ order, onClose }: DialogProps) {
  const t = useText(texts);
  const form = useForm({ reason: '' });
  const rest = useAct(orders.cancelRest, {
    invalidates: orderViews,
    onDone: () => {
      done(t('rest.done'));
      onClose();
    },
  });
  return (
    <Dialog title={t('act.cancelRest')} onClose={onClose}>
      <p className={css['asked']}>
        {t('rest.hint')} <Sum minor={BigInt(order.totalMinor) - BigInt(order.shippedMinor)} />
      </p>
      <FormPanel
        form={form}
        act={rest}
        input={({ reason }) => ({ orderId: order.id, version: order.version, reason })}
        submit={t('act.cancelRest')}
        onCancel={onClose}
        enterSubmits
      >
        <TextField {...form.field('reason')} label={t('cancel.reason')} required autoFocus maxLength={500} />
      </FormPanel>
    </Dialog>
  );
}

/** Copies and opens the copy; what stayed behind is told first. */
export function CopyDialog({ order, onClose }: DialogProps) {
  const t = useText(texts);
  const reasonText = useReasonText();
  const [id] = useState(newId);
  const [dropped, setDropped] = useState<readonly DroppedLine[]>([]);
  const open = () => go(paths.order(id));
  const copy = useAct(orders.copy, {
    invalidates: [orders.list],
    onDone: (made) => {
      if (made.dropped.length === 0) open();
      else setDropped(made.dropped);
    },
  });
  return (
    <Dialog title={t('act.copy')} onClose={onClose}>
      {dropped.length === 0 ? (
        <p className={css['asked']}>{t('copy.hint')}</p>
      ) : (
        <div className={css['asked']}>
          <p>{t('copy.dropped')}</p>
          <ul className={css['dropped']}>
            {dropped.map((line) => (
              <li key={line.productId}>
                {line.code} {line.name}{' '}
                <small>{reasonText({ code: line.problem, details: { code: line.code } })}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={css['row']}>
        {dropped.length === 0 ? (
          <ActButton act={copy} input={{ orderId: order.id, id }} kind="primary">
            {t('copy.do')}
          </ActButton>
        ) : (
          <Button kind="primary" onClick={open}>
            {t('copy.open')}
          </Button>
        )}
        <Button kind="quiet" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}

/** A dialog of one question. */
export function PlainDialog({ order, what, onClose }: DialogProps & { readonly what: 'reopen' | 'reserve' }) {
  const t = useText(texts);
  const act = useAct(orders[what], {
    invalidates: orderViews,
    onDone: () => {
      done(t(`${what}.done`, { number: order.number }));
      onClose();
    },
  });
  return (
    <Dialog title={t(`act.${what}`)} onClose={onClose}>
      <p className={css['asked']}>{t(`${what}.hint`)}</p>
      <div className={css['row']}>
        <ActButton
          act={act}
          input={{ orderId: order.id, version: order.version }}
          kind="primary"
          closed={order.closed[what]}
        >
          {t(`act.${what}`)}
        </ActButton>
        <Button kind="quiet" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
