import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { prices } from '../contract.ts';
import { decidePriceDay, decideTakeBack } from '../rules/life.ts';
import { type NewPrice, readStandings, writePrices } from '../store.ts';

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
    const standings = await readStandings(context, asked);
    const changed: (NewPrice & { readonly column: string })[] = [];
    for (const [at, one] of asked.entries()) {
      const now = standings.get(at);
      if (now === undefined) return refuse('pricing.product_not_found');
      if (now.inForceE4 === one.priceE4) continue;
      const day = decidePriceDay({ validFrom: one.validFrom, today }, now.inForceE4 !== null);
      if (!day.ok) return day;
      changed.push({ ...one, column: now.columnName });
    }
    await writePrices(context, changed);
    for (const one of changed) {
      const payload = { column: one.column, priceE4: one.priceE4, fromOn: one.validFrom };
      emit({ name: 'pricing.price_set', subject: { type: 'product', id: one.productId }, payload });
    }
    return ok({ changed: changed.length, unchanged: asked.length - changed.length });
  },
});

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
  constraints: {
    quantity_break_product_fk: 'pricing.product_not_found',
    quantity_break_pk: 'pricing.same_break_twice',
  },
  async handle({ tx, orgId, emit }, { productId, breaks }) {
    const sorted = [...breaks].sort((a, b) => Number(BigInt(a.minMilli) - BigInt(b.minMilli)));
    await sql`delete from quantity_break where org_id = ${orgId} and product_id = ${productId}`.execute(tx);
    await sql`
      insert into quantity_break (org_id, product_id, min_milli, discount_bp)
      select ${orgId}, ${productId}, n.min_milli, n.discount_bp
      from unnest(${sorted.map((one) => one.minMilli)}::bigint[], ${sorted.map((one) => one.discountBp)}::int[])
        as n (min_milli, discount_bp)`.execute(tx);
    emit({
      name: 'pricing.breaks_set',
      subject: { type: 'product', id: productId },
      payload: { count: sorted.length },
    });
    return ok({});
  },
});
