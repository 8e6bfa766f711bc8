/** Rights as rows: who holds what, read under one lock per organisation. */
import { sql } from 'kysely';
import type { Result } from '#kernel/result.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import { permissions } from '#platform/permission.ts';
import { decideAdministrators, decideWithin, type Rights, type Visibility } from './rules.ts';

type RightsRow = {
  readonly permissions: string[];
  readonly visibility: Visibility;
  readonly seesCost: boolean;
  readonly mayExport: boolean;
};

export type RoleRow = Rights & { readonly id: string; readonly name: string; readonly version: number };

/**
 * Locks the rights of the whole organisation until the end of the transaction, so that two administrators who take
 * each other's rights take turns; answers the actor's rights as they are now, not as the session believed them.
 */
export async function lockRights(tx: Tx, { orgId, actor }: ActContext): Promise<Rights> {
  await sql`select pg_advisory_xact_lock(hashtext('access.rights'), hashtext(${orgId}))`.execute(tx);
  return readRights(tx, orgId, actor.personId);
}

/** What a person holds now; nothing when they may not come in. */
export async function readRights(read: Read, orgId: string, personId: string): Promise<Rights> {
  const { rows } = await sql<RightsRow>`
    select r.permissions, r.visibility, r.sees_cost as "seesCost", r.may_export as "mayExport"
    from person p join role r on r.org_id = ${orgId} and r.id = p.role_id
    where p.org_id = ${orgId} and p.id = ${personId} and p.active`.execute(read);
  const row = rows[0];
  // Deactivated a moment ago: nothing is held any more.
  if (row === undefined) return { permissions: [], visibility: 'own', seesCost: false, mayExport: false };
  return rightsOf(row);
}

function rightsOf(row: RightsRow): Rights {
  return { ...row, permissions: permissions.filter((one) => row.permissions.includes(one)) };
}

/** The role, or null when the organisation has none of this id. */
export async function readRole(tx: Tx, orgId: string, roleId: string): Promise<RoleRow | null> {
  const { rows } = await sql<RightsRow & { id: string; name: string; version: number }>`
    select id, name, version, permissions, visibility, sees_cost as "seesCost", may_export as "mayExport"
    from role where org_id = ${orgId} and id = ${roleId}`.execute(tx);
  const row = rows[0];
  return row === undefined ? null : { ...row, ...rightsOf(row) };
}

/** People who can sign in and hold every right there is. */
export async function countAdministrators(tx: Tx, orgId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from person p join role r on r.org_id = ${orgId} and r.id = p.role_id
    where p.org_id = ${orgId} and p.active and p.password_hash is not null
      and r.permissions @> ${[...permissions]}::text[] and r.visibility = 'all' and r.sees_cost and r.may_export`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

type Touched<F> = {
  /** What somebody has now and what they get. */
  readonly rights: readonly Rights[];
  /** What was read on the way, for the change. */
  readonly facts: F;
};

type RightsChange<F, T> = {
  readonly touched: (tx: Tx, mine: Rights) => Promise<Result<Touched<F>>>;
  readonly change: (tx: Tx, facts: F) => Promise<Result<T>>;
};

/**
 * Does a change of rights under the lock: refuses when it touches or gives rights the actor does not hold
 * (`access.beyond_your_rights`) or leaves nobody with all of them (`access.last_administrator`).
 */
export async function changeRights<F, T>(context: ActContext, how: RightsChange<F, T>): Promise<Result<T>> {
  const { tx, orgId } = context;
  const mine = await lockRights(tx, context);
  const touched = await how.touched(tx, mine);
  if (!touched.ok) return touched;
  const within = decideWithin(mine, touched.value.rights);
  if (!within.ok) return within;
  const before = await countAdministrators(tx, orgId);
  const changed = await how.change(tx, touched.value.facts);
  if (!changed.ok) return changed;
  const left = decideAdministrators(before, await countAdministrators(tx, orgId));
  return left.ok ? changed : left;
}
