import { useState } from 'react';
import { useAct } from '#web/act.ts';
import { useText } from '#web/i18n.ts';
import { useOrgTime } from '#web/session.tsx';
import { OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DateField } from '#web/ui/DateField.tsx';
import { Dialog } from '#web/ui/Dialog.tsx';
import { FormPanel } from '#web/ui/FormPanel.tsx';
import { TextField } from '#web/ui/fields.tsx';
import { useForm } from '#web/ui/form.ts';
import { done } from '#web/ui/toast.tsx';
import type { Reason } from '#web/wire.ts';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import type { View } from './ShipmentFacts.tsx';
import css from './shipments.module.css';

/** What may be done with a shipment: note the carrier, note the delivery. */
export function ShipmentActs({ view }: { readonly view: View }) {
  const t = useText(texts);
  const [open, setOpen] = useState<'track' | 'deliver' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={css['acts']}>
      <Opener
        closed={view.closed.deliver as Reason | null}
        primary
        label={t('shipment.deliver')}
        onOpen={() => setOpen('deliver')}
      />
      <Opener closed={view.closed.track as Reason | null} label={t('shipment.track')} onOpen={() => setOpen('track')} />
      {open === 'track' ? <TrackDialog view={view} onClose={close} /> : null}
      {open === 'deliver' ? <DeliverDialog view={view} onClose={close} /> : null}
    </div>
  );
}

type OpenerProps = {
  readonly closed: Reason | null;
  readonly primary?: boolean;
  readonly label: string;
  readonly onOpen: () => void;
};

function Opener({ closed, primary = false, label, onOpen }: OpenerProps) {
  return (
    <span className={css['opener']}>
      <Button
        kind={primary ? 'primary' : 'plain'}
        aria-disabled={closed !== null || undefined}
        onClick={() => closed === null && onOpen()}
      >
        {label}
      </Button>
      <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={() => undefined} />
    </span>
  );
}

type DialogProps = { readonly view: View; readonly onClose: () => void };

function TrackDialog({ view, onClose }: DialogProps) {
  const t = useText(texts);
  const { shipment } = view;
  const form = useForm({ carrier: shipment.carrier, tracking: shipment.tracking });
  const track = useAct(fulfilment.track, {
    invalidates: [fulfilment.get, fulfilment.list],
    onDone: () => {
      done(t('shipment.tracked'));
      onClose();
    },
  });
  return (
    <Dialog title={t('shipment.track')} onClose={onClose}>
      <FormPanel
        form={form}
        act={track}
        input={(values) => ({ ...values, shipmentId: shipment.id, version: shipment.version })}
        submit={t('shipment.save')}
        onCancel={onClose}
      >
        <TextField {...form.field('carrier')} label={t('shipment.carrier')} maxLength={200} autoFocus />
        <TextField {...form.field('tracking')} label={t('shipment.tracking')} maxLength={100} />
      </FormPanel>
    </Dialog>
  );
}

function DeliverDialog({ view, onClose }: DialogProps) {
  const t = useText(texts);
  const { today } = useOrgTime();
  const { shipment } = view;
  const form = useForm({ deliveredOn: today, receivedBy: '' });
  const deliver = useAct(fulfilment.deliver, {
    invalidates: [fulfilment.get, fulfilment.list],
    onDone: () => {
      done(t('shipment.deliveredDone', { number: shipment.number }));
      onClose();
    },
  });
  return (
    <Dialog title={t('shipment.deliverTitle', { number: shipment.number })} onClose={onClose}>
      <FormPanel
        form={form}
        act={deliver}
        input={(values) => ({ ...values, shipmentId: shipment.id, version: shipment.version })}
        submit={t('shipment.deliver')}
        onCancel={onClose}
      >
        <DateField
          {...form.field('deliveredOn')}
          label={t('shipment.deliveredOn')}
          min={shipment.shippedOn}
          max={today}
          required
        />
        <TextField
          {...form.field('receivedBy')}
          label={t('shipment.receivedBy')}
          hint={t('shipment.receivedHint')}
          maxLength={200}
          autoFocus
        />
      </FormPanel>
    </Dialog>
  );
}
