/** What accounts tell the world. An event's name is the key of its text in texts.ts, its payload the parameters. */
import type { NewEvent } from '#platform/command.ts';

export const accountEvents = [
  'accounts.created',
  'accounts.edited',
  'accounts.imported',
  'accounts.import_updated',
  'accounts.assigned',
  'accounts.unassigned',
  'accounts.blocked_by_hand',
  'accounts.unblocked',
  'accounts.put_away',
  'accounts.restored',
  'accounts.next_step_set',
  'accounts.next_step_done',
  'accounts.contact_added',
  'accounts.contact_edited',
  'accounts.contact_put_away',
  'accounts.site_added',
  'accounts.site_edited',
  'accounts.site_put_away',
  'accounts.bank_added',
  'accounts.bank_removed',
  'accounts.note_written',
  'accounts.file_attached',
  'accounts.file_detached',
  'accounts.joined_group',
  'accounts.left_group',
  'accounts.group_created',
  'accounts.group_renamed',
] as const;

export type AccountEventName = (typeof accountEvents)[number];

/** An event of one account, seen in its timeline. */
export function accountEvent(
  name: AccountEventName,
  accountId: string,
  payload: Record<string, string | number | null> = {},
): NewEvent {
  return { name, subject: { type: 'account', id: accountId }, accountId, payload };
}

/** An event of a group. */
export function groupEvent(name: AccountEventName, groupId: string, payload: Record<string, string>): NewEvent {
  return { name, subject: { type: 'account_group', id: groupId }, payload };
}
