import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { fulfilment } from '../contract.ts';

const permission = 'fulfilment.read';

export const screens: ScreenRoute[] = [
  {
    path: '/shipments',
    screen: lazyScreen(() => import('./ShipmentsPage.tsx'), 'ShipmentsPage'),
    loader: (at) => ensurePages(fulfilment.list, at),
    permission,
  },
  {
    path: '/shipments/$shipmentId',
    screen: lazyScreen(() => import('./ShipmentPage.tsx'), 'ShipmentPage'),
    loader: (at) => ensure(fulfilment.get, { shipmentId: at.params['shipmentId'] ?? '' }),
    permission,
  },
];
