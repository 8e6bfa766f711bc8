import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import { approvals } from '../contract.ts';
import type { Approval, Changes, Subject } from '../model.ts';
import { decide, whyNot } from '../rules.ts';
import { lockApproval, policiesOf, saveDecision } from '../store.ts';

type Input = Static<typeof approvals.decide.input>;
type Output = Static<typeof approvals.decide.output>;

/**
 * The decision: by another person than the one who asked, within the authority of their role, about the version they
 * saw. What follows from it is the subject's own business, in the same transaction. A no, and a but, need a reason.
 */
export function decideCommand(subjects: readonly Subject[]): Command<typeof approvals.decide.input, Output> {
  return command({
    name: 'approvals.decide',
    permission: 'approvals.decide',
    input: approvals.decide.input,
    async handle(context, input) {
      const { tx, orgId } = context;
      const found = await findVisible(context, input.approvalId);
      if (!found.ok) return found;
      const policies = await policiesOf(tx, orgId);
      const subject = subjects.find((one) => one.type === found.value.subjectType);
      if (subject === undefined) return refuse('approvals.not_found');
      await subject.lock(context, found.value.subjectId);
      const approval = await lockApproval(tx, orgId, input.approvalId);
      if (approval === null) return refuse('approvals.not_found');
      const checked = check(context, { approval, input, policies });
      if (!checked.ok) return checked;
      const changes: Changes | null = input.verdict === 'approve_with_changes' ? (input.changes ?? null) : null;
      await saveDecision(context, approval, { state: checked.value, note: input.note.trim(), changes });
      const followed = await subject.onDecided(context, {
        approval,
        verdict: input.verdict,
        note: input.note.trim(),
        changes,
      });
      if (!followed.ok) return followed;
      context.emit({
        name: `approvals.${checked.value}`,
        subject: { type: approval.subjectType, id: approval.subjectId },
        accountId: approval.accountId,
        payload: { approvalId: approval.id, kind: approval.kind, note: input.note.trim(), changes },
      });
      return ok({ id: approval.id, state: checked.value });
    },
  });
}

type Weighed = {
  readonly approval: Approval;
  readonly input: Input;
  readonly policies: Awaited<ReturnType<typeof policiesOf>>;
};

function check({ actor, now }: ActContext, { approval, input, policies }: Weighed) {
  const who = { personId: actor.personId, roleId: actor.roleId, mayDecide: actor.permissions.has('approvals.decide') };
  const policy = whyNot(approval, who, policies);
  const decided = decide(approval, { ...input, changes: input.changes ?? null }, { policy, now });
  const silent = input.verdict !== 'approve' && input.note.trim() === '';
  return decided.ok && silent ? refuse('approvals.reason_needed') : decided;
}

async function findVisible(
  context: ActContext,
  id: string,
): Promise<Result<{ subjectType: string; subjectId: string }>> {
  const { rows } = await sql<{ subjectType: string; subjectId: string; managerId: string | null }>`
    select p.subject_type as "subjectType", p.subject_id as "subjectId", a.manager_id as "managerId"
    from approval p join account a on a.org_id = ${context.orgId} and a.id = p.account_id
    where p.org_id = ${context.orgId} and p.id = ${id}`.execute(context.tx);
  const row = rows[0];
  return row !== undefined && sees(context.actor, row.managerId) ? ok(row) : refuse('approvals.not_found');
}
