import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { Quantity } from '#web/ui/values.tsx';
import type { Reason } from '#web/wire.ts';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './shipments.module.css';
import { askedOf, offered, type ShipLine } from './shipping.ts';

type Shipped = OutputOf<typeof fulfilment.ship>;

/** Ships promised goods of an order, in part or whole: for the page of an order. All that is promised is offered. */
export function ShipPanel(props: {
  readonly orderId: string;
  readonly version: number;
  readonly lines: readonly ShipLine[];
  readonly closed?: Reason | null;
  readonly onShipped: (shipped: Shipped) => void;
}) {
  const { orderId, version, onShipped } = props;
  const t = useText(texts);
  const lines = props.lines.filter((line) => line.reservedMilli !== '0');
  const [id, setId] = useState(newId);
  const [typed, setTyped] = useState(() => offered(lines));
  const [carrier, setCarrier] = useState('');
  const [tracking, setTracking] = useState('');
  const ship = useAct(fulfilment.ship, {
    invalidates: [fulfilment.list],
    onDone: (shipped) => {
      setId(newId());
      done(t('shipment.done', { number: shipped.number, document: shipped.documentNumber }));
      onShipped(shipped);
    },
  });
  const asked = askedOf(lines, typed);
  const [wrong] = asked.wrong;
  const details = { askedMilli: '0', reservedMilli: wrong?.reservedMilli ?? '0' };
  const closed =
    props.closed ??
    (wrong !== undefined
      ? { code: 'fulfilment.too_much', details: { code: wrong.code, reservedMilli: details.reservedMilli } }
      : asked.lines.length === 0
        ? { code: 'fulfilment.nothing_to_ship' }
        : null);
  return (
    <Panel
      title={t('shipment.ship')}
      acts={
        <>
          <Button small kind="quiet" onClick={() => setTyped(offered(lines))}>
            {t('shipment.everything')}
          </Button>
          <Button small kind="quiet" onClick={() => setTyped({})}>
            {t('shipment.nothing')}
          </Button>
        </>
      }
    >
      <ul className={css['shipLines']} aria-label={t('shipment.lines')}>
        {lines.map((line) => (
          <li key={line.id}>
            <span>
              {line.name} <small className="muted">{line.code}</small>
            </span>
            <small className="muted">
              {t('shipment.reserved')} <Quantity milli={line.reservedMilli} unit={line.unit ?? ''} />
            </small>
            <input
              inputMode="decimal"
              aria-label={t('shipment.quantityOf', { code: line.code })}
              aria-invalid={asked.wrong.includes(line) || undefined}
              value={typed[line.id] ?? ''}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => setTyped({ ...typed, [line.id]: event.currentTarget.value })}
            />
          </li>
        ))}
      </ul>
      <div className={css['way']}>
        <label>
          {t('shipment.carrier')}
          <input maxLength={200} value={carrier} onChange={(event) => setCarrier(event.currentTarget.value)} />
        </label>
        <label>
          {t('shipment.tracking')}
          <input maxLength={100} value={tracking} onChange={(event) => setTracking(event.currentTarget.value)} />
        </label>
      </div>
      <ActButton
        act={ship}
        input={() => ({ orderId, version, id, lines: [...asked.lines], carrier, tracking })}
        kind="primary"
        closed={closed}
      >
        {t('shipment.shipNow')}
      </ActButton>
    </Panel>
  );
}
