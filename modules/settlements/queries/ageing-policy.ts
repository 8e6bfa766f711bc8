import { sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import type { Read } from '#platform/database.ts';
import type { ReadContext } from '#platform/serve.ts';
import { type AgeingBucket, ageingBuckets, defaultAgeingBounds, defaultAgeingBuckets } from '../rules/ageing.ts';

export const ageingSetting = 'settlements.ageing';

/** The org's bounds of ageing buckets, or the usual ones. */
export async function readBounds(read: Read, orgId: string): Promise<readonly number[]> {
  const { rows } = await sql<{ value: { bounds?: unknown } }>`
    select s.value from setting s where s.org_id = ${orgId} and s.key = ${ageingSetting}`.execute(read);
  const bounds = rows[0]?.value.bounds;
  return Array.isArray(bounds) ? bounds.map(Number) : defaultAgeingBounds;
}

/** The org's buckets; the usual ones where its setting makes none. */
export async function readBuckets(read: Read, orgId: string): Promise<readonly AgeingBucket[]> {
  const made = ageingBuckets(await readBounds(read, orgId));
  return made.ok ? made.value : defaultAgeingBuckets;
}

/** The bounds, for the screen that sets them. */
export async function getAgeingPolicy({ read, orgId }: ReadContext) {
  return ok({ bounds: [...(await readBounds(read, orgId))] });
}
