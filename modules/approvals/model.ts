import type { Result } from '#kernel/result.ts';
import type { ActContext } from '#platform/command.ts';
import type { ReadContext } from '#platform/serve.ts';

export const approvalKinds = ['credit', 'discount', 'floor'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

export const approvalStates = ['pending', 'approved', 'approved_with_changes', 'rejected', 'withdrawn'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Every legal move. What is not here cannot happen. */
export const moves = {
  pending: ['approved', 'approved_with_changes', 'rejected', 'withdrawn'],
  approved: [],
  approved_with_changes: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<ApprovalState, readonly ApprovalState[]>;

/** Who may decide what: a role, up to a sum (kopecks) or a share (basis points); null is without a bound. */
export type ApprovalPolicy = {
  readonly kind: ApprovalKind;
  readonly roleId: string;
  readonly maxMinor: bigint | null;
  readonly maxBp: number | null;
  readonly escalatesTo: string | null;
  readonly hoursToDecide: number;
};

/** What is asked for. `amountMinor` is what goes over (credit) or the order's sum; `discountBp` the deepest deviation. */
export type ApprovalAsk = {
  readonly kind: ApprovalKind;
  readonly subject: { readonly type: string; readonly id: string; readonly version: number };
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly discountBp: number;
  /** Figures for the decision screen, as they were when asked. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly note: string;
};

/** An approval as the rules look at it. */
export type Approval = {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly state: ApprovalState;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly subjectVersion: number;
  readonly accountId: string;
  readonly amountMinor: bigint;
  readonly discountBp: number;
  readonly requestedBy: string;
  readonly roleId: string | null;
  readonly version: number;
};

/** Yes, but: what the decider set instead. A credit release may get another box, lines another discount. */
export type Changes = {
  readonly maxMinor?: string;
  readonly validUntil?: string;
  readonly lines?: readonly { readonly lineId: string; readonly manualBp: number }[];
};

/** A release lives at most so many days; a longer one is a limit, which is credit's to give. */
export const releaseDaysMost = 30;

export type Verdict = 'approve' | 'approve_with_changes' | 'reject';

export type Decision = {
  readonly approval: Approval;
  readonly verdict: Verdict;
  readonly note: string;
  readonly changes: Changes | null;
};

/** What a module whose things need decisions gives: what happens on a decision, and what the decider sees. */
export type Subject = {
  readonly type: string;
  /** Locks the thing: before its approval, as every act on it does. */
  lock(context: ActContext, subjectId: string): Promise<void>;
  /** Runs inside the decision's transaction; a refusal takes the decision back. */
  onDecided(context: ActContext, decision: Decision): Promise<Result<null>>;
  /** The thing as the decision screen shows it today; the current version binds the decision. */
  describe(context: ReadContext, subjectId: string): Promise<SubjectView | null>;
};

export type SubjectView = {
  readonly title: string;
  readonly version: number;
  readonly totalMinor: string;
  readonly marginBp: number | null;
  /** What it would come to without discounts by hand: the money the answer is about. */
  readonly fullMinor: string;
  readonly fullMarginBp: number | null;
  readonly prepaid: boolean;
  readonly comment: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly title: string;
    readonly quantityMilli: string;
    readonly priceE4: string;
    readonly manualBp: number;
    readonly floorE4: string | null;
    readonly sumMinor: string;
  }[];
};
