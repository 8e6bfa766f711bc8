/** A batch of rows over the accounts that are there: which row is which account, and what is to be written. Pure. */
import type { ImportProblem, RowOutcome } from '#platform/exchange/kind.ts';
import type { Account, Requisites } from '../model.ts';
import { type GivenRow, mendedNumbers, requisitesAfter, warning } from './import-row.ts';
import { folded, personKey } from './search.ts';

/** An account that is there and may be meant by a row, under lock. */
export type Candidate = Account & {
  readonly externalId: string | null;
  readonly seen: boolean;
  readonly contacts: readonly { readonly name: string; readonly phone: string; readonly email: string }[];
};

/**
 * An account as the batch leaves it. `before` is null for one that the batch begins; `code` null until one is taken.
 */
export type Planned = {
  readonly id: string;
  readonly before: Candidate | null;
  readonly requisites: Requisites;
  readonly code: string | null;
  readonly externalId: string | null;
  readonly managerId: string | null;
  readonly groupKey: string;
  readonly groupName: string;
};

/** What the rows are read against. */
export type PlanFacts = {
  readonly candidates: readonly Candidate[];
  /** Names of the groups that are there, by id. */
  readonly groupNames: ReadonlyMap<string, string>;
  /** People by e-mail and by name (`personKey`); null where two have the name. */
  readonly people: ReadonlyMap<string, string | null>;
  readonly mayAssign: boolean;
  /** Whether an account may move between these two groups (folded names, '' for none). */
  readonly mayRegroup: (from: string, to: string) => boolean;
  /** Who answers for an account that a row begins without naming anyone. */
  readonly defaultManagerId: string | null;
  readonly newId: () => string;
};

export type Plan = {
  readonly outcomes: RowOutcome[];
  readonly written: readonly Planned[];
  /** Which account a row that is to be written means. */
  readonly idByRow: ReadonlyMap<number, string>;
};

type Index = {
  readonly byCode: Map<string, string>;
  readonly byExternal: Map<string, string>;
  readonly byInn: Map<string, Set<string>>;
};
type Board = {
  readonly facts: PlanFacts;
  readonly accounts: Map<string, Planned>;
  readonly index: Index;
  readonly changed: Set<string>;
  readonly idByRow: Map<number, string>;
};
type Row = { readonly row: number; readonly values: GivenRow };

/**
 * Plans a batch, row after row: a row that means an account which an earlier row began or changed goes on from there,
 * as if the earlier one had been imported before. The natural key is the code, else the external id, else INN and KPP.
 */
export function planImport(rows: readonly Row[], facts: PlanFacts): Plan {
  const board: Board = {
    facts,
    accounts: new Map(),
    changed: new Set(),
    idByRow: new Map(),
    index: { byCode: new Map(), byExternal: new Map(), byInn: new Map() },
  };
  for (const candidate of facts.candidates) note(board, plannedOf(candidate, facts));
  const outcomes = rows.map((row) => planRow(board, row));
  const written = [...board.changed].map((id) => board.accounts.get(id)).filter((one) => one !== undefined);
  return { outcomes, written, idByRow: board.idByRow };
}

function plannedOf(before: Candidate, { groupNames }: PlanFacts): Planned {
  const groupName = before.groupId === null ? '' : (groupNames.get(before.groupId) ?? '');
  const { id, code, externalId, managerId } = before;
  return { id, before, requisites: before, code, externalId, managerId, groupKey: folded(groupName), groupName };
}

function note({ accounts, index }: Board, account: Planned): void {
  accounts.set(account.id, account);
  if (account.code !== null) index.byCode.set(account.code, account.id);
  if (account.externalId !== null) index.byExternal.set(account.externalId, account.id);
  const { inn } = account.requisites;
  if (inn === '' || account.before?.archived === true) return;
  index.byInn.set(inn, (index.byInn.get(inn) ?? new Set()).add(account.id));
}

/** Takes an account's keys out of the index before it gets others. */
function forget({ index }: Board, account: Planned): void {
  index.byInn.get(account.requisites.inn)?.delete(account.id);
  if (account.externalId !== null) index.byExternal.delete(account.externalId);
}

function rejected(row: number, ...problems: readonly ImportProblem[]): RowOutcome {
  return { row, outcome: 'rejected', problems };
}

