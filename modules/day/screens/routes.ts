import { ensure } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { day } from '../contract.ts';

export const screens: ScreenRoute[] = [
  {
    path: '/',
    screen: lazyScreen(() => import('./DayPage.tsx'), 'DayPage'),
    loader: () => ensure(day.get, {}),
  },
];
