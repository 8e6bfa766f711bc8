/** SQL of the history that files bring: what is known of it, and which sale a return takes back. */
import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database.ts';
import type { Pair, PairingLine } from './rules/pairing.ts';

/** Locks the history of the org against another import until the end of the transaction; shipments do not wait. */
export async function lockHistory(tx: Tx, orgId: string): Promise<void> {
  await sql`
    insert into number_series (org_id, series, year, last) values (${orgId}, 'sales-history', 0, 0)
    on conflict (org_id, series, year) do update set last = number_series.last`.execute(tx);
}

/** What tells a line of history from others, as the database has it; sums as digits. */
export type LineContent = {
  readonly invoiceNo: string;
  readonly soldOn: string;
  readonly accountId: string;
  readonly productId: string;
  readonly quantityMilli: string;
  readonly priceE4: string;
  readonly sumMinor: string;
};

/** How many lines of this content are there, and the last number among them. */
export type KnownLine = LineContent & { readonly count: number; readonly lastNo: number };

type LineRecord = [
  soldOn: string,
  accountId: string,
  productId: string,
  quantity: string,
  price: string,
  sum: string,
  n: number,
  last: number,
];

/**
 * The imported lines of these invoices, equal ones counted: one statement. Invoice by invoice within it: the lines of
 * the transaction itself are in no statistics yet, and any other plan reads the whole table for each batch.
 */
export async function knownLines(read: Read, orgId: string, invoices: readonly string[]): Promise<KnownLine[]> {
  const { rows } = await sql<{ invoiceNo: string; lines: LineRecord[] | null }>`
    select i.no as "invoiceNo", (
      select jsonb_agg(jsonb_build_array(g.sold_on, g.account_id, g.product_id, g.quantity, g.price, g.sum, g.n, g.last))
      from (
        select l.sold_on, l.account_id, l.product_id, l.quantity_milli::text as quantity, l.price_e4::text as price,
          l.sum_minor::text as sum, count(*) as n, max(l.line_no) as last
        from sales_line l
        where l.org_id = ${orgId} and l.source = 'import' and l.invoice_no = i.no
        group by 1, 2, 3, 4, 5, 6
      ) g
    ) as lines
    from unnest(${[...invoices]}::text[]) as i (no)`.execute(read);
  return rows.flatMap(({ invoiceNo, lines }) =>
    (lines ?? []).map(([soldOn, accountId, productId, quantityMilli, priceE4, sumMinor, count, lastNo]) => ({
      invoiceNo,
      soldOn,
      accountId,
      productId,
      quantityMilli,
      priceE4,
      sumMinor,
      count,
      lastNo,
    })),
  );
}

/** Accounts that have returns which take nothing back yet, after `after` in the order of ids. */
export async function accountsToPair(
  read: Read,
  orgId: string,
  page: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct l.account_id as id from sales_line l
    where l.org_id = ${orgId} and l.source = 'import' and l.quantity_milli < 0 and l.price_e4 <> 0
      and l.reverses_id is null and l.account_id > ${page.after}::uuid
    order by 1 limit ${page.limit}`.execute(read);
  return rows.map((row) => row.id);
}

/** The imported lines of these accounts' products that have an open return; lines at no price do not take part. */
export async function linesToPair(read: Read, orgId: string, accountIds: readonly string[]): Promise<PairingLine[]> {
  const { rows } = await sql<Omit<PairingLine, 'quantityMilli'> & { quantity: string }>`
    select o.id, o.account_id as "accountId", o.product_id as "productId", o.sold_on as "soldOn",
      o.quantity_milli as quantity, o.reverses_id as "reversesId"
    from (
      select l.id, l.account_id, l.product_id, l.sold_on, l.quantity_milli, l.reverses_id,
        bool_or(l.quantity_milli < 0 and l.reverses_id is null) over (partition by l.account_id, l.product_id) as open
      from sales_line l
      where l.org_id = ${orgId} and l.source = 'import' and l.account_id = any(${[...accountIds]}::uuid[])
        and l.price_e4 <> 0
    ) o where o.open`.execute(read);
  return rows.map(({ quantity, ...row }) => ({ ...row, quantityMilli: BigInt(quantity) }));
}

/** Notes on returns what they take back. */
export async function savePairs(tx: Tx, orgId: string, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`
    update sales_line l set reverses_id = p.sale_id
    from unnest(${pairs.map((pair) => pair.returnId)}::uuid[], ${pairs.map((pair) => pair.saleId)}::uuid[])
      as p (return_id, sale_id)
    where l.org_id = ${orgId} and l.id = p.return_id`.execute(tx);
}

/** Returns of these invoices that take nothing back. */
export async function countUnpaired(read: Read, orgId: string, invoices: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from sales_line l
    where l.org_id = ${orgId} and l.source = 'import' and l.invoice_no = any(${[...invoices]}::text[])
      and l.quantity_milli < 0 and l.price_e4 <> 0 and l.reverses_id is null`.execute(read);
  return rows[0]?.n ?? 0;
}

export type SoldSpan = { readonly accountId: string; readonly firstOn: string; readonly lastOn: string };

/** First and last days of sale by account, where the account does not know of the last one yet. */
export async function newSpans(read: Read, orgId: string): Promise<SoldSpan[]> {
  const { rows } = await sql<SoldSpan>`
    select s.account_id as "accountId", s.first as "firstOn", s.last as "lastOn"
    from (
      select l.account_id, min(l.sold_on) as first, max(l.sold_on) as last from sales_line l
      where l.org_id = ${orgId} and l.source = 'import' and l.quantity_milli > 0 group by l.account_id
    ) s
    join account a on a.org_id = ${orgId} and a.id = s.account_id
    where a.last_shipped_on is null or a.last_shipped_on < s.last`.execute(read);
  return rows;
}
