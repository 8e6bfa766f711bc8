import { useEffect, useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';
import { sales } from '#modules/analytics/contract.ts';
import { documents } from '#modules/documents/contract.ts';
import { orders } from '#modules/orders/contract.ts';
import { moneyViews } from '#modules/settlements/screens/index.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { ActButton } from '#web/ui/ActButton.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Unsaved } from '#web/ui/Unsaved.tsx';
import { DateText, Quantity, Sum } from '#web/ui/values.tsx';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './shipments.module.css';
import { type Asked, askedOf, offered, type ShipLine, type Typed } from './shipping.ts';

type Shipped = OutputOf<typeof fulfilment.ship>;

/** An order as its goods are shipped from it. */
export type ShipOrder = {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly lines: readonly ShipLine[];
};

/** What a shipment changes on screens. */
const shipViews = [
  fulfilment.list,
  documents.list,
  orders.get,
  orders.list,
  orders.queue,
  orders.timeline,
  sales.ofAccount,
  sales.ofProduct,
  sales.pivot,
  sales.lines,
  ...moneyViews,
];

type DialogProps = { readonly order: ShipOrder; readonly onClose: () => void };

/** Ships promised goods of an order, in part or whole, then leads to the УПД. All that is promised is offered. */
export function ShipDialog({ order, onClose }: DialogProps) {
  const t = useText(texts);
  const [gone, setGone] = useState<Shipped | null>(null);
  const title = gone === null ? t('shipment.shipTitle', { number: order.number }) : t('shipment.gone', gone);
  return (
    <Dialog title={title} onClose={onClose} width={640}>
      {gone === null ? <ShipForm order={order} onGone={setGone} /> : <Gone shipped={gone} onClose={onClose} />}
    </Dialog>
  );
}

function ShipForm({ order, onGone }: { readonly order: ShipOrder; readonly onGone: (shipped: Shipped) => void }) {
  const t = useText(texts);
  const lines = order.lines.filter((line) => line.reservedMilli !== '0');
  const [id] = useState(newId);
  const whole = offered(lines);
  const [typed, setTyped] = useState(whole);
  const [way, setWay] = useState({ carrier: '', tracking: '' });
  const ship = useAct(fulfilment.ship, { invalidates: shipViews, onDone: onGone });
  const asked = askedOf(lines, typed);
  const changed = way.carrier !== '' || way.tracking !== '' || lines.some(({ id: of }) => typed[of] !== whole[of]);
  return (
    <>
      <Unsaved when={changed} />
      <p className={css['hint']}>{t('shipment.shipHint')}</p>
      <div className={css['shipHead']}>
        <span>{t('shipment.asked', { count: asked.lines.length, all: lines.length })}</span>
        <Button small kind="quiet" onClick={() => setTyped(whole)}>
          {t('shipment.everything')}
        </Button>
        <Button small kind="quiet" onClick={() => setTyped({})}>
          {t('shipment.nothing')}
        </Button>
      </div>
      <ShipLines lines={lines} asked={asked} typed={typed} onType={setTyped} />
      <div className={css['way']}>
        <label>
          {t('shipment.carrier')}
          <input
            maxLength={200}
            value={way.carrier}
            onChange={(event) => setWay({ ...way, carrier: event.target.value })}
          />
        </label>
        <label>
          {t('shipment.tracking')}
          <input
            maxLength={100}
            value={way.tracking}
            onChange={(event) => setWay({ ...way, tracking: event.target.value })}
          />
        </label>
      </div>
      <ActButton
        act={ship}
        input={() => ({ orderId: order.id, version: order.version, id, lines: [...asked.lines], ...way })}
        kind="primary"
        closed={closedBy(asked)}
      >
        {t('shipment.shipNow')}
      </ActButton>
    </>
  );
}

function closedBy({ lines, wrong: [wrong] }: Asked) {
  if (wrong !== undefined)
    return { code: 'fulfilment.too_much', details: { code: wrong.code, reservedMilli: wrong.reservedMilli } };
  return lines.length === 0 ? { code: 'fulfilment.nothing_asked' } : null;
}

function ShipLines(props: {
  readonly lines: readonly ShipLine[];
  readonly asked: Asked;
  readonly typed: Typed;
  readonly onType: (typed: Typed) => void;
}) {
  const { asked, typed, onType } = props;
  const t = useText(texts);
  return (
    <ul className={css['shipLines']} aria-label={t('shipment.lines')}>
      {props.lines.map((line) => (
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
            onChange={(event) => onType({ ...typed, [line.id]: event.currentTarget.value })}
          />
        </li>
      ))}
    </ul>
  );
}

/** The goods left: the paper that goes with them is one press away. */
function Gone({ shipped, onClose }: { readonly shipped: Shipped; readonly onClose: () => void }) {
  const t = useText(texts);
  const acts = useRef<HTMLDivElement>(null);
  useEffect(() => acts.current?.querySelector('a')?.focus(), []);
  return (
    <>
      <p className={css['hint']} role="status">
        {t('shipment.goneHint', { document: shipped.documentNumber })}{' '}
        <b>
          <Sum minor={shipped.totalMinor} kopecks="always" />
        </b>
        , {t('shipment.dueBy')} <DateText value={shipped.dueOn} />
      </p>
      <div ref={acts} className={css['acts']}>
        <LinkButton to={paths.document(shipped.documentId)} kind="primary">
          {t('shipment.openUpd')}
        </LinkButton>
        <LinkButton to={paths.shipment(shipped.id)}>{t('shipment.openShipment')}</LinkButton>
        <Button kind="quiet" onClick={onClose}>
          {t('shipment.stay')}
        </Button>
      </div>
    </>
  );
}
