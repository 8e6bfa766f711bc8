/** The import of accounts from a table: fields, and a batch of rows in a handful of statements. */
import { newId } from '#kernel/id.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { FieldSpec } from '#platform/exchange/field.ts';
import type { ImportKind, ImportRow, ImportValues, RowOutcome } from '#platform/exchange/kind.ts';
import { accountEvent } from './events.ts';
import { groupsFor, type KeptGroup, nobody, type People, peopleByName } from './queries/import.ts';
import { type Candidate, differences, type Plan, type PlanFacts, type Planned, planImport } from './rules/import-plan.ts';
import { type GivenRow, mendedNumbers } from './rules/import-row.ts';
import { folded } from './rules/search.ts';
import { lockStandings } from './store/account.ts';
import { takeCodes } from './store/code.ts';
import { ensureGroups, insertAccounts, lockCandidates, type Settled, updateAccounts } from './store/import.ts';

/** The columns of a table of accounts, as 1C, CRMs and people call them. */
export const accountFields = [
  { name: 'code', parse: 'text', max: 40, synonyms: { ru: ['Код', 'Код клиента', 'Код контрагента', 'Номер клиента'], en: ['Code', 'Account code', 'Customer code', 'Customer no'] } },
  { name: 'externalId', parse: 'text', max: 100, synonyms: { ru: ['Внешний ид', 'Ид', 'GUID', 'УИД', 'Идентификатор', 'Ид в 1С'], en: ['External ID', 'ID', 'UUID', 'Ref'] } },
  { name: 'name', parse: 'text', max: 200, synonyms: { ru: ['Наименование', 'Название', 'Клиент', 'Контрагент', 'Партнёр', 'Краткое наименование', 'Компания'], en: ['Name', 'Account', 'Customer', 'Company', 'Account name', 'Customer name'] } },
  { name: 'fullName', parse: 'text', max: 500, synonyms: { ru: ['Полное наименование', 'Юридическое наименование', 'Наименование полное'], en: ['Full name', 'Legal name'] } },
  { name: 'kind', parse: 'text', max: 80, synonyms: { ru: ['Вид контрагента', 'Юр/физ лицо', 'Вид', 'Правовая форма', 'Тип лица'], en: ['Kind', 'Legal form', 'Entity type'] } },
  { name: 'inn', parse: 'text', max: 20, synonyms: { ru: ['ИНН', 'ИНН клиента', 'ИНН контрагента'], en: ['INN', 'Tax number', 'TIN', 'Tax ID'] } },
  { name: 'kpp', parse: 'text', max: 20, synonyms: { ru: ['КПП', 'КПП контрагента'], en: ['KPP'] } },
  { name: 'ogrn', parse: 'text', max: 20, synonyms: { ru: ['ОГРН', 'ОГРНИП', 'ОГРН/ОГРНИП'], en: ['OGRN', 'Registration number'] } },
  { name: 'group', parse: 'text', max: 200, synonyms: { ru: ['Холдинг', 'Группа компаний', 'Группа', 'Головной контрагент', 'ГК'], en: ['Group', 'Holding', 'Parent company', 'Account group'] } },
  { name: 'manager', parse: 'text', max: 200, synonyms: { ru: ['Менеджер', 'Ответственный', 'Основной менеджер', 'КАМ', 'Ответственный менеджер', 'Куратор'], en: ['Manager', 'Owner', 'Account manager', 'KAM', 'Responsible'] } },
  { name: 'roles', parse: 'text', max: 200, synonyms: { ru: ['Роль', 'Роли', 'Тип отношений', 'Тип контрагента', 'Тип клиента'], en: ['Role', 'Roles', 'Relationship', 'Account type'] } },
  { name: 'tier', parse: 'text', max: 40, synonyms: { ru: ['Категория', 'Класс', 'Уровень', 'Статус партнёра', 'ABC'], en: ['Tier', 'Class', 'Level', 'Category'] } },
  { name: 'isKey', parse: 'boolean', synonyms: { ru: ['Ключевой', 'Ключевой клиент', 'Признак ключевого'], en: ['Key', 'Key account', 'Is key'] } },
  { name: 'legalAddress', parse: 'text', max: 500, synonyms: { ru: ['Юридический адрес', 'Юр. адрес', 'Адрес', 'Адрес регистрации'], en: ['Legal address', 'Address', 'Registered address'] } },
  { name: 'actualAddress', parse: 'text', max: 500, synonyms: { ru: ['Фактический адрес', 'Факт. адрес', 'Почтовый адрес', 'Адрес доставки'], en: ['Actual address', 'Office address', 'Mailing address'] } },
  { name: 'phone', parse: 'text', max: 100, synonyms: { ru: ['Телефон', 'Телефоны', 'Тел.', 'Номер телефона'], en: ['Phone', 'Phones', 'Telephone', 'Phone number'] } },
  { name: 'email', parse: 'text', max: 200, synonyms: { ru: ['E-mail', 'Электронная почта', 'Эл. почта', 'Почта', 'Имейл'], en: ['Email', 'E-mail address', 'Mail'] } },
  { name: 'website', parse: 'text', max: 200, synonyms: { ru: ['Сайт', 'Веб-сайт', 'Адрес сайта'], en: ['Website', 'Site', 'URL', 'Web'] } },
  { name: 'segment', parse: 'text', max: 80, synonyms: { ru: ['Сегмент', 'Отрасль', 'Канал', 'Канал сбыта'], en: ['Segment', 'Industry', 'Channel'] } },
] as const satisfies readonly FieldSpec[];

