import type { ContactView } from '../contract/views.ts';

export type Branch = { readonly contact: ContactView; readonly under: readonly Branch[] };

/** Contacts as the chart draws them: who answers to nobody (or to someone put away) stands on top. */
export function treeOf(contacts: readonly ContactView[]): readonly Branch[] {
  const known = new Set(contacts.map((one) => one.id));
  const under = (superior: string | null): readonly Branch[] =>
    contacts
      .filter((one) => (one.reportsTo !== null && known.has(one.reportsTo) ? one.reportsTo : null) === superior)
      .map((contact) => ({ contact, under: under(contact.id) }));
  return under(null);
}
