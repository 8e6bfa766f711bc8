import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import type { Approval, ApprovalAsk, ApprovalKind, ApprovalPolicy, ApprovalState, Changes } from './model.ts';
import { measureOf, routeOf } from './rules.ts';

type PolicyRow = {
  kind: ApprovalKind;
  roleId: string;
  maxMinor: string | null;
  maxBp: number | null;
  escalatesTo: string | null;
  hoursToDecide: number;
};

/** The org's policies of who may decide what. */
export async function policiesOf(read: Read, orgId: string): Promise<ApprovalPolicy[]> {
  const { rows } = await sql<PolicyRow>`
    select kind, role_id as "roleId", max_minor as "maxMinor", max_bp as "maxBp", escalates_to as "escalatesTo",
      hours_to_decide as "hoursToDecide"
    from approval_policy where org_id = ${orgId} order by kind, role_id limit 200`.execute(read);
  return rows.map((row) => ({ ...row, maxMinor: row.maxMinor === null ? null : BigInt(row.maxMinor) }));
}

export type Requested = { readonly id: string; readonly kind: ApprovalKind; readonly roleId: string | null };

/**
 * Asks for decisions: earlier pending ones of the same subject are withdrawn, each ask goes to the lowest role that may
 * decide it (null: nobody may, it waits for the policy to change). Three statements whatever the number of asks.
 */
export async function requestApprovals(context: ActContext, asks: readonly ApprovalAsk[]): Promise<Requested[]> {
  const { tx, orgId, actor, now } = context;
  const subjectIds = [...new Set(asks.map((ask) => ask.subject.id))];
  if (subjectIds.length === 0) return [];
  await withdrawApprovals(tx, orgId, subjectIds);
  const policies = await policiesOf(tx, orgId);
  const rows = asks.map((ask) => {
    const policy = routeOf(policies, measureOf(ask));
    const deadline = new Date(Date.parse(now) + (policy?.hoursToDecide ?? 24) * 3_600_000).toISOString();
    return { id: newId(), ask, roleId: policy?.roleId ?? null, deadline };
  });
  const column = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await sql`
    insert into approval (org_id, id, kind, subject_type, subject_id, subject_version, account_id, state, amount_minor,
      discount_bp, facts, request_note, requested_by, requested_at, role_id, deadline)
    select ${orgId}, r.id, r.kind, r.subject_type, r.subject_id, r.subject_version, r.account_id, 'pending', r.amount_minor,
      r.discount_bp, r.facts, r.note, ${actor.personId}, ${now}, r.role_id, r.deadline
    from unnest(${column((row) => row.id)}::uuid[], ${column((row) => row.ask.kind)}::text[],
      ${column((row) => row.ask.subject.type)}::text[], ${column((row) => row.ask.subject.id)}::uuid[],
      ${column((row) => row.ask.subject.version)}::int[], ${column((row) => row.ask.accountId)}::uuid[],
      ${column((row) => String(row.ask.amountMinor))}::bigint[], ${column((row) => row.ask.discountBp)}::int[],
      ${column((row) => JSON.stringify(row.ask.facts))}::jsonb[], ${column((row) => row.ask.note)}::text[],
      ${column((row) => row.roleId)}::uuid[], ${column((row) => row.deadline)}::timestamptz[])
      as r (id, kind, subject_type, subject_id, subject_version, account_id, amount_minor, discount_bp, facts, note, role_id, deadline)`.execute(
    tx,
  );
  for (const row of rows) {
    context.emit({
      name: 'approvals.requested',
      subject: { type: row.ask.subject.type, id: row.ask.subject.id },
      accountId: row.ask.accountId,
      payload: {
        approvalId: row.id,
        kind: row.ask.kind,
        amountMinor: String(row.ask.amountMinor),
        // By its name histories know that it tells the floor, and so the cost.
        ...(row.ask.kind === 'floor' ? { underFloorBp: row.ask.discountBp } : { discountBp: row.ask.discountBp }),
      },
    });
  }
  return rows.map((row) => ({ id: row.id, kind: row.ask.kind, roleId: row.roleId }));
}

