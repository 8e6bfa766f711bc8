/** The values of the account's form, and what goes to the server of them. */
import type { InputOf } from '#platform/endpoint.ts';
import type { CardView } from '../contract/views.ts';
import type { accounts } from '../contract.ts';
import { kinds, type Role } from '../model.ts';

export type AccountValues = {
  readonly code: string;
  readonly name: string;
  readonly fullName: string;
  readonly kind: string;
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly groupId: string;
  readonly roles: readonly Role[];
  readonly tier: string;
  readonly isKey: boolean;
  readonly legalAddress: string;
  readonly actualAddress: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  readonly country: string;
  readonly segment: string;
  /** Only for a new account: later it is changed by the act of assigning. */
  readonly managerId: string;
};

/** A new account's form; `managerId` is who answers for it unless another is chosen. */
export function blankValues(managerId: string): AccountValues {
  return {
    code: '',
    name: '',
    fullName: '',
    kind: 'company',
    inn: '',
    kpp: '',
    ogrn: '',
    groupId: '',
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
    managerId,
  };
}

/** The form of an account that is there. */
export function valuesOf(card: CardView): AccountValues {
  const { code, name, fullName, kind, inn, kpp, ogrn, roles, tier, isKey, legalAddress, actualAddress } = card;
  const { phone, email, website, country, segment } = card;
  const groupId = card.groupId ?? '';
  const requisites = { code, name, fullName, kind, inn, kpp, ogrn, groupId, roles, tier, isKey };
  return { ...requisites, legalAddress, actualAddress, phone, email, website, country, segment, managerId: '' };
}

type Fields = Omit<InputOf<typeof accounts.edit>, 'accountId' | 'version'>;

/** The fields as the server takes them. */
export function fieldsOf(values: AccountValues): Fields {
  const { managerId: _managerId, ...fields } = values;
  return {
    ...fields,
    kind: kinds.find((one) => one === values.kind) ?? 'company',
    roles: [...values.roles],
    groupId: values.groupId === '' ? null : values.groupId,
  };
}
