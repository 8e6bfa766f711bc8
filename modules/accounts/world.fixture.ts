/** Inputs for the tests of accounts: a form filled in, with what a test changes. */

import { newId } from '#kernel/id.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { accounts } from './contract.ts';

type Form = InputOf<typeof accounts.create>;

/** A new account's form; numbers are empty unless a test gives them. */
export function form(change: Partial<Form> = {}): Form {
  return {
    id: newId(),
    name: 'ООО «Астра»',
    fullName: '',
    kind: 'company',
    inn: '',
    kpp: '',
    ogrn: '',
    groupId: null,
    roles: ['customer'],
    tier: '',
    isKey: false,
    legalAddress: '',
    actualAddress: '',
    phone: '',
    email: '',
    website: '',
    country: 'RU',
    segment: '',
    ...change,
  };
}

/** A contact's form. */
export function contactForm(
  change: Partial<InputOf<typeof accounts.addContact>> & { accountId: string },
): InputOf<typeof accounts.addContact> {
  return {
    id: newId(),
    name: 'Пётр Ёлкин',
    post: '',
    buyingRole: '',
    attitude: '',
    phone: '',
    email: '',
    note: '',
    reportsTo: null,
    ...change,
  };
}
