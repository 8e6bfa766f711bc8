/** Screens of access: people, roles, the organisation, my account, the audit. */
import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { people, roles, sessions } from '../contract.ts';
import { audit, departments, org } from '../contract-org.ts';

const choices = () => Promise.all([ensure(roles.list, {}), ensure(departments.list, {})]);

export const screens: ScreenRoute[] = [
  {
    path: '/invitation',
    screen: lazyScreen(() => import('./InvitationPage.tsx'), 'InvitationPage'),
    outside: true,
  },
  {
    path: '/settings',
    screen: lazyScreen(() => import('./OrganisationPage.tsx'), 'OrganisationPage'),
    loader: () => Promise.all([ensure(org.get, {}), ensure(departments.list, {})]),
    permission: 'settings.read',
  },
  {
    path: '/settings/me',
    screen: lazyScreen(() => import('./MyAccountPage.tsx'), 'MyAccountPage'),
    loader: () => ensure(sessions.list, {}),
  },
  {
    path: '/settings/people',
    screen: lazyScreen(() => import('./PeoplePage.tsx'), 'PeoplePage'),
    loader: (at) => Promise.all([ensurePages(people.list, at), choices()]),
    permission: 'settings.read',
  },
  {
    path: '/settings/people/$personId',
    screen: lazyScreen(() => import('./PersonPage.tsx'), 'PersonPage'),
    loader: (at) => Promise.all([ensure(people.get, { personId: at.params['personId'] ?? '' }), choices()]),
    permission: 'settings.read',
  },
  {
    path: '/settings/roles',
    screen: lazyScreen(() => import('./RolesPage.tsx'), 'RolesPage'),
    loader: () => ensure(roles.list, {}),
    permission: 'settings.read',
  },
  {
    path: '/settings/roles/$roleId',
    screen: lazyScreen(() => import('./RolePage.tsx'), 'RolePage'),
    loader: () => ensure(roles.list, {}),
    permission: 'settings.read',
  },
  {
    path: '/settings/audit',
    screen: lazyScreen(() => import('./AuditPage.tsx'), 'AuditPage'),
    loader: (at) => ensurePages(audit.list, at),
    permission: 'audit.read',
  },
];
