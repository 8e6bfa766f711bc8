import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedOf, offered, type ShipLine } from './shipping.ts';

const line = (id: string, reservedMilli: string): ShipLine => ({
  id,
  code: id,
  name: id,
  quantityMilli: '10000',
  reservedMilli,
  shippedMilli: '0',
});
const lines = [line('a', '10000'), line('b', '2500')];

test('all that is promised is offered; what is typed is read, what is too much is wrong', () => {
  assert.deepEqual(offered(lines), { a: '10', b: '2.5' });
  assert.deepEqual(askedOf(lines, offered(lines)), {
    lines: [
      { lineId: 'a', quantityMilli: '10000' },
      { lineId: 'b', quantityMilli: '2500' },
    ],
    wrong: [],
  });
  assert.deepEqual(askedOf(lines, { a: '1,5', b: '' }).lines, [{ lineId: 'a', quantityMilli: '1500' }]);
  assert.deepEqual(
    askedOf(lines, { a: '11', b: 'x' }).wrong.map((one) => one.id),
    ['a', 'b'],
  );
  assert.deepEqual(askedOf(lines, { a: '0', b: '0' }), { lines: [], wrong: [] });
});
