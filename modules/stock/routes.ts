import { act, type Route, raw, view } from '#platform/serve.ts';
import { adjustStock } from './commands/adjust.ts';
import { expectGoods, type FillWaiting, giveUpArrival, moveArrival, receiveGoods } from './commands/arrivals.ts';
import { saveWarehouse } from './commands/warehouse.ts';
import { stock } from './contract.ts';
import { listArrivals } from './queries/arrivals.ts';
import { listStock, listWarehouses } from './queries/list.ts';
import { getProductStock, listMovements } from './queries/product.ts';
import { listReservations } from './queries/reservations.ts';
import { sendStock } from './stock-file.ts';

/** The routes; `fillWaiting` gives goods that came, and new days, to the orders that wait for them. */
export function routesFor(fillWaiting: FillWaiting): Route[] {
  return [
    view(stock.warehouses, 'signed_in', listWarehouses),
    view(stock.list, 'stock.read', listStock),
    raw(stock.file, 'stock.read', sendStock),
    view(stock.reservations, 'orders.read', listReservations),
    view(stock.ofProduct, 'stock.read', getProductStock),
    view(stock.movements, 'stock.read', listMovements),
    view(stock.arrivals, 'stock.read', listArrivals),
    act(stock.saveWarehouse, saveWarehouse),
    act(stock.expect, expectGoods(fillWaiting)),
    act(stock.move, moveArrival(fillWaiting)),
    act(stock.receive, receiveGoods(fillWaiting)),
    act(stock.giveUp, giveUpArrival(fillWaiting)),
    act(stock.adjust, adjustStock(fillWaiting)),
  ];
}
