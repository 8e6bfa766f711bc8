import { ok, refuse, type Result } from '#kernel/result.ts';
import type { Approval, ApprovalAsk, ApprovalKind, ApprovalPolicy, Changes, Verdict } from './model.ts';

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
export type Asked = { readonly verdict: Verdict; readonly version: number; readonly subjectVersion: number; readonly changes: Changes | null };

export type DecideRefusal =
  | 'approvals.not_pending'
  | 'approvals.own_request'
  | 'approvals.beyond_authority'
  | 'approvals.changed_meanwhile'
  | 'approvals.no_changes'
  | 'platform.forbidden';

/** Why the decider may not decide, or null. The same answer closes the button and refuses the command. */
export function whyNot(approval: Approval, who: Decider, policies: readonly ApprovalPolicy[]): Result<null, DecideRefusal> {
  if (!who.mayDecide) return refuse('platform.forbidden', { permission: 'approvals.decide' });
  if (approval.state !== 'pending') return refuse('approvals.not_pending', { state: approval.state });
  if (approval.requestedBy === who.personId) return refuse('approvals.own_request');
  const reachesIt = policies.some((policy) => policy.roleId === who.roleId && reaches(policy, approval));
  return reachesIt ? ok(null) : refuse('approvals.beyond_authority');
}

/** A decision is bound to what its maker saw: this approval, of this version of the thing. */
export function decide(
  approval: Approval,
  asked: Asked,
  may: Result<null, DecideRefusal>,
): Result<'approved' | 'approved_with_changes' | 'rejected', DecideRefusal> {
  if (!may.ok) return may;
  if (asked.version !== approval.version || asked.subjectVersion !== approval.subjectVersion) return refuse('approvals.changed_meanwhile');
  if (asked.verdict === 'reject') return ok('rejected');
  if (asked.verdict === 'approve') return ok('approved');
  const empty = asked.changes === null || Object.keys(asked.changes).length === 0;
  return empty ? refuse('approvals.no_changes') : ok('approved_with_changes');
}

/** What kind of measure an ask takes: for tests and for routing. */
export const measureOf = (ask: ApprovalAsk): Measure => ({ kind: ask.kind, amountMinor: ask.amountMinor, discountBp: ask.discountBp });
