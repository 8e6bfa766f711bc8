import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { orders } from '../contract.ts';

export const screens: ScreenRoute[] = [
  {
    path: '/orders',
    screen: lazyScreen(() => import('./OrdersPage.tsx'), 'OrdersPage'),
    loader: (at) => ensurePages(orders.list, at),
    permission: 'orders.read',
  },
  {
    path: '/orders/new',
    screen: lazyScreen(() => import('./OrderNewPage.tsx'), 'OrderNewPage'),
    permission: 'orders.write',
  },
  {
    path: '/orders/support',
    screen: lazyScreen(() => import('./SupportQueuePage.tsx'), 'SupportQueuePage'),
    loader: (at) => ensurePages(orders.queue, at),
    permission: 'orders.support',
  },
  {
    path: '/orders/$orderId',
    screen: lazyScreen(() => import('./OrderPage.tsx'), 'OrderPage'),
    loader: (at) => ensure(orders.get, { orderId: at.params['orderId'] ?? '' }),
    permission: 'orders.read',
  },
];
