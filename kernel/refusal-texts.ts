import { defineTexts } from './texts.ts';

/** What people read for the codes that this folder gives. */
export const kernelTexts = defineTexts({
  ru: {
    'calendar.no_year': 'Нет производственного календаря на {year} год',
    'requisites.inn_format': 'ИНН: 10 цифр у организации или 12 у предпринимателя',
    'requisites.inn_check_digit': 'В ИНН ошибка: не сходится контрольная цифра',
    'requisites.kpp_format': 'КПП: 9 знаков, первые четыре и последние три — цифры',
    'requisites.ogrn_format': 'ОГРН: 13 цифр, ОГРНИП: 15 цифр',
    'requisites.ogrn_check_digit': 'В ОГРН ошибка: не сходится контрольная цифра',
    'requisites.okpo_format': 'ОКПО: 8 или 10 цифр',
    'requisites.okpo_check_digit': 'В ОКПО ошибка: не сходится контрольная цифра',
    'requisites.bik_format': 'БИК: 9 цифр, у банка начинается с 04',
    'requisites.account_format': 'Номер счёта: 20 знаков',
    'requisites.account_check_digit': 'Номер счёта не подходит к БИК: не сходится контрольная цифра',
  },
  en: {
    'calendar.no_year': 'There is no production calendar for {year}',
    'requisites.inn_format': 'INN: 10 digits of a company or 12 of an entrepreneur',
    'requisites.inn_check_digit': 'The INN is wrong: its check digit does not agree',
    'requisites.kpp_format': 'KPP: 9 characters, the first four and the last three are digits',
    'requisites.ogrn_format': 'OGRN: 13 digits, OGRNIP: 15 digits',
    'requisites.ogrn_check_digit': 'The OGRN is wrong: its check digit does not agree',
    'requisites.okpo_format': 'OKPO: 8 or 10 digits',
    'requisites.okpo_check_digit': 'The OKPO is wrong: its check digit does not agree',
    'requisites.bik_format': 'BIK: 9 digits, a bank’s begins with 04',
    'requisites.account_format': 'Account number: 20 characters',
    'requisites.account_check_digit': 'The account does not fit the BIK: its check digit does not agree',
  },
});
