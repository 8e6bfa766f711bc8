import { act, type Route, raw, view } from '#platform/serve.ts';
import { deliverShipment, trackShipment } from './commands/deliver.ts';
import { ship } from './commands/ship.ts';
import { fulfilment } from './contract.ts';
import { sendShipments } from './list-file.ts';
import { getShipment, listShipments } from './queries.ts';

export const routes: readonly Route[] = [
  view(fulfilment.list, 'fulfilment.read', listShipments),
  raw(fulfilment.file, 'fulfilment.read', sendShipments),
  view(fulfilment.get, 'fulfilment.read', getShipment),
  act(fulfilment.ship, ship),
  act(fulfilment.track, trackShipment),
  act(fulfilment.deliver, deliverShipment),
];
