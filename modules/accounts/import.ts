/** The import of accounts from a table: fields, and a batch of rows in a handful of statements. */
import { newId } from '#kernel/id.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { ImportKind, ImportRow, ImportValues, RowOutcome } from '#platform/exchange/kind.ts';
import { accountEvent } from './events.ts';
import { accountFields } from './import-fields.ts';
import { groupsFor, type KeptGroup, nobody, type People, peopleByName } from './queries/import.ts';
import {
  type Candidate,
  differences,
  type Plan,
  type PlanFacts,
  type Planned,
  planImport,
} from './rules/import-plan.ts';
import { type GivenRow, mendedNumbers } from './rules/import-row.ts';
import { folded } from './rules/search.ts';
import { lockStandings } from './store/account.ts';
import { takeCodes } from './store/code.ts';
import { ensureGroups, insertAccounts, lockCandidates, type Settled, updateAccounts } from './store/import.ts';

const tailDigits = 12;
const tailSpan = 16 ** tailDigits;

export type AccountImportRow = ImportValues<typeof accountFields>;

/** The kind for the import's runner. */
export const accountsImport: ImportKind<AccountImportRow> = {
  kind: 'accounts',
  permission: 'accounts.write',
  fields: accountFields,
  apply: importAccounts,
  keysOf,
};

/** Any of an account's keys may mean the account that another row begins; a new group is made once. */
function keysOf(given: AccountImportRow): string[] {
  const { inn } = mendedNumbers(given);
  return [
    ...(given.code === null ? [] : [`code ${given.code}`]),
    ...(given.externalId === null ? [] : [`external ${given.externalId}`]),
    ...(inn === null ? [] : [`inn ${inn}`]),
    ...(given.group === null ? [] : [`group ${folded(given.group).trim()}`]),
  ];
}

/**
 * Creates and updates accounts by the rows, up to 5,000 at once: the natural key is the code, else the external id,
 * else INN and KPP. About ten statements whatever the number; search texts are made in the same pass. The actor's
 * rights hold as on the screen: others' accounts are not touched, managers and limited groups need `accounts.assign`.
 */
export async function importAccounts(
  context: ActContext,
  rows: readonly ImportRow<AccountImportRow>[],
): Promise<RowOutcome[]> {
  const known = await readKnown(
    context,
    rows.map((row) => row.values),
  );
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
type Known = {
  readonly candidates: readonly Candidate[];
  readonly groups: readonly KeptGroup[];
  readonly people: People;
};

async function readKnown(context: ActContext, given: readonly GivenRow[]): Promise<Known> {
  const { tx, orgId, actor, today } = context;
  const told = <T>(pick: (row: GivenRow) => T | null): T[] => [
    ...new Set(given.map(pick).filter((value) => value !== null)),
  ];
  const inns = told((row) => mendedNumbers(row).inn);
  const found = await lockCandidates(context, {
    codes: told((row) => row.code),
    externalIds: told((row) => row.externalId),
    inns,
  });
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
    newId: idsAfter(newId()),
  };
}

/** Ids that follow one another (RFC 9562, 6.2): a fresh random one for each of a hundred thousand costs a second. */
function idsAfter(first: string): () => string {
  const prefix = first.slice(0, -tailDigits);
  let tail = Number.parseInt(first.slice(-tailDigits), 16);
  return () => {
    tail = (tail + 1) % tailSpan;
    return prefix + tail.toString(16).padStart(tailDigits, '0');
  };
}

/** A change of group moves credit: its standings are locked as in the edit of one account. */
async function lockMoves({ tx, orgId }: ActContext, plan: Plan, { groups }: Known): Promise<void> {
  const idOf = new Map(groups.map((group) => [group.key, group.id]));
  const moved = plan.written.filter(
    (one) => one.before !== null && one.before.groupId !== (idOf.get(one.groupKey) ?? null),
  );
  if (moved.length === 0) return;
  const groupIds = moved
    .flatMap((one) => [one.before?.groupId ?? null, idOf.get(one.groupKey) ?? null])
    .filter((id) => id !== null);
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
  return written.map((one) => ({
    ...one,
    code: one.code ?? taken.get(one.id) ?? '',
    groupId: idOf.get(one.groupKey) ?? null,
  }));
}

function tell({ emit }: ActContext, written: readonly Settled[], { people, groups }: Known): void {
  for (const one of written) {
    const { before } = one;
    if (before === null) {
      emit(accountEvent('accounts.imported', one.id));
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

/** Rows of accounts whose code or number another act took in this moment are rejected; the same file mends it. */
function withLost(plan: Plan, lost: ReadonlySet<string>): RowOutcome[] {
  if (lost.size === 0) return plan.outcomes;
  return plan.outcomes.map((outcome) => {
    const id = plan.idByRow.get(outcome.row);
    if (id === undefined || !lost.has(id)) return outcome;
    return { row: outcome.row, outcome: 'rejected', problems: [{ field: null, code: 'accounts.taken_meanwhile' }] };
  });
}
