/** Requisites that pass every check and belong to nobody: tax offices NN90-NN99 are in no directory. */
import { accountNumberProblem, correspondentAccountProblem, innProblem, ogrnProblem } from '#kernel/requisites.ts';
import { dice } from './dice.ts';

type Problem = (text: string) => string | null;

/** Puts the control digits behind the body that make it right. */
function withControl(body: string, digits: number, problem: Problem): string {
  for (let control = 0; control < 10 ** digits; control += 1) {
    const text = body + String(control).padStart(digits, '0');
    if (problem(text) === null) return text;
  }
  throw new Error(`no control digits make ${body} right`);
}

/** ИНН, КПП and ОГРН of the n-th firm of a region; an entrepreneur has no КПП. */
export function requisitesOf(region: string, n: number, kind: 'company' | 'sole_proprietor') {
  const office = `${region}9${n % 10}`;
  const serial = String(10_000 + n * 7);
  if (kind === 'sole_proprietor') {
    return {
      inn: withControl(`${office}0${serial}`, 2, innProblem),
      kpp: '',
      ogrn: withControl(`3${10 + (n % 14)}${region}000${String(n * 7).padStart(6, '0')}`, 1, ogrnProblem),
    };
  }
  return {
    inn: withControl(`${office}${serial}`, 1, innProblem),
    kpp: `${office}01001`,
    ogrn: withControl(`1${10 + (n % 14)}${region}9${String(n * 7).padStart(6, '0')}`, 1, ogrnProblem),
  };
}

export type Bank = { readonly name: string; readonly bik: string; readonly correspondent: string };

/** Invented banks; their БИК stand in no directory, their accounts agree with them. */
export const banks: readonly Bank[] = [
  ['АО «Банк Метроном»', '044500981'],
  ['ПАО «Диезбанк»', '044500982'],
  ['АО КБ «Октава»', '044000983'],
  ['ПАО «Форте Банк Демо»', '046500984'],
  ['АО «Нотный кредит»', '045000985'],
].map(([name = '', bik = '']) => ({ name, bik, correspondent: controlled('30101', bik, correspondentAccountProblem) }));

/** A settlement account in the bank, different for each owner. */
export function accountNumber(bank: Bank, owner: string): string {
  const serial = String(dice('bank account', owner).int(0, 999_999_999)).padStart(11, '0');
  return keyed(`40702810`, serial, (text) => accountNumberProblem(text, bank.bik));
}

function controlled(balance: string, bik: string, problem: (account: string, bik: string) => string | null): string {
  return keyed(`${balance}810`, `00000000${bik.slice(6)}`, (text) => problem(text, bik));
}

/** The control digit stands ninth. */
function keyed(before: string, after: string, problem: Problem): string {
  for (let control = 0; control < 10; control += 1) {
    const text = `${before}${control}${after}`;
    if (problem(text) === null) return text;
  }
  throw new Error(`no control digit makes ${before}-${after} right`);
}
