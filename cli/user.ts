import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { deactivatePerson } from '#modules/access/commands/people.ts';
import { invitationLink } from '#modules/access/invitation-letter.ts';
import { inviteAgain, invitePerson, type MadeInvitation } from '#modules/access/invitations.ts';
import { newToken } from '#modules/access/session.ts';
import { standardRoles } from '#modules/access/standard-roles.ts';
import { type Answer, runCommand } from '#platform/command.ts';
import { readConfig } from '#platform/config.ts';
import { readOrg } from '#platform/database.ts';
import { type Ending, type Options, refused, type Work, withOrg } from './context.ts';

type PersonLine = {
  id: string;
  email: string;
  name: string;
  role: string;
  active: boolean;
  version: number;
};

/** `user list`: who may sign in. */
export function userList(options: Options): Promise<Ending> {
  return withOrg(options, 'people.write', async ({ opened, orgId }) => {
    const { rows } = await readOrg(opened.platform.db, orgId, (read) =>
      sql<PersonLine>`
        select p.id, p.email, p.name, r.name as role, p.active, p.version
        from person p join role r on r.org_id = ${orgId} and r.id = p.role_id
        where p.org_id = ${orgId} order by p.email limit 1000`.execute(read),
    );
    const text = rows.map((row) => `${row.active ? ' ' : '-'} ${row.email}  ${row.name}  ${row.role}`).join('\n');
    return { kind: 'done', answer: { people: rows }, text };
  });
}

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly role?: string;
  readonly lang?: string;
};

/**
 * `user add <e-mail> <name> --role ROLE`: a person without a password, and the link by which they set it; seven days,
 * once. The role by its name, or by the key of a standard one.
 */
export function userAdd(options: Options, { email, name, role, lang }: NewUser): Promise<Ending> {
  return withOrg(options, 'people.write', async (work) => {
    const roles = await rolesOf(work);
    const found = roles.find((one) => isRole(one.name, role ?? ''));
    if (found === undefined) {
      const details = { role: role ?? '', roles: roles.map((one) => one.name).join(', ') };
      return { kind: role === undefined ? 'badUse' : 'refused', code: 'cli.no_such_role', details };
    }
    if (lang !== undefined && lang !== 'ru' && lang !== 'en')
      return { kind: 'badUse', code: 'cli.bad_flag', details: { what: `--lang ${lang}`, flags: 'ru, en' } };
    const input = {
      id: newId(),
      lang: lang ?? work.actor.lang,
      email: email.trim(),
      name,
      post: '',
      phone: '',
      roleId: found.id,
      departmentId: null,
    };
    return withLink(work, { email: input.email, role: found.name }, (hash) =>
      runCommand(work.opened.platform, invitePerson(hash), {
        actor: work.actor,
        key: newId(),
        input,
        requestId: 'cli',
      }),
    );
  });
}

/**
 * `user password <e-mail>`: a link by which the person sets a new password; seven days, once. Taking it ends every
 * session of theirs; the password in force works until then.
 */
export function userPassword(options: Options, email: string): Promise<Ending> {
  return withOrg(options, 'people.write', async (work) => {
    const person = await findPerson(work, email);
    if (person === undefined) return notFound(email);
    const request = { actor: work.actor, key: newId(), input: { personId: person.id }, requestId: 'cli' };
    return withLink(work, { email: person.email }, (hash) =>
      runCommand(work.opened.platform, inviteAgain(hash), request),
    );
  });
}

/** `user deactivate <email>`: the person's sessions end at once. */
export function userDeactivate(options: Options, email: string): Promise<Ending> {
  return withOrg(options, 'people.write', async (work) => {
    const person = await findPerson(work, email);
    if (person === undefined) return notFound(email);
    const request = { actor: work.actor, key: newId(), input: { personId: person.id }, requestId: 'cli' };
    const done = await runCommand(work.opened.platform, deactivatePerson, request);
    return done.ok ? { kind: 'done', answer: { email: person.email }, text: person.email } : refused(done);
  });
}

/** The token leaves in the answer only: its hash alone is kept. */
async function withLink(
  { orgId }: Work,
  answer: Readonly<Record<string, string>>,
  make: (hash: Buffer) => Promise<Answer<MadeInvitation>>,
): Promise<Ending> {
  const { token, tokenHash } = newToken();
  const made = await make(tokenHash);
  if (!made.ok) return refused(made);
  const link = invitationLink(readConfig(process.env).publicUrl, `${orgId}.${token}`);
  return { kind: 'done', answer: { id: made.value.id, ...answer, link }, text: link };
}

const notFound = (email: string): Ending => ({ kind: 'refused', code: 'cli.person_not_found', details: { email } });

type Found = { readonly id: string; readonly email: string };

async function findPerson({ opened, orgId }: Work, email: string): Promise<Found | undefined> {
  const { rows } = await readOrg(opened.platform.db, orgId, (read) =>
    sql<Found>`
      select id, email from person
      where org_id = ${orgId} and lower(email) = lower(trim(${email}))`.execute(read),
  );
  return rows[0];
}

async function rolesOf({ opened, orgId }: Work): Promise<{ id: string; name: string }[]> {
  const { rows } = await readOrg(opened.platform.db, orgId, (read) =>
    sql<{ id: string; name: string }>`select id, name from role where org_id = ${orgId} order by name`.execute(read),
  );
  return rows;
}

function isRole(name: string, asked: string): boolean {
  const standard = standardRoles.find((one) => one.key === asked.trim().toLowerCase());
  const names = standard === undefined ? [asked.trim()] : [standard.name.ru, standard.name.en];
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}
