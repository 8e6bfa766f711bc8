import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { translate } from '#kernel/texts.ts';
import { manualBounds, type PricedLine, type PriceFacts, type ProductFacts } from '../model.ts';
import { texts } from '../texts.ts';
import { floorOf, type PriceRefusal, priceLine } from './line.ts';

const product: ProductFacts = {
  productId: 'p',
  code: 'PB-10',
  name: 'Аккумулятор',
  unit: 'шт',
  okeiCode: '796',
  packMilli: 1_000n,
  vatClass: 'standard',
  lifeState: 'active',
  brandId: null,
  categoryId: null,
  costE4: null,
  minPriceE4: null,
  column: { columnId: 'c', columnName: 'Опт', validFrom: '2026-01-01', priceE4: 1_000_0000n },
  special: null,
  breaks: [],
  discount: null,
  minMarginBp: null,
  authorityBp: 500,
};

function factsOf(change: Partial<ProductFacts>, account: Partial<PriceFacts['account']> = {}): PriceFacts {
  return {
    date: '2026-11-20',
    account: {
      accountId: 'a',
      known: true,
      name: 'Ромашка',
      managerId: null,
      archived: false,
      columnId: 'c',
      columnName: 'Опт',
      deferralDays: 30,
      deferralKind: 'calendar',
      minOrderMinor: 0n,
      discountBp: 0,
      legalEntityId: 'e',
      warehouseId: 'w',
      vatRegime: 'general',
      ...account,
    },
    products: new Map([['p', { ...product, ...change }]]),
  };
}

function lineOf(facts: PriceFacts, ask: { quantityMilli?: bigint; manualBp?: number } = {}): PricedLine {
  const priced = priceLine(facts, { productId: 'p', quantityMilli: 1_000n, manualBp: 0, ...ask });
  if (!priced.ok) throw new Error(priced.code);
  return priced.value;
}

/** Roubles of a table's cell as 1/10000 rouble; '-' is none. */
const e4 = (cell: string): bigint | null => {
  if (cell === '-') return null;
  const [whole = '0', rest = ''] = cell.split('.');
  return BigInt(whole + rest.padEnd(4, '0'));
};

/** The cells of each line of a table. */
const cellsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the price of a line', () => {
  // The column's price, then each thing that may follow it; a dash is none. Sums are roubles, percents are whole.
  const cases = cellsOf(`
    what                                     | column    | special  | break | reached | terms % | manual % | price     | steps
    the column alone                         | 1000.00   | -        | -     | no      | 0       | 0        | 1000.00   | column
    a special price instead of the column    | 1000.00   | 900.00   | -     | no      | 0       | 0        | 900.00    | column special
    a special price takes no terms discount  | 1000.00   | 900.00   | -     | no      | 10      | 0        | 900.00    | column special
    a special price above the column         | 1000.00   | 1100.00  | -     | no      | 0       | 0        | 1100.00   | column special
    a special price without a column         | -         | 900.00   | -     | no      | 10      | 0        | 900.00    | special
    a quantity break reached                 | 1000.00   | -        | 3     | yes     | 0       | 0        | 970.00    | column quantity
    a quantity break not reached             | 1000.00   | -        | 3     | no      | 0       | 0        | 1000.00   | column
    a break on a special price               | 1000.00   | 900.00   | 3     | yes     | 0       | 0        | 873.00    | column special quantity
    a terms discount                         | 1000.00   | -        | -     | no      | 5       | 0        | 950.00    | column discount
    a break, then the terms, one by one      | 1000.00   | -        | 10    | yes     | 10      | 0        | 810.00    | column quantity discount
    by hand, last of all                     | 1000.00   | -        | 10    | yes     | 10      | 10       | 729.00    | column quantity discount manual
    a mark-up by hand                        | 1000.00   | -        | -     | no      | 0       | -10      | 1100.00   | column manual
    each step is rounded to 1/10000          | 0.3333    | -        | 50    | yes     | 50      | 0        | 0.0834    | column quantity discount
    a free sample                            | 0.00      | -        | -     | no      | 5       | 0        | 0.00      | column discount
  `);
  for (const [what = '', column = '', special = '', breakBp = '', reached, terms, manual, price = '', steps] of cases) {
    test(`PRC-3 ${what}`, () => {
      const columnE4 = e4(column);
      const specialE4 = e4(special);
      const facts = factsOf({
        column: columnE4 === null || product.column === null ? null : { ...product.column, priceE4: columnE4 },
        special: specialE4 === null ? null : { validFrom: '2026-11-01', validTo: null, priceE4: specialE4 },
        breaks: breakBp === '-' ? [] : [{ minMilli: 10_000n, bp: Number(breakBp) * 100 }],
        discount: terms === '0' ? null : { scope: 'account', name: '', bp: Number(terms) * 100 },
      });
      const line = lineOf(facts, {
        quantityMilli: reached === 'yes' ? 10_000n : 9_999n,
        manualBp: Number(manual) * 100,
      });
      assert.equal(line.priceE4, e4(price));
      assert.equal(line.trace.map((step) => step.step).join(' '), steps);
    });
  }

  test('PRC-5 of several breaks the largest that is reached', () => {
    const breaks = [
      { minMilli: 10_000n, bp: 100 },
      { minMilli: 50_000n, bp: 300 },
      { minMilli: 100_000n, bp: 500 },
    ];
    const priceFor = (quantityMilli: bigint) => lineOf(factsOf({ breaks }), { quantityMilli }).priceE4;
    assert.deepEqual([9_999n, 10_000n, 99_999n, 100_000n].map(priceFor), [1000_0000n, 990_0000n, 970_0000n, 950_0000n]);
  });

  test('PRC-3 the trace names its sources', () => {
    const facts = factsOf({
      special: { validFrom: '2026-11-01', validTo: '2026-12-01', priceE4: 900_0000n },
      breaks: [{ minMilli: 10_000n, bp: 300 }],
    });
    assert.deepEqual(lineOf(facts, { quantityMilli: 12_000n, manualBp: 200 }).trace, [
      { step: 'column', source: 'Опт', note: '2026-01-01', fromE4: '10000000', toE4: '10000000' },
      { step: 'special', source: '2026-11-01', note: '2026-12-01', fromE4: '10000000', toE4: '9000000' },
      { step: 'quantity', source: '', note: '10000', fromE4: '9000000', toE4: '8730000', bp: 300 },
      { step: 'manual', source: '', fromE4: '8730000', toE4: '8555400', bp: 200 },
    ]);
  });
});

