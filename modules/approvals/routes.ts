import { act, type Route, view } from '#platform/serve.ts';
import { decideCommand } from './commands/decide.ts';
import { approvals } from './contract.ts';
import type { Subject } from './model.ts';
import { approvalCard } from './queries/card.ts';
import { listApprovals } from './queries/list.ts';

/** The routes; `subjects` are the things that decisions are asked about. */
export function routesFor(subjects: readonly Subject[]): Route[] {
  return [
    view(approvals.list, 'approvals.read', listApprovals),
    view(approvals.get, 'approvals.read', approvalCard(subjects)),
    act(approvals.decide, decideCommand(subjects)),
  ];
}
