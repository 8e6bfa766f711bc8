import { ensure } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { legalEntities } from '../contract.ts';

export const screens: ScreenRoute[] = [
  {
    path: '/settings/legal-entities',
    screen: lazyScreen(() => import('./LegalEntitiesPage.tsx'), 'LegalEntitiesPage'),
    loader: () => ensure(legalEntities.list, {}),
    permission: 'settings.read',
  },
  {
    path: '/settings/legal-entities/new',
    screen: lazyScreen(() => import('./NewLegalEntityPage.tsx'), 'NewLegalEntityPage'),
    permission: 'settings.write',
  },
  {
    path: '/settings/legal-entities/$entityId',
    screen: lazyScreen(() => import('./LegalEntityPage.tsx'), 'LegalEntityPage'),
    loader: (at) => ensure(legalEntities.get, { entityId: at.params['entityId'] ?? '' }),
    permission: 'settings.read',
  },
];
