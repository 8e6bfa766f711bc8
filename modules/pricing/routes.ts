import { newId } from '#kernel/id.ts';
import { runCommand } from '#platform/command.ts';
import { answerRefusal } from '#platform/http.ts';
import { act, type Route, raw, view } from '#platform/serve.ts';
import { removeAuthority, setAuthority } from './commands/authorities.ts';
import { changeInBulk } from './commands/bulk.ts';
import { createColumn, makeMainColumn, removeColumn, renameColumn, reorderColumns } from './commands/columns.ts';
import { cancelPrice, setBreaks, setPrices } from './commands/prices.ts';
import { endSpecialPrice, removeSpecialPrice, setSpecialPrice } from './commands/special.ts';
import { addDiscount, endDiscount, removeDiscount, setTerms } from './commands/terms.ts';
import { authorities, priceColumns, prices, terms } from './contract.ts';
import { sendPriceList } from './price-file.ts';
import { listAccountPrices } from './queries/account-list.ts';
import { explainPrice, listColumns } from './queries/explain.ts';
import { listChangeDays, listChanges, listPrices, pricesOfProduct } from './queries/prices.ts';
import { listAuthorities, listTermsPrices, readTerms } from './queries/terms.ts';

export const routes: Route[] = [
  view(priceColumns.list, 'pricing.read', listColumns),
  act(priceColumns.create, createColumn),
  act(priceColumns.reorder, reorderColumns),
  act(priceColumns.rename, renameColumn),
  act(priceColumns.makeMain, makeMainColumn),
  act(priceColumns.remove, removeColumn),
  view(prices.explain, 'pricing.read', explainPrice),
  view(prices.list, 'pricing.read', listPrices),
  view(prices.ofProduct, 'pricing.read', pricesOfProduct),
  view(prices.ofAccount, 'pricing.read', listAccountPrices),
  raw(prices.exportOfAccount, 'pricing.read', sendPriceList),
  view(prices.changes, 'pricing.read', listChanges),
  view(prices.changeDays, 'pricing.read', listChangeDays),
  act(prices.set, setPrices),
  act(prices.cancel, cancelPrice),
  act(prices.setBreaks, setBreaks),
  act(prices.bulk, changeInBulk),
  // The command itself, rolled back: what is shown is what will be done.
  raw(prices.previewBulk, 'pricing.write', async ({ platform, actor, request, reply }, input) => {
    if (actor === null) return answerRefusal({ ok: false, code: 'access.no_session' }, reply);
    const ask = { actor, key: newId(), input, requestId: request.id, dryRun: true };
    const answer = await runCommand(platform, changeInBulk, ask);
    return answer.ok ? answer.value : answerRefusal(answer, reply);
  }),
  view(terms.get, 'pricing.read', readTerms),
  act(terms.set, setTerms),
  act(terms.addDiscount, addDiscount),
  act(terms.endDiscount, endDiscount),
  act(terms.removeDiscount, removeDiscount),
  view(terms.prices, 'pricing.read', listTermsPrices),
  act(terms.setPrice, setSpecialPrice),
  act(terms.endPrice, endSpecialPrice),
  act(terms.removePrice, removeSpecialPrice),
  view(authorities.list, 'settings.read', listAuthorities),
  act(authorities.set, setAuthority),
  act(authorities.remove, removeAuthority),
];
