import {
  accountNumberProblem,
  innProblem,
  kppProblem,
  normalizeInn,
  ogrnProblem,
  type RequisiteProblem,
} from '#kernel/requisites.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { Kind, Requisites } from '../model.ts';
import { emailsOf, oneLine, websiteOf } from './text.ts';

type OwnCode<P> = P extends `requisites.${infer Rest}` ? `accounts.${Rest}` : never;

export type RequisiteCode =
  | OwnCode<RequisiteProblem>
  | 'accounts.name_empty'
  | 'accounts.inn_of_other_kind'
  | 'accounts.kpp_of_other_kind'
  | 'accounts.ogrn_of_other_kind'
  | 'accounts.tax_number_format'
  | 'accounts.email_format'
  | 'accounts.website_format'
  | 'accounts.country_format';

type Shape = { readonly inn: number; readonly ogrn: number; readonly kpp: boolean };

/** How long the numbers of each kind are. A foreign firm has numbers of its own country. */
const shapes: Readonly<Record<Exclude<Kind, 'foreign'>, Shape>> = {
  company: { inn: 10, ogrn: 13, kpp: true },
  sole_proprietor: { inn: 12, ogrn: 15, kpp: false },
  person: { inn: 12, ogrn: 0, kpp: false },
};

/**
 * The form's requisites, made plain and checked: control digits of INN and OGRN, the form of KPP, numbers that fit the
 * kind, e-mails, the site. Empty numbers are fine: a prospect may have none yet. Answers what is to be kept.
 */
export function decideRequisites<R extends Requisites>(given: R): Result<R, RequisiteCode> {
  const plain: R = { ...given, ...plainTexts(given) };
  if (plain.name === '') return refuse('accounts.name_empty');
  const wrong = numbersProblem(plain);
  if (wrong !== null) return wrong;

  const emails = emailsOf(given.email);
  if (emails === null) return refuse('accounts.email_format');
  const website = websiteOf(given.website);
  if (website === null) return refuse('accounts.website_format');
  if (!/^([A-Z]{2})?$/.test(plain.country)) return refuse('accounts.country_format');
  return ok({ ...plain, email: emails.join(', '), website, roles: [...new Set(plain.roles)].sort() });
}

function plainTexts(given: Requisites) {
  return {
    name: oneLine(given.name),
    fullName: oneLine(given.fullName),
    inn: normalizeInn(oneLine(given.inn)),
    kpp: given.kpp.replace(/\s/g, '').toUpperCase(),
    ogrn: given.ogrn.replace(/\s/g, ''),
    tier: oneLine(given.tier),
    legalAddress: oneLine(given.legalAddress),
    actualAddress: oneLine(given.actualAddress),
    phone: oneLine(given.phone),
    country: given.country.trim().toUpperCase(),
    segment: oneLine(given.segment),
  };
}

function numbersProblem(of: Pick<Requisites, 'kind' | 'inn' | 'kpp' | 'ogrn'>): Refusal<RequisiteCode> | null {
  const { kind, inn, kpp, ogrn } = of;
  if (kind === 'foreign') return /^[0-9A-Za-z-]{0,20}$/.test(inn) ? null : refuse('accounts.tax_number_format');
  const shape = shapes[kind];
  return (
    refusalOf(inn === '' ? null : innProblem(inn)) ??
    (inn !== '' && inn.length !== shape.inn ? refuse('accounts.inn_of_other_kind', { digits: shape.inn }) : null) ??
    (kpp !== '' && !shape.kpp ? refuse('accounts.kpp_of_other_kind') : null) ??
    refusalOf(kpp === '' ? null : kppProblem(kpp)) ??
    refusalOf(ogrn === '' ? null : ogrnProblem(ogrn)) ??
    (ogrn !== '' && ogrn.length !== shape.ogrn ? refuse('accounts.ogrn_of_other_kind') : null)
  );
}

/** A bank account: its control digit against the BIK. Answers both without spaces. */
export function decideBank(given: {
  accountNumber: string;
  bik: string;
}): Result<{ accountNumber: string; bik: string }, RequisiteCode> {
  const bank = {
    accountNumber: given.accountNumber.replace(/\s/g, '').toUpperCase(),
    bik: given.bik.replace(/\s/g, ''),
  };
  return refusalOf(accountNumberProblem(bank.accountNumber, bank.bik)) ?? ok(bank);
}

function refusalOf(problem: RequisiteProblem | null): Refusal<RequisiteCode> | null {
  return problem === null ? null : refuse(problem.replace('requisites.', 'accounts.') as RequisiteCode);
}
