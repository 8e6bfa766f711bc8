/** Every URL of the screens. Nothing else makes one. */

import type { Search } from './screen-route.ts';
import { searchText } from './search.ts';

const at =
  (path: string) =>
  (search: Search = {}) =>
    path + searchText(search);
const one = (id: string) => encodeURIComponent(id);

/** URLs by screen. A list takes its filters: `paths.orders({ state: 'held' })`. */
export const paths = {
  today: at('/'),
  week: at('/week'),

  accounts: at('/accounts'),
  accountNew: at('/accounts/new'),
  account: (accountId: string, search: Search = {}) => `/accounts/${one(accountId)}${searchText(search)}`,
  accountEdit: (accountId: string) => `/accounts/${one(accountId)}/edit`,
  accountTerms: (accountId: string, search: Search = {}) => `/accounts/${one(accountId)}/terms${searchText(search)}`,
  accountGroups: at('/account-groups'),
  contacts: at('/contacts'),

  orders: at('/orders'),
  orderNew: at('/orders/new'),
  order: (orderId: string, search: Search = {}) => `/orders/${one(orderId)}${searchText(search)}`,
  supportQueue: at('/orders/support'),

  receivables: at('/money/receivables'),
  receivable: (receivableId: string) => `/money/receivables/${one(receivableId)}`,
  collection: at('/money/collection'),
  payments: at('/money/payments'),
  payment: (paymentId: string) => `/money/payments/${one(paymentId)}`,
  statements: at('/money/statements'),
  statement: (statementId: string) => `/money/statements/${one(statementId)}`,
  reconciliations: at('/money/reconciliations'),
  reconciliation: (reconciliationId: string) => `/money/reconciliations/${one(reconciliationId)}`,

  products: at('/goods'),
  product: (productId: string, search: Search = {}) => `/goods/${one(productId)}${searchText(search)}`,
  productNew: at('/goods/new'),
  prices: at('/prices'),
  priceVersion: (versionId: string) => `/prices/${one(versionId)}`,
  promotions: at('/prices/promotions'),
  stock: at('/stock'),
  reservations: at('/stock/reservations'),
  arrivals: at('/stock/arrivals'),

  approvals: at('/decisions'),
  approval: (approvalId: string) => `/decisions/${one(approvalId)}`,

  shipments: at('/shipments'),
  shipment: (shipmentId: string) => `/shipments/${one(shipmentId)}`,
  returns: at('/returns'),
  return: (returnId: string) => `/returns/${one(returnId)}`,

  documents: at('/documents'),
  document: (documentId: string) => `/documents/${one(documentId)}`,

  plan: at('/plan'),
  team: at('/team'),

  reports: at('/reports'),
  salesReport: at('/reports/sales'),
  salesLines: at('/reports/sales/lines'),

  settings: at('/settings'),
  myAccount: at('/settings/me'),
  people: at('/settings/people'),
  person: (userId: string) => `/settings/people/${one(userId)}`,
  roles: at('/settings/roles'),
  role: (roleId: string) => `/settings/roles/${one(roleId)}`,
  policies: at('/settings/policies'),
  approvalRoutes: at('/settings/approval-routes'),
  warehouses: at('/settings/warehouses'),
  creditPolicy: at('/settings/credit'),
  legalEntities: at('/settings/legal-entities'),
  legalEntity: (entityId: string) => `/settings/legal-entities/${one(entityId)}`,
  imports: at('/settings/imports'),
  importNew: (kind: string) => `/settings/imports/new/${one(kind)}`,
  import: (importId: string) => `/settings/imports/${one(importId)}`,
  exchange: at('/settings/exchange'),
  jobs: at('/settings/jobs'),
  audit: at('/settings/audit'),
  apiReference: at('/settings/api'),

  signIn: at('/sign-in'),
  firstRun: at('/start'),
  invitation: at('/invitation'),
  more: at('/more'),
  kit: at('/kit'),
  kitList: at('/kit/list'),
} as const;