/** The thing was changed in what no decision is about: what is asked of it stands, for the new version. */
export async function rebindApprovals(
  tx: Tx,
  orgId: string,
  subject: { readonly id: string; readonly version: number },
): Promise<void> {
  await sql`
    update approval set subject_version = ${subject.version}, version = version + 1
    where org_id = ${orgId} and subject_id = ${subject.id} and state = 'pending'`.execute(tx);
}

/** Ends what is still asked about these things: they changed, or need no decision any more. */
export async function withdrawApprovals(tx: Tx, orgId: string, subjectIds: readonly string[]): Promise<void> {
  await sql`
    update approval set state = 'withdrawn', version = version + 1
    where org_id = ${orgId} and subject_id = any(${[...subjectIds]}::uuid[]) and state = 'pending'`.execute(tx);
}

type ApprovalRow = Omit<Approval, 'amountMinor'> & { amountMinor: string };

/** Locks an approval to decide it. */
export async function lockApproval(tx: Tx, orgId: string, id: string): Promise<Approval | null> {
  const { rows } = await sql<ApprovalRow>`
    select id, kind, state, subject_type as "subjectType", subject_id as "subjectId", subject_version as "subjectVersion",
      account_id as "accountId", amount_minor as "amountMinor", discount_bp as "discountBp", requested_by as "requestedBy",
      role_id as "roleId", version
    from approval where org_id = ${orgId} and id = ${id} for update`.execute(tx);
  const row = rows[0];
  return row === undefined ? null : { ...row, amountMinor: BigInt(row.amountMinor) };
}

export type Decided = { readonly state: ApprovalState; readonly note: string; readonly changes: Changes | null };

/** Keeps the decision with who made it and when. */
export async function saveDecision(context: ActContext, approval: Approval, decided: Decided): Promise<void> {
  const changes = decided.changes === null ? null : JSON.stringify(decided.changes);
  await sql`
    update approval set state = ${decided.state}, decided_by = ${context.actor.personId}, decided_at = ${context.now},
      decision_note = ${decided.note}, changes = ${changes}::jsonb, version = version + 1
    where org_id = ${context.orgId} and id = ${approval.id}`.execute(context.tx);
}

export type SubjectApproval = {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly state: ApprovalState;
  readonly subjectVersion: number;
  readonly discountBp: number;
  readonly amountMinor: string;
  readonly roleName: string | null;
  readonly decidedBy: string | null;
  readonly note: string;
  readonly changes: Changes | null;
};

/** All decisions asked for one thing, the latest first. */
export async function approvalsOf(read: Read, orgId: string, subjectId: string): Promise<SubjectApproval[]> {
  const { rows } = await sql<SubjectApproval>`
    select p.id, p.kind, p.state, p.subject_version as "subjectVersion", p.discount_bp as "discountBp",
      p.amount_minor as "amountMinor", r.name as "roleName", d.name as "decidedBy", p.decision_note as note,
      p.changes
    from approval p
    left join role r on r.org_id = ${orgId} and r.id = p.role_id
    left join person d on d.org_id = ${orgId} and d.id = p.decided_by
    where p.org_id = ${orgId} and p.subject_id = ${subjectId} order by p.requested_at desc, p.id desc limit 50`.execute(
    read,
  );
  return rows;
}

/** Sets what an approval allows for its lines: less than was asked. `lines` is kept as the subject reads it. */
export async function setGrant(
  context: ActContext,
  approvalId: string,
  lines: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`
    update approval set facts = jsonb_set(facts, '{lines}', ${JSON.stringify(lines)}::jsonb)
    where org_id = ${context.orgId} and id = ${approvalId}`.execute(context.tx);
}
