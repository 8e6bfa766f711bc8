import { useText } from '#web/i18n.ts';
import { StateBadge } from '#web/ui/StateBadge.tsx';
import { texts } from '../texts.ts';

/** On the way, or handed over. */
export function ShipmentState({ state }: { readonly state: string }) {
  const t = useText(texts);
  if (state === 'delivered') return <StateBadge state="ok" label={t('shipment.isDelivered')} />;
  return <StateBadge state="info" label={t('shipment.isShipped')} />;
}
