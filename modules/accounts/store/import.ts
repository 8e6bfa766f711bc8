/** SQL of the import: a batch of thousands of accounts in a handful of statements. */
import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { nameKey } from '#kernel/requisites.ts';
import { sqlState, type Tx } from '#platform/database.ts';
import type { Candidate, Planned } from '../rules/import-plan.ts';
import { searchText } from '../rules/search.ts';
import type { Place } from './account.ts';
import { accountColumns } from './columns.ts';

const uniqueViolation = '23505';
const partRows = 1_000;

export type Keys = {
  readonly codes: readonly string[];
  readonly externalIds: readonly string[];
  readonly inns: readonly string[];
};

/** Locks the accounts that rows with these keys may mean, in the order of ids; with their contacts, for the search. */
export async function lockCandidates({ tx, orgId }: Place, keys: Keys): Promise<Omit<Candidate, 'seen'>[]> {
  const { rows } = await sql<Omit<Candidate, 'seen'>>`
    select ${accountColumns}, a.external_id as "externalId",
      coalesce((select jsonb_agg(jsonb_build_object('name', c.name, 'phone', c.phone, 'email', c.email) order by c.id)
        from contact c where c.org_id = ${orgId} and c.account_id = a.id and not c.archived), '[]') as contacts
    from account a
    where a.org_id = ${orgId} and a.id = any(array(
      select k.id from account k where k.org_id = ${orgId} and k.code = any(${[...keys.codes]}::text[])
      union select k.id from account k where k.org_id = ${orgId} and k.external_id =
        any(${[...keys.externalIds]}::text[])
      union select k.id from account k where k.org_id = ${orgId} and k.inn = any(${[...keys.inns]}::text[])
        and k.inn <> ''))
    order by a.id for no key update`.execute(tx);
  return rows;
}

/** Ids of groups by folded name; those that are not there are made. One statement, safe against another one at once. */
export async function ensureGroups(
  { tx, orgId }: Place,
  groups: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  if (groups.size === 0) return new Map();
  const keys = [...groups.keys()].sort();
  const { rows } = await sql<{ id: string; key: string }>`
    insert into account_group (org_id, id, name, name_key)
    select ${orgId}, n.id, n.name, n.key
    from unnest(${keys.map(() => newId())}::uuid[], ${keys.map((key) => groups.get(key) ?? key)}::text[],
      ${keys}::text[]) as n (id, name, key)
    on conflict (org_id, name_key) do update set name = account_group.name
    returning id, name_key as key`.execute(tx);
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** A planned account with everything settled: its code and the id of its group. */
export type Settled = Planned & { readonly code: string; readonly groupId: string | null };

/**
 * Accounts as rows of a statement. Empty texts are not sent: most of an account's fields are empty, and to read them
 * from JSON costs as much as to write them.
 */
const given = (accounts: readonly Settled[]) => sql`
  select r.id, r.code, r.name, r.name_key, r.kind, r.group_id, r.roles, r.manager_id, r.external_id, r.search_text,
    r.spell_id, coalesce(r.is_key, false) as is_key, coalesce(r.full_name, '') as full_name, coalesce(r.inn, '') as inn,
    coalesce(r.kpp, '') as kpp, coalesce(r.ogrn, '') as ogrn, coalesce(r.tier, '') as tier,
    coalesce(r.legal_address, '') as legal_address, coalesce(r.actual_address, '') as actual_address,
    coalesce(r.phone, '') as phone, coalesce(r.email, '') as email, coalesce(r.website, '') as website,
    coalesce(r.country, '') as country, coalesce(r.segment, '') as segment
  from json_to_recordset(${JSON.stringify(accounts.map(recordOf))}::json) as r (id uuid, code text, name text,
    name_key text, full_name text, kind text, inn text, kpp text, ogrn text, group_id uuid, roles text[], tier text,
    is_key boolean, manager_id uuid, legal_address text, actual_address text, phone text, email text, website text,
    country text, segment text, external_id text, search_text text, spell_id uuid)`;

function recordOf(account: Settled): Record<string, unknown> {
  const { requisites: r, before } = account;
  return {
    id: account.id,
    code: account.code,
    name: r.name,
    name_key: nameKey(r.name),
    full_name: told(r.fullName),
    kind: r.kind,
    inn: told(r.inn),
    kpp: told(r.kpp),
    ogrn: told(r.ogrn),
    group_id: told(account.groupId),
    roles: r.roles,
    tier: told(r.tier),
    is_key: r.isKey || undefined,
    manager_id: told(account.managerId),
    legal_address: told(r.legalAddress),
    actual_address: told(r.actualAddress),
    phone: told(r.phone),
    email: told(r.email),
    website: told(r.website),
    country: told(r.country),
    segment: told(r.segment),
    external_id: told(account.externalId),
    search_text: searchText({
      ...r,
      code: account.code,
      groupName: account.groupName,
      contacts: before?.contacts ?? [],
    }),
    spell_id: spellId(account),
  };
}

const told = (value: string | null): string | undefined => (value === '' || value === null ? undefined : value);

/** The first spell has the id of its account; ids are dear by the hundred thousand. */
function spellId({ id, before, managerId }: Settled): string | undefined {
  if (before === null) return id;
  return before.managerId === managerId ? undefined : newId();
}

/**
 * Writes new accounts with their credit standings and first spells in one statement. Answers the ids written: one whose
 * code or number another act took in this moment is not among them.
 */
export async function insertAccounts(place: Place, accounts: readonly Settled[]): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set();
  // To look for a conflict before each row costs a tenth of the whole, and there hardly ever is one.
  const plain = await unlessTaken(place.tx, () => insertInParts(place, accounts, sql``));
  return plain ?? insertInParts(place, accounts, sql`on conflict do nothing`);
}

