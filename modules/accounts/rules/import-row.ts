/** What a row of a file makes of an account: pure, so that each case is a line of a test. */
import { innProblem, kppProblem, normalizeInn } from '#kernel/requisites.ts';
import type { ImportProblem } from '#platform/exchange/kind.ts';
import type { Requisites } from '../model.ts';
import { guessedKind, kindByWord, rolesByWords } from './import-words.ts';
import { decideRequisites, type RequisiteCode } from './requisites.ts';
import { oneLine } from './text.ts';

/** A row as the file gives it: null where the cell is empty or there is no such column. */
export type GivenRow = {
  readonly code: string | null;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly fullName: string | null;
  readonly kind: string | null;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly ogrn: string | null;
  readonly group: string | null;
  readonly manager: string | null;
  readonly roles: string | null;
  readonly tier: string | null;
  readonly isKey: boolean | null;
  readonly legalAddress: string | null;
  readonly actualAddress: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly segment: string | null;
};

export type Mended = {
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly problems: readonly ImportProblem[];
};

/** Numbers that a spreadsheet spoilt get their leading zero back, with a warning; the row's keys are made of these. */
export function mendedNumbers(given: GivenRow): Mended {
  const problems: ImportProblem[] = [];
  const bare = (text: string | null) => (text === null ? null : text.replace(/\s/g, ''));
  const inn = bare(given.inn);
  const whole = inn === null ? null : normalizeInn(inn);
  if (whole !== inn)
    problems.push(warning('inn', 'accounts.inn_mended', { value: given.inn ?? '', params: { inn: whole } }));
  const kpp = bare(given.kpp)?.toUpperCase() ?? null;
  const padded = kpp !== null && /^\d{8}$/.test(kpp) && kppProblem(`0${kpp}`) === null ? `0${kpp}` : kpp;
  if (padded !== kpp)
    problems.push(warning('kpp', 'accounts.kpp_mended', { value: given.kpp ?? '', params: { kpp: padded } }));
  return { inn: whole, kpp: padded, problems };
}

export function warning(
  field: string,
  code: string,
  more: { value: string; params?: ImportProblem['params'] },
): ImportProblem {
  return {
    field,
    code,
    value: more.value,
    ...(more.params === undefined ? {} : { params: more.params }),
    warning: true,
  };
}

/** The requisites of an account that a file begins. */
const blank: Requisites = {
  name: '',
  fullName: '',
  kind: 'company',
  inn: '',
  kpp: '',
  ogrn: '',
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
  groupId: null,
};

const texts = [
  'fullName',
  'ogrn',
  'tier',
  'legalAddress',
  'actualAddress',
  'phone',
  'email',
  'website',
  'segment',
] as const;

/**
 * The requisites after the row: what it says over what was (nothing, for a new account); an empty cell leaves what was.
 * Answers them checked, or the problem that rejects the row; with warnings of what was not understood.
 */
export function requisitesAfter(
  before: Requisites | null,
  given: GivenRow,
  mended: Mended,
): { readonly requisites: Requisites | null; readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const base = before ?? blank;
  const inn = mended.inn ?? base.inn;
  const name = given.name ?? base.name;
  const told = Object.fromEntries(texts.filter((key) => given[key] !== null).map((key) => [key, given[key]]));
  const merged: Requisites = {
    ...base,
    ...told,
    name,
    inn,
    kpp: mended.kpp ?? base.kpp,
    kind: kindAfter(before, { given, inn, name, problems }),
    roles: rolesAfter(base, given, problems),
    isKey: given.isKey ?? base.isKey,
  };
  const checked = decideRequisites(merged);
  if (checked.ok) return { requisites: checked.value, problems };
  const field = fieldOf(checked.code);
  const value = oneLine(String(field === null ? '' : (merged[field] ?? '')));
  const params = checked.details === undefined ? {} : { params: checked.details };
  return { requisites: null, problems: [{ field, code: checked.code, value, ...params }] };
}

type KindFacts = {
  readonly given: GivenRow;
  readonly inn: string;
  readonly name: string;
  readonly problems: ImportProblem[];
};

function kindAfter(before: Requisites | null, { given, inn, name, problems }: KindFacts): Requisites['kind'] {
  const said = given.kind === null ? null : kindByWord(given.kind);
  if (said !== null) return said;
  if (given.kind !== null) problems.push(warning('kind', 'accounts.kind_unknown', { value: given.kind }));
  if (before !== null && (before.inn === inn || innProblem(inn) !== null)) return before.kind;
  return guessedKind(inn, name);
}

function rolesAfter(base: Requisites, given: GivenRow, problems: ImportProblem[]): Requisites['roles'] {
  if (given.roles === null) return base.roles;
  const { roles, unknown } = rolesByWords(given.roles);
  if (unknown.length > 0) problems.push(warning('roles', 'accounts.role_unknown', { value: unknown.join(', ') }));
  return roles.length > 0 ? roles : base.roles;
}

/** The column that a refusal is about. */
function fieldOf(code: RequisiteCode): 'name' | 'inn' | 'kpp' | 'ogrn' | 'email' | 'website' | null {
  const known = ['name', 'inn', 'kpp', 'ogrn', 'email', 'website'] as const;
  if (code === 'accounts.tax_number_format') return 'inn';
  return known.find((field) => code.startsWith(`accounts.${field}_`)) ?? null;
}
