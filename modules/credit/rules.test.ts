import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseMinor } from '#kernel/money.ts';
import { type CreditFacts, type CreditPolicy, defaultPolicy, type Overdue, type Release } from './model.ts';
import { decideCredit, decidePeriod, limitState, standing } from './rules.ts';

const now = '2026-11-20T09:00:00.000Z';
const orderId = '01900000-0000-7000-8000-00ff00000001';

const facts = (more: Partial<CreditFacts> = {}): CreditFacts => ({
  accountId: 'a',
  groupId: null,
  receivableMinor: 0n,
  advanceMinor: 0n,
  unbilledMinor: 0n,
  confirmedMinor: 0n,
  limitMinor: 500_00n,
  limitScope: 'account',
  limitUntil: null,
  limitId: null,
  overdueMinor: 0n,
  oldestOverdueDays: 0,
  ownOverdueMinor: 0n,
  overdue: [],
  stopped: false,
  stopReason: '',
  releases: [],
  ...more,
});

const table = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
const sum = (text: string): bigint => parseMinor(text) ?? assert.fail(`not a sum: ${text}`);

/** '4d 100.00, 10d 5.00' -> what is overdue by days. */
const overdueOf = (text: string): Overdue[] =>
  text === '-'
    ? []
    : text.split(', ').map((one) => {
        const [days = '', minor = ''] = one.split('d ');
        return { days: Number(days), minor: sum(minor), ownMinor: sum(minor) };
      });

describe('CRE-2: an order against the limit', () => {
  const cases = table(`
    receivable | unbilled | confirmed | advance | limit  | order  || status | can still sell | holds
    0          | 0        | 0         | 0       | 500.00 | 0      || ok     | 500.00 | -
    0          | 0        | 0         | 0       | 500.00 | 399.99 || ok     | 500.00 | -
    0          | 0        | 0         | 0       | 500.00 | 400.00 || watch  | 500.00 | -
    400.00     | 0        | 0         | 0       | 500.00 | 100.00 || watch  | 100.00 | -
    400.00     | 0        | 0         | 0       | 500.00 | 100.01 || hold   | 100.00 | credit.over_limit
    100.00     | 150.00   | 149.99    | 0       | 500.00 | 100.01 || watch  | 100.01 | -
    100.00     | 150.00   | 149.99    | 0       | 500.00 | 100.02 || hold   | 100.01 | credit.over_limit
    500.00     | 0        | 0         | 100.00  | 500.00 | 100.00 || watch  | 100.00 | -
    500.00     | 0        | 0         | 100.00  | 500.00 | 100.01 || hold   | 100.00 | credit.over_limit
    0          | 0        | 0         | 70.00   | 500.00 | 570.00 || watch  | 570.00 | -
    500.00     | 0        | 0         | 0       | 500.00 | 0      || hold   | 0      | -
    500.01     | 0        | 0         | 0       | 500.00 | 0      || hold   | 0      | credit.over_limit
    0          | 0        | 0         | 0       | -      | 0      || ok     | 0      | -
    0          | 0        | 0         | 0       | -      | 0.01   || hold   | 0      | credit.no_limit
    0          | 0        | 0         | 30.00   | -      | 30.00  || ok     | 30.00  | -
    0          | 0        | 0         | 30.00   | -      | 30.01  || hold   | 30.00  | credit.no_limit
    0          | 0        | 0         | 0       | 0      | 0      || ok     | 0      | -
    0          | 0        | 0         | 0       | 0      | 0.01   || hold   | 0      | credit.over_limit
  `).slice(1);
  for (const row of cases) {
    const [receivable = '', unbilled = '', confirmed = '', advance = '', limit = '', total = '', , ...expected] = row;
    test(`${row.join(' | ')}`, () => {
      const account = facts({
        receivableMinor: sum(receivable),
        unbilledMinor: sum(unbilled),
        confirmedMinor: sum(confirmed),
        advanceMinor: sum(advance),
        limitMinor: limit === '-' ? null : sum(limit),
      });
      const decision = decideCredit(account, { totalMinor: sum(total), orderId, prepaid: false, now }, defaultPolicy);
      const codes = decision.holds.map((hold) => hold.code).join(', ') || '-';
      assert.deepEqual(
        [decision.status, decision.canStillSellMinor, codes],
        [expected[0], sum(expected[1] ?? ''), expected[2]],
      );
    });
  }

  test('says by how much it is over, and of what it is made', () => {
    const account = facts({ receivableMinor: 450_00n, advanceMinor: 20_00n });
    const decision = decideCredit(account, { totalMinor: 100_00n, orderId, prepaid: false, now }, defaultPolicy);
    assert.deepEqual(decision.holds, [
      { code: 'credit.over_limit', details: { overMinor: '3000', limitMinor: '50000' } },
    ]);
    assert.deepEqual(
      decision.parts.map((part) => [part.name, part.minor]),
      [
        ['receivable', 450_00n],
        ['unbilled', 0n],
        ['confirmed', 0n],
        ['order', 100_00n],
        ['advance', -20_00n],
      ],
    );
    assert.equal(decision.exposureMinor, 530_00n);
  });
});

