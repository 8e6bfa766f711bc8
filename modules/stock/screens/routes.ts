/** Screens of stock: what is there, what comes, the warehouses. */
import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { stock } from '../contract.ts';

export const screens: ScreenRoute[] = [
  {
    path: '/stock',
    screen: lazyScreen(() => import('./StockPage.tsx'), 'StockPage'),
    loader: (at) => Promise.all([ensurePages(stock.list, at), ensure(stock.warehouses, {})]),
    permission: 'stock.read',
  },
  {
    path: '/stock/arrivals',
    screen: lazyScreen(() => import('./ArrivalsPage.tsx'), 'ArrivalsPage'),
    loader: (at) => Promise.all([ensurePages(stock.arrivals, at), ensure(stock.warehouses, {})]),
    permission: 'stock.read',
  },
  {
    path: '/stock/reservations',
    screen: lazyScreen(() => import('./ReservationsPage.tsx'), 'ReservationsPage'),
    loader: (at) => Promise.all([ensurePages(stock.reservations, at), ensure(stock.warehouses, {})]),
    permission: 'orders.read',
  },
  {
    path: '/settings/warehouses',
    screen: lazyScreen(() => import('./WarehousesPage.tsx'), 'WarehousesPage'),
    loader: () => ensure(stock.warehouses, {}),
    permission: 'settings.read',
  },
];
