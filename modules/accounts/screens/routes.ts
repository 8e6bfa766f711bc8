import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { accountGroups, accounts } from '../contract.ts';

const card = (at: { readonly params: Readonly<Record<string, string>> }) =>
  ensure(accounts.get, { accountId: at.params['accountId'] ?? '' });

export const screens: ScreenRoute[] = [
  {
    path: '/accounts',
    screen: lazyScreen(() => import('./AccountsPage.tsx'), 'AccountsPage'),
    loader: (at) => Promise.all([ensurePages(accounts.list, at), ensure(accounts.options, {})]),
    permission: 'accounts.read',
  },
  {
    path: '/accounts/new',
    screen: lazyScreen(() => import('./AccountNewPage.tsx'), 'AccountNewPage'),
    loader: () => ensure(accounts.options, {}),
    permission: 'accounts.write',
  },
  {
    path: '/accounts/$accountId',
    screen: lazyScreen(() => import('./AccountPage.tsx'), 'AccountPage'),
    loader: card,
    permission: 'accounts.read',
  },
  {
    path: '/accounts/$accountId/edit',
    screen: lazyScreen(() => import('./AccountEditPage.tsx'), 'AccountEditPage'),
    loader: card,
    permission: 'accounts.write',
  },
  {
    path: '/account-groups',
    screen: lazyScreen(() => import('./GroupsPage.tsx'), 'GroupsPage'),
    loader: (at) => ensurePages(accountGroups.list, at),
    permission: 'accounts.read',
  },
];
