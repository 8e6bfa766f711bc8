import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Approval, type ApprovalKind, type ApprovalPolicy, type Changes, moves } from './model.ts';
import { boxProblem, decide, routeOf, whyNot } from './rules.ts';

const policy = (kind: ApprovalKind, roleId: string, bound: bigint | number | null): ApprovalPolicy => ({
  kind,
  roleId,
  maxMinor: typeof bound === 'bigint' ? bound : null,
  maxBp: typeof bound === 'number' ? bound : null,
  escalatesTo: null,
  hoursToDecide: 24,
});
const policies = [
  policy('credit', 'director', null),
  policy('credit', 'finance', 100_000_000n),
  policy('credit', 'head', 50_000_000n),
  policy('discount', 'head', 1_500),
  policy('discount', 'director', null),
  policy('floor', 'head', 1_000),
];
const approval: Approval = {
  id: 'a1',
  kind: 'credit',
  state: 'pending',
  subjectType: 'sales_order',
  subjectId: 'o1',
  subjectVersion: 3,
  accountId: 'c1',
  amountMinor: 40_000_000n,
  discountBp: 0,
  requestedBy: 'anna',
  roleId: 'head',
  version: 1,
};
const vera = { personId: 'vera', roleId: 'head', mayDecide: true };

describe('routing', () => {
  const table: readonly (readonly [
    kind: ApprovalKind,
    amountMinor: bigint,
    discountBp: number,
    role: string | null,
  ])[] = [
    ['credit', 50_000_000n, 0, 'head'],
    ['credit', 50_000_001n, 0, 'finance'],
    ['credit', 100_000_001n, 0, 'director'],
    ['discount', 10n ** 12n, 1_500, 'head'],
    ['discount', 0n, 1_501, 'director'],
    ['floor', 0n, 1_001, null],
  ];
  for (const [kind, amountMinor, discountBp, role] of table) {
    test(`APR-11: ${kind} of ${amountMinor} and ${discountBp} bp goes to ${role ?? 'nobody'}`, () => {
      assert.equal(routeOf(policies, { kind, amountMinor, discountBp })?.roleId ?? null, role);
    });
  }
});

describe('who may', () => {
  const table: readonly (readonly [what: string, approval: object, who: object, answer: string])[] = [
    ['the head within the sum', {}, {}, 'may'],
    ['the one who asked', {}, { personId: 'anna' }, 'approvals.own_request'],
    ['beyond the sum', { amountMinor: 50_000_001n }, {}, 'approvals.beyond_authority'],
    ['of another role', {}, { roleId: 'kam' }, 'approvals.beyond_authority'],
    ['without the right', {}, { mayDecide: false }, 'platform.forbidden'],
    ['what is decided', { state: 'approved' }, {}, 'approvals.not_pending'],
    ['what was taken back', { state: 'withdrawn' }, {}, 'approvals.not_pending'],
    ['a role above the one it was routed to', { roleId: 'head' }, { roleId: 'director', personId: 'dir' }, 'may'],
  ];
  for (const [what, more, who, answer] of table) {
    test(`APR-12: ${what}: ${answer}`, () => {
      const may = whyNot({ ...approval, ...more }, { ...vera, ...who }, policies);
      assert.equal(may.ok ? 'may' : may.code, answer);
    });
  }
});

describe('yes, but', () => {
  const now = '2026-11-20T09:00:00Z';
  const line = (manualBp: number) => ({ lines: [{ lineId: 'l1', manualBp }] });
  const table: readonly (readonly [what: string, kind: ApprovalKind, changes: Changes | null, answer: string])[] = [
    ['nothing is changed', 'credit', null, 'approvals.no_changes'],
    ['no line is changed', 'discount', { lines: [] }, 'approvals.no_changes'],
    ['a smaller sum', 'credit', { maxMinor: '10000' }, 'fits'],
    ['the whole authority', 'credit', { maxMinor: '50000000' }, 'fits'],
    ['a kopeck beyond it', 'credit', { maxMinor: '50000001' }, 'approvals.box_beyond_authority'],
    ['a box of nothing', 'credit', { maxMinor: '0' }, 'approvals.box_empty'],
    ['until tomorrow', 'credit', { validUntil: '2026-11-21T09:00:00Z' }, 'fits'],
    ['until now', 'credit', { validUntil: now }, 'approvals.box_past'],
    ['until nobody knows', 'credit', { validUntil: 'soon' }, 'approvals.box_past'],
    ['for thirty days', 'credit', { validUntil: '2026-12-20T09:00:00Z' }, 'fits'],
    ['for longer', 'credit', { validUntil: '2026-12-20T09:00:01Z' }, 'approvals.box_too_long'],
    ['discounts about credit', 'credit', line(100), 'approvals.changes_of_another_kind'],
    ['a sum about discounts', 'discount', { maxMinor: '1' }, 'approvals.changes_of_another_kind'],
    ['a discount within authority', 'discount', line(1_500), 'fits'],
    ['a discount beyond it', 'discount', line(1_501), 'approvals.discount_beyond_authority'],
    ['under the floor the depth is what counts', 'floor', line(5_000), 'fits'],
  ];
  for (const [what, kind, changes, answer] of table) {
    test(`APR-13: ${what}: ${answer}`, () => {
      const own = policies.find((one) => one.kind === kind && one.roleId === 'head');
      assert.ok(own !== undefined);
      const box = boxProblem({ kind, changes }, own, now);
      assert.equal(box.ok ? 'fits' : box.code, answer);
    });
  }
});

describe('deciding', () => {
  const may = { policy: whyNot(approval, vera, policies), now: '2026-11-20T09:00:00Z' };
  const asked = { verdict: 'approve' as const, version: 1, subjectVersion: 3, changes: null };
  const table: readonly (readonly [what: string, more: object, answer: string])[] = [
    ['a yes', {}, 'approved'],
    ['a no', { verdict: 'reject' }, 'rejected'],
    ['a but', { verdict: 'approve_with_changes', changes: { maxMinor: '1' } }, 'approved_with_changes'],
    ['of an older version of the thing', { subjectVersion: 2 }, 'approvals.changed_meanwhile'],
    ['of an older version of the question', { version: 2 }, 'approvals.changed_meanwhile'],
  ];
  for (const [what, more, answer] of table) {
    test(`APR-3: ${what}: ${answer}`, () => {
      const decision = decide(approval, { ...asked, ...more }, may);
      assert.equal(decision.ok ? decision.value : decision.code, answer);
    });
  }

  test('what is decided stays decided', () => {
    assert.deepEqual([moves.approved, moves.approved_with_changes, moves.rejected, moves.withdrawn], [[], [], [], []]);
  });
});
