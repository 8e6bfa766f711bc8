import { useAct } from '#web/act.ts';
import { wholeOf } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { QuantityField, SwitchField, TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import { type ArrivalListRow, stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { stockViews } from './stock-views.ts';

type DialogProps = { readonly row: ArrivalListRow; readonly onClose: () => void };

/** What stands above the fields: which goods, of which paper. */
function About({ row }: { readonly row: ArrivalListRow }) {
  return (
    <p>
      {row.name} <span className="muted">{[row.warehouseCode, row.reference].filter(Boolean).join(' · ')}</span>
    </p>
  );
}

/** Awaited goods came, in part or whole. */
export function ReceiveDialog({ row, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const form = useForm({ quantityMilli: row.openMilli, close: false });
  const receive = useAct(stock.receive, {
    invalidates: stockViews,
    onDone: ({ filledOrders }) => {
      done(filledOrders === 0 ? t('receive.done') : t('receive.filled', { count: filledOrders }));
      onClose();
    },
  });
  const came = wholeOf(form.values.quantityMilli);
  const isPart = came !== null && came < BigInt(row.openMilli);
  return (
    <Dialog title={t('receive.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={receive}
        input={({ quantityMilli, close }) => ({ arrivalId: row.id, quantityMilli, close: close && isPart })}
        submit={t('receive.act')}
        enterSubmits
        onCancel={onClose}
      >
        <About row={row} />
        <QuantityField
          {...form.field('quantityMilli')}
          label={t('receive.quantity')}
          hint={t('receive.hint')}
          unit={row.unit}
          check={(milli) => milli === 0n && t('receive.nothing')}
          required
          autoFocus
        />
        {isPart ? <SwitchField {...form.field('close')} label={t('receive.close')} /> : null}
      </FormPanel>
    </Dialog>
  );
}

/** The goods come on another day. */
export function MoveDialog({ row, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const form = useForm({ expectedOn: row.expectedOn < today ? '' : row.expectedOn });
  const move = useAct(stock.move, {
    invalidates: stockViews,
    onDone: () => {
      done(t('move.done'));
      onClose();
    },
  });
  return (
    <Dialog title={t('move.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={move}
        input={({ expectedOn }) => ({ arrivalId: row.id, expectedOn })}
        submit={t('move.act')}
        enterSubmits
        onCancel={onClose}
      >
        <About row={row} />
        <DateField {...form.field('expectedOn')} label={t('move.day')} hint={t('move.hint')} min={today} required />
      </FormPanel>
    </Dialog>
  );
}

/** The rest of the goods does not come, with the reason. */
export function GiveUpDialog({ row, onClose }: DialogProps) {
  const t = useText(screenTexts);
  const form = useForm({ reason: '' });
  const giveUp = useAct(stock.giveUp, {
    invalidates: stockViews,
    onDone: () => {
      done(t('giveUp.done'));
      onClose();
    },
  });
  return (
    <Dialog title={t('giveUp.title')} onClose={onClose}>
      <FormPanel
        form={form}
        act={giveUp}
        input={({ reason }) => ({ arrivalId: row.id, reason })}
        submit={t('giveUp.submit')}
        enterSubmits
        onCancel={onClose}
      >
        <About row={row} />
        <TextField
          {...form.field('reason')}
          label={t('field.reason')}
          hint={t('giveUp.hint')}
          required
          autoFocus
          maxLength={500}
        />
      </FormPanel>
    </Dialog>
  );
}
