/** SQL that writes prices. */
import { sql } from 'kysely';
import type { ActContext } from '#platform/command.ts';

/** A price to be set: 1/10000 rouble as digits, from a day on. */
export type NewPrice = {
  readonly productId: string;
  readonly columnId: string;
  readonly validFrom: string;
  readonly priceE4: string;
};

/** What the day of a price has now: the price in force on it, and the version that begins on it. */
export type Standing = {
  readonly at: number;
  readonly columnName: string;
  readonly inForceE4: string | null;
  readonly sameDayE4: string | null;
};

/**
 * Locks the products, so that those who set the same price take turns, and reads what each asked day has now, by the
 * place of the price in the list. A price of an unknown product has none.
 */
export async function readStandings(
  { tx, orgId }: ActContext,
  asked: readonly NewPrice[],
): Promise<Map<number, Standing>> {
  if (asked.length === 0) return new Map();
  const { rows } = await sql<Standing>`
    with locked as materialized (
      select id from product
      where org_id = ${orgId} and id in (select unnest(${asked.map((one) => one.productId)}::uuid[]))
      order by id for no key update
    )
    select (a.at - 1)::int as at, coalesce(c.name, '') as "columnName",
      (select r.price_e4 from price r where r.org_id = ${orgId} and r.product_id = a.product_id
        and r.column_id = a.column_id and r.valid_from <= a.valid_from
        order by r.valid_from desc limit 1) as "inForceE4",
      (select r.price_e4 from price r where r.org_id = ${orgId} and r.product_id = a.product_id
        and r.column_id = a.column_id and r.valid_from = a.valid_from) as "sameDayE4"
    from unnest(${asked.map((one) => one.productId)}::uuid[], ${asked.map((one) => one.columnId)}::uuid[],
      ${asked.map((one) => one.validFrom)}::date[]) with ordinality as a (product_id, column_id, valid_from, at)
    join locked l on l.id = a.product_id
    left join price_column c on c.org_id = ${orgId} and c.id = a.column_id`.execute(tx);
  return new Map(rows.map((row) => [row.at, row]));
}

/** Writes prices in one statement; a price of the same day is corrected. */
export async function writePrices({ tx, orgId }: ActContext, rows: readonly NewPrice[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into price (org_id, product_id, column_id, valid_from, price_e4)
    select ${orgId}, n.product_id, n.column_id, n.valid_from, n.price_e4
    from unnest(${rows.map((one) => one.productId)}::uuid[], ${rows.map((one) => one.columnId)}::uuid[],
      ${rows.map((one) => one.validFrom)}::date[], ${rows.map((one) => one.priceE4)}::bigint[])
      as n (product_id, column_id, valid_from, price_e4)
    on conflict (org_id, product_id, column_id, valid_from) do update set price_e4 = excluded.price_e4`.execute(tx);
}
