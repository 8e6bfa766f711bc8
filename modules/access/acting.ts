/** What a person may do and see today, whoever asks: a session, a job that acts for them, the command line. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor, Scope } from '#platform/actor.ts';
import { type Db, readOrg } from '#platform/database.ts';
import { type Permission, permissions } from '#platform/permission.ts';

export type ActingRow = {
  readonly personId: string;
  readonly roleId: string;
  readonly name: string;
  readonly lang: 'ru' | 'en';
  readonly permissions: string[];
  readonly visibility: 'own' | 'team' | 'all';
  readonly seesCost: boolean;
  readonly mayExport: boolean;
  readonly timeZone: string;
  readonly team: string[];
};

export type ActingPerson = Actor & { readonly timeZone: string };

const known: ReadonlySet<string> = new Set(permissions);

/** What `actingSql` needs of a person `p`, the role `r` and the org `o`. */
export const actingColumns = sql`p.id as "personId", p.name, p.lang, p.department_id, r.id as "roleId", r.permissions,
  r.visibility, r.sees_cost as "seesCost", r.may_export as "mayExport", o.time_zone as "timeZone"`;

/** The columns of `me` and the team: the active people of the departments one heads or works in. */
export function actingSql(orgId: string, me: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with recursive me as (${me}), team_department as (
      select d.id from department d, me
      where d.org_id = ${orgId} and me.visibility = 'team' and (d.head_id = me."personId" or d.id = me.department_id)
      union
      select d.id from department d join team_department t on d.parent_id = t.id where d.org_id = ${orgId}
    )
    select me.*, array(
        select p.id from person p join team_department t on t.id = p.department_id
        where p.org_id = ${orgId} and p.active
      ) as team
    from me`;
}

/** The actor that a row is. */
export function actorFrom(orgId: string, row: ActingRow): ActingPerson {
  const { personId, roleId, name, lang, seesCost, mayExport, timeZone } = row;
  const rights = new Set(row.permissions.filter((one): one is Permission => known.has(one)));
  return {
    orgId,
    personId,
    roleId,
    name,
    lang,
    permissions: rights,
    scope: scopeOf(row),
    seesCost,
    mayExport,
    timeZone,
  };
}

function scopeOf(row: ActingRow): Scope {
  if (row.visibility === 'all') return { kind: 'all' };
  const team = row.visibility === 'team' ? row.team : [];
  return { kind: 'managers', ids: [...new Set([row.personId, ...team])] };
}

/** An active person with today's rights, for work done in their name; null when there is none. */
export async function actingPerson(db: Db, orgId: string, personId: string): Promise<ActingPerson | null> {
  const me = sql`select ${actingColumns} from person p
    join role r on r.org_id = ${orgId} and r.id = p.role_id
    join org o on o.org_id = ${orgId}
    where p.org_id = ${orgId} and p.id = ${personId} and p.active`;
  const { rows } = await readOrg(db, orgId, (read) => sql<ActingRow>`${actingSql(orgId, me)}`.execute(read));
  return rows[0] === undefined ? null : actorFrom(orgId, rows[0]);
}
