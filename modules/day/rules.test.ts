import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DayFact } from './model.ts';
import { rankDay, runningSums, urgencyOf, workingDaysOf } from './rules.ts';

const moment = { now: '2026-11-20T09:00:00.000Z', today: '2026-11-20' };
const fact = (more: Partial<DayFact> & Pick<DayFact, 'kind'>): DayFact => ({
  subjectId: more.kind,
  accountId: null,
  accountName: null,
  number: null,
  text: '',
  detail: '',
  minor: null,
  count: null,
  on: null,
  at: null,
  days: null,
  phone: null,
  ...more,
});

describe('DAY-1: what comes first', () => {
  test('who waits for me comes before what I wait for', () => {
    const kinds = [
      'held',
      'arrived',
      'payments',
      'debt',
      'step',
      'expiring',
      'queue',
      'answer',
      'decide',
      'question',
    ] as const;
    const facts = kinds.map((kind) => fact({ kind, on: '2026-11-20', at: '2026-11-21T08:00:00.000Z', days: 1 }));
    const calm = facts.map((one) => (one.kind === 'debt' ? { ...one, on: null } : one));
    assert.deepEqual(
      rankDay(calm, moment).map((item) => item.kind),
      ['question', 'decide', 'answer', 'queue', 'expiring', 'step', 'debt', 'payments', 'arrived', 'held'],
    );
  });

  test('what is late moves up, by as much as two kinds', () => {
    const facts = [
      fact({ kind: 'decide', at: '2026-11-20T12:00:00.000Z' }),
      fact({ kind: 'step', subjectId: 'late', on: '2026-11-10' }),
      fact({ kind: 'expiring', subjectId: 'soon', at: '2026-11-20T10:00:00.000Z' }),
      fact({ kind: 'answer', at: '2026-11-20T08:00:00.000Z' }),
    ];
    assert.deepEqual(
      rankDay(facts, moment).map((item) => [item.kind, item.urgency]),
      [
        ['expiring', 'late'],
        ['decide', 'today'],
        ['answer', 'today'],
        ['step', 'late'],
      ],
    );
  });

  test('of one kind the larger sum comes first, then the older', () => {
    const facts = [
      fact({ kind: 'debt', subjectId: 'small', minor: '100' }),
      fact({ kind: 'debt', subjectId: 'newer', minor: '900', on: '2026-11-25' }),
      fact({ kind: 'debt', subjectId: 'older', minor: '900', on: '2026-11-24' }),
      fact({ kind: 'debt', subjectId: 'large', minor: '10000000000' }),
    ];
    assert.deepEqual(
      rankDay(facts, moment).map((item) => item.subjectId),
      ['large', 'older', 'newer', 'small'],
    );
  });
});

describe('DAY-1: urgency', () => {
  const cases: [what: string, of: Parameters<typeof urgencyOf>[0], urgency: string][] = [
    ['a decision before its time', { kind: 'decide', on: null, at: '2026-11-20T09:00:01Z', days: null }, 'today'],
    ['a decision past its time', { kind: 'decide', on: null, at: '2026-11-20T08:59:59Z', days: null }, 'late'],
    [
      'a promise that ends in five hours',
      { kind: 'expiring', on: null, at: '2026-11-20T14:00:00Z', days: null },
      'today',
    ],
    [
      'a promise that ends in three hours',
      { kind: 'expiring', on: null, at: '2026-11-20T12:00:00Z', days: null },
      'late',
    ],
    ['a step of today', { kind: 'step', on: '2026-11-20', at: null, days: 0 }, 'today'],
    ['a step of yesterday', { kind: 'step', on: '2026-11-19', at: null, days: 1 }, 'late'],
    ['a debt of 30 days', { kind: 'debt', on: null, at: null, days: 30 }, 'today'],
    ['a debt of 31 days', { kind: 'debt', on: null, at: null, days: 31 }, 'late'],
    ['a debt promised for tomorrow', { kind: 'debt', on: '2026-11-21', at: null, days: 5 }, 'today'],
    ['a debt promised for today', { kind: 'debt', on: '2026-11-20', at: null, days: 5 }, 'late'],
    ['an order that waits for others', { kind: 'held', on: null, at: '2026-11-01T00:00:00Z', days: null }, 'soon'],
  ];
  for (const [what, of, urgency] of cases) {
    test(`${what}: ${urgency}`, () => assert.equal(urgencyOf(of, moment), urgency));
  }
});

describe('DAY-3: a month', () => {
  test('runs up day by day, and has nothing of days to come', () => {
    const days = runningSums(
      [
        { day: 2, minor: '100', beforeMinor: '40' },
        { day: 20, minor: '-30', beforeMinor: '0' },
        { day: 30, minor: '0', beforeMinor: '60' },
      ],
      '2026-11-20',
    );
    assert.equal(days.length, 30);
    assert.deepEqual(
      [days[0], days[1], days[19], days[20], days[29]],
      [
        { day: 1, minor: '0', beforeMinor: '0' },
        { day: 2, minor: '100', beforeMinor: '40' },
        { day: 20, minor: '70', beforeMinor: '40' },
        { day: 21, minor: null, beforeMinor: '40' },
        { day: 30, minor: null, beforeMinor: '100' },
      ],
    );
  });

  test('has its working days by the production calendar, and none without one', () => {
    assert.deepEqual(workingDaysOf('2026-11-20'), { passed: 14, whole: 20 });
    assert.equal(workingDaysOf('2031-01-10'), null);
  });
});
