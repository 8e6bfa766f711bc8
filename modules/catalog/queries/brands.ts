import { sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { cursorId, cursorOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { brands, categories } from '../contract.ts';
import { folded } from '../rules/keys.ts';
import { likePattern } from '../rules/search.ts';

const pageRows = 100;

/** Brands by name with the number of their products. */
export async function listBrands(
  { read, orgId }: ReadContext,
  input: InputOf<typeof brands.list>,
): Promise<Result<OutputOf<typeof brands.list>>> {
  const afterId = cursorId(input.cursor);
  const { rows } = await sql<{ id: string; name: string; products: number }>`
    select b.id, b.name,
      (select count(*)::int from product p where p.org_id = ${orgId} and p.brand_id = b.id) as products
    from brand b
    where b.org_id = ${orgId} and b.name_key like ${likePattern(folded(input.q ?? ''))}
      and (${afterId}::uuid is null or (b.name collate ru_name, b.id) > (
        (select k.name from brand k where k.org_id = ${orgId} and k.id = ${afterId}) collate ru_name, ${afterId}::uuid))
    order by b.name collate ru_name, b.id limit ${pageRows + 1}`.execute(read);
  const page = rows.slice(0, pageRows);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageRows && last !== undefined ? cursorOf([last.id]) : null });
}

const pickRows = 50;

/** The first categories whose path has all the words, by path. */
export async function pickCategories(
  { read, orgId }: ReadContext,
  input: InputOf<typeof categories.pick>,
): Promise<Result<OutputOf<typeof categories.pick>>> {
  const words = folded(input.q ?? '')
    .split(' ')
    .slice(0, 6);
  const has = words.map((word) => sql`c.path_key like ${likePattern(word)}`);
  const { rows } = await sql<{ id: string; name: string; path: string }>`
    select c.id, c.name, c.path from category c where c.org_id = ${orgId} and ${sql.join(has, sql` and `)}
    order by c.path collate ru_name, c.id limit ${pickRows}`.execute(read);
  return ok({ rows });
}
