/** The accounts that rows of history mean; those that are not there begin as records of history. */
import { sql } from 'kysely';
import { nameKey } from '#kernel/requisites.ts';
import { type AccountImportRow, accountFields, importAccounts } from '#modules/accounts/index.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read } from '#platform/database.ts';
import type { ImportProblem } from '#platform/exchange/kind.ts';
import { type Customer, customerKey } from './rules/sale-row.ts';

export type Buyer = { readonly id: string; readonly managerId: string | null };
/** By `customerKey`: the account, or why the rows that name this customer are rejected. */
export type Buyers = ReadonlyMap<string, Buyer | readonly ImportProblem[]>;

export type NamedCustomer = { readonly customer: Customer; readonly country: string | null };

const nobodyCode = 'NO-CUSTOMER';
const nobodyName = { ru: 'Без клиента', en: 'No customer' } as const;

type Found = Buyer & { readonly code: string; readonly inn: string; readonly nameKey: string };

/** Finds or makes the accounts: by INN, else by code, else by name. A row that names nobody is the customer nobody. */
export async function buyersFor(context: ActContext, named: readonly NamedCustomer[]): Promise<Buyers> {
  const wanted = [...new Map(named.map((one) => [customerKey(one.customer), one])).values()];
  const buyers = new Map<string, Buyer | readonly ImportProblem[]>();
  const look = async (asked: readonly NamedCustomer[]): Promise<NamedCustomer[]> => {
    const found = await findAccounts(context.tx, context.orgId, asked);
    return asked.filter(({ customer }) => {
      const answer = pick(found, customer);
      if (answer === null) return true;
      buyers.set(customerKey(customer), Array.isArray(answer) ? answer : seen(context, answer as Found));
      return false;
    });
  };
  const missing = await look(wanted);
  if (missing.length === 0) return buyers;
  const begun = [...Map.groupBy(missing, ({ customer }) => identityOf(customer)).values()];
  const outcomes = await importAccounts(
    context,
    begun.map((same, row) => ({ row, values: accountOf(context, together(same)) })),
  );
  for (const { row, outcome, problems = [] } of outcomes) {
    if (outcome !== 'rejected') continue;
    for (const { customer } of begun[row] ?? []) buyers.set(customerKey(customer), problems.map(onRow));
  }
  await look(missing.filter(({ customer }) => !buyers.has(customerKey(customer))));
  return buyers;
}

/** What of a customer an account is found by, the same for all the ways in which rows name it. */
const identityOf = ({ code, inn, name }: Customer): string => code ?? inn ?? nameKey(name ?? '');

/** One customer of several ways to name it: the first that each of its facts is told. */
function together(same: readonly NamedCustomer[]): NamedCustomer {
  const first = <T>(pick: (one: NamedCustomer) => T | null): T | null =>
    same.map(pick).find((value) => value !== null) ?? null;
  const customer = {
    code: first((one) => one.customer.code),
    inn: first((one) => one.customer.inn),
    name: first((one) => one.customer.name),
  };
  return { customer, country: first((one) => one.country) };
}

function seen({ actor }: ActContext, { id, managerId }: Found): Buyer | readonly ImportProblem[] {
  const mine = sees(actor, managerId);
  return mine ? { id, managerId } : [{ field: 'customerCode', code: 'analytics.customer_of_others' }];
}

/** A problem of the account's own row, told of the row of sales: its other fields are not there. */
function onRow(problem: ImportProblem): ImportProblem {
  const own: Readonly<Record<string, string>> = { code: 'customerCode', inn: 'inn', name: 'customer' };
  return { ...problem, field: own[problem.field ?? ''] ?? null };
}

const blank = Object.fromEntries(accountFields.map(({ name }) => [name, null])) as AccountImportRow;

function accountOf({ actor }: ActContext, { customer, country }: NamedCustomer): AccountImportRow {
  const { code, inn, name } = customer;
  if (isNobody(customer)) return { ...blank, code: nobodyCode, name: nobodyName[actor.lang] };
  const plainName = actor.lang === 'ru' ? `Клиент ${code ?? inn ?? ''}` : `Customer ${code ?? inn ?? ''}`;
  return { ...blank, code, inn, name: name ?? plainName, actualAddress: country };
}

const isNobody = ({ code, inn, name }: Customer): boolean => code === null && inn === null && name === null;

/** The account that a customer means; null when there is none; problems when there are several. */
function pick(found: readonly Found[], customer: Customer): Found | ImportProblem[] | null {
  const { code, inn, name } = customer;
  if (isNobody(customer)) return found.find((one) => one.code === nobodyCode) ?? null;
  const key = name === null ? null : nameKey(name);
  const byInn = inn === null ? [] : found.filter((one) => one.inn === inn);
  if (byInn.length > 0) {
    const narrowed = byInn.filter((one) => one.code === code || one.nameKey === key);
    return narrowed[0] ?? byInn[0] ?? null;
  }
  if (code !== null) return found.find((one) => one.code === code) ?? null;
  // An INN that nobody has begins an account, though another one has the name.
  if (inn !== null) return null;
  const byName = found.filter((one) => one.nameKey === key);
  if (byName.length > 1) return [{ field: 'customer', code: 'analytics.customer_ambiguous', value: name ?? '' }];
  return byName[0] ?? null;
}

/** Accounts by code, INN or name, those of the archive last. */
async function findAccounts(read: Read, orgId: string, named: readonly NamedCustomer[]): Promise<Found[]> {
  const told = (choose: (customer: Customer) => string | null): string[] => [
    ...new Set(named.map(({ customer }) => choose(customer)).filter((text) => text !== null)),
  ];
  const codes = [...told(({ code }) => code), nobodyCode];
  const { rows } = await sql<Found>`
    select a.id, a.code, a.inn, a.name_key as "nameKey", a.manager_id as "managerId" from account a
    where a.org_id = ${orgId} and a.id = any(array(
      select k.id from account k where k.org_id = ${orgId} and k.code = any(${codes}::text[])
      union select k.id from account k where k.org_id = ${orgId} and k.inn = any(${told(({ inn }) => inn)}::text[])
        and k.inn <> ''
      union select k.id from account k where k.org_id = ${orgId}
        and k.name_key = any(${told(({ name }) => (name === null ? null : nameKey(name)))}::text[])))
    order by a.archived, a.kpp, a.id`.execute(read);
  return rows;
}
