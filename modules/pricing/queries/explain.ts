import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { Explained, prices } from '../contract.ts';
import { priceLine } from '../rules/line.ts';
import { loadPriceFacts } from './facts.ts';

/** One unit by default, in thousandths. */
const oneUnit = 1_000n;

/** "Why this price": the same facts and the same function as in an order. */
export async function explainPrice(
  { read, orgId, actor, today }: ReadContext,
  input: InputOf<typeof prices.explain>,
): Promise<Result<Explained>> {
  const date = input.date ?? today;
  if (parsePlainDate(date) === null) return refuse('pricing.bad_day');
  const scope = { orgId, accountId: input.accountId, roleId: actor.roleId, date };
  const facts = await loadPriceFacts(read, scope, [input.productId]);
  if (!facts.account.known || !sees(actor, facts.account.managerId)) return refuse('pricing.not_found');
  const quantityMilli = input.quantityMilli === undefined ? oneUnit : BigInt(input.quantityMilli);
  const priced = priceLine(facts, { productId: input.productId, quantityMilli, manualBp: input.manualBp ?? 0 });
  if (!priced.ok) return priced;
  const product = facts.products.get(input.productId);
  const line = priced.value;
  return ok({
    productId: input.productId,
    code: product?.code ?? '',
    name: product?.name ?? '',
    unit: product?.unit ?? '',
    date,
    quantityMilli: String(quantityMilli),
    basePriceE4: String(line.basePriceE4),
    priceE4: String(line.priceE4),
    sumMinor: String(line.sumMinor),
    vatBp: line.vatBp,
    vatMinor: String(line.vatMinor),
    costE4: actor.seesCost && line.costE4 !== null ? String(line.costE4) : null,
    floorE4: actor.seesCost && line.floorE4 !== null ? String(line.floorE4) : null,
    manualBp: line.manualBp,
    authorityBp: line.authorityBp,
    beyondAuthority: line.beyondAuthority,
    underFloor: line.underFloor,
    trace: [...line.trace],
  });
}

/** The columns of the org in their order. */
export async function listColumns({
  read,
  orgId,
}: ReadContext): Promise<Result<{ rows: { id: string; name: string; isMain: boolean; accounts: number }[] }>> {
  const { rows } = await sql<{ id: string; name: string; isMain: boolean; accounts: number }>`
    select c.id, c.name, c.is_default as "isMain", (select count(*)::int from account_terms t
      where t.org_id = ${orgId} and t.column_id = c.id) as accounts
    from price_column c where c.org_id = ${orgId} order by c.position, c.name collate ru_name, c.id limit 100`.execute(
    read,
  );
  return ok({ rows });
}
