/** Screens of pricing. */
import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenPlace, type ScreenRoute } from '#web/screen-route.ts';
import { authorities, priceColumns, prices, terms } from '../contract.ts';

/** Reads what the part of the prices named in the URL shows. */
function readPart(at: ScreenPlace): Promise<unknown> {
  const columns = ensure(priceColumns.list, {});
  if (at.search['part'] === 'columns' || at.search['part'] === 'bulk') return columns;
  if (at.search['part'] === 'changes') return ensure(prices.changeDays, {});
  if (at.search['part'] === 'authority') return ensure(authorities.list, {});
  return Promise.all([columns, ensurePages(prices.list, at)]);
}

export const screens: ScreenRoute[] = [
  {
    path: '/prices',
    screen: lazyScreen(() => import('./PricesPage.tsx'), 'PricesPage'),
    loader: readPart,
    permission: 'pricing.read',
  },
  {
    path: '/accounts/$accountId/terms',
    screen: lazyScreen(() => import('./AccountTermsPage.tsx'), 'AccountTermsPage'),
    loader: (at) => {
      const accountId = at.params['accountId'] ?? '';
      return Promise.all([
        ensure(terms.get, { accountId }),
        ensurePages(terms.prices, { params: { accountId }, search: {} }),
      ]);
    },
    permission: 'pricing.read',
  },
];
