/** Screens of the catalog: products, their card, categories, brands. */
import { prices } from '#modules/pricing/contract.ts';
import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { brands, products } from '../contract.ts';

/** The card with its prices; those who may not read prices do without them. */
function readCard(productId: string): Promise<unknown> {
  const card = ensure(products.get, { productId });
  return Promise.all([card, ensure(prices.ofProduct, { productId }).catch(() => card)]);
}

export const screens: ScreenRoute[] = [
  {
    path: '/goods',
    screen: lazyScreen(() => import('./ProductsPage.tsx'), 'ProductsPage'),
    loader: (at) => {
      if (at.search['part'] === 'categories') return ensure(products.options, {});
      return at.search['part'] === 'brands'
        ? ensurePages(brands.list, { params: {}, search: {} })
        : ensurePages(products.list, at);
    },
    permission: 'catalog.read',
  },
  {
    path: '/goods/new',
    screen: lazyScreen(() => import('./ProductNewPage.tsx'), 'ProductNewPage'),
    permission: 'catalog.write',
  },
  {
    path: '/goods/$productId',
    screen: lazyScreen(() => import('./ProductPage.tsx'), 'ProductPage'),
    loader: (at) => readCard(at.params['productId'] ?? ''),
    permission: 'catalog.read',
  },
];
