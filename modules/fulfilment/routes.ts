import { act, type Route, view } from '#platform/serve.ts';
import { deliverShipment, trackShipment } from './commands/deliver.ts';
import { ship } from './commands/ship.ts';
import { fulfilment } from './contract.ts';
import { getShipment, listShipments } from './queries.ts';

export const routes: readonly Route[] = [
  view(fulfilment.list, 'fulfilment.read', listShipments),
  view(fulfilment.get, 'fulfilment.read', getShipment),
  act(fulfilment.ship, ship),
  act(fulfilment.track, trackShipment),
  act(fulfilment.deliver, deliverShipment),
];
