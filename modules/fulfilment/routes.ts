import { act, type Route } from '#platform/serve.ts';
import { ship } from './commands/ship.ts';
import { fulfilment } from './contract.ts';

export const routes: readonly Route[] = [act(fulfilment.ship, ship)];
