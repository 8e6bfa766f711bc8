import { ensure } from '../api.ts';
import { lazyScreen, type ScreenRoute } from '../screen-route.ts';
import { reference } from './document.ts';

export const screens: readonly ScreenRoute[] = [
  {
    path: '/settings/api',
    screen: lazyScreen(() => import('./ApiPage.tsx'), 'ApiPage'),
    loader: () => ensure(reference.document, {}),
  },
];
