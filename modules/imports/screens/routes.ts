import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenPlace, type ScreenRoute } from '#web/screen-route.ts';
import { imports } from '../contract.ts';

const permission = 'imports.run';

/** The import; and what it would read while its columns may still be settled. */
async function loadImport(at: ScreenPlace): Promise<unknown> {
  const importId = at.params['importId'] ?? '';
  const run = await ensure(imports.get, { importId });
  return run.closed.settle === null
    ? Promise.all([ensure(imports.preview, { importId }), ensure(imports.kinds, {})])
    : run;
}

export const screens: ScreenRoute[] = [
  {
    path: '/settings/imports',
    screen: lazyScreen(() => import('./ImportsPage.tsx'), 'ImportsPage'),
    loader: (at) => Promise.all([ensurePages(imports.list, at), ensure(imports.kinds, {})]),
    permission,
  },
  {
    path: '/settings/imports/new/$kind',
    screen: lazyScreen(() => import('./NewImportPage.tsx'), 'NewImportPage'),
    loader: () => ensure(imports.kinds, {}),
    permission,
  },
  {
    path: '/settings/imports/$importId',
    screen: lazyScreen(() => import('./ImportPage.tsx'), 'ImportPage'),
    loader: loadImport,
    permission,
  },
];