export type AccountImportRow = ImportValues<typeof accountFields>;

/** The kind for the import's runner. */
export const accountsImport: ImportKind<AccountImportRow> = {
  kind: 'accounts',
  permission: 'accounts.write',
  fields: accountFields,
  apply: importAccounts,
};

/**
 * Creates and updates accounts by the rows, up to 5,000 at once: the natural key is the code, else the external id, else
 * INN and KPP. About ten statements whatever the number; search texts are made in the same pass. The rights of the actor
 * hold as on the screen: others' accounts are not touched, managers and limited groups need `accounts.assign`.
 */
export async function importAccounts(context: ActContext, rows: readonly ImportRow<AccountImportRow>[]): Promise<RowOutcome[]> {
  const known = await readKnown(context, rows.map((row) => row.values));
  const plan = planImport(rows, factsOf(context, known));
  await lockMoves(context, plan, known);
  const settled = await settle(context, plan.written, known);
  const fresh = settled.filter((one) => one.before === null);
  const old = settled.filter((one) => one.before !== null);
  const written = await insertAccounts(context, fresh);
  await updateAccounts(context, old);
  tell(context, [...fresh.filter((one) => written.has(one.id)), ...old], known);
  return withLost(plan, new Set(fresh.filter((one) => !written.has(one.id)).map((one) => one.id)));
}

/** What is there that the rows may mean: accounts under lock, groups, people. */
type Known = { readonly candidates: readonly Candidate[]; readonly groups: readonly KeptGroup[]; readonly people: People };

async function readKnown(context: ActContext, given: readonly GivenRow[]): Promise<Known> {
  const { tx, orgId, actor, today } = context;
  const told = <T>(pick: (row: GivenRow) => T | null): T[] => [...new Set(given.map(pick).filter((value) => value !== null))];
  const inns = told((row) => mendedNumbers(row).inn);
  const found = await lockCandidates(context, { codes: told((row) => row.code), externalIds: told((row) => row.externalId), inns });
  const ids = [...new Set(found.map((one) => one.groupId).filter((id) => id !== null))];
  const keys = told((row) => (row.group === null ? null : folded(row.group).trim()));
  return {
    candidates: found.map((one): Candidate => ({ ...one, seen: sees(actor, one.managerId) })),
    groups: await groupsFor(tx, { orgId, today }, { keys, ids }),
    people: given.some((row) => row.manager !== null) ? await peopleByName(tx, orgId) : nobody,
  };
}