function planRow(board: Board, { row, values: given }: Row): RowOutcome {
  const { facts } = board;
  const mended = mendedNumbers(given);
  const meant = accountMeant(board, given, mended);
  if (meant === 'ambiguous')
    return rejected(row, { field: 'inn', code: 'accounts.inn_ambiguous', value: mended.inn ?? '' });
  const was = meant === null ? null : (board.accounts.get(meant) ?? null);
  if (was?.before != null && !was.before.seen) return rejected(row, { field: null, code: 'accounts.duplicate' });
  if (was?.before?.archived === true) return rejected(row, { field: null, code: 'accounts.archived' });

  const after = requisitesAfter(was?.requisites ?? null, given, mended);
  if (after.requisites === null) return rejected(row, ...after.problems);
  const numbers = after.requisites;
  const twins = [...(board.index.byInn.get(numbers.inn) ?? [])].map((id) => board.accounts.get(id));
  const twin = twins.find((one) => one !== undefined && one.id !== was?.id && one.requisites.kpp === numbers.kpp);
  if (twin !== undefined) return rejected(row, { field: 'inn', code: 'accounts.duplicate', value: numbers.inn });

  const problems = [...mended.problems, ...after.problems];
  const groupName = given.group ?? was?.groupName ?? '';
  const groupKey = folded(groupName).trim();
  if (!facts.mayRegroup(was?.groupKey ?? '', groupKey))
    return rejected(row, { field: 'group', code: 'accounts.may_not_regroup', value: groupName });
  const next: Planned = {
    id: was?.id ?? facts.newId(),
    before: was?.before ?? null,
    requisites: numbers,
    code: given.code ?? was?.code ?? null,
    externalId: given.externalId ?? was?.externalId ?? null,
    managerId: managerAfter(board, { given, was, problems }),
    groupKey,
    groupName: was?.groupKey === groupKey ? was.groupName : groupName,
  };
  return settle(board, { row, was, next, problems });
}

type Settled = {
  readonly row: number;
  readonly was: Planned | null;
  readonly next: Planned;
  readonly problems: readonly ImportProblem[];
};

function settle(board: Board, { row, was, next, problems }: Settled): RowOutcome {
  const told = problems.length > 0 ? { problems } : {};
  if (was !== null && same(was, next)) return { row, outcome: 'unchanged', ...told };
  const taken = codeTaken(board, next);
  if (taken !== null) return rejected(row, taken);
  if (was !== null) forget(board, was);
  note(board, next);
  board.changed.add(next.id);
  board.idByRow.set(row, next.id);
  return { row, outcome: was === null ? 'created' : 'updated', ...told };
}

/** A code or external id that the row gives to one account while another one has it. */
function codeTaken({ index }: Board, next: Planned): ImportProblem | null {
  const byCode = next.code === null ? undefined : index.byCode.get(next.code);
  if (byCode !== undefined && byCode !== next.id)
    return { field: 'code', code: 'accounts.code_taken', value: next.code ?? '' };
  const byExternal = next.externalId === null ? undefined : index.byExternal.get(next.externalId);
  if (byExternal === undefined || byExternal === next.id) return null;
  return { field: 'externalId', code: 'accounts.code_taken', value: next.externalId ?? '' };
}

/**
 * The account that a row means: by its first key that is given. Without a KPP, an INN means the only account with it.
 */
function accountMeant(
  { index, accounts }: Board,
  given: GivenRow,
  { inn, kpp }: { inn: string | null; kpp: string | null },
): string | null | 'ambiguous' {
  if (given.code !== null) return index.byCode.get(given.code) ?? null;
  if (given.externalId !== null) return index.byExternal.get(given.externalId) ?? null;
  const found = inn === null ? [] : [...(index.byInn.get(inn) ?? [])];
  if (kpp !== null) return found.find((id) => accounts.get(id)?.requisites.kpp === kpp) ?? null;
  return found.length > 1 ? 'ambiguous' : (found[0] ?? null);
}

type ManagerFacts = { readonly given: GivenRow; readonly was: Planned | null; readonly problems: ImportProblem[] };

/** Who answers for the account after the row; what the actor may not give, or names no one, stays as it was. */
function managerAfter({ facts }: Board, { given, was, problems }: ManagerFacts): string | null {
  const stays = was === null ? facts.defaultManagerId : was.managerId;
  if (given.manager === null) return stays;
  const named = facts.people.get(personKey(given.manager));
  if (named === undefined || named === null) {
    problems.push(warning('manager', 'accounts.manager_unknown', { value: given.manager }));
    return stays;
  }
  if (named === stays || facts.mayAssign) return named;
  problems.push(warning('manager', 'accounts.may_not_assign', { value: given.manager }));
  return stays;
}

const compared = [
  'name',
  'fullName',
  'kind',
  'inn',
  'kpp',
  'ogrn',
  'roles',
  'tier',
  'isKey',
  'legalAddress',
  'actualAddress',
  'phone',
  'email',
  'website',
  'country',
  'segment',
] as const satisfies readonly (keyof Requisites)[];

/** Names of what differs between two states of an account. */
export function differences(was: Planned, next: Planned): string[] {
  const fields = compared.filter((key) => String(was.requisites[key]) !== String(next.requisites[key]));
  const own = (['code', 'externalId', 'groupKey'] as const).filter((key) => was[key] !== next[key]);
  return [...fields, ...own.map((key) => (key === 'groupKey' ? 'groupId' : key))];
}

function same(was: Planned, next: Planned): boolean {
  return was.managerId === next.managerId && differences(was, next).length === 0;
}
