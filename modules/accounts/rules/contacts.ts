import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Attitude, BuyingRole } from '../model.ts';
import { emailsOf, manyLines, oneLine } from './text.ts';

export type ContactFields = {
  readonly name: string;
  readonly post: string;
  readonly buyingRole: BuyingRole;
  readonly attitude: Attitude;
  readonly phone: string;
  readonly email: string;
  readonly note: string;
  readonly reportsTo: string | null;
};

/** Who a contact answers to, for the chart. */
export type Subordination = { readonly id: string; readonly reportsTo: string | null };

/** A contact's fields made plain. Refuses an empty name and an e-mail that is none. */
export function decideContact(
  given: ContactFields,
): Result<ContactFields, 'accounts.contact_name_empty' | 'accounts.email_format'> {
  const name = oneLine(given.name);
  if (name === '') return refuse('accounts.contact_name_empty');
  const emails = emailsOf(given.email);
  if (emails === null) return refuse('accounts.email_format');
  return ok({
    ...given,
    name,
    email: emails.join(', '),
    post: oneLine(given.post),
    phone: oneLine(given.phone),
    note: manyLines(given.note),
  });
}

/**
 * Whether a contact may answer to another one of the same account. Refuses a superior who is not among `contacts`, and
 * a ring: the chart is a tree.
 */
export function decideReportsTo(
  contacts: readonly Subordination[],
  contact: Subordination,
): Result<null, 'accounts.superior_not_found' | 'accounts.superior_ring'> {
  const superiors = new Map(contacts.map((one) => [one.id, one.reportsTo]));
  superiors.set(contact.id, contact.reportsTo);
  let at = contact.reportsTo;
  for (let step = 0; at !== null && step <= contacts.length; step += 1) {
    if (at === contact.id) return refuse('accounts.superior_ring');
    if (!superiors.has(at)) return step === 0 ? refuse('accounts.superior_not_found') : ok(null);
    at = superiors.get(at) ?? null;
  }
  return ok(null);
}
