import { PapersPanel } from '#modules/documents/screens/index.ts';
import { ShipmentsPanel } from '#modules/fulfilment/screens/index.ts';
import { DebtsPanel } from '#modules/settlements/screens/index.ts';
import { useSession } from '#web/session.tsx';
import type { OrderCard } from '../contract/views.ts';
import css from './orders.module.css';

/** What came of the order: shipments, papers, what is still owed for them. */
export function PapersTab({ order }: { readonly order: OrderCard }) {
  const { may } = useSession();
  return (
    <div className={css['stack']}>
      {may('fulfilment.read') ? <ShipmentsPanel orderId={order.id} /> : null}
      {may('documents.read') ? <PapersPanel orderId={order.id} /> : null}
      {may('settlements.read') ? <DebtsPanel orderId={order.id} /> : null}
    </div>
  );
}