describe('CRE-3: a part that is switched off does not count', () => {
  const cases = table(`
    receivable | 400.00
    unbilled   | 430.00
    confirmed  | 450.00
    order      | 190.00
    advance    | 530.00
  `);
  for (const [name = '', exposure = ''] of cases) {
    test(`${name}: ${exposure} of 500.00`, () => {
      const account = facts({
        receivableMinor: 100_00n,
        unbilledMinor: 70_00n,
        confirmedMinor: 50_00n,
        advanceMinor: 30_00n,
      });
      const policy: CreditPolicy = { ...defaultPolicy, parts: { ...defaultPolicy.parts, [name]: false } };
      const decision = decideCredit(account, { totalMinor: 310_00n, orderId, prepaid: false, now }, policy);
      assert.equal(decision.exposureMinor, sum(exposure));
    });
  }
});

describe('CRE-4: overdue', () => {
  // grace 3 days, from 1 000.00: only what is older than the grace counts
  const cases = table(`
    3d 5000.00                     | -
    4d 999.99                      | -
    4d 1000.00                     | credit.overdue 1000.00 4
    4d 600.00, 30d 400.00          | credit.overdue 1000.00 30
    1d 999999.00, 60d 10.00        | -
    3d 999999.00, 4d 1000.00       | credit.overdue 1000.00 4
    -                              | -
  `);
  for (const [overdue = '', expected = ''] of cases) {
    test(`${overdue}: ${expected}`, () => {
      const account = facts({ overdue: overdueOf(overdue), limitMinor: 10_000_000_00n });
      const decision = decideCredit(account, { totalMinor: 1_00n, orderId, prepaid: false, now }, defaultPolicy);
      const said = decision.holds.map((hold) => {
        const roubles = `${BigInt(hold.details['overdueMinor'] ?? 0) / 100n}.00`;
        return `${hold.code} ${roubles} ${hold.details['days']}`;
      });
      assert.equal(said.join() || '-', expected);
      assert.equal(decision.canStillSellMinor, expected === '-' ? 10_000_000_00n : 0n);
      assert.equal(decision.status, expected === '-' ? 'ok' : 'hold');
    });
  }

  test('holds nothing when there is none, though the least sum is none', () => {
    const policy = { ...defaultPolicy, overdue: { graceDays: 0, minMinor: 0n } };
    assert.deepEqual(decideCredit(facts(), { totalMinor: 1n, orderId, prepaid: false, now }, policy).holds, []);
  });
});

