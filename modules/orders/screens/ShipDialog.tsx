import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { fulfilment } from '#modules/fulfilment/contract.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { done } from '#web/ui/toast.tsx';
import { Quantity } from '#web/ui/values.tsx';
import type { OrderCard } from '../contract/views.ts';
import { texts } from '../texts.ts';
import { orderViews } from './order-views.ts';
import css from './orders.module.css';
import { quantityEdit, quantityFrom } from './sheet/values.ts';

/** Ships what is promised: quantities per line, all that is promised by default. */
export function ShipDialog({ order, onClose }: { readonly order: OrderCard; readonly onClose: () => void }) {
  const t = useText(texts);
  const [id] = useState(newId);
  const rows = order.lines.filter((line) => line.reservedMilli !== '0');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(rows.map((line) => [line.id, quantityEdit(line.reservedMilli)])),
  );
  const [carrier, setCarrier] = useState('');
  const [tracking, setTracking] = useState('');
  const ship = useAct(fulfilment.ship, {
    invalidates: [...orderViews, fulfilment.list],
    onDone: (shipped) => {
      done(t('ship.done', { number: shipped.number, document: shipped.documentNumber }));
      onClose();
    },
  });
  const asked = rows.map((line) => {
    const text = (typed[line.id] ?? '').trim();
    const milli = text === '' || text === '0' ? '0' : quantityFrom(text);
    return { line, milli, bad: milli === null || BigInt(milli) > BigInt(line.reservedMilli) };
  });
  const lines = asked.flatMap(({ line, milli }) =>
    milli === null || milli === '0' ? [] : [{ lineId: line.id, quantityMilli: milli }],
  );
  const wrong = asked.find((one) => one.bad);
  const closed =
    wrong !== undefined
      ? { code: 'orders.ship_too_many', details: { code: wrong.line.code, reservedMilli: wrong.line.reservedMilli } }
      : lines.length === 0
        ? { code: 'orders.ship_nothing' }
        : null;
  return (
    <Dialog title={t('ship.title', { number: order.number })} onClose={onClose} width={640}>
      <ul className={css['shipLines']} aria-label={t('ship.lines')}>
        {asked.map(({ line, bad }) => (
          <li key={line.id}>
            <span>
              {line.name} <small>{line.code}</small>
            </span>
            <small>
              {t('sheet.reserved')} <Quantity milli={line.reservedMilli} unit={line.unit} />
            </small>
            <input
              className={css['field']}
              inputMode="decimal"
              aria-label={t('sheet.quantityOf', { code: line.code })}
              aria-invalid={bad || undefined}
              value={typed[line.id] ?? ''}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => setTyped({ ...typed, [line.id]: event.currentTarget.value })}
            />
          </li>
        ))}
      </ul>
      <div className={css['shipWay']}>
        <label>
          {t('ship.carrier')}
          <input
            className={css['text']}
            maxLength={200}
            value={carrier}
            onChange={(event) => setCarrier(event.currentTarget.value)}
          />
        </label>
        <label>
          {t('ship.tracking')}
          <input
            className={css['text']}
            maxLength={100}
            value={tracking}
            onChange={(event) => setTracking(event.currentTarget.value)}
          />
        </label>
      </div>
      <p className={css['asked']}>{t('ship.hint')}</p>
      <div className={css['row']}>
        <ActButton
          act={ship}
          input={() => ({ orderId: order.id, version: order.version, id, lines, carrier, tracking })}
          kind="primary"
          closed={closed}
        >
          {t('act.ship')}
        </ActButton>
        <Button kind="quiet" onClick={onClose}>
          {t('act.close')}
        </Button>
      </div>
    </Dialog>
  );
}
