import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import { ShipmentActs } from './ShipmentActs.tsx';
import { ShipmentFacts, ShipmentLines } from './ShipmentFacts.tsx';
import css from './shipments.module.css';

/** A shipment in the drawer: read when it opens. */
export function ShipmentPeek({ shipmentId }: { readonly shipmentId: string }) {
  const t = useText(texts);
  const found = useQuery({ ...ask(fulfilment.get, { shipmentId }), throwOnError: false });
  if (found.isError) return <Button onClick={() => void found.refetch()}>{t('shipment.again')}</Button>;
  if (found.data === undefined) return <p className="muted">{t('shipment.reading')}</p>;
  return (
    <div className={css['stack']}>
      <ShipmentActs view={found.data} />
      <ShipmentFacts view={found.data} />
      <ShipmentLines view={found.data} />
    </div>
  );
}
