/** The face of approvals for other modules. */
export type {
  Approval,
  ApprovalAsk,
  ApprovalKind,
  ApprovalState,
  Changes,
  Decision,
  Subject,
  SubjectView,
} from './model.ts';
export { decidableBy } from './queries/list.ts';
export {
  approvalsOf,
  type Requested,
  rebindApprovals,
  requestApprovals,
  type SubjectApproval,
  setGrant,
  withdrawApprovals,
} from './store.ts';
