/** What every command of the line stands on: the platform, the org, the person in whose name it acts. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import { readConfig } from '#platform/config.ts';
import { type Db, readOrg } from '#platform/database.ts';
import { openLog } from '#platform/log.ts';
import { type Opened, openPlatform } from '#platform/open.ts';
import { type Permission, permissions } from '#platform/permission.ts';

export type CliActor = Actor & { readonly timeZone: string };
export type Options = { readonly org?: string; readonly as?: string; readonly json: boolean };

/** How a command ended. `refused` and `badUse` carry the sentence for the person. */
export type Ending =
  | { readonly kind: 'done'; readonly answer: Readonly<Record<string, unknown>>; readonly text?: string }
  | { readonly kind: 'refused'; readonly code: string; readonly details?: object }
  | { readonly kind: 'badUse'; readonly text: string };

export const exitCode = { done: 0, refused: 1, badUse: 2, fault: 3 } as const;

/** Opens the same data folder, or `DATABASE_URL`, as the server; joins its database when it runs. */
export function openCli(): Promise<Opened> {
  const config = readConfig(process.env);
  return openPlatform(config, openLog(config.logLevel === 'info' ? 'warn' : config.logLevel));
}

/** The org named by its name or id, or the only one. */
export async function findOrg(db: Db, name: string | undefined): Promise<Result<string>> {
  const found = await db.pool.query<{ org_id: string; name: string }>(
    'select org_id, name from directory_org where $1::text is null or org_id::text = $1 or name = $1 order by name limit 20',
    [name ?? null],
  );
  const [first] = found.rows;
  if (first === undefined) return refuse(name === undefined ? 'cli.no_org' : 'cli.org_not_found', { org: name ?? '' });
  if (found.rows.length > 1) return refuse('cli.several_orgs', { orgs: found.rows.map((row) => row.name).join(', ') });
  return ok(first.org_id);
}

type PersonRow = {
  personId: string;
  roleId: string;
  name: string;
  lang: 'ru' | 'en';
  permissions: string[];
  visibility: string;
  seesCost: boolean;
  mayExport: boolean;
  timeZone: string;
};

const known: ReadonlySet<string> = new Set(permissions);
const isPermission = (text: string): text is Permission => known.has(text);

/** The person of that e-mail, or the administrator with the most rights: whoever has the data folder has everything. */
export async function findActor(db: Db, orgId: string, email: string | undefined): Promise<Result<CliActor>> {
  const { rows } = await readOrg(db, orgId, (read) =>
    sql<PersonRow>`
      select p.id as "personId", p.role_id as "roleId", p.name, p.lang, r.permissions, r.visibility, r.sees_cost as "seesCost",
        r.may_export as "mayExport", o.time_zone as "timeZone"
      from person p
      join role r on r.org_id = ${orgId} and r.id = p.role_id
      join org o on o.org_id = ${orgId}
      where p.org_id = ${orgId} and p.active and (${email ?? null}::text is null or p.email = lower(${email ?? null}))
      order by cardinality(r.permissions) desc, r.visibility = 'all' desc, p.created_at limit 1`.execute(read),
  );
  const row = rows[0];
  if (row === undefined) return refuse('cli.person_not_found', { email: email ?? '' });
  const { visibility, permissions: granted, ...person } = row;
  const scope: Actor['scope'] = visibility === 'all' ? { kind: 'all' } : { kind: 'managers', ids: [row.personId] };
  return ok({ ...person, orgId, scope, permissions: new Set(granted.filter(isPermission)) });
}

export type Work = { readonly opened: Opened; readonly orgId: string; readonly actor: CliActor };

/** Opens, finds the org and the person, runs the work, closes. */
export async function withOrg(options: Options, work: (context: Work) => Promise<Ending>): Promise<Ending> {
  const opened = await openCli();
  try {
    const { db } = opened.platform;
    const org = await findOrg(db, options.org);
    if (!org.ok) return refused(org);
    const actor = await findActor(db, org.value, options.as);
    if (!actor.ok) return refused(actor);
    return await work({ opened, orgId: org.value, actor: actor.value });
  } finally {
    await opened.close();
  }
}

/** A refusal of the rules as the ending of a command. */
export function refused(answer: {
  readonly code: string;
  readonly details?: object;
  readonly problems?: unknown;
}): Ending {
  const details = answer.details ?? (answer.problems === undefined ? undefined : { problems: answer.problems });
  return { kind: 'refused', code: answer.code, ...(details === undefined ? {} : { details }) };
}

/** A line for the person who waits; the answer alone goes to stdout. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
