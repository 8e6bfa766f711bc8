import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { type ActContext, command } from '#platform/command.ts';
import { prices } from '../contract.ts';
import { decidePriceDay, decideTakeBack } from '../rules/life.ts';

type NewPrice = {
  readonly productId: string;
  readonly columnId: string;
  readonly validFrom: string;
  readonly priceE4: string;
};

/** What the day has now: the price in force on it, and the version that begins on it. */
type Standing = { at: number; code: string; column_name: string; has_price: boolean; same_day_e4: string | null };

const constraints = {
  price_product_fk: 'pricing.product_not_found',
  price_column_fk: 'pricing.column_not_found',
} as const;

export const setPrices = command({
  name: 'pricing.set_prices',
  permission: 'pricing.write',
  input: prices.set.input,
  constraints,
  async handle(context, { prices: asked }) {
    const { today, emit } = context;
    const keys = new Set(asked.map((one) => `${one.productId} ${one.columnId} ${one.validFrom}`));
    if (keys.size < asked.length) return refuse('pricing.same_price_twice');
    if (asked.some((one) => parsePlainDate(one.validFrom) === null)) return refuse('pricing.bad_day');
    const standing = await standingOf(context, asked);
    const changed: (NewPrice & { readonly column: string })[] = [];
    for (const [at, one] of asked.entries()) {
      const now = standing.get(at);
      if (now === undefined) return refuse('pricing.product_not_found');
      if (now.same_day_e4 === one.priceE4) continue;
      const day = decidePriceDay({ validFrom: one.validFrom, today }, now.has_price);
      if (!day.ok) return refuse('pricing.past_day', { dayOn: one.validFrom });
      changed.push({ ...one, column: now.column_name });
    }
    await writePrices(context, changed);
    for (const one of changed) {
      const payload = { column: one.column, priceE4: one.priceE4, fromOn: one.validFrom };
      emit({ name: 'pricing.price_set', subject: { type: 'product', id: one.productId }, payload });
    }
    return ok({ changed: changed.length, unchanged: asked.length - changed.length });
  },
});

/** Locks the products, so that two who set the same price take turns, and reads what each asked day has now. */
async function standingOf({ tx, orgId }: ActContext, asked: readonly NewPrice[]): Promise<Map<number, Standing>> {
  const { rows } = await sql<Standing>`
    with locked as materialized (
      select id, code from product where org_id = ${orgId} and id = any(${asked.map((one) => one.productId)}::uuid[])
      order by id for update
    )
    select (a.at - 1)::int as at, l.code, coalesce(c.name, '') as column_name,
      exists (select from price r where r.org_id = ${orgId} and r.product_id = a.product_id
        and r.column_id = a.column_id and r.valid_from <= a.valid_from) as has_price,
      (select r.price_e4 from price r where r.org_id = ${orgId} and r.product_id = a.product_id
        and r.column_id = a.column_id and r.valid_from = a.valid_from) as same_day_e4
    from unnest(${asked.map((one) => one.productId)}::uuid[], ${asked.map((one) => one.columnId)}::uuid[],
      ${asked.map((one) => one.validFrom)}::date[]) with ordinality as a (product_id, column_id, valid_from, at)
    join locked l on l.id = a.product_id
    left join price_column c on c.org_id = ${orgId} and c.id = a.column_id`.execute(tx);
  return new Map(rows.map((row) => [row.at, row]));
}

async function writePrices({ tx, orgId }: ActContext, rows: readonly NewPrice[]): Promise<void> {
  await sql`
    insert into price (org_id, product_id, column_id, valid_from, price_e4)
    select ${orgId}, n.product_id, n.column_id, n.valid_from, n.price_e4
    from unnest(${rows.map((one) => one.productId)}::uuid[], ${rows.map((one) => one.columnId)}::uuid[],
      ${rows.map((one) => one.validFrom)}::date[], ${rows.map((one) => one.priceE4)}::bigint[])
      as n (product_id, column_id, valid_from, price_e4)
    on conflict (org_id, product_id, column_id, valid_from) do update set price_e4 = excluded.price_e4`.execute(tx);
}

export const cancelPrice = command({
  name: 'pricing.cancel_price',
  permission: 'pricing.write',
  input: prices.cancel.input,
  async handle({ tx, orgId, today, emit }, { productId, columnId, validFrom }) {
    const may = decideTakeBack(validFrom, today);
    if (!may.ok) return may;
    const { rows } = await sql<{ price_e4: string }>`
      delete from price where org_id = ${orgId} and product_id = ${productId} and column_id = ${columnId}
        and valid_from = ${validFrom} returning price_e4`.execute(tx);
    const row = rows[0];
    if (row === undefined) return refuse('pricing.price_not_found');
    const payload = { priceE4: row.price_e4, fromOn: validFrom };
    emit({ name: 'pricing.price_cancelled', subject: { type: 'product', id: productId }, payload });
    return ok({});
  },
});

export const setBreaks = command({
  name: 'pricing.set_breaks',
  permission: 'pricing.write',
  input: prices.setBreaks.input,
  constraints: { quantity_break_product_fk: 'pricing.product_not_found', quantity_break_pk: 'pricing.same_break_twice' },
  async handle({ tx, orgId, emit }, { productId, breaks }) {
    const sorted = [...breaks].sort((a, b) => Number(BigInt(a.minMilli) - BigInt(b.minMilli)));
    await sql`delete from quantity_break where org_id = ${orgId} and product_id = ${productId}`.execute(tx);
    await sql`
      insert into quantity_break (org_id, product_id, min_milli, discount_bp)
      select ${orgId}, ${productId}, n.min_milli, n.discount_bp
      from unnest(${sorted.map((one) => one.minMilli)}::bigint[], ${sorted.map((one) => one.discountBp)}::int[])
        as n (min_milli, discount_bp)`.execute(tx);
    emit({ name: 'pricing.breaks_set', subject: { type: 'product', id: productId }, payload: { count: sorted.length } });
    return ok({});
  },
});
