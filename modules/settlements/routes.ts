import { act, type Route, view } from '#platform/serve.ts';
import { allocate, assign, takeBack } from './commands/allocate.ts';
import { settlements } from './contract.ts';
import { readAgeing, readAgeingTotals } from './queries/ageing.ts';
import { listLedger, listPayments, listReceivables } from './queries/lists.ts';

export const routes: readonly Route[] = [
  view(settlements.ageing, 'settlements.read', readAgeing),
  view(settlements.ageingTotals, 'settlements.read', readAgeingTotals),
  view(settlements.receivables, 'settlements.read', listReceivables),
  view(settlements.payments, 'settlements.read', listPayments),
  view(settlements.ledger, 'settlements.read', listLedger),
  act(settlements.allocate, allocate),
  act(settlements.takeBack, takeBack),
  act(settlements.assign, assign),
];
