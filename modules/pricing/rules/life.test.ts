import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideEnd, decidePeriod, decidePriceDay, decideTakeBack, lifeOf } from './life.ts';

const today = '2026-11-20';
const codeOf = (answer: { ok: boolean; code?: string }): string => (answer.ok ? 'ok' : (answer.code ?? ''));

describe('PRC-1 what was in force stays as it was', () => {
  const days: [what: string, validFrom: string, hasPrice: boolean, outcome: string][] = [
    ['tomorrow', '2026-11-21', true, 'ok'],
    ['today, a correction', '2026-11-20', true, 'ok'],
    ['yesterday with a price', '2026-11-19', true, 'pricing.past_day'],
    ['yesterday without any price', '2026-11-19', false, 'ok'],
  ];
  for (const [what, validFrom, hasPrice, outcome] of days) {
    test(`a price from ${what}: ${outcome}`, () => {
      assert.equal(codeOf(decidePriceDay({ validFrom, today }, hasPrice)), outcome);
    });
  }

  const periods: [validFrom: string, validTo: string | null, outcome: string][] = [
    ['2026-11-20', null, 'ok'],
    ['2026-11-20', '2026-11-21', 'ok'],
    ['2026-11-20', '2026-11-20', 'pricing.empty_period'],
    ['2026-11-21', '2026-11-20', 'pricing.empty_period'],
    ['2026-11-19', null, 'pricing.past_day'],
  ];
  for (const [validFrom, validTo, outcome] of periods) {
    test(`agreed from ${validFrom} to ${validTo ?? 'ever'}: ${outcome}`, () => {
      assert.equal(codeOf(decidePeriod({ validFrom, validTo }, today)), outcome);
    });
  }

  const ends: [validFrom: string, kept: string | null, validTo: string | null, outcome: string][] = [
    ['2026-11-01', null, '2026-11-20', 'ok'],
    ['2026-11-01', null, '2026-11-19', 'pricing.past_day'],
    ['2026-11-20', null, '2026-11-20', 'pricing.empty_period'],
    ['2026-11-01', '2026-11-20', null, 'pricing.already_over'],
    ['2026-11-01', '2026-11-21', null, 'ok'],
    ['2026-12-01', null, '2026-12-02', 'ok'],
  ];
  for (const [validFrom, kept, validTo, outcome] of ends) {
    test(`from ${validFrom} to ${kept ?? 'ever'} ended on ${validTo ?? 'never'}: ${outcome}`, () => {
      assert.equal(codeOf(decideEnd({ validFrom, validTo: kept }, { validTo, today })), outcome);
    });
  }

  test('only what began today or has not begun is taken back', () => {
    assert.equal(codeOf(decideTakeBack('2026-11-19', today)), 'pricing.already_in_force');
    assert.equal(codeOf(decideTakeBack('2026-11-20', today)), 'ok');
    assert.equal(codeOf(decideTakeBack('2026-11-21', today)), 'ok');
  });

  test('a period is half-open: on its last named day it is over', () => {
    const at = (day: string) => lifeOf({ validFrom: '2026-11-10', validTo: '2026-11-20' }, day);
    assert.deepEqual(['2026-11-09', '2026-11-10', '2026-11-19', '2026-11-20'].map(at), [
      'future',
      'current',
      'current',
      'past',
    ]);
  });
});
