import { act, type Route, raw, view } from '#platform/serve.ts';
import { cancelOrder, reopenOrder } from './commands/cancel.ts';
import { copyOrder, editHead, repriceOrder } from './commands/change.ts';
import { confirmOrder } from './commands/confirm.ts';
import { createOrder } from './commands/create.ts';
import { editLines } from './commands/edit-lines.ts';
import { reserveAgain } from './commands/reserve.ts';
import { cancelRest } from './commands/rest.ts';
import { answerQuestion, askQuestion, finishSupport, handOver, takeOrder } from './commands/support.ts';
import { orders } from './contract.ts';
import { sendOrders } from './list-file.ts';
import { getOrder } from './queries/card.ts';
import { listOrders, listQueue } from './queries/list.ts';
import { readPaste } from './queries/paste.ts';
import { orderTimeline } from './queries/timeline.ts';

export const routes: readonly Route[] = [
  view(orders.list, 'orders.read', listOrders),
  raw(orders.file, 'orders.read', sendOrders),
  view(orders.get, 'orders.read', getOrder),
  view(orders.timeline, 'orders.read', orderTimeline),
  view(orders.queue, 'orders.support', listQueue),
  view(orders.paste, 'orders.write', readPaste),
  act(orders.create, createOrder),
  act(orders.editHead, editHead),
  act(orders.editLines, editLines),
  act(orders.reprice, repriceOrder),
  act(orders.confirm, confirmOrder),
  act(orders.cancel, cancelOrder),
  act(orders.cancelRest, cancelRest),
  act(orders.reserve, reserveAgain),
  act(orders.reopen, reopenOrder),
  act(orders.copy, copyOrder),
  act(orders.handOver, handOver),
  act(orders.take, takeOrder),
  act(orders.finish, finishSupport),
  act(orders.ask, askQuestion),
  act(orders.answer, answerQuestion),
];
