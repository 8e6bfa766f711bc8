import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { documents } from '../contract.ts';

const permission = 'documents.read';

export const screens: ScreenRoute[] = [
  {
    path: '/documents',
    screen: lazyScreen(() => import('./DocumentsPage.tsx'), 'DocumentsPage'),
    loader: (at) => ensurePages(documents.list, at),
    permission,
  },
  {
    path: '/documents/$documentId',
    screen: lazyScreen(() => import('./DocumentPage.tsx'), 'DocumentPage'),
    loader: (at) => ensure(documents.get, { documentId: at.params['documentId'] ?? '' }),
    permission,
  },
];
