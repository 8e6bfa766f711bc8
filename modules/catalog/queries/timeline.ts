import { sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { ProductEvent, products } from '../contract.ts';

const pageRows = 30;

/** Whose events are told to those who hold the right. */
const told = { 'pricing.read': 'pricing', 'stock.read': 'stock' } as const;

/** What was done to a product, newest first; events of prices and of stock only for those who may read them. */
export async function productTimeline(
  { read, orgId, actor }: ReadContext,
  { productId, cursor }: InputOf<typeof products.timeline>,
): Promise<Result<OutputOf<typeof products.timeline>>> {
  const before = /^\d{1,18}$/.test(cursor ?? '') ? (cursor ?? null) : null;
  const held = Object.entries(told).filter(([right]) => (actor.permissions as ReadonlySet<string>).has(right));
  const modules = ['catalog', ...held.map(([, module]) => module)];
  const { rows } = await sql<Omit<ProductEvent, 'facts'> & { seq: string; facts: ProductEvent['facts'] }>`
    select e.id, e.at, e.name, p.name as "actorName", e.payload as facts, e.seq
    from event e left join person p on p.org_id = ${orgId} and p.id = e.actor_id
    where e.org_id = ${orgId} and e.subject_id = ${productId} and e.subject_type = 'product'
      and split_part(e.name, '.', 1) = any(${modules}::text[])
      and (${before}::bigint is null or e.seq < ${before}::bigint)
    order by e.seq desc limit ${pageRows + 1}`.execute(read);
  const page = rows.slice(0, pageRows);
  const next = rows.length > pageRows ? (page.at(-1)?.seq ?? null) : null;
  return ok({ rows: page.map(({ seq: _seq, ...row }) => row), next });
}
