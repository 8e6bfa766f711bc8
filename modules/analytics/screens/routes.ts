import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenPlace, type ScreenRoute } from '#web/screen-route.ts';
import { shell } from '#web/shell/endpoints.ts';
import { sales } from '../contract.ts';
import { chartInput, pivotInput } from './pivot-search.ts';

/** The pivot and, over it, the same sales by months. */
async function loadReport({ search }: ScreenPlace): Promise<unknown> {
  const { org } = await ensure(shell.session, {});
  const input = pivotInput(search, org.today);
  return Promise.all([ensure(sales.pivot, input), ensure(sales.pivot, chartInput(input))]);
}

export const screens: ScreenRoute[] = [
  {
    path: '/reports/sales',
    screen: lazyScreen(() => import('./SalesPage.tsx'), 'SalesPage'),
    loader: loadReport,
    permission: 'analytics.read',
  },
  {
    path: '/reports/sales/lines',
    screen: lazyScreen(() => import('./LinesPage.tsx'), 'LinesPage'),
    loader: (at) => ensurePages(sales.lines, at),
    permission: 'analytics.read',
  },
];
