import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useParams } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { fulfilment } from '../contract.ts';
import { texts } from '../texts.ts';
import { ShipmentActs } from './ShipmentActs.tsx';
import { ShipmentFacts, ShipmentLines } from './ShipmentFacts.tsx';
import { ShipmentState } from './ShipmentState.tsx';

/** A shipment: its goods, its papers, where it is. */
export function ShipmentPage() {
  const t = useText(texts);
  const { shipmentId = '' } = useParams();
  const view = useLoaded(fulfilment.get, { shipmentId });
  const { shipment } = view;
  return (
    <Page
      title={t('shipment.title', { number: shipment.number })}
      back={paths.shipments()}
      badge={<ShipmentState state={shipment.state} />}
      under={<A to={paths.account(shipment.accountId)}>{shipment.accountName}</A>}
      acts={<ShipmentActs view={view} />}
      aside={
        <Panel title={t('shipment.about')}>
          <ShipmentFacts view={view} />
        </Panel>
      }
    >
      <Panel title={t('shipment.lines')} flush>
        <ShipmentLines view={view} />
      </Panel>
    </Page>
  );
}
