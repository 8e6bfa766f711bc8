/** The composition root: which modules make the product. Nothing else knows them all. */

import type { LoadDemo } from '#modules/access/first-run.ts';
import { authenticate, invitationLetter, sweepAccess } from '#modules/access/index.ts';
import { routesFor as accessRoutes } from '#modules/access/routes.ts';
import { checks as accessChecks } from '#modules/access/verify.ts';
import { accountsImport } from '#modules/accounts/import.ts';
import { keepStatuses } from '#modules/accounts/index.ts';
import { routes as accountRoutes } from '#modules/accounts/routes.ts';
import { salesHistoryImport } from '#modules/analytics/import.ts';
import { routes as analyticsRoutes } from '#modules/analytics/routes.ts';
import { checks as analyticsChecks } from '#modules/analytics/verify.ts';
import { escalateApprovals } from '#modules/approvals/escalate.ts';
import { countPending } from '#modules/approvals/queries/list.ts';
import { routesFor as approvalRoutes } from '#modules/approvals/routes.ts';
import { productsImport } from '#modules/catalog/import.ts';
import { routes as catalogRoutes } from '#modules/catalog/routes.ts';
import { routes as creditRoutes } from '#modules/credit/routes.ts';
import { checks as creditChecks } from '#modules/credit/verify.ts';
import { routes as dayRoutes } from '#modules/day/routes.ts';
import { routes as documentRoutes } from '#modules/documents/routes.ts';
import { checks as documentChecks } from '#modules/documents/verify.ts';
import { routes as firmRoutes } from '#modules/firm/routes.ts';
import { routes as fulfilmentRoutes } from '#modules/fulfilment/routes.ts';
import { importJob, type Known, resumeImports } from '#modules/imports/index.ts';
import { routesFor as importRoutes } from '#modules/imports/routes.ts';
import { ordersImport } from '#modules/orders/import.ts';
import { fillBackorders, onReservationExpired, orderSubject, shareFreeGoods } from '#modules/orders/index.ts';
import { routes as orderRoutes } from '#modules/orders/routes.ts';
import { checks as orderChecks } from '#modules/orders/verify.ts';
import { pricesImport } from '#modules/pricing/import.ts';
import { routes as pricingRoutes } from '#modules/pricing/routes.ts';
import { routes as searchRoutes } from '#modules/search/routes.ts';
import { routes as settlementRoutes } from '#modules/settlements/routes.ts';
import { checks as settlementChecks } from '#modules/settlements/verify.ts';
import { stockImport } from '#modules/stock/import.ts';
import { expireReservations } from '#modules/stock/index.ts';
import { routesFor as stockRoutes } from '#modules/stock/routes.ts';
import { checks as stockChecks } from '#modules/stock/verify.ts';
import type { AnyImportKind } from '#platform/exchange/kind.ts';
import type { Chore, Job } from '#platform/jobs.ts';
import { sealEvents } from '#platform/seal.ts';
import type { Route } from '#platform/serve.ts';
import type { Check } from '#platform/verify.ts';
import { sentenceOf } from './import-texts.ts';

export { authenticate };

export type AppOptions = { readonly publicUrl: string; readonly loadDemo: LoadDemo };

/** Every route of the API. */
export function routesFor({ publicUrl, loadDemo }: AppOptions): readonly Route[] {
  return [
    ...accessRoutes({ publicUrl, loadDemo, pendingDecisions: countPending }),
    ...firmRoutes,
    ...accountRoutes,
    ...catalogRoutes,
    ...pricingRoutes,
    ...stockRoutes(fillBackorders),
    ...creditRoutes,
    ...approvalRoutes([orderSubject]),
    ...orderRoutes,
    ...settlementRoutes,
    ...documentRoutes,
    ...fulfilmentRoutes,
    ...importRoutes(importsKnown()),
    ...analyticsRoutes,
    ...dayRoutes,
    ...searchRoutes,
  ];
}

/** Work that acts queue. */
export const jobsFor = (publicUrl: string): readonly Job[] => [invitationLetter(publicUrl), importJob(importsKnown())];

/** Kept up each minute for every org. */
export const chores: readonly Chore[] = [
  sweepAccess,
  keepStatuses,
  expireReservations(onReservationExpired),
  shareFreeGoods,
  escalateApprovals,
  resumeImports,
  sealEvents,
];

/** The tables that can be imported. */
export const importKinds: readonly AnyImportKind[] = [
  accountsImport,
  productsImport,
  pricesImport,
  stockImport(fillBackorders),
  ordersImport,
  salesHistoryImport,
];

/** What imports are told: the kinds, and the texts of what is wrong with a row. */
export const importsKnown = (): Known => ({ kinds: importKinds, textOf: sentenceOf });

/** What `kamerton verify` proves. */
export const checks: readonly Check[] = [
  ...accessChecks,
  ...stockChecks,
  ...creditChecks,
  ...orderChecks,
  ...settlementChecks,
  ...documentChecks,
  ...analyticsChecks,
];
