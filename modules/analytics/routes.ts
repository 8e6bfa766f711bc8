import { type Route, raw, view } from '#platform/serve.ts';
import { sales } from './contract.ts';
import { sendLines, sendPivot } from './export.ts';
import { getAccountSales } from './queries/account-sales.ts';
import { listChoices } from './queries/choices.ts';
import { listLines } from './queries/lines.ts';
import { getPivot } from './queries/pivot.ts';
import { getProductSales } from './queries/product-sales.ts';

export const routes: readonly Route[] = [
  view(sales.pivot, 'analytics.read', getPivot),
  view(sales.lines, 'analytics.read', listLines),
  view(sales.ofAccount, 'analytics.read', getAccountSales),
  view(sales.ofProduct, 'analytics.read', getProductSales),
  view(sales.choices, 'analytics.read', listChoices),
  raw(sales.exportPivot, 'analytics.read', sendPivot),
  raw(sales.exportLines, 'analytics.read', sendLines),
];