function factsOf({ actor }: ActContext, { candidates, groups, people }: Known): PlanFacts {
  const mayAssign = actor.permissions.has('accounts.assign');
  const limited = new Set(groups.filter((group) => group.limited).map((group) => group.key));
  return {
    candidates,
    groupNames: new Map(groups.map((group) => [group.id, group.name])),
    people: people.meant,
    mayAssign,
    mayRegroup: (from, to) => from === to || mayAssign || !(limited.has(from) || limited.has(to)),
    defaultManagerId: actor.scope.kind === 'all' ? null : actor.personId,
    newId,
  };
}

/** A change of group moves credit: its standings are locked as in the edit of one account. */
async function lockMoves({ tx, orgId }: ActContext, plan: Plan, { groups }: Known): Promise<void> {
  const idOf = new Map(groups.map((group) => [group.key, group.id]));
  const moved = plan.written.filter((one) => one.before !== null && one.before.groupId !== (idOf.get(one.groupKey) ?? null));
  if (moved.length === 0) return;
  const groupIds = moved.flatMap((one) => [one.before?.groupId ?? null, idOf.get(one.groupKey) ?? null]).filter((id) => id !== null);
  await lockStandings(tx, orgId, { accountIds: moved.map((one) => one.id), groupIds: [...new Set(groupIds)] });
}

/** Makes the groups that are new, and takes codes for new accounts that have none. */
async function settle(context: ActContext, written: readonly Planned[], { groups }: Known): Promise<Settled[]> {
  const idOf = new Map(groups.map((group) => [group.key, group.id]));
  const missing = written.filter((one) => one.groupKey !== '' && !idOf.has(one.groupKey));
  const made = await ensureGroups(context, new Map(missing.map((one) => [one.groupKey, one.groupName])));
  for (const [key, id] of made) idOf.set(key, id);
  const bare = written.filter((one) => one.code === null);
  const codes = await takeCodes(context.tx, context.orgId, bare.length);
  const taken = new Map(bare.map((one, at) => [one.id, codes[at] ?? '']));
  return written.map((one) => ({ ...one, code: one.code ?? taken.get(one.id) ?? '', groupId: idOf.get(one.groupKey) ?? null }));
}

function tell({ emit }: ActContext, written: readonly Settled[], { people, groups }: Known): void {
  for (const one of written) {
    const { before } = one;
    if (before === null) {
      emit(accountEvent('accounts.imported', one.id, { name: one.requisites.name, code: one.code }));
      continue;
    }
    const groupKey = groups.find((group) => group.id === before.groupId)?.key ?? '';
    const was: Planned = { ...one, requisites: before, code: before.code, externalId: before.externalId, groupKey };
    const fields = differences(was, one);
    if (fields.length > 0) emit(accountEvent('accounts.import_updated', one.id, { fields: fields.join(', ') }));
    if (before.managerId === one.managerId) continue;
    const managerName = people.names.get(one.managerId ?? '') ?? '';
    emit(accountEvent('accounts.assigned', one.id, { managerId: one.managerId, managerName, reason: '' }));
  }
}

/** The rows of accounts whose code or number another act took in this very moment are rejected; the same file mends it. */
function withLost(plan: Plan, lost: ReadonlySet<string>): RowOutcome[] {
  if (lost.size === 0) return plan.outcomes;
  return plan.outcomes.map((outcome) => {
    const id = plan.idByRow.get(outcome.row);
    if (id === undefined || !lost.has(id)) return outcome;
    return { row: outcome.row, outcome: 'rejected', problems: [{ field: null, code: 'accounts.taken_meanwhile' }] };
  });
}