describe('sums and tax of a line', () => {
  const cases = cellsOf(`
    what                               | class    | date       | regime     | quantity | sum kop. | vat bp | vat kop.
    22 % from 2026                     | standard | 2026-01-01 | general    | 1000     | 100000   | 2200   | 18033
    20 % to the end of 2025            | standard | 2025-12-31 | general    | 1000     | 100000   | 2000   | 16667
    10 % for books                     | reduced  | 2026-11-20 | general    | 1000     | 100000   | 1000   | 9091
    an exempt product                  | exempt   | 2026-11-20 | general    | 1000     | 100000   | none   | 0
    a seller on USN with 5 %           | standard | 2026-11-20 | usn5       | 1000     | 100000   | 500    | 4762
    a seller freed from VAT            | standard | 2026-11-20 | usn_exempt | 1000     | 100000   | none   | 0
    a third of a unit, half a kopeck up| zero     | 2026-11-20 | general    | 333      | 33300    | 0      | 0
  `);
  for (const [what, vatClass, date, vatRegime, quantity, sum, bp, vat] of cases) {
    test(`PRC-10 ${what}`, () => {
      const facts = factsOf(
        { vatClass: vatClass as ProductFacts['vatClass'] },
        { vatRegime: vatRegime as PriceFacts['account']['vatRegime'] },
      );
      const line = lineOf({ ...facts, date: date ?? '' }, { quantityMilli: BigInt(quantity ?? '0') });
      assert.equal(line.sumMinor, BigInt(sum ?? '0'));
      assert.equal(line.vatBp, bp === 'none' ? null : Number(bp));
      assert.equal(line.vatMinor, BigInt(vat ?? '0'));
    });
  }
});

describe('floor and authority', () => {
  const floors = cellsOf(`
    cost   | minimum | margin % | floor
    -      | -       | 10       | -
    -      | 500.00  | 10       | 500.00
    800.00 | -       | -        | 800.00
    800.00 | -       | 5        | 840.00
    800.00 | 900.00  | 5        | 900.00
    800.00 | 810.00  | 5        | 840.00
    0.3333 | -       | 50       | 0.5000
  `);
  for (const [cost = '', minimum = '', margin = '', floor = ''] of floors) {
    test(`PRC-8 the floor of cost ${cost}, minimum ${minimum}, margin ${margin} % is ${floor}`, () => {
      const minMarginBp = margin === '-' ? null : Number(margin) * 100;
      assert.equal(floorOf({ costE4: e4(cost), minPriceE4: e4(minimum), minMarginBp }), e4(floor));
    });
  }

  test('PRC-8 a price at the floor is not under it, 1/10000 less is; neither is refused', () => {
    const at = (minPriceE4: bigint) => lineOf(factsOf({ minPriceE4 })).underFloor;
    assert.deepEqual([at(1000_0000n), at(1000_0001n)], [false, true]);
  });

  test('PRC-7 authority is reached, passed, and never passed by a mark-up', () => {
    const beyond = (manualBp: number) => lineOf(factsOf({ authorityBp: 500 }), { manualBp }).beyondAuthority;
    assert.deepEqual([-9_000, 0, 500, 501].map(beyond), [false, false, false, true]);
    assert.equal(lineOf(factsOf({ authorityBp: 0 }), { manualBp: 1 }).beyondAuthority, true);
  });
});

