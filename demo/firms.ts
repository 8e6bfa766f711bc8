/** The demo company's own firms. */
import type { VatRegime } from '#kernel/vat.ts';
import { at } from './dice.ts';
import { demoId } from './ids.ts';
import type { Place } from './place.ts';
import { put } from './put.ts';
import { accountNumber, type Bank, banks, requisitesOf } from './requisites.ts';

export type Firm = {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  readonly prefix: string;
  readonly regime: VatRegime;
  readonly inn: string;
  readonly kpp: string;
  readonly ogrn: string;
  readonly address: string;
  readonly head: string;
  readonly accountant: string;
  readonly banks: readonly {
    readonly id: string;
    readonly number: string;
    readonly bank: Bank;
    readonly isDefault: boolean;
  }[];
};

const long = 'Общество с ограниченной ответственностью';
const head = 'Камертонова Д. А.';
const accountant = 'Сальдова О. И.';

function firm(
  n: number,
  region: string,
  given: Pick<Firm, 'name' | 'prefix' | 'regime' | 'address'> & { readonly banks: readonly number[] },
): Firm {
  const { name, prefix, regime, address } = given;
  return {
    id: demoId('legal entity', prefix),
    name: `ООО «${name}»`,
    fullName: `${long} «${name}»`,
    prefix,
    regime,
    address,
    ...requisitesOf(region, 9_000 + n, 'company'),
    head,
    accountant,
    banks: given.banks.map((place, first) => {
      const bank = at(banks, place);
      return {
        id: demoId('bank account', `${prefix} ${bank.bik}`),
        number: accountNumber(bank, prefix),
        bank,
        isDefault: first === 0,
      };
    }),
  };
}

/** Two firms under the general regime, in Moscow and Saint Petersburg, and one on USN for small clients. */
export const firms = {
  main: firm(1, '77', {
    name: 'Камертон Электроника',
    prefix: 'КЭ',
    regime: 'general',
    address: '115000, г. Москва, Мажорный проезд, д. 4, стр. 1',
    banks: [0, 1],
  }),
  north: firm(2, '78', {
    name: 'Камертон Северо-Запад',
    prefix: 'КС',
    regime: 'general',
    address: '190000, г. Санкт-Петербург, Скрипичная набережная, д. 12',
    banks: [2],
  }),
  small: firm(3, '77', {
    name: 'Камертон Розница',
    prefix: 'КР',
    regime: 'usn5',
    address: '115000, г. Москва, Мажорный проезд, д. 4, стр. 2',
    banks: [1],
  }),
} as const satisfies Record<string, Firm>;

export async function writeFirms(place: Place): Promise<void> {
  const all = Object.values(firms);
  await put(
    place,
    'legal_entity',
    all.map((one) => ({
      id: one.id,
      name: one.name,
      full_name: one.fullName,
      inn: one.inn,
      kpp: one.kpp,
      ogrn: one.ogrn,
      address: one.address,
      vat_regime: one.regime,
      number_prefix: one.prefix,
      head_name: one.head,
      accountant_name: one.accountant,
      is_default: one === firms.main,
    })),
  );
  await put(
    place,
    'legal_entity_bank',
    all.flatMap((one) =>
      one.banks.map(({ id, number, bank, isDefault }) => ({
        id,
        legal_entity_id: one.id,
        account_number: number,
        bik: bank.bik,
        bank_name: bank.name,
        correspondent_account: bank.correspondent,
        is_default: isDefault,
      })),
    ),
  );
}
