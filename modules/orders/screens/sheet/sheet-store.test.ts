import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OrderLineView } from '../../contract/views.ts';
import type { Batch, SaveAnswer, ServerOrder } from './sheet-ports.ts';
import { SheetStore } from './sheet-store.ts';

const line = (id: string, quantityMilli = '1000'): OrderLineView => ({
  id,
  position: 1,
  productId: `p-${id}`,
  code: id,
  name: id,
  unit: 'шт',
  packMilli: '1000',
  quantityMilli,
  basePriceE4: '1000000',
  manualBp: 0,
  priceE4: '1000000',
  sumMinor: '10000',
  vatBp: 2200,
  marginBp: null,
  floorE4: null,
  reservedMilli: '0',
  shippedMilli: '0',
  cancelledMilli: '0',
  freeMilli: '5000',
  expectedOn: null,
  trace: [],
});
const order = (version: number, lines: OrderLineView[]): ServerOrder => ({
  version,
  totalMinor: '0',
  vatMinor: '0',
  lines,
});
const put = (id: string, quantityMilli: string) => ({ id, productId: `p-${id}`, quantityMilli, manualBp: 0 });

/** A server in small: answers what it is told to, in turn; keeps what was sent. */
function opened(first: ServerOrder, answers: ((batch: Batch) => SaveAnswer)[], kept: string | null = null) {
  const sent: { batch: Batch; key: string }[] = [];
  const memory = { text: kept };
  let reloads = 0;
  const store = new SheetStore(first, {
    save: async (batch, key) => {
      sent.push({ batch, key });
      const answer = answers.shift();
      assert.ok(answer !== undefined, 'sent more than expected');
      return answer(batch);
    },
    reload: () => {
      reloads += 1;
    },
    onSaved: () => undefined,
    memory: {
      read: () => memory.text,
      write: (text) => {
        memory.text = text;
      },
    },
  });
  return { store, sent, memory, reloads: () => reloads };
}
const saves = (batch: Batch): SaveAnswer => ({
  kind: 'saved',
  saved: {
    version: batch.version + 1,
    totalMinor: '1',
    vatMinor: '0',
    lines: batch.put.map((one) => line(one.id, one.quantityMilli)),
  },
});
const refuses =
  (code: string, details = {}) =>
  (): SaveAnswer => ({ kind: 'refused', reason: { code, details } });
const fails = (): SaveAnswer => ({ kind: 'fault' });
const shown = (store: SheetStore) => store.state().lines.map((one) => `${one.id} ${one.quantityMilli}`);

describe('ORD-113: saving by itself', () => {
  test('one sending carries all that was typed; what is typed meanwhile follows it', async () => {
    const { store, sent, memory } = opened(order(1, [line('a')]), [
      (batch) => {
        store.put(put('a', '7000'), null);
        return saves(batch);
      },
      saves,
    ]);
    store.put(put('a', '5000'), null);
    store.put(put('b', '2000'), line('b'));
    assert.equal(await store.flush(), 3);
    assert.deepEqual(
      sent.map(({ batch }) => [batch.version, batch.put.map((one) => one.quantityMilli)]),
      [
        [1, ['5000', '2000']],
        [2, ['7000']],
      ],
    );
    assert.deepEqual(shown(store), ['a 7000', 'b 2000']);
    assert.equal(memory.text, null);
  });

  test('after a fault the same is sent with the same key; nothing typed is lost', async () => {
    const { store, sent, memory } = opened(order(1, [line('a')]), [fails, saves]);
    store.put(put('a', '5000'), null);
    assert.equal(await store.flush(), null);
    assert.equal(store.state().saving, 'fault');
    assert.match(memory.text ?? '', /5000/);
    store.retry();
    assert.equal(await store.flush(), 2);
    assert.equal(sent[0]?.key, sent[1]?.key);
    store.stop();
  });

  test('a line the server refuses waits with its reason, the others are saved', async () => {
    const { store } = opened(order(1, [line('a')]), [refuses('pricing.no_price', { lineId: 'b' }), saves]);
    store.put(put('a', '5000'), null);
    store.put(put('b', '2000'), line('b'));
    assert.equal(await store.flush(), null);
    assert.deepEqual(
      store.state().lines.map((one) => [one.id, one.state, one.problem]),
      [
        ['a', 'saved', null],
        ['b', 'refused', 'pricing.no_price'],
      ],
    );
    store.remove(['b']);
    assert.equal(await store.flush(), 2);
  });

  test('a line made and removed at once is never sent', async () => {
    const { store, sent } = opened(order(1, [line('a')]), []);
    store.put(put('b', '2000'), line('b'));
    store.remove(['b']);
    assert.equal(await store.flush(), 1);
    assert.equal(sent.length, 0);
  });
});

describe('ORD-111: somebody else changed the order', () => {
  test('other lines: both stand, and it is said', async () => {
    const { store, reloads } = opened(order(1, [line('a'), line('b')]), [refuses('orders.changed_meanwhile'), saves]);
    store.put(put('a', '5000'), null);
    assert.equal(await store.flush(), null);
    assert.equal(reloads(), 1);
    store.rebase(order(4, [line('a'), line('b', '9000')]));
    assert.equal(store.state().merged, true);
    assert.equal(await store.flush(), 5);
    assert.deepEqual(shown(store), ['a 5000', 'b 9000']);
    store.stop();
  });

  test('the same line: nothing is sent until a person chooses; mine may go over theirs', async () => {
    const { store, sent } = opened(order(1, [line('a')]), [refuses('orders.changed_meanwhile'), saves]);
    store.put(put('a', '5000'), null);
    await store.flush();
    store.rebase(order(2, [line('a', '9000')]));
    assert.deepEqual(store.state().conflict, ['a']);
    assert.equal(await store.flush(), null);
    assert.equal(sent.length, 1);
    store.settleConflict(true);
    assert.equal(await store.flush(), 3);
    assert.deepEqual(shown(store), ['a 5000']);
    store.stop();
  });

  test('or be given up', async () => {
    const { store } = opened(order(1, [line('a')]), [refuses('orders.changed_meanwhile')]);
    store.put(put('a', '5000'), null);
    await store.flush();
    store.rebase(order(2, [line('a', '9000')]));
    store.settleConflict(false);
    assert.deepEqual(shown(store), ['a 9000']);
    assert.equal(await store.flush(), 2);
    store.stop();
  });

  test('a line that others removed is put anew when mine is kept', async () => {
    const { store, sent } = opened(order(1, [line('a')]), [refuses('orders.changed_meanwhile'), saves]);
    store.put(put('a', '5000'), null);
    await store.flush();
    store.rebase(order(2, []));
    assert.deepEqual(shown(store), ['a 5000']);
    store.settleConflict(true);
    assert.equal(await store.flush(), 3);
    assert.deepEqual(
      sent[1]?.batch.put.map((one) => one.productId),
      ['p-a'],
    );
    store.stop();
  });

  test('what was typed before the tab closed comes back; over a changed order it waits for a look', async () => {
    const before = opened(order(3, [line('a')]), [fails]);
    before.store.put(put('a', '5000'), null);
    await before.store.flush();
    before.store.stop();
    const same = opened(order(3, [line('a')]), [saves], before.memory.text);
    assert.deepEqual(shown(same.store), ['a 5000']);
    assert.equal(await same.store.flush(), 4);
    const later = opened(order(5, [line('a', '8000')]), [], before.memory.text);
    assert.deepEqual(later.store.state().conflict, ['a']);
  });
});
