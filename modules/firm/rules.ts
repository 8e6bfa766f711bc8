/** What requisites a legal entity and its bank account must have to stand on Russian papers. */
import {
  accountNumberProblem,
  bikProblem,
  correspondentAccountProblem,
  innProblem,
  kppProblem,
  ogrnProblem,
} from '#kernel/requisites.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { BankFields, EntityFields } from './contract.ts';

const soleProprietorDigits = 12;

/** A sole proprietor has an INN of 12 digits, an OGRNIP and no KPP. */
export function isSoleProprietor(inn: string): boolean {
  return inn.length === soleProprietorDigits;
}

/**
 * Checks the requisites and gives them trimmed. Refuses control digits that do not hold (`requisites.*`), a company
 * without a KPP, a sole proprietor with one, and an OGRN of the other kind.
 */
export function decideEntity(fields: EntityFields): Result<EntityFields> {
  const entity = trimmed(fields);
  const { inn, kpp, ogrn } = entity;
  const innWrong = innProblem(inn);
  if (innWrong !== null) return refuse(innWrong, { field: 'inn' });
  const sole = isSoleProprietor(inn);
  if (sole && kpp !== '') return refuse('firm.kpp_of_sole_proprietor', { field: 'kpp' });
  if (!sole && kpp === '') return refuse('firm.kpp_missing', { field: 'kpp' });
  const kppWrong = kpp === '' ? null : kppProblem(kpp);
  if (kppWrong !== null) return refuse(kppWrong, { field: 'kpp' });
  const ogrnWrong = ogrn === '' ? null : ogrnProblem(ogrn);
  if (ogrnWrong !== null) return refuse(ogrnWrong, { field: 'ogrn' });
  if (ogrn !== '' && (ogrn.length === 15) !== sole) return refuse('firm.ogrn_of_other_kind', { field: 'ogrn' });
  return ok(entity);
}

/** Checks a bank account against the BIK of its bank and gives it trimmed. */
export function decideBank(fields: BankFields): Result<BankFields> {
  const bank = trimmed(fields);
  const { bik, accountNumber, correspondentAccount } = bank;
  const bikWrong = bikProblem(bik);
  if (bikWrong !== null) return refuse(bikWrong, { field: 'bik' });
  const accountWrong = accountNumberProblem(accountNumber, bik);
  if (accountWrong !== null) return refuse(accountWrong, { field: 'accountNumber' });
  const correspondentWrong =
    correspondentAccount === '' ? null : correspondentAccountProblem(correspondentAccount, bik);
  return correspondentWrong === null ? ok(bank) : refuse(correspondentWrong, { field: 'correspondentAccount' });
}

/** Texts without spaces at their ends; requisites are copied from letters with them. */
function trimmed<T extends object>(fields: T): T {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ]);
  return { ...fields, ...Object.fromEntries(entries) };
}
