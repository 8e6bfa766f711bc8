/** What every command of the line stands on: the platform, the org, the person in whose name it acts. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActingPerson, actingPerson } from '#modules/access/index.ts';
import { readConfig } from '#platform/config.ts';
import { type Db, readOrg } from '#platform/database.ts';
import { openLog } from '#platform/log.ts';
import { type Opened, openPlatform } from '#platform/open.ts';
import type { Permission } from '#platform/permission.ts';

export type Options = { readonly org?: string; readonly as?: string; readonly json: boolean };

/** How a command ended. `refused` and `badUse` carry the code of the sentence for the person. */
export type Ending =
  | { readonly kind: 'done'; readonly answer: Readonly<Record<string, unknown>>; readonly text?: string }
  | { readonly kind: 'refused'; readonly code: string; readonly details?: object }
  | { readonly kind: 'badUse'; readonly code: string; readonly details?: object };

export const exitCode = { done: 0, refused: 1, badUse: 2, fault: 3 } as const;

// Proofs and imports of years of books read everything there is; nobody waits at a screen for them.
const statementMostMs = 15 * 60_000;

/** Opens the same data folder, or `DATABASE_URL`, as the server; joins its database when it runs. */
export function openCli(): Promise<Opened> {
  const config = readConfig(process.env);
  return openPlatform(config, openLog(config.logLevel === 'info' ? 'warn' : config.logLevel), statementMostMs);
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

/** The person of that e-mail, or the administrator with the most rights: whoever has the data folder has everything. */
export async function findActor(db: Db, orgId: string, email: string | undefined): Promise<Result<ActingPerson>> {
  const { rows } = await readOrg(db, orgId, (read) =>
    sql<{ id: string }>`
      select p.id from person p join role r on r.org_id = ${orgId} and r.id = p.role_id
      where p.org_id = ${orgId} and p.active
        and (${email ?? null}::text is null or lower(p.email) = lower(trim(${email ?? null})))
      order by cardinality(r.permissions) desc, r.visibility = 'all' desc, p.created_at limit 1`.execute(read),
  );
  const [found] = rows;
  const actor = found === undefined ? null : await actingPerson(db, orgId, found.id);
  return actor === null ? refuse('cli.person_not_found', { email: email ?? '' }) : ok(actor);
}

/** What a command may touch: the platform, the org, the person in whose name it acts. */
export type Work = { readonly opened: Opened; readonly orgId: string; readonly actor: ActingPerson };

/** Opens, finds the org and the person, runs the work if they hold the right, closes. */
export async function withOrg(
  options: Options,
  right: Permission | null,
  work: (context: Work) => Promise<Ending>,
): Promise<Ending> {
  const opened = await openCli();
  try {
    const { db } = opened.platform;
    const org = await findOrg(db, options.org);
    if (!org.ok) return refused(org);
    const actor = await findActor(db, org.value, options.as);
    if (!actor.ok) return refused(actor);
    if (right !== null && !actor.value.permissions.has(right))
      return { kind: 'refused', code: 'platform.forbidden', details: { permission: right } };
    return await work({ opened, orgId: org.value, actor: actor.value });
  } finally {
    await opened.close();
  }
}

/** A refusal of the rules as the ending of a command; input that is none is a bad use. */
export function refused(answer: {
  readonly code: string;
  readonly details?: object;
  readonly problems?: readonly { readonly path: string }[];
}): Ending {
  const { problems } = answer;
  if (problems !== undefined) {
    const fields = problems.map((one) => one.path).join(', ');
    return { kind: 'badUse', code: answer.code, details: { fields, problems } };
  }
  return { kind: 'refused', code: answer.code, ...(answer.details === undefined ? {} : { details: answer.details }) };
}

/** A line for the person who waits; the answer alone goes to stdout. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
