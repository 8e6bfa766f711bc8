import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenRoute } from '#web/screen-route.ts';
import { approvals } from '../contract.ts';

export const screens: ScreenRoute[] = [
  {
    path: '/decisions',
    screen: lazyScreen(() => import('./ApprovalsPage.tsx'), 'ApprovalsPage'),
    loader: (at) => ensurePages(approvals.list, at),
    permission: 'approvals.read',
  },
  {
    path: '/decisions/$approvalId',
    screen: lazyScreen(() => import('./ApprovalPage.tsx'), 'ApprovalPage'),
    loader: (at) => ensure(approvals.get, { approvalId: at.params['approvalId'] ?? '' }),
    permission: 'approvals.read',
  },
];
