/** A УПД of 100 lines: printed for the first time by a fresh server, printed warm, sent from the store. */
import { newId } from '#kernel/id.ts';
import type { ApiClient } from '#tests/harness/api-client.ts';
import { type Line, round, type Workload } from '../line.ts';
import { idOf } from '../made-id.ts';
import type { Stand } from '../stand.ts';

const linesOf = 100;
const warmRuns = 12;

export const paper: Workload = {
  name: 'paper',
  run: async (stand) => {
    await stand.restart();
    const api = stand.client();
    const ids: string[] = [];
    for (let at = 0; at <= warmRuns; at += 1) ids.push(await shipped(stand, api, at));
    const [first = 0, ...warm] = await timesOf(api, ids);
    const stored = await timesOf(api, ids);
    api.close();
    return [lineOf('paper first', [first]), lineOf('paper warm', warm), lineOf('paper stored', stored)];
  },
};

/** Takes and ships an order of 100 lines; answers its УПД. */
async function shipped(stand: Stand, api: ApiClient, at: number): Promise<string> {
  const orderId = newId();
  const { options, place } = stand;
  const lines = Array.from({ length: linesOf }, (_one, line) => ({
    id: newId(),
    productId: idOf('product', 1 + ((at * 977 + line * 31) % options.products)),
    quantityMilli: '3000',
  }));
  const accountId = idOf('account', 1 + ((at * 7_919) % options.accounts));
  const body = { id: orderId, accountId, warehouseId: place.warehouseId, lines, confirm: true };
  const order = await api.send('/orders', { body, key: newId() });
  if (order.status !== 200) throw new Error(`the order was refused: ${order.body.toString()}`);
  const part = lines.map((line) => ({ lineId: line.id, quantityMilli: line.quantityMilli }));
  const gone = await api.send(`/orders/${orderId}/shipments`, {
    body: { id: newId(), version: 1, lines: part },
    key: newId(),
  });
  if (gone.status !== 200) throw new Error(`the shipment was refused: ${gone.body.toString()}`);
  return (JSON.parse(gone.body.toString()) as { documentId: string }).documentId;
}

async function timesOf(api: ApiClient, ids: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const id of ids) {
    const begun = performance.now();
    const answer = await api.send(`/documents/${id}/file.pdf`);
    if (answer.status !== 200 || !answer.body.subarray(0, 5).equals(Buffer.from('%PDF-')))
      throw new Error(`no PDF: ${answer.status}`);
    times.push(performance.now() - begun);
  }
  return times;
}

function lineOf(workload: string, times: readonly number[]): Line {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const worst = sorted.at(-1) ?? 0;
  const none = { statements: null, limit_p50_ms: null, limit_per_s: null, ratio: null };
  return { workload, clients: 1, p50_ms: round(middle), p99_ms: round(worst), per_s: round(1000 / middle), ...none };
}
