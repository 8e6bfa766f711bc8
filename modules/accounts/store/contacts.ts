import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import type { ContactFields, Subordination } from '../rules/contacts.ts';
import { phoneKey } from '../rules/phones.ts';

export type KeptContact = ContactFields & { readonly id: string; readonly version: number };

/** Contacts of an account that are not put away. The account's lock is held, so they stand still. */
export async function contactsOf(tx: Tx, orgId: string, accountId: string): Promise<KeptContact[]> {
  const { rows } = await sql<KeptContact>`
    select c.id, c.name, c.post, c.buying_role as "buyingRole", c.attitude, c.phone, c.email, c.note,
      c.reports_to as "reportsTo", c.version
    from contact c where c.org_id = ${orgId} and c.account_id = ${accountId} and not c.archived
    order by c.id`.execute(tx);
  return rows;
}

export type ContactPlace = { readonly orgId: string; readonly accountId: string; readonly contactId: string };

export async function insertContact(
  tx: Tx,
  { orgId, accountId, contactId }: ContactPlace,
  fields: ContactFields,
): Promise<void> {
  await sql`
    insert into contact (org_id, id, account_id, name, post, buying_role, attitude, phone, phone_key, email, note,
      reports_to)
    values (${orgId}, ${contactId}, ${accountId}, ${fields.name}, ${fields.post}, ${fields.buyingRole},
      ${fields.attitude}, ${fields.phone}, ${phoneKey(fields.phone)}, ${fields.email}, ${fields.note},
      ${fields.reportsTo})`.execute(tx);
}

export async function saveContact(
  tx: Tx,
  { orgId, accountId, contactId }: ContactPlace,
  fields: ContactFields,
): Promise<void> {
  await sql`
    update contact set name = ${fields.name}, post = ${fields.post}, buying_role = ${fields.buyingRole},
      attitude = ${fields.attitude}, phone = ${fields.phone}, phone_key = ${phoneKey(fields.phone)},
      email = ${fields.email}, note = ${fields.note}, reports_to = ${fields.reportsTo}, version = version + 1
    where org_id = ${orgId} and account_id = ${accountId} and id = ${contactId}`.execute(tx);
}

/** Puts a contact away; those who answered to it now answer to its superior, so the chart stays whole. */
export async function putContactAway(
  tx: Tx,
  { orgId, accountId, contactId }: ContactPlace,
  superior: Subordination['reportsTo'],
): Promise<void> {
  await sql`
    update contact set archived = archived or id = ${contactId}, version = version + 1,
      reports_to = case when id = ${contactId} then reports_to else ${superior}::uuid end
    where org_id = ${orgId} and account_id = ${accountId}
      and (id = ${contactId} or (reports_to = ${contactId} and not archived))`.execute(tx);
}