describe('CRE-4: overdue debt of the group', () => {
  const held = (overdue: Overdue[]) => {
    const account = facts({ limitScope: 'group', limitMinor: 10_000_000_00n, overdue });
    return decideCredit(account, { totalMinor: 1n, orderId, prepaid: false, now }, defaultPolicy).holds;
  };

  test('holds with what others owe, and says how much of it is the account’s own', () => {
    const sister = { days: 12, minor: 900_00n, ownMinor: 0n };
    const both = { days: 5, minor: 300_00n, ownMinor: 100_00n };
    const young = { days: 3, minor: 50_000_00n, ownMinor: 50_000_00n };
    assert.deepEqual(held([sister, both, young]), [
      { code: 'credit.overdue', details: { overdueMinor: '120000', days: 12, ownMinor: '10000' } },
    ]);
    assert.deepEqual(held([sister, young]), []);
  });

  test('says nothing of the group where all of it is its own', () => {
    assert.deepEqual(held([{ days: 12, minor: 2_000_00n, ownMinor: 2_000_00n }]), [
      { code: 'credit.overdue', details: { overdueMinor: '200000', days: 12 } },
    ]);
  });
});

describe('CRE-5: a fully prepaid order passes', () => {
  const worst = facts({
    receivableMinor: 900_00n,
    overdue: [{ days: 90, minor: 5_000_00n, ownMinor: 5_000_00n }],
    stopped: true,
    stopReason: 'Суд',
    limitMinor: null,
  });

  test('over the limit, overdue and stopped', () => {
    const ask = { totalMinor: 1_000_000_00n, orderId, prepaid: true, now };
    const decision = decideCredit(worst, ask, defaultPolicy);
    assert.deepEqual([decision.holds, decision.exposureMinor, decision.status], [[], 900_00n, 'stop']);
  });

  test('the same order on credit is held for all three', () => {
    const decision = decideCredit(worst, { totalMinor: 1n, orderId, prepaid: false, now }, defaultPolicy);
    assert.deepEqual(
      decision.holds.map((hold) => hold.code),
      ['credit.stopped', 'credit.no_limit', 'credit.overdue'],
    );
    assert.equal(decision.canStillSellMinor, 0n);
  });
});

describe('CRE-6: a release is boxed by sum and date', () => {
  const released = (one: Partial<Release>): Release[] => [
    { id: 'r', orderId, maxMinor: 300_00n, validUntil: '2026-11-20T09:00:00.001Z', ...one },
  ];
  const cases = table(`
    its order, within sum and time           | {}                                                  | 300.00 | -
    a kopeck more                            | {}                                                  | 300.01 | credit.over_limit, credit.overdue
    its moment has come                      | {"validUntil":"2026-11-20T09:00:00Z"}               | 300.00 | credit.over_limit, credit.overdue
    another order                            | {"orderId":"01900000-0000-7000-8000-00ff00000002"}  | 300.00 | credit.over_limit, credit.overdue
    of the account, 100.00 over the limit    | {"orderId":null}                                    | 100.00 | -
    of the account, 300.00 over the limit    | {"orderId":null}                                    | 300.00 | -
    of the account, exactly its sum          | {"orderId":null,"maxMinor":"29999"}                 | 299.99 | -
  `);
  for (const [title = '', more = '', total = '', expected] of cases) {
    test(`${title}: ${expected}`, () => {
      const change = JSON.parse(more) as { maxMinor?: string };
      const one = { ...change, ...(change.maxMinor === undefined ? {} : { maxMinor: BigInt(change.maxMinor) }) };
      const account = facts({
        receivableMinor: 500_00n,
        overdue: [{ days: 30, minor: 2_000_00n, ownMinor: 2_000_00n }],
        releases: released(one as Partial<Release>),
      });
      const decision = decideCredit(account, { totalMinor: sum(total), orderId, prepaid: false, now }, defaultPolicy);
      assert.equal(decision.holds.map((hold) => hold.code).join(', ') || '-', expected);
    });
  }

  test('one of the account is not used twice: what the first order took is over the limit already', () => {
    const account = facts({ receivableMinor: 500_00n, confirmedMinor: 200_00n, releases: released({ orderId: null }) });
    const ask = { totalMinor: 100_01n, orderId, prepaid: false, now };
    assert.deepEqual(
      decideCredit(account, ask, defaultPolicy).holds.map((hold) => hold.code),
      ['credit.over_limit'],
    );
    assert.deepEqual(decideCredit(account, { ...ask, totalMinor: 100_00n }, defaultPolicy).holds, []);
  });

  test('none opens a stop by hand', () => {
    const account = facts({ stopped: true, stopReason: 'Суд', releases: released({}) });
    const decision = decideCredit(account, { totalMinor: 1_00n, orderId, prepaid: false, now }, defaultPolicy);
    assert.deepEqual(decision.holds, [{ code: 'credit.stopped', details: { reason: 'Суд' } }]);
    assert.equal(decision.status, 'stop');
  });
});

