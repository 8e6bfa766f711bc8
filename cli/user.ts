import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { deactivatePerson } from '#modules/access/commands/people.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import { type Ending, type Options, refused, withOrg } from './context.ts';

/** `user list`: who may sign in. */
export function userList(options: Options): Promise<Ending> {
  return withOrg(options, async ({ opened, orgId }) => {
    const { rows } = await readOrg(opened.platform.db, orgId, (read) =>
      sql<{ id: string; email: string; name: string; role: string; active: boolean; version: number }>`
        select p.id, p.email, p.name, r.name as role, p.active, p.version from person p join role r on r.org_id = ${orgId} and r.id = p.role_id
        where p.org_id = ${orgId} order by p.email limit 1000`.execute(read),
    );
    const text = rows.map((row) => `${row.active ? ' ' : '-'} ${row.email}  ${row.name}  ${row.role}`).join('\n');
    return { kind: 'done', answer: { people: rows }, text };
  });
}

/** `user deactivate <email>`: the person's sessions end at once. */
export function userDeactivate(options: Options, email: string): Promise<Ending> {
  return withOrg(options, async ({ opened, orgId, actor }) => {
    const { rows } = await readOrg(opened.platform.db, orgId, (read) =>
      sql<{ id: string; version: number }>`
        select id, version from person where org_id = ${orgId} and email = ${email.trim().toLowerCase()}`.execute(read),
    );
    const person = rows[0];
    if (person === undefined) return { kind: 'refused', code: 'cli.person_not_found', details: { email } };
    const input = { personId: person.id, version: person.version };
    const done = await runCommand(opened.platform, deactivatePerson, { actor, key: newId(), input, requestId: 'cli' });
    return done.ok ? { kind: 'done', answer: { email }, text: email } : refused(done);
  });
}
