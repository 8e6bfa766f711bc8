import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import type { ActContext } from '#platform/command.ts';
import type { Tx } from '#platform/database.ts';
import { type Credit, type CreditPlace, creditOf, creditSql } from './queries/facts.ts';

/**
 * Locks the account's standing (with a group's limit: every account of the group, in the order of ids) and reads it in
 * one statement: the locked rows are seen as they are after the wait. Two orders at once never both take the last of
 * the limit.
 */
export async function lockCredit(tx: Tx, place: CreditPlace): Promise<Credit | null> {
  const { rows } = await creditSql(place, sql`for update`).execute(tx);
  return creditOf(rows[0]);
}

export type StandingChange = {
  readonly accountId: string;
  readonly receivableMinor?: bigint;
  readonly advanceMinor?: bigint;
  readonly unbilledMinor?: bigint;
  readonly confirmedMinor?: bigint;
};

/**
 * Adds the changes to the kept standings in one statement; the table's check refuses a part below zero. Every account has
 * its row from the day it was created: throws when one has none, for a sum must not be lost. Who changes several at once
 * has locked them in the order of ids.
 */
export async function changeStanding(tx: Tx, orgId: string, changes: readonly StandingChange[]): Promise<void> {
  if (changes.length === 0) return;
  const column = (pick: (change: StandingChange) => bigint | undefined): string[] =>
    changes.map((one) => String(pick(one) ?? 0n));
  const changed = await sql`
    update account_credit c set
      receivable_minor = c.receivable_minor + d.receivable,
      advance_minor = c.advance_minor + d.advance,
      unbilled_minor = c.unbilled_minor + d.unbilled,
      confirmed_minor = c.confirmed_minor + d.confirmed
    from (select account_id, sum(receivable) as receivable, sum(advance) as advance, sum(unbilled) as unbilled,
        sum(confirmed) as confirmed
      from unnest(${changes.map((one) => one.accountId)}::uuid[], ${column((one) => one.receivableMinor)}::bigint[],
        ${column((one) => one.advanceMinor)}::bigint[], ${column((one) => one.unbilledMinor)}::bigint[],
        ${column((one) => one.confirmedMinor)}::bigint[])
        as u (account_id, receivable, advance, unbilled, confirmed)
      group by account_id) d
    where c.org_id = ${orgId} and c.account_id = d.account_id`.execute(tx);
  const accounts = new Set(changes.map((one) => one.accountId)).size;
  if (changed.numAffectedRows !== BigInt(accounts)) throw new Error('an account has no standing');
}

export type NewRelease = {
  readonly accountId: string;
  readonly orderId: string | null;
  readonly maxMinor: bigint;
  readonly validUntil: string;
  readonly reason: string;
  readonly approvalId: string | null;
};

/** Keeps a permission to go over the limit, boxed by sum and time, and says so in the timeline. */
export async function giveRelease(context: ActContext, release: NewRelease): Promise<void> {
  const { tx, orgId, actor, now } = context;
  const id = newId();
  await sql`
    insert into credit_release (org_id, id, account_id, order_id, max_minor, valid_until, reason, approval_id, given_by, given_at)
    values (${orgId}, ${id}, ${release.accountId}, ${release.orderId}, ${String(release.maxMinor)}, ${release.validUntil},
      ${release.reason}, ${release.approvalId}, ${actor.personId}, ${now})`.execute(tx);
  context.emit({
    name: 'credit.released',
    subject: { type: 'account', id: release.accountId },
    accountId: release.accountId,
    payload: {
      orderId: release.orderId,
      maxMinor: String(release.maxMinor),
      validUntil: release.validUntil,
      reason: release.reason,
    },
  });
}
