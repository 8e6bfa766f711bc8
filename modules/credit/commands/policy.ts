import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { credit } from '../contract.ts';
import { policyView } from '../queries/card.ts';
import { policyOf } from '../queries/facts.ts';

/** Sets the org's policy whole. At least one part counts: an exposure of nothing would let everything pass. */
export const setPolicy = command({
  name: 'credit.set_policy',
  permission: 'settings.write',
  input: credit.setPolicy.input,
  async handle({ tx, orgId, emit }, policy) {
    const { receivable, unbilled, confirmed, order } = policy.parts;
    if (![receivable, unbilled, confirmed, order].includes(true)) return refuse('credit.no_parts');
    const kept = policyView(policyOf(policy));
    await sql`
      insert into setting (org_id, key, value) values (${orgId}, 'credit.policy', ${JSON.stringify(kept)}::jsonb)
      on conflict (org_id, key) do update set value = excluded.value`.execute(tx);
    emit({ name: 'credit.policy_set', subject: { type: 'org', id: orgId }, payload: { policy: kept } });
    return ok(kept);
  },
});
