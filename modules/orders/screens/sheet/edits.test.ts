import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OrderLineView } from '../../contract/views.ts';
import {
  batchOf,
  conflictsOf,
  type Edit,
  editsAfter,
  editsFrom,
  editsText,
  linesWith,
  settled,
  withProblem,
} from './edits.ts';
import { makeScanner } from './scanner.ts';

const line = (id: string, quantityMilli = '1000', manualBp = 0): OrderLineView => ({
  id,
  position: 1,
  productId: `p-${id}`,
  code: id,
  name: id,
  unit: 'шт',
  packMilli: '1000',
  quantityMilli,
  basePriceE4: '1000000',
  manualBp,
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
const put = (seq: number, id: string, quantityMilli: string, isNew = false): [string, Edit] => [
  id,
  {
    seq,
    put: { id, productId: `p-${id}`, quantityMilli, manualBp: 0 },
    product: isNew
      ? {
          productId: `p-${id}`,
          code: id,
          name: id,
          unit: 'шт',
          packMilli: '1000',
          priceE4: '2000000',
          freeMilli: '1',
          expectedOn: null,
        }
      : null,
    problem: null,
  },
];
const gone = (seq: number, id: string): [string, Edit] => [id, { seq, put: null, product: null, problem: null }];

describe('ORD-110: the sheet over what the server has', () => {
  const base = [line('a'), line('b'), line('c')];
  const edits = new Map([put(1, 'b', '3000'), gone(2, 'c'), put(3, 'd', '2000', true), gone(4, 'e')]);

  test('edits stand over the lines, new ones at the end, with the sum they will likely have', () => {
    const shown = linesWith(base, edits).map((one) => [one.id, one.quantityMilli, one.sumMinor, one.state]);
    assert.deepEqual(shown, [
      ['a', '1000', '10000', 'saved'],
      ['b', '3000', '30000', 'typed'],
      ['d', '2000', '40000', 'typed'],
    ]);
  });

  test('one sending carries all edits; a line made and removed before is no news', () => {
    const batch = batchOf(base, edits);
    assert.deepEqual([batch.put.map((one) => one.id), batch.remove], [['b', 'd'], ['c']]);
  });

  test('after the answer only later edits are left', () => {
    const fresh = settled(base, { lines: [line('b', '3000'), line('d', '2000')], removed: ['c'] });
    assert.deepEqual(
      fresh.map((one) => [one.id, one.quantityMilli]),
      [
        ['a', '1000'],
        ['b', '3000'],
        ['d', '2000'],
      ],
    );
    assert.deepEqual([...editsAfter(edits, 3).keys()], ['e']);
    const refused = withProblem(edits, 'd', 'pricing.no_price');
    assert.deepEqual([...editsAfter(refused, 9).keys()], ['d']);
  });

  test('a refused line waits for the person, the others go on', () => {
    const marked = withProblem(edits, 'd', 'pricing.no_price');
    assert.deepEqual(
      batchOf(base, marked).put.map((one) => one.id),
      ['b'],
    );
    const shown = linesWith(base, marked).find((one) => one.id === 'd');
    assert.deepEqual([shown?.state, shown?.problem], ['refused', 'pricing.no_price']);
  });
});

describe('ORD-111: two people at one order', () => {
  const before = [line('a'), line('b'), line('c')];
  const table: readonly (readonly [
    what: string,
    fresh: OrderLineView[],
    edits: Map<string, Edit>,
    conflicts: string[],
  ])[] = [
    ['others changed other lines', [line('a', '9000'), line('b'), line('c')], new Map([put(1, 'b', '3000')]), []],
    ['others changed my line', [line('a'), line('b', '5000'), line('c')], new Map([put(1, 'b', '3000')]), ['b']],
    ['others removed my line', [line('a'), line('c')], new Map([put(1, 'b', '3000')]), ['b']],
    ['I remove what others changed', [line('a'), line('b', '5000'), line('c')], new Map([gone(1, 'b')]), ['b']],
    ['both removed it', [line('a'), line('c')], new Map([gone(1, 'b')]), []],
    ['both wanted the same', [line('a'), line('b', '3000'), line('c')], new Map([put(1, 'b', '3000')]), []],
    ['my line is new', [line('a')], new Map([put(1, 'z', '3000', true)]), []],
  ];
  for (const [what, fresh, edits, conflicts] of table) {
    test(`${what}: ${conflicts.length === 0 ? 'goes on' : 'is asked'}`, () => {
      assert.deepEqual(conflictsOf(before, fresh, edits), conflicts);
    });
  }

  test('what was typed survives a closed tab', () => {
    const edits = new Map([put(1, 'b', '3000'), gone(2, 'c')]);
    assert.deepEqual(editsFrom(editsText(7, edits)), { version: 7, edits });
    for (const text of [null, '', '{', '[]', '{"version":1}', editsText(1, new Map())])
      assert.equal(editsFrom(text), null);
  });
});

describe('ORD-112: a scanner is told from fingers', () => {
  const typed = (text: string, everyMs: number, enterMs = everyMs) => {
    const scanner = makeScanner();
    for (const [at, character] of [...text].entries()) scanner.key(character, at * everyMs);
    return scanner.enter((text.length - 1) * everyMs + enterMs);
  };
  test('fast digits with Enter are a scan', () => assert.equal(typed('4607012345678', 10), '4607012345678'));
  test('fingers are not', () => assert.equal(typed('4607012345678', 90), null));
  test('a short code is not', () => assert.equal(typed('12', 5), null));
  test('fast digits and a late Enter are not', () => assert.equal(typed('4607012345678', 10, 400), null));
  test('the first key may wait for the screen to draw', () => {
    const scanner = makeScanner();
    for (const [at, character] of [...'4607012345678'].entries()) scanner.key(character, at === 0 ? 0 : 90 + at * 8);
    assert.equal(scanner.enter(290), '4607012345678');
  });
  test('a scan after some typing is the scan alone', () => {
    const scanner = makeScanner();
    scanner.key('5', 0);
    for (const [at, character] of [...'4607012345678'].entries()) scanner.key(character, 1_000 + at * 8);
    assert.equal(scanner.enter(1_110), '4607012345678');
  });
});
