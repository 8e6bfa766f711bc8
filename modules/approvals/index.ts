/** The face of approvals for other modules. */
export type { Approval, ApprovalAsk, ApprovalKind, ApprovalState, Changes, Decision, Subject, SubjectView } from './model.ts';
export { approvalsOf, narrowGrant, requestApprovals, type Requested, type SubjectApproval, withdrawApprovals } from './store.ts';
