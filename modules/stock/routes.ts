import { act, type Route, view } from '#platform/serve.ts';
import { adjustStock, expectGoods, type FillWaiting, moveArrival, receiveGoods } from './commands/goods.ts';
import { saveWarehouse } from './commands/warehouse.ts';
import { stock } from './contract.ts';
import { listArrivals, listMovements, listStock, listWarehouses } from './lists.ts';

/** The routes; `fillWaiting` gives goods that came to the orders that wait for them. */
export function routesFor(fillWaiting: FillWaiting): Route[] {
  return [
    view(stock.warehouses, 'signed_in', listWarehouses),
    view(stock.list, 'stock.read', listStock),
    view(stock.movements, 'stock.read', listMovements),
    view(stock.arrivals, 'stock.read', listArrivals),
    act(stock.saveWarehouse, saveWarehouse),
    act(stock.expect, expectGoods),
    act(stock.move, moveArrival),
    act(stock.receive, receiveGoods(fillWaiting)),
    act(stock.adjust, adjustStock(fillWaiting)),
  ];
}
