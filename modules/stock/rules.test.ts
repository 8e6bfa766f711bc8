import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Coming, StockLevel } from './model.ts';
import { arrivalDay, decideAdjust, freeMilli, isArrivalOver, planReservation, withoutOwn } from './rules.ts';

const level = (onHand: bigint, reserved: bigint, more: Partial<StockLevel> = {}): StockLevel => ({
  productId: 'p',
  onHandMilli: onHand,
  reservedMilli: reserved,
  waitingMilli: 0n,
  arrivals: [],
  nextArrival: null,
  ...more,
});

/** 'on day: quantity' in whole pieces, as '10 Dec 5, 20 Dec 10' -> arrivals. */
const arrivals = (text: string): Coming[] =>
  text === '-'
    ? []
    : text.split(', ').map((one) => {
        const [on = '', quantity = '0'] = one.split(':');
        return { expectedOn: on, quantityMilli: BigInt(quantity) * 1000n };
      });

const table = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe('a promise', () => {
  // on hand | reserved | waits before | arrivals | wanted -> promised | waits | by the day
  const cases = table(`
    10 | 0  | 0  | -                              | 3  | 3  | 0  | -
    10 | 0  | 0  | 2026-12-10:50                  | 10 | 10 | 0  | -
    10 | 8  | 0  | 2026-12-10:50                  | 3  | 2  | 1  | 2026-12-10
    10 | 10 | 0  | -                              | 3  | 0  | 3  | -
    0  | 0  | 0  | 2026-12-10:5, 2026-12-20:5     | 5  | 0  | 5  | 2026-12-10
    0  | 0  | 0  | 2026-12-10:5, 2026-12-20:5     | 6  | 0  | 6  | 2026-12-20
    0  | 0  | 5  | 2026-12-10:5, 2026-12-20:5     | 1  | 0  | 1  | 2026-12-20
    0  | 0  | 10 | 2026-12-10:5, 2026-12-20:5     | 1  | 0  | 1  | -
  `);
  for (const [onHand = '', reserved = '', waits = '', coming = '', wanted = '', promised, left, day] of cases) {
    test(`of ${wanted} at ${onHand} - ${reserved}, ${waits} wait, ${coming}: ${promised}, then ${left} by ${day}`, () => {
      const milli = (text: string): bigint => BigInt(text) * 1000n;
      const more = { waitingMilli: milli(waits), arrivals: arrivals(coming) };
      const plan = planReservation(level(milli(onHand), milli(reserved), more), milli(wanted));
      assert.deepEqual(
        [plan.reserveMilli / 1000n, plan.backorderMilli / 1000n, plan.expectedOn ?? '-'],
        [BigInt(promised ?? ''), BigInt(left ?? ''), day],
      );
    });
  }

  test('of a product that is nowhere is nothing', () => {
    assert.deepEqual(planReservation(undefined, 5n), { reserveMilli: 0n, backorderMilli: 5n, expectedOn: null });
    assert.equal(freeMilli(undefined), 0n);
  });
});

const amount = fc.bigInt({ min: 0n, max: 1_000_000_000_000n });

describe('properties', () => {
  test('STO-2: promised and waiting are the wanted, never more than is free', () => {
    fc.assert(
      fc.property(amount, amount, amount, (onHand, reserved, wanted) => {
        const at = level(onHand, reserved);
        const plan = planReservation(at, wanted);
        assert.equal(plan.reserveMilli + plan.backorderMilli, wanted);
        assert.ok(plan.reserveMilli >= 0n && plan.reserveMilli <= freeMilli(at));
        assert.ok(plan.backorderMilli === 0n || plan.reserveMilli === freeMilli(at));
      }),
    );
  });

  test('promises one after another are together as one promise of the sum', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 20 }), (onHand, wishes) => {
        let reserved = 0n;
        for (const wish of wishes) reserved += planReservation(level(onHand, reserved), wish).reserveMilli;
        const sum = wishes.reduce((total, wish) => total + wish, 0n);
        assert.equal(reserved, planReservation(level(onHand, 0n), sum).reserveMilli);
      }),
    );
  });

  test('an order planned anew gets at least what it had', () => {
    fc.assert(
      fc.property(amount, amount, amount, (had, others, onHandMore) => {
        const now = level(had + others + onHandMore, had + others);
        const freed = withoutOwn(new Map([['p', now]]), [{ productId: 'p', reservedMilli: had }]).get('p');
        assert.ok(planReservation(freed, had).reserveMilli === had);
        assert.equal(freeMilli(freed), had + onHandMore);
      }),
    );
  });

  test('STO-5: the day of arrival is the first that covers, and none covers more than all', () => {
    const days = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { maxLength: 10 });
    fc.assert(
      fc.property(days, fc.bigInt({ min: 1n, max: 12_000n }), (quantities, needed) => {
        const list = quantities.map((quantityMilli, at) => ({ expectedOn: `2026-12-${10 + at}`, quantityMilli }));
        const day = arrivalDay(list, needed);
        const by = (on: string): bigint =>
          list.filter((one) => one.expectedOn <= on).reduce((sum, one) => sum + one.quantityMilli, 0n);
        if (day === null) assert.ok(by('2026-12-99') < needed);
        else assert.ok(by(day) >= needed && list.every((one) => one.expectedOn >= day || by(one.expectedOn) < needed));
      }),
    );
  });
});

describe('a correction', () => {
  const cases = table(`
    10 | 4 | 5   | ok
    10 | 4 | -6  | ok
    10 | 4 | -7  | stock.promised
    0  | 0 | -1  | stock.promised
  `);
  for (const [onHand = '', reserved = '', by = '', outcome] of cases) {
    test(`by ${by} at ${onHand} with ${reserved} promised: ${outcome}`, () => {
      const answer = decideAdjust(level(BigInt(onHand), BigInt(reserved)), BigInt(by));
      assert.equal(answer.ok ? 'ok' : answer.code, outcome);
    });
  }

  test('STO-1: is refused with what may still be taken', () => {
    assert.deepEqual(decideAdjust(level(10n, 4n), -7n), {
      ok: false,
      code: 'stock.promised',
      details: { freeMilli: '6', reservedMilli: '4' },
    });
  });
});

test('an arrival is over when all came, more came, or no more is awaited', () => {
  assert.deepEqual(
    [
      isArrivalOver(5n, 4n, false),
      isArrivalOver(5n, 5n, false),
      isArrivalOver(5n, 6n, false),
      isArrivalOver(5n, 1n, true),
    ],
    [false, true, true, true],
  );
});
