import { sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { settlements } from '../contract.ts';
import { ageingSetting } from '../queries/ageing-policy.ts';
import { ageingBuckets } from '../rules/ageing.ts';

/** Sets the org's ageing buckets by their last days late. */
export const setAgeingPolicy = command({
  name: 'settlements.set_ageing_policy',
  permission: 'settings.write',
  input: settlements.setAgeingPolicy.input,
  async handle({ tx, orgId, emit }, { bounds }) {
    const made = ageingBuckets(bounds);
    if (!made.ok) return made;
    await sql`
      insert into setting (org_id, key, value) values (${orgId}, ${ageingSetting}, ${JSON.stringify({ bounds })}::jsonb)
      on conflict (org_id, key) do update set value = excluded.value`.execute(tx);
    emit({
      name: 'settlements.ageing_set',
      subject: { type: 'org', id: orgId },
      payload: { bounds: bounds.join(', ') },
    });
    return ok({ bounds });
  },
});
