import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CreditDecision } from '#modules/credit/index.ts';
import type { StockLevel } from '#modules/stock/index.ts';
import { type DraftLine, type Granted, mayMove, moves, orderStates } from './model.ts';
import { decideConfirm, holdsOf, marginBp, planLines, totalsOf, underFloorBp } from './rules.ts';

type Priced = DraftLine['priced'];
const lineOf = (more: Partial<Priced> & { id?: string; position?: number; quantityMilli?: bigint }): DraftLine => ({
  id: more.id ?? 'l1',
  position: more.position ?? 1,
  quantityMilli: more.quantityMilli ?? 1_000n,
  priced: {
    productId: 'p1',
    basePriceE4: 1_000_000n,
    priceE4: 1_000_000n,
    sumMinor: 10_000n,
    vatBp: 2200,
    vatMinor: 1_803n,
    costE4: 600_000n,
    floorE4: 700_000n,
    manualBp: 0,
    authorityBp: 500,
    beyondAuthority: false,
    underFloor: false,
    trace: [],
    ...more,
  },
});
const credit = (...holds: CreditDecision['holds'][number][]): CreditDecision => ({
  status: holds.length > 0 ? 'hold' : 'ok',
  exposureMinor: 0n,
  parts: [],
  limitMinor: 1n,
  overMinor: 0n,
  canStillSellMinor: 0n,
  holds,
});
const level = (onHandMilli: bigint, reservedMilli: bigint, coming = 0n): StockLevel => {
  const arrivals = coming === 0n ? [] : [{ expectedOn: '2026-12-10', quantityMilli: coming }];
  return { productId: 'p1', onHandMilli, reservedMilli, waitingMilli: 0n, arrivals, nextArrival: null };
};

describe('states', () => {
  test('ORD-91: what is closed or cancelled never moves; every move is of known states', () => {
    assert.deepEqual([moves.closed, moves.cancelled], [[], []]);
    for (const from of orderStates) {
      for (const to of orderStates) assert.equal(mayMove(from, to), (moves[from] as readonly string[]).includes(to));
    }
  });
});

describe('holds', () => {
  const deep = lineOf({ manualBp: 1_000, beyondAuthority: true });
  const low = lineOf({ id: 'l2', priceE4: 650_000n, underFloor: true });
  const allows = (kind: Granted['kind'], line: object): Granted => ({
    kind,
    lines: { l1: line, l2: line } as Granted['lines'],
  });
  const table: readonly (readonly [what: string, lines: DraftLine[], granted: Granted[], kinds: string[]])[] = [
    ['nothing deviates', [lineOf({})], [], []],
    ['a discount beyond authority', [deep], [], ['discount']],
    ['a price under the floor', [low], [], ['floor']],
    ['both', [deep, low], [], ['discount', 'floor']],
    ['allowed as deep', [deep], [allows('discount', { productId: 'p1', bp: 1_000, quantityMilli: '1000' })], []],
    [
      'allowed less deep',
      [deep],
      [allows('discount', { productId: 'p1', bp: 999, quantityMilli: '1000' })],
      ['discount'],
    ],
    [
      'allowed of less',
      [deep],
      [allows('discount', { productId: 'p1', bp: 1_000, quantityMilli: '999' })],
      ['discount'],
    ],
    [
      'allowed of another product',
      [deep],
      [allows('discount', { productId: 'p2', bp: 1_000, quantityMilli: '1000' })],
      ['discount'],
    ],
    [
      'a floor allowed for a discount',
      [deep],
      [allows('floor', { productId: 'p1', priceE4: '1', quantityMilli: '9000' })],
      ['discount'],
    ],
    ['as low a price', [low], [allows('floor', { productId: 'p1', priceE4: '650000', quantityMilli: '1000' })], []],
    [
      'a lower price than allowed',
      [low],
      [allows('floor', { productId: 'p1', priceE4: '650001', quantityMilli: '1000' })],
      ['floor'],
    ],
  ];
  for (const [what, lines, granted, kinds] of table) {
    test(`ORD-92: ${what}`, () => {
      assert.deepEqual(
        holdsOf({ lines, credit: credit(), granted }).map((hold) => hold.kind),
        kinds,
      );
    });
  }

  test('ORD-92: credit holds come with their figures', () => {
    const over = { code: 'credit.over_limit', details: { overMinor: '5' } } as const;
    assert.deepEqual(holdsOf({ lines: [lineOf({})], credit: credit(over), granted: [] }), [
      { kind: 'credit', ...over },
    ]);
  });

  test('the depth under a floor is rounded up, so that no authority is overstepped', () => {
    assert.equal(underFloorBp({ floorE4: 700_000n, priceE4: 650_000n }), 715);
    assert.equal(underFloorBp({ floorE4: 700_000n, priceE4: 700_000n }), 0);
    assert.equal(underFloorBp({ floorE4: null, priceE4: 1n }), 0);
  });
});

