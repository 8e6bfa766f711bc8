import { ensure } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { credit } from '../contract.ts';

export const screens: ScreenRoute[] = [
  {
    path: '/settings/credit',
    screen: lazyScreen(() => import('./CreditPolicyPage.tsx'), 'CreditPolicyPage'),
    loader: () => ensure(credit.policy, {}),
    permission: 'settings.read',
  },
];
