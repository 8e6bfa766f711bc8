import { ok, type Result, refuse } from '#kernel/result.ts';
import {
  type Approval,
  type ApprovalAsk,
  type ApprovalKind,
  type ApprovalPolicy,
  type Changes,
  releaseDaysMost,
  type Verdict,
} from './model.ts';

type Measure = { readonly kind: ApprovalKind; readonly amountMinor: bigint; readonly discountBp: number };

/** Whether a policy reaches this far: credit is measured by sum, discounts and floors by share. */
export function reaches(policy: ApprovalPolicy, asked: Measure): boolean {
  if (policy.kind !== asked.kind) return false;
  if (asked.kind === 'credit') return policy.maxMinor === null || asked.amountMinor <= policy.maxMinor;
  return policy.maxBp === null || asked.discountBp <= policy.maxBp;
}

/** The narrower authority first; one without a bound last. */
function narrower(a: ApprovalPolicy, b: ApprovalPolicy): number {
  const bound = (policy: ApprovalPolicy): bigint | null =>
    policy.kind === 'credit' ? policy.maxMinor : policy.maxBp === null ? null : BigInt(policy.maxBp);
  const [left, right] = [bound(a), bound(b)];
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}

/** The lowest role that may decide this; null when no role may. */
export function routeOf(policies: readonly ApprovalPolicy[], asked: Measure): ApprovalPolicy | null {
  return policies.filter((policy) => reaches(policy, asked)).sort(narrower)[0] ?? null;
}

export type Decider = { readonly personId: string; readonly roleId: string; readonly mayDecide: boolean };
export type Asked = {
  readonly verdict: Verdict;
  readonly version: number;
  readonly subjectVersion: number;
  readonly changes: Changes | null;
};

export type DecideRefusal =
  | 'approvals.not_pending'
  | 'approvals.own_request'
  | 'approvals.beyond_authority'
  | 'approvals.changed_meanwhile'
  | BoxRefusal
  | 'platform.forbidden';

/** The role's own policy that reaches this far, when it may be decided by this person; else why not. */
export function whyNot(
  approval: Approval,
  who: Decider,
  policies: readonly ApprovalPolicy[],
): Result<ApprovalPolicy, DecideRefusal> {
  if (!who.mayDecide) return refuse('platform.forbidden', { permission: 'approvals.decide' });
  if (approval.state !== 'pending') return refuse('approvals.not_pending', { state: approval.state });
  if (approval.requestedBy === who.personId) return refuse('approvals.own_request');
  const own = policies.find((policy) => policy.roleId === who.roleId && reaches(policy, approval));
  return own === undefined ? refuse('approvals.beyond_authority') : ok(own);
}

export type BoxRefusal =
  | 'approvals.no_changes'
  | 'approvals.changes_of_another_kind'
  | 'approvals.box_beyond_authority'
  | 'approvals.discount_beyond_authority'
  | 'approvals.box_empty'
  | 'approvals.box_past'
  | 'approvals.box_too_long';

type Box = { readonly kind: ApprovalKind; readonly changes: Changes | null };
const dayMs = 86_400_000;

/**
 * Whether what is set instead fits the question and the authority: a release no larger than the policy lets the role
 * decide and no longer than `releaseDaysMost`, a discount no deeper than the policy lets it.
 */
export function boxProblem({ kind, changes }: Box, policy: ApprovalPolicy, now: string): Result<null, BoxRefusal> {
  const { maxMinor, validUntil, lines } = changes ?? {};
  const money = maxMinor !== undefined || validUntil !== undefined;
  const priced = lines !== undefined && lines.length > 0;
  if (!money && !priced) return refuse('approvals.no_changes');
  if (kind === 'credit' ? priced : money) return refuse('approvals.changes_of_another_kind');
  if (priced) return lineBox(kind, lines, policy);
  return sumBox(maxMinor, policy, validUntil === undefined ? null : Date.parse(validUntil) - Date.parse(now));
}

function sumBox(
  maxMinor: string | undefined,
  policy: ApprovalPolicy,
  lastsMs: number | null,
): Result<null, BoxRefusal> {
  const sum = maxMinor === undefined ? null : BigInt(maxMinor);
  if (sum !== null && sum <= 0n) return refuse('approvals.box_empty');
  if (sum !== null && policy.maxMinor !== null && sum > policy.maxMinor) {
    return refuse('approvals.box_beyond_authority', { maxMinor: String(policy.maxMinor) });
  }
  // A moment that cannot be read is no moment in the future.
  if (lastsMs !== null && !(lastsMs > 0)) return refuse('approvals.box_past');
  if (lastsMs !== null && lastsMs > releaseDaysMost * dayMs) {
    return refuse('approvals.box_too_long', { days: releaseDaysMost });
  }
  return ok(null);
}

function lineBox(
  kind: ApprovalKind,
  lines: NonNullable<Changes['lines']>,
  policy: ApprovalPolicy,
): Result<null, BoxRefusal> {
  const deepest = Math.max(...lines.map((line) => line.manualBp));
  // How far under the floor is asked of the thing itself: a smaller discount than asked is never further under it.
  if (kind === 'floor' || policy.maxBp === null || deepest <= policy.maxBp) return ok(null);
  return refuse('approvals.discount_beyond_authority', { maxBp: policy.maxBp });
}

type May = { readonly policy: Result<ApprovalPolicy, DecideRefusal>; readonly now: string };

/** A decision is bound to what its maker saw: this approval, of this version of the thing. */
export function decide(
  approval: Approval,
  asked: Asked,
  may: May,
): Result<'approved' | 'approved_with_changes' | 'rejected', DecideRefusal> {
  if (!may.policy.ok) return may.policy;
  if (asked.version !== approval.version || asked.subjectVersion !== approval.subjectVersion)
    return refuse('approvals.changed_meanwhile');
  if (asked.verdict === 'reject') return ok('rejected');
  if (asked.verdict === 'approve') return ok('approved');
  const box = boxProblem({ kind: approval.kind, changes: asked.changes }, may.policy.value, may.now);
  return box.ok ? ok('approved_with_changes') : box;
}

/** What kind of measure an ask takes: for tests and for routing. */
export const measureOf = (ask: ApprovalAsk): Measure => ({
  kind: ask.kind,
  amountMinor: ask.amountMinor,
  discountBp: ask.discountBp,
});
