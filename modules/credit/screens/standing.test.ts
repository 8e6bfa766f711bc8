import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { partsOf, reasonsOf, segmentsOf } from './standing.ts';

const fine = {
  status: 'ok' as const,
  exposureMinor: '30000',
  limitMinor: '100000' as string | null,
  overMinor: '0',
  overdueMinor: '0',
  overdueDays: 0,
  ownOverdueMinor: '0',
  stopped: false,
  stopReason: '',
  holds: [],
  watchBp: 8_000,
};
const keys = (card: Parameters<typeof reasonsOf>[0]) => reasonsOf(card).map((why) => why.key);

describe('CRE-13: the reasons of a status', () => {
  test('nothing holds: how much of the limit is used', () => {
    assert.deepEqual(reasonsOf(fine), [{ key: 'why.fine', details: { usedBp: 3_000 } }]);
    assert.deepEqual(keys({ ...fine, exposureMinor: '-500' }), ['why.free']);
    assert.deepEqual(keys({ ...fine, limitMinor: null, exposureMinor: '0' }), ['why.prepaid']);
    assert.deepEqual(keys({ ...fine, status: 'watch', exposureMinor: '90000' }), ['why.watch']);
  });

  test('a limit used to the kopeck is full', () => {
    assert.deepEqual(keys({ ...fine, status: 'hold', exposureMinor: '100000' }), ['why.full']);
  });

  test('all that holds is said, the gravest first', () => {
    const overdue = { code: 'credit.overdue', details: { overdueMinor: '5000', days: 12 } };
    const card = { ...fine, status: 'stop' as const, stopped: true, stopReason: 'суд', overMinor: '7' };
    assert.deepEqual(keys({ ...card, holds: [overdue] }), ['why.stopped', 'why.overLimit', 'why.overdue']);
    assert.deepEqual(keys({ ...fine, status: 'hold', limitMinor: null, overMinor: '7' }), ['why.noLimit']);
  });

  test('a policy that only warns still tells the overdue debt', () => {
    const late = { ...fine, status: 'hold' as const, overdueMinor: '5000', ownOverdueMinor: '5000', overdueDays: 12 };
    assert.deepEqual(reasonsOf(late), [{ key: 'why.late', details: { overdueMinor: '5000', count: 12 } }]);
    assert.deepEqual(reasonsOf({ ...late, ownOverdueMinor: '900' }), [
      { key: 'why.lateGroup', details: { overdueMinor: '5000', ownMinor: '900', count: 12 } },
    ]);
  });

  test('overdue debt of the group says how much of it is this account’s', () => {
    const overdue = { code: 'credit.overdue', details: { overdueMinor: '5000', days: 12, ownMinor: '0' } };
    assert.deepEqual(reasonsOf({ ...fine, status: 'hold', holds: [overdue] }), [
      { key: 'why.overdueGroup', details: { overdueMinor: '5000', ownMinor: '0', count: 12 } },
    ]);
  });
});

describe('CRE-13: the bar', () => {
  const parts = [
    { name: 'receivable', minor: '1000' },
    { name: 'unbilled', minor: '200' },
    { name: 'confirmed', minor: '300' },
    { name: 'advance', minor: '-1100' },
  ];
  const limitScope = 'account' as const;
  const minors = (list: readonly { readonly minor: bigint }[]) => list.map((part) => part.minor);

  test('parts overdue debt from the rest', () => {
    assert.deepEqual(minors(partsOf({ parts, overdueMinor: '400', limitScope })), [400n, 600n, 200n, 300n]);
  });

  test('says whose debt it is where the limit is the group’s', () => {
    const shared = partsOf({ parts, overdueMinor: '400', limitScope: 'group' }).map((part) => part.text);
    assert.deepEqual(shared, ['part.overdueGroup', 'part.openGroup', 'part.unbilled', 'part.confirmed']);
  });

  test('never shows more overdue than counts', () => {
    assert.deepEqual(minors(partsOf({ parts: parts.slice(1), overdueMinor: '400', limitScope })), [0n, 0n, 200n, 300n]);
  });

  test('takes advances off the overdue debt last and comes to the exposure', () => {
    assert.deepEqual(minors(segmentsOf({ parts, overdueMinor: '400', limitScope })), [400n, 0n, 0n, 0n]);
    assert.deepEqual(minors(segmentsOf({ parts: parts.slice(0, 3), overdueMinor: '400', limitScope })), [
      400n,
      600n,
      200n,
      300n,
    ]);
  });
});