describe('what has no price', () => {
  test('an unknown product, a product without a price, one that is no longer sold', () => {
    const ask = { productId: 'p', quantityMilli: 1_000n, manualBp: 0 };
    const code = (facts: PriceFacts) => {
      const priced = priceLine(facts, ask);
      return priced.ok ? 'priced' : priced.code;
    };
    assert.equal(code({ ...factsOf({}), products: new Map() }), 'pricing.no_product');
    assert.equal(code(factsOf({ column: null })), 'pricing.no_price');
    assert.equal(code(factsOf({ lifeState: 'discontinued' })), 'pricing.not_for_sale');
    assert.equal(code(factsOf({ lifeState: 'blocked' })), 'pricing.not_for_sale');
    assert.equal(code(factsOf({ lifeState: 'phase_out' })), 'priced');
    assert.equal(code(factsOf({ lifeState: 'new' })), 'priced');
  });

  test('a discount by hand of more than the whole, or a fraction, is a fault', () => {
    for (const manualBp of [10_000, -10_001, 1.5, Number.NaN]) {
      assert.throws(() => lineOf(factsOf({}), { manualBp }), RangeError);
    }
  });
});

const bpArb = fc.integer({ min: 1, max: 9_999 });
const priceArb = fc.bigInt({ min: 0n, max: 10n ** 13n });
const productArb = fc.record({
  column: fc.option(
    priceArb.map((priceE4) => ({ columnId: 'c', columnName: 'Опт', validFrom: '2026-01-01', priceE4 })),
  ),
  special: fc.option(priceArb.map((priceE4) => ({ validFrom: '2026-01-01', validTo: null, priceE4 }))),
  breaks: fc
    .uniqueArray(fc.record({ minMilli: fc.bigInt({ min: 1n, max: 10n ** 9n }), bp: bpArb }), {
      selector: (one) => one.minMilli,
      maxLength: 5,
    })
    .map((all) => all.sort((a, b) => Number(a.minMilli - b.minMilli))),
  discount: fc.option(bpArb.map((bp) => ({ scope: 'brand' as const, name: 'Вольт', bp }))),
  costE4: fc.option(priceArb),
  minPriceE4: fc.option(priceArb),
  minMarginBp: fc.option(fc.integer({ min: 0, max: 100_000 })),
  authorityBp: fc.integer({ min: 0, max: 10_000 }),
});
const askArb = fc.record({
  quantityMilli: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  manualBp: fc.integer({ min: manualBounds.least, max: manualBounds.most }),
});

describe('properties of every price', () => {
  const each = (check: (line: PricedLine, change: Partial<ProductFacts>, ask: { manualBp: number }) => void) =>
    fc.assert(
      fc.property(productArb, askArb, (change, ask) => {
        const priced = priceLine(factsOf(change), { productId: 'p', ...ask });
        if (priced.ok) check(priced.value, change, ask);
        else assert.ok(change.column === null && change.special === null, priced.code);
      }),
      { numRuns: 1_000 },
    );

  test('PRC-3 no price, sum or tax is below zero; the trace is one chain that ends in the price', () =>
    each((line) => {
      assert.ok(line.priceE4 >= 0n && line.sumMinor >= 0n && line.vatMinor >= 0n && line.vatMinor <= line.sumMinor);
      assert.equal(line.trace[0]?.fromE4, String(line.basePriceE4));
      assert.equal(line.trace.at(-1)?.toE4, String(line.priceE4));
      for (const [at, step] of line.trace.entries()) {
        if (at > 0) assert.equal(step.fromE4, line.trace[at - 1]?.toE4);
      }
    }));

  test('PRC-4 a special price and a terms discount never meet', () =>
    each((line) => {
      const steps = line.trace.map((step) => step.step);
      assert.ok(!(steps.includes('special') && steps.includes('discount')));
    }));

  test('PRC-7 PRC-8 authority and floor are told as they are, whatever the price', () =>
    each((line, change, { manualBp }) => {
      assert.equal(line.beyondAuthority, manualBp > (change.authorityBp ?? 0));
      assert.equal(line.underFloor, line.floorE4 !== null && line.priceE4 < line.floorE4);
      if (line.floorE4 !== null && typeof change.minPriceE4 === 'bigint') assert.ok(line.floorE4 >= change.minPriceE4);
      if (line.floorE4 !== null && typeof change.costE4 === 'bigint') assert.ok(line.floorE4 >= change.costE4);
    }));

  test('PRC-5 the order of lines never matters: a line has the same price alone, first and last', () =>
    fc.assert(
      fc.property(productArb, fc.array(askArb, { minLength: 1, maxLength: 6 }), (change, asks) => {
        const facts = factsOf(change);
        const answers = (list: typeof asks) => list.map((ask) => priceLine(facts, { productId: 'p', ...ask }));
        assert.deepEqual(answers([...asks].reverse()).reverse(), answers(asks));
      }),
    ));
});

test('why a line has no price reads whole where only the code of the product is known: in orders and in error files', () => {
  const codes: PriceRefusal[] = ['pricing.no_price', 'pricing.no_product', 'pricing.not_for_sale'];
  for (const lang of ['ru', 'en'] as const)
    for (const code of codes) assert.doesNotMatch(translate(texts, lang, code, { code: 'PB-10' }), /[{}]/);
});
