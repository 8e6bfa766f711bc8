import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays } from '#kernel/plain-date.ts';
import { shippingSinceAfter, statusOf } from './status.ts';

const today = '2026-11-20';
const ago = (days: number) => addDays(today, -days);

describe('statusOf', () => {
  test('ACC-5 active to 90 days after the last shipment, sleeping to 180, lost after; a block wins', () => {
    const cases: [blocked: boolean, last: string | null, since: string | null, expected: string][] = [
      [false, null, null, 'new'],
      [false, ago(0), ago(0), 'new'],
      [false, ago(10), ago(90), 'new'],
      [false, ago(10), ago(91), 'active'],
      [false, ago(90), ago(400), 'active'],
      [false, ago(91), ago(400), 'sleeping'],
      [false, ago(180), ago(400), 'sleeping'],
      [false, ago(181), ago(400), 'lost'],
      [false, ago(3000), null, 'lost'],
      [false, ago(30), null, 'new'],
      [true, ago(1), ago(400), 'blocked'],
      [true, null, null, 'blocked'],
    ];
    for (const [blocked, lastShippedOn, shippingSince, expected] of cases) {
      assert.equal(
        statusOf({ blocked, lastShippedOn, shippingSince }, today),
        expected,
        `${lastShippedOn} since ${shippingSince}`,
      );
    }
  });
});

describe('shippingSinceAfter', () => {
  test('shipping begins anew after a year without any, and moves back for an earlier paper', () => {
    const facts = (last: string | null, since: string | null) => ({
      blocked: false,
      lastShippedOn: last,
      shippingSince: since,
    });
    assert.equal(shippingSinceAfter(facts(null, null), '2026-11-20'), '2026-11-20');
    assert.equal(shippingSinceAfter(facts('2025-11-20', '2024-01-01'), '2026-11-20'), '2024-01-01');
    assert.equal(shippingSinceAfter(facts('2025-11-19', '2024-01-01'), '2026-11-20'), '2026-11-20');
    assert.equal(shippingSinceAfter(facts('2026-11-20', '2026-11-01'), '2026-10-01'), '2026-10-01');
    assert.equal(shippingSinceAfter(facts('2026-11-20', '2026-11-01'), '2024-10-01'), '2026-11-01');
  });
});
