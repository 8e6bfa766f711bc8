import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import { similarTo } from '../queries/similar.ts';
import { type ContactFields, decideContact, decideReportsTo } from '../rules/contacts.ts';
import { contactsOf, insertContact, type KeptContact, putContactAway, saveContact } from '../store/contacts.ts';
import { refreshSearch } from '../store/search.ts';
import { lockOpen } from './locked.ts';

const constraints = { contact_pk: 'accounts.exists', contact_reports_fk: 'accounts.superior_not_found' } as const;
const contactsMost = 200;

/** The contacts under the account's lock, and the one to be written with its fields made plain. */
async function checked(
  context: ActContext,
  at: { accountId: string; contactId: string },
  given: ContactFields,
): Promise<Result<{ contacts: KeptContact[]; fields: ContactFields }>> {
  const found = await lockOpen(context, at.accountId);
  if (!found.ok) return found;
  const contact = decideContact(given);
  if (!contact.ok) return contact;
  const contacts = await contactsOf(context.tx, context.orgId, at.accountId);
  const tree = decideReportsTo(contacts, { id: at.contactId, reportsTo: contact.value.reportsTo });
  return tree.ok ? ok({ contacts, fields: contact.value }) : tree;
}

async function saved(
  context: ActContext,
  at: { accountId: string; contactId: string; version: number },
  fields: ContactFields,
) {
  const { tx, orgId, actor } = context;
  await refreshSearch(tx, orgId, [at.accountId]);
  const probe = { phone: fields.phone, email: fields.email, exceptId: at.accountId };
  return ok({ id: at.contactId, version: at.version, warnings: await similarTo({ read: tx, orgId, actor }, probe) });
}

export const addContact = command({
  name: 'accounts.add_contact',
  permission: 'accounts.write',
  input: accounts.addContact.input,
  constraints,
  async handle(context, { accountId, id, ...given }) {
    const at = { orgId: context.orgId, accountId, contactId: id };
    const check = await checked(context, at, given);
    if (!check.ok) return check;
    const { contacts, fields } = check.value;
    if (contacts.length >= contactsMost) return refuse('accounts.too_many', { most: contactsMost });
    await insertContact(context.tx, at, fields);
    context.emit(accountEvent('accounts.contact_added', accountId, { contactId: id, contactName: fields.name }));
    return saved(context, { ...at, version: 1 }, fields);
  },
});

export const editContact = command({
  name: 'accounts.edit_contact',
  permission: 'accounts.write',
  input: accounts.editContact.input,
  constraints,
  async handle(context, { accountId, contactId, version, ...given }) {
    const at = { orgId: context.orgId, accountId, contactId };
    const check = await checked(context, at, given);
    if (!check.ok) return check;
    const { contacts, fields } = check.value;
    const before = contacts.find((one) => one.id === contactId);
    if (before === undefined) return refuse('accounts.contact_not_found');
    if (before.version !== version) return refuse('accounts.changed_meanwhile');
    await saveContact(context.tx, at, fields);
    context.emit(accountEvent('accounts.contact_edited', accountId, { contactId, contactName: fields.name }));
    return saved(context, { ...at, version: version + 1 }, fields);
  },
});

/** Puts a contact away: it is no longer shown or found, papers and events that name it stay. */
export const archiveContact = command({
  name: 'accounts.archive_contact',
  permission: 'accounts.write',
  input: accounts.archiveContact.input,
  async handle(context, { accountId, contactId }) {
    const { tx, orgId, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const contact = (await contactsOf(tx, orgId, accountId)).find((one) => one.id === contactId);
    if (contact === undefined) return refuse('accounts.contact_not_found');
    await putContactAway(tx, { orgId, accountId, contactId }, contact.reportsTo);
    await refreshSearch(tx, orgId, [accountId]);
    emit(accountEvent('accounts.contact_put_away', accountId, { contactId, contactName: contact.name }));
    return ok({});
  },
});
