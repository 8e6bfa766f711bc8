import { credit } from '#modules/credit/contract.ts';
import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenPlace, type ScreenRoute } from '#web/screen-route.ts';
import { shell } from '#web/shell/endpoints.ts';
import { accountGroups, accounts } from '../contract.ts';

const idOf = (at: ScreenPlace) => ({ accountId: at.params['accountId'] ?? '' });
const card = (at: ScreenPlace) => ensure(accounts.get, idOf(at));

/** The card with its credit, for those who may read it: what decides whether to sell is there at once. */
async function cardWithCredit(at: ScreenPlace): Promise<unknown> {
  const { permissions } = await ensure(shell.session, {});
  const more = permissions.includes('credit.read') ? [ensure(credit.get, idOf(at))] : [];
  return Promise.all([card(at), ...more]);
}

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
    loader: cardWithCredit,
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
