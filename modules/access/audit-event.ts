/**
 * Events of acts that have no actor yet: a sign-in, a failed one, an invitation taken. Commands emit theirs through
 * `runCommand`; these cannot, because who acts is what they find out.
 */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { type Db, type Tx, writeOrg } from '#platform/database.ts';
import { jsonText } from '#platform/json-text.ts';

export type AccessEvent = {
  readonly orgId: string;
  readonly name: string;
  /** The person it is about. */
  readonly personId: string;
  /** Who did it, when that is known for certain. */
  readonly actorId: string | null;
  readonly now: string;
  readonly requestId: string;
  /** Facts, never secrets. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
};

/** Keeps the event in the transaction. */
export async function keepEvent(tx: Tx, event: AccessEvent): Promise<void> {
  await sql`
    insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, payload, request_id)
    values (${event.orgId}, ${newId()}, ${event.now}, ${event.name}, ${event.actorId}, 'person', ${event.personId},
      ${jsonText(event.payload)}::jsonb, ${event.requestId})`.execute(tx);
}

/** Keeps the event in a transaction of its own, where nothing else is written. */
export function writeEvent(db: Db, event: AccessEvent): Promise<void> {
  return writeOrg(db, event.orgId, { work: (tx) => keepEvent(tx, event) });
}
