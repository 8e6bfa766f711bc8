/** The composition root: which modules make the product. Nothing else knows them all. */
import { authenticate } from '#modules/access/session.ts';
import { routes as fulfilmentRoutes } from '#modules/fulfilment/routes.ts';
import { routes as orderRoutes } from '#modules/orders/routes.ts';
import type { Chore, Job } from '#platform/jobs.ts';
import { sealEvents } from '#platform/seal.ts';
import type { Route } from '#platform/serve.ts';

export const routes: readonly Route[] = [...orderRoutes, ...fulfilmentRoutes];

export const jobs: readonly Job[] = [];

export const chores: readonly Chore[] = [sealEvents];

export { authenticate };