describe('CRE-7: stages', () => {
  const ask = { totalMinor: 1_000_00n, orderId, prepaid: false, now };
  const cases = table(`
    hold | credit.over_limit | hold
    warn | -                 | hold
  `);
  for (const [stage = '', holds, status] of cases) {
    test(`an order over the limit at stage ${stage}: holds ${holds}, status ${status}`, () => {
      const policy = { ...defaultPolicy, stages: { ...defaultPolicy.stages, order: stage as 'hold' | 'warn' } };
      const decision = decideCredit(facts(), ask, policy);
      assert.deepEqual([decision.holds.map((hold) => hold.code).join() || '-', decision.status], [holds, status]);
      const stopped = decideCredit(facts({ stopped: true }), ask, policy);
      assert.ok(
        stopped.holds.some((hold) => hold.code === 'credit.stopped'),
        'a stop holds at every stage',
      );
    });
  }
});

test('CRE-2: the share from which the status is Watch is exact to the kopeck', () => {
  const policy = { ...defaultPolicy, watchBp: 3_333 };
  const at = (exposure: bigint) => standing(facts({ receivableMinor: exposure, limitMinor: 100n }), policy, now).status;
  assert.deepEqual([at(33n), at(34n)], ['ok', 'watch']);
});

test('CRE-2: whatever stands, what can still be sold passes and a kopeck more is held', () => {
  const money = fc.bigInt({ min: 0n, max: 10_000_000_00n });
  fc.assert(
    fc.property(money, money, money, money, fc.option(money), (receivable, unbilled, confirmed, advance, limit) => {
      const account = facts({
        receivableMinor: receivable,
        unbilledMinor: unbilled,
        confirmedMinor: confirmed,
        advanceMinor: advance,
        limitMinor: limit,
      });
      const { canStillSellMinor } = standing(account, defaultPolicy, now);
      const held = (totalMinor: bigint) =>
        decideCredit(account, { totalMinor, orderId, prepaid: false, now }, defaultPolicy).holds.length > 0;
      if (canStillSellMinor > 0n) assert.equal(held(canStillSellMinor), false);
      assert.equal(held(canStillSellMinor + 1n), true);
    }),
  );
});

describe('CRE-8: the period of a limit', () => {
  const cases = table(`
    2026-11-20 | -          | ok
    2026-11-20 | 2026-11-21 | ok
    2026-11-20 | 2026-11-20 | credit.bad_period
    2026-12-01 | 2026-11-30 | credit.bad_period
    2026-01-01 | 2026-11-20 | credit.bad_period
    2026-01-01 | 2026-11-21 | ok
  `);
  for (const [from = '', to = '', outcome] of cases) {
    test(`${from} to ${to} on 2026-11-20: ${outcome}`, () => {
      const answer = decidePeriod({ validFrom: from, validTo: to === '-' ? null : to }, '2026-11-20');
      assert.equal(answer.ok ? 'ok' : answer.code, outcome);
    });
  }

  test('tells how a limit stands', () => {
    const state = (id: string, validFrom: string, validTo: string | null) =>
      limitState({ id, validFrom, validTo }, '2026-11-20', 'this');
    assert.deepEqual(
      [
        state('this', '2026-11-01', '2026-12-01'),
        state('before', '2026-01-01', null),
        state('next', '2026-11-21', null),
        state('last', '2026-10-01', '2026-11-20'),
      ],
      ['now', 'covered', 'later', 'over'],
    );
  });
});
