import { IconTruck } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '#web/i18n.ts';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import type { Reason } from '#web/wire.ts';
import { texts } from '../texts.ts';
import { ShipDialog, type ShipOrder } from './ShipDialog.tsx';
import css from './shipments.module.css';

/**
 * «Отгрузить» for the page of an order: opens the dialog, or says by which rule shipping is closed. `offered` is false
 * when there is no more to ship: the dialog that has just shipped the last of it stays.
 */
export function ShipButton(props: {
  readonly order: ShipOrder;
  readonly offered: boolean;
  readonly closed: Reason | null;
}) {
  const { order, closed } = props;
  const t = useText(texts);
  const [open, setOpen] = useState(false);
  return (
    <>
      {props.offered ? (
        <span className={css['opener']}>
          <Button
            kind="primary"
            icon={<IconTruck size={16} aria-hidden />}
            aria-disabled={closed !== null || undefined}
            onClick={() => closed === null && setOpen(true)}
          >
            {t('shipment.shipGoods')}
          </Button>
          <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={() => undefined} />
        </span>
      ) : null}
      {open ? <ShipDialog order={order} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
