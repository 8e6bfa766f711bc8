import { sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** Whoever did something is a person of the org: events, acts and the directory have no foreign key to tell it. */
export const checks: readonly Check[] = [
  sqlCheck(
    'access.person_missing',
    (orgId) => sql<Details>`
      select 'event' as kept, e.id::text as id from event e
      left join person p on p.org_id = ${orgId} and p.id = e.actor_id
      where e.org_id = ${orgId} and e.actor_id is not null and p.id is null
      union all
      select 'command_key', k.key::text from command_key k
      left join person p on p.org_id = ${orgId} and p.id = k.person_id
      where k.org_id = ${orgId} and p.id is null
      union all
      select 'directory_login', d.email_key from directory_login d
      left join person p on p.org_id = ${orgId} and p.id = d.person_id
      where d.org_id = ${orgId} and p.id is null
      order by 1, 2`,
  ),
];
