import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';

const series = 'account';
const prefix = 'A-';
const digits = 6;

/**
 * The next `count` free codes of the org: A-000001 and on. Locks the series until the end of the transaction, so that
 * two who create at once do not take the same. Codes given by people or files are stepped over.
 */
export async function takeCodes(tx: Tx, orgId: string, count: number): Promise<string[]> {
  if (count === 0) return [];
  const last = await step(tx, orgId, count);
  const codes = codesUpTo(last, count);
  const { rows } = await sql`
    select from account a where a.org_id = ${orgId} and a.code = any(${codes}::text[]) limit 1`.execute(tx);
  if (rows.length === 0) return codes;
  await sql`
    update number_series s set last = greatest(s.last, (
      select coalesce(max(substr(a.code, ${prefix.length + 1})::integer), 0) from account a
      where a.org_id = ${orgId} and a.code >= ${prefix} and a.code < ${`${prefix}:`}
        and a.code ~ ${`^${prefix}[0-9]{1,8}$`}))
    where s.org_id = ${orgId} and s.series = ${series} and s.year = 0`.execute(tx);
  return codesUpTo(await step(tx, orgId, count), count);
}

async function step(tx: Tx, orgId: string, count: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into number_series (org_id, series, year, last) values (${orgId}, ${series}, 0, ${count})
    on conflict (org_id, series, year) do update set last = number_series.last + ${count} returning last`.execute(tx);
  return rows[0]?.last ?? count;
}

function codesUpTo(last: number, count: number): string[] {
  return Array.from({ length: count }, (_unused, at) => prefix + String(last - count + 1 + at).padStart(digits, '0'));
}