/** Each part goes off as soon as it is made: the database writes it while the next one is made. */
async function insertInParts(
  place: Place,
  accounts: readonly Settled[],
  onConflict: RawBuilder<unknown>,
): Promise<ReadonlySet<string>> {
  const sent: Promise<readonly string[]>[] = [];
  for (let from = 0; from < accounts.length; from += partRows) {
    const part = insertFresh(place, accounts.slice(from, from + partRows), onConflict);
    // Waited for below; one that fails before that must not count as nobody's.
    part.catch(() => undefined);
    sent.push(part);
    await setImmediate();
  }
  return new Set((await Promise.all(sent)).flat());
}

/** What the work answers; null, and nothing of it kept, when a unique constraint refused it. */
async function unlessTaken<T>(tx: Tx, work: () => Promise<T>): Promise<T | null> {
  await sql`savepoint accounts_import`.execute(tx);
  try {
    const answer = await work();
    await sql`release savepoint accounts_import`.execute(tx);
    return answer;
  } catch (error) {
    if (sqlState(error) !== uniqueViolation) throw error;
    await sql`rollback to savepoint accounts_import`.execute(tx);
    return null;
  }
}

async function insertFresh(
  { tx, orgId, now, actor }: Place,
  accounts: readonly Settled[],
  onConflict: RawBuilder<unknown>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with given as materialized (${given(accounts)}), made as (
      insert into account (org_id, id, code, name, name_key, full_name, kind, inn, kpp, ogrn, group_id, roles, tier,
        is_key, manager_id, legal_address, actual_address, phone, email, website, country, segment, external_id,
        search_text, created_at, updated_at)
      select ${orgId}, r.id, r.code, r.name, r.name_key, r.full_name, r.kind, r.inn, r.kpp, r.ogrn, r.group_id,
        r.roles, r.tier, r.is_key, r.manager_id, r.legal_address, r.actual_address, r.phone, r.email,
        r.website, r.country, r.segment, r.external_id, r.search_text, ${now}, ${now}
      from given r ${onConflict} returning id
    ), standing as (
      insert into account_credit (org_id, account_id) select ${orgId}, made.id from made
    ), spell as (
      insert into account_manager (org_id, id, account_id, manager_id, since, changed_by)
      select ${orgId}, r.spell_id, r.id, r.manager_id, ${now}::timestamptz, ${actor.personId}::uuid
      from given r join made on made.id = r.id where r.manager_id is not null
    )
    select made.id from made`.execute(tx);
  return rows.map((row) => row.id);
}

/** Writes changed accounts, and the spells of managers who changed, in one statement. */
export async function updateAccounts({ tx, orgId, now, actor }: Place, accounts: readonly Settled[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    with given as materialized (${given(accounts)}), moved as (
      select a.id, r.spell_id, r.manager_id from account a join given r on r.id = a.id
      where a.org_id = ${orgId} and a.manager_id is distinct from r.manager_id
    ), ended as (
      update account_manager m set until = ${now} from moved
      where m.org_id = ${orgId} and m.account_id = moved.id and m.until is null
    ), spell as (
      insert into account_manager (org_id, id, account_id, manager_id, since, changed_by)
      select ${orgId}, moved.spell_id, moved.id, moved.manager_id, ${now}::timestamptz, ${actor.personId}::uuid
      from moved
    )
    update account a set code = r.code, name = r.name, name_key = r.name_key, full_name = r.full_name, kind = r.kind,
      inn = r.inn, kpp = r.kpp, ogrn = r.ogrn, group_id = r.group_id, roles = r.roles, tier = r.tier, is_key = r.is_key,
      manager_id = r.manager_id, legal_address = r.legal_address, actual_address = r.actual_address, phone = r.phone,
      email = r.email, website = r.website, country = r.country, segment = r.segment, external_id = r.external_id,
      search_text = r.search_text, version = a.version + 1, updated_at = ${now}
    from given r where a.org_id = ${orgId} and a.id = r.id`.execute(tx);
}