describe('confirming', () => {
  const facts = { state: 'draft' as const, lines: [lineOf({})], minOrderMinor: 0n, holds: [] };
  const hold = { kind: 'credit' as const, code: 'credit.over_limit', details: {} };
  const table: readonly (readonly [what: string, more: object, answer: string])[] = [
    ['a draft', {}, 'confirmed'],
    ['with holds it is kept as held', { holds: [hold] }, 'held'],
    ['a held one that was decided', { state: 'held' }, 'confirmed'],
    ['a confirmed one', { state: 'confirmed' }, 'orders.wrong_state'],
    ['a cancelled one', { state: 'cancelled' }, 'orders.wrong_state'],
    ['without lines', { lines: [] }, 'orders.empty'],
    ['a kopeck under the least order', { minOrderMinor: 10_001n }, 'orders.under_minimum'],
    ['exactly the least order', { minOrderMinor: 10_000n }, 'confirmed'],
    ['too small is refused even when held', { minOrderMinor: 10_001n, holds: [hold] }, 'orders.under_minimum'],
  ];
  for (const [what, more, answer] of table) {
    test(`ORD-93: ${what}: ${answer}`, () => {
      const decision = decideConfirm({ ...facts, ...more });
      assert.equal(decision.ok ? decision.value : decision.code, answer);
    });
  }
});

describe('sums and promises', () => {
  const lines = fc
    .array(
      fc.record({
        productId: fc.constantFrom('p1', 'p2'),
        quantityMilli: fc.bigInt(1n, 50_000n),
        sumMinor: fc.bigInt(0n, 10n ** 12n),
        vatMinor: fc.bigInt(0n, 10n ** 9n),
      }),
      { maxLength: 40 },
    )
    .map((list) => list.map((one, at) => lineOf({ ...one, id: `l${at}`, position: at + 1 })));

  test('ORD-94: totals are the sums of the lines, to the kopeck', () => {
    fc.assert(
      fc.property(lines, (list) => {
        const totals = totalsOf(list);
        let sum = 0n;
        for (const line of list) sum += line.priced.sumMinor;
        return totals.totalMinor === sum && totals.lineCount === list.length;
      }),
    );
  });

  test('ORD-95: promised and waiting come to what was ordered; a product is never promised beyond what is free', () => {
    fc.assert(
      fc.property(lines, fc.bigInt(0n, 60_000n), fc.bigInt(0n, 60_000n), (list, free, held) => {
        const plan = planLines(list, new Map([['p1', level(free + held, held)]]));
        for (const one of plan) {
          const wanted = list.find((line) => line.id === one.lineId)?.quantityMilli;
          assert.equal(one.reserveMilli + one.backorderMilli, wanted);
        }
        const mine = plan.filter((one) => one.productId === 'p1');
        const sum = (pick: (one: (typeof plan)[number]) => bigint) =>
          mine.reduce((total, one) => total + pick(one), 0n);
        const promised = sum((one) => one.reserveMilli);
        assert.ok(promised <= free);
        assert.ok(promised === free || sum((one) => one.backorderMilli) === 0n);
      }),
    );
  });

  test('ORD-95: the second line of a product waits behind the first', () => {
    const two = [1, 2].map((at) => lineOf({ id: `l${at}`, position: at, quantityMilli: 6_000n }));
    const days = (coming: bigint) =>
      planLines(two, new Map([['p1', level(0n, 0n, coming)]])).map((one) => one.expectedOn);
    assert.deepEqual(days(6_000n), ['2026-12-10', null]);
    assert.deepEqual(days(12_000n), ['2026-12-10', '2026-12-10']);
  });

  test('a margin of nothing is not known', () => {
    assert.deepEqual([marginBp(0n, 5n), marginBp(10_000n, 8_150n), marginBp(10_000n, 12_000n)], [null, 1_850, -2_000]);
  });
});
