import { ensure, ensurePages } from '#web/api.ts';
import { lazyScreen, type ScreenPlace, type ScreenRoute } from '#web/screen-route.ts';
import { settlements } from '../contract.ts';
import { columnInput } from './column-input.ts';

const permission = 'settlements.read';

/** A text of the search; '' when absent. */
function textOf(at: ScreenPlace, key: string): string {
  const value = at.search[key];
  return typeof value === 'string' ? value : '';
}

function loadMatrix(at: ScreenPlace): Promise<unknown> {
  const [asOf, q] = [textOf(at, 'asOf'), textOf(at, 'q')];
  const narrowed = { ...(asOf === '' ? {} : { asOf }), ...(q === '' ? {} : { q }) };
  return Promise.all([ensurePages(settlements.ageing, at), ensure(settlements.ageingTotals, narrowed)]);
}

/** The statement and the columns of its board. */
function loadStatement(at: ScreenPlace): Promise<unknown> {
  const statementId = at.params['statementId'] ?? '';
  const states = statementId === 'all' ? ['probable', 'unknown'] : ['matched', 'probable', 'unknown'];
  const columns = states.map((state) => {
    const { limit, ...input } = columnInput(statementId, state);
    const search = Object.fromEntries(
      Object.entries({ ...input, limit: String(limit) }).map(([key, value]) => [key, String(value)]),
    );
    return ensurePages(settlements.payments, { params: {}, search });
  });
  return Promise.all([ensure(settlements.statement, { statementId }), ...columns]);
}

export const screens: ScreenRoute[] = [
  {
    path: '/money/receivables',
    screen: lazyScreen(() => import('./ReceivablesPage.tsx'), 'ReceivablesPage'),
    loader: loadMatrix,
    permission,
  },
  {
    path: '/money/collection',
    screen: lazyScreen(() => import('./CollectionPage.tsx'), 'CollectionPage'),
    loader: (at) => ensurePages(settlements.calls, at),
    permission,
  },
  {
    path: '/money/payments',
    screen: lazyScreen(() => import('./PaymentsPage.tsx'), 'PaymentsPage'),
    loader: (at) => ensurePages(settlements.payments, at),
    permission,
  },
  {
    path: '/money/payments/$paymentId',
    screen: lazyScreen(() => import('./PaymentPage.tsx'), 'PaymentPage'),
    loader: (at) => ensure(settlements.payment, { paymentId: at.params['paymentId'] ?? '' }),
    permission,
  },
  {
    path: '/money/statements',
    screen: lazyScreen(() => import('./StatementsPage.tsx'), 'StatementsPage'),
    loader: (at) =>
      Promise.all([ensurePages(settlements.statements, at), ensure(settlements.statement, { statementId: 'all' })]),
    permission,
  },
  {
    path: '/money/statements/$statementId',
    screen: lazyScreen(() => import('./StatementPage.tsx'), 'StatementPage'),
    loader: loadStatement,
    permission,
  },
];
