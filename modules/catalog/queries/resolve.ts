import { sql } from 'kysely';
import type { Read } from '#platform/database.ts';
import type { LifeState } from '../model.ts';
import { barcodeOf } from '../rules/barcodes.ts';
import { codeKey, oneLine } from '../rules/keys.ts';

/** A product that a text of a file or of a paste means, and by what it was known. */
export type ResolvedProduct = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly packMilli: bigint;
  readonly lifeState: LifeState;
  readonly by: 'code' | 'barcode' | 'external';
};

type Row = Omit<ResolvedProduct, 'packMilli'> & { at: number; packMilli: string };

/**
 * The products that these texts mean, by the text as it was given: an article (white space and case aside), else a
 * barcode, else the id of another program. One statement for any number of texts. Texts that mean nothing are not in
 * the answer.
 */
export async function resolveCodes(
  read: Read,
  orgId: string,
  codes: readonly string[],
): Promise<Map<string, ResolvedProduct>> {
  const asked = [...new Set(codes)].filter((text) => oneLine(text) !== '');
  const { rows } = await sql<Row>`
    with asked as materialized (
      select a.at::int as at, a.code_key, a.barcode, a.raw
      from unnest(${asked.map(codeKey)}::text[], ${asked.map(barcodeOf)}::text[], ${asked.map(oneLine)}::text[])
        with ordinality as a (code_key, barcode, raw, at)
    ), known as (
      select a.at, p.id, 0 as rank from asked a
      join product p on p.org_id = ${orgId} and p.code_key = a.code_key
      union all
      select a.at, b.product_id, 1 from asked a
      join product_barcode b on b.org_id = ${orgId} and b.barcode = a.barcode
      union all
      select a.at, p.id, 2 from asked a
      join product p on p.org_id = ${orgId} and p.external_id = a.raw
    ), best as (
      select distinct on (at) at, id, rank from known order by at, rank
    )
    select b.at, p.id, p.code, p.name, p.unit, p.pack_milli as "packMilli", p.life_state as "lifeState",
      (array['code', 'barcode', 'external'])[b.rank + 1] as by
    from best b join product p on p.org_id = ${orgId} and p.id = b.id order by b.at`.execute(read);
  const found = new Map<string, ResolvedProduct>();
  for (const { at, packMilli, ...row } of rows) {
    const text = asked[at - 1];
    if (text !== undefined) found.set(text, { ...row, packMilli: BigInt(packMilli) });
  }
  return found;
}
