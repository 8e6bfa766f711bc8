import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { org } from '../contract-org.ts';
import { forgetSessions } from '../session.ts';

/** Changes the organisation's name and time zone. The currency stays: sums already kept are in it. */
export const updateOrg = command({
  name: 'access.update_org',
  permission: 'settings.write',
  input: org.update.input,
  async handle({ tx, orgId, emit }, { name, timeZone }) {
    if (!isTimeZone(timeZone)) return refuse('access.no_such_time_zone');
    const before = await sql<{ name: string; timeZone: string }>`
      select name, time_zone as "timeZone" from org where org_id = ${orgId} for no key update`.execute(tx);
    await sql`update org set name = ${name.trim()}, time_zone = ${timeZone} where org_id = ${orgId}`.execute(tx);
    await sql`update directory_org set name = ${name.trim()} where org_id = ${orgId}`.execute(tx);
    const payload = { name: name.trim(), timeZone, before: before.rows[0] ?? null };
    emit({ name: 'access.org_changed', subject: { type: 'org', id: orgId }, payload });
    forgetSessions(orgId);
    return ok({});
  },
});

/** A place of the time zone database, as the runtime knows it: not an offset, whose summer time nobody would know. */
function isTimeZone(text: string): boolean {
  return text === 'UTC' || Intl.supportedValuesOf('timeZone').includes(text);
}
