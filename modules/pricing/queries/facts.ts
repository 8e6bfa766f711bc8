import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { VatClass, VatRegime } from '#kernel/vat.ts';
import type { LifeState } from '#modules/catalog/index.ts';
import type { Read } from '#platform/database.ts';
import type { AccountFacts, DeferralKind, PriceFacts, ProductFacts } from '../model.ts';

/** For whom and when: the account, the role of the person who asks (its authority), the day of the price. */
export type PriceScope = {
  readonly orgId: string;
  readonly accountId: string;
  readonly roleId: string;
  readonly date: PlainDate;
};

/** Facts as they were when what prices of products hang on had been changed so often: an equal count has equal facts. */
export type CountedFacts = PriceFacts & { readonly changes: bigint };

/** The account's side; sums are digits. */
type Side = {
  readonly changes: string;
  readonly known: boolean;
  readonly name: string;
  readonly managerId: string | null;
  readonly archived: boolean;
  readonly columnId: string | null;
  readonly columnName: string;
  readonly deferralDays: number;
  readonly deferralKind: DeferralKind;
  readonly minOrderMinor: string;
  readonly discountBp: number;
  readonly legalEntityId: string | null;
  readonly warehouseId: string | null;
  readonly vatRegime: VatRegime;
  readonly generalAuthorityBp: number;
};

/** A product as it is kept: prices and the pack are digits. */
type Kept = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly okeiCode: string;
  readonly packMilli: string;
  readonly vatClass: VatClass;
  readonly lifeState: LifeState;
  readonly brandId: string | null;
  readonly categoryId: string | null;
  readonly costE4: string | null;
  readonly minPriceE4: string | null;
};

/** What the nearest categories say, by the category of the product. */
type Leaf = {
  readonly id: string;
  readonly marginBp: number | null;
  readonly authorityBp: number | null;
  readonly discountBp: number | null;
  readonly discountName: string | null;
};

/** What comes once, with the first row. */
type Parts = {
  readonly side: Side | null;
  readonly prices: readonly { readonly id: string; readonly e4: string; readonly from: PlainDate }[];
  readonly specials: readonly {
    readonly id: string;
    readonly e4: string;
    readonly from: PlainDate;
    readonly to: PlainDate | null;
  }[];
  readonly breaks: readonly { readonly id: string; readonly min: string; readonly bp: number }[];
  readonly leaves: readonly Leaf[];
  readonly brands: readonly { readonly id: string; readonly name: string; readonly bp: number }[];
};

/**
 * Everything the prices of these products hang on, in one statement whatever their number. Products the org does not
 * have are not in the answer. It does not ask who may see the account: its caller does.
 */
export async function loadPriceFacts(
  read: Read,
  scope: PriceScope,
  productIds: readonly string[],
): Promise<CountedFacts> {
  const { parts, kept: all } = await readParts(read, scope, productIds);
  const { side } = parts;
  const account = accountOf(side, scope.accountId);
  const prices = new Map(parts.prices.map((one) => [one.id, one]));
  const specials = new Map(parts.specials.map((one) => [one.id, one]));
  const breaks = Map.groupBy(parts.breaks, (one) => one.id);
  const leaves = new Map(parts.leaves.map((one) => [one.id, one]));
  const brands = new Map(parts.brands.map((one) => [one.id, one]));
  const products = all.map((kept): [string, ProductFacts] => {
    const price = prices.get(kept.id);
    const special = specials.get(kept.id);
    const leaf = leaves.get(kept.categoryId ?? '');
    const brand = brands.get(kept.brandId ?? '');
    const facts: ProductFacts = {
      ...fieldsOf(kept),
      column:
        price === undefined
          ? null
          : {
              columnId: account.columnId ?? '',
              columnName: account.columnName,
              validFrom: price.from,
              priceE4: BigInt(price.e4),
            },
      special:
        special === undefined ? null : { validFrom: special.from, validTo: special.to, priceE4: BigInt(special.e4) },
      breaks: (breaks.get(kept.id) ?? []).map(({ min, bp }) => ({ minMilli: BigInt(min), bp })),
      discount: bestDiscount(account, brand, leaf),
      minMarginBp: leaf?.marginBp ?? null,
      authorityBp: leaf?.authorityBp ?? side?.generalAuthorityBp ?? 0,
    };
    return [kept.id, facts];
  });
  return { date: scope.date, changes: BigInt(side?.changes ?? 0), account, products: new Map(products) };
}

/** How often what the prices of products hang on was changed in the org: its tables count it, of every writer (schema 0005). */
export const priceChanges = (orgId: string): RawBuilder<string> =>
  sql`(select coalesce(sum(p.count), 0)::bigint from price_change p where p.org_id = ${orgId})`;

/** The account's side: its terms, else what the org has for everyone. */
function sideOf({ orgId, accountId, roleId }: PriceScope) {
  return sql`
      select a.id is not null as known, coalesce(a.name, '') as name, a.manager_id as "managerId",
        coalesce(a.archived, false) as archived, c.id as "columnId", coalesce(c.name, '') as "columnName",
        coalesce(t.deferral_days, 0) as "deferralDays", coalesce(t.deferral_kind, 'calendar') as "deferralKind",
        coalesce(t.min_order_minor, 0)::text as "minOrderMinor", coalesce(t.discount_bp, 0) as "discountBp",
        (select w.id from warehouse w where w.org_id = ${orgId} and w.is_default) as "warehouseId",
        ${priceChanges(orgId)}::text as changes, e.id as "legalEntityId", coalesce(e.vat_regime, 'general') as "vatRegime",
        coalesce((select d.max_bp from discount_authority d
          where d.org_id = ${orgId} and d.role_id = ${roleId} and d.category_id is null), 0) as "generalAuthorityBp"
      from org o
      left join account a on a.org_id = ${orgId} and a.id = ${accountId}
      left join account_terms t on t.org_id = ${orgId} and t.account_id = a.id
      left join price_column d on d.org_id = ${orgId} and d.is_default
      left join price_column c on c.org_id = ${orgId} and c.id = coalesce(t.column_id, d.id)
      left join legal_entity l on l.org_id = ${orgId} and l.is_default
      left join legal_entity e on e.org_id = ${orgId} and e.id = coalesce(t.legal_entity_id, l.id)
      where o.org_id = ${orgId}`;
}

/** What the nearest categories say, over `lineage` and the discounts in force `live`. */
function leavesOf({ orgId, roleId }: PriceScope) {
  return sql`
      select l.leaf_id as id,
        (array_agg(l.min_margin_bp order by l.depth) filter (where l.min_margin_bp is not null))[1] as "marginBp",
        (array_agg(d.max_bp order by l.depth) filter (where d.max_bp is not null))[1] as "authorityBp",
        (array_agg(v.bp order by l.depth) filter (where v.bp is not null))[1] as "discountBp",
        (array_agg(l.name order by l.depth) filter (where v.bp is not null))[1] as "discountName"
      from lineage l
      left join discount_authority d on d.org_id = ${orgId} and d.role_id = ${roleId} and d.category_id = l.id
      left join live v on v.category_id = l.id
      group by l.leaf_id`;
}

const noParts: Parts = { side: null, prices: [], specials: [], breaks: [], leaves: [], brands: [] };

/**
 * A row for each product; the parts come with the first one as JSON and are put together by keys above: joined in SQL,
 * they were nested loops over rows the planner cannot count, work that grew with the square of the products.
 */
async function readParts(
  read: Read,
  scope: PriceScope,
  productIds: readonly string[],
): Promise<{ readonly parts: Parts; readonly kept: readonly Kept[] }> {
  const { orgId, accountId, date } = scope;
  const ids = [...productIds];
  const { rows } = await sql<Kept & { id: string | null; parts: Parts | null }>`
    with recursive asked as materialized (
      select ${ids}::uuid[] as ids
    ), side as materialized (
      ${sideOf(scope)}
    ), wanted as materialized (
      select id, code, name, unit, okei_code as "okeiCode", pack_milli as "packMilli", vat_class as "vatClass",
        life_state as "lifeState", brand_id as "brandId", category_id as "categoryId", cost_e4 as "costE4",
        min_price_e4 as "minPriceE4", row_number() over () as place, org_id
      from product where org_id = ${orgId} and id = any((select ids from asked)::uuid[])
    ), lineage (leaf_id, id, parent_id, name, min_margin_bp, depth) as (
      select c.id, c.id, c.parent_id, c.name, c.min_margin_bp, 0 from category c
      where c.org_id = ${orgId} and c.id in (select "categoryId" from wanted)
      union all
      select l.leaf_id, c.id, c.parent_id, c.name, c.min_margin_bp, l.depth + 1
      from lineage l join category c on c.org_id = ${orgId} and c.id = l.parent_id where l.depth < 32
    ), live as materialized (
      select brand_id, category_id, max(discount_bp) as bp from terms_discount
      where org_id = ${orgId} and account_id = ${accountId} and valid_from <= ${date}
        and (valid_to is null or valid_to > ${date})
      group by brand_id, category_id
    ), leaves as (
      ${leavesOf(scope)}
    ), prices as (
      select distinct on (product_id) product_id as id, price_e4::text as e4, valid_from as "from" from price
      where org_id = ${orgId} and product_id = any((select ids from asked)::uuid[])
        and column_id = (select "columnId" from side) and valid_from <= ${date}
      order by product_id, valid_from desc
    ), specials as (
      select distinct on (product_id) product_id as id, price_e4::text as e4, valid_from as "from", valid_to as "to"
      from terms_price
      where org_id = ${orgId} and account_id = ${accountId} and product_id = any((select ids from asked)::uuid[])
        and valid_from <= ${date} and (valid_to is null or valid_to > ${date})
      order by product_id, valid_from desc
    )
    select w.*, case when coalesce(w.place, 1) = 1 then (select json_build_object(
      'side', (select row_to_json(s) from side s),
      'prices', (select coalesce(json_agg(p), '[]') from prices p),
      'specials', (select coalesce(json_agg(s), '[]') from specials s),
      'breaks', (select coalesce(json_agg(json_build_object('id', q.product_id, 'min', q.min_milli::text,
        'bp', q.discount_bp) order by q.min_milli), '[]') from quantity_break q
        where q.org_id = ${orgId} and q.product_id = any((select ids from asked)::uuid[])),
      'leaves', (select coalesce(json_agg(l), '[]') from leaves l),
      'brands', (select coalesce(json_agg(json_build_object('id', b.id, 'name', b.name, 'bp', v.bp)), '[]')
        from live v join brand b on b.org_id = ${orgId} and b.id = v.brand_id))) end as parts
    from org o left join wanted w on w.org_id = o.org_id where o.org_id = ${orgId}`.execute(read);
  const kept = rows.filter((row) => row.id !== null);
  return { parts: rows.find((row) => row.parts !== null)?.parts ?? noParts, kept };
}

function accountOf(side: Side | null, accountId: string): AccountFacts {
  return {
    accountId,
    known: side?.known ?? false,
    name: side?.name ?? '',
    managerId: side?.managerId ?? null,
    archived: side?.archived ?? false,
    columnId: side?.columnId ?? null,
    columnName: side?.columnName ?? '',
    deferralDays: side?.deferralDays ?? 0,
    deferralKind: side?.deferralKind ?? 'calendar',
    minOrderMinor: BigInt(side?.minOrderMinor ?? 0),
    discountBp: side?.discountBp ?? 0,
    legalEntityId: side?.legalEntityId ?? null,
    warehouseId: side?.warehouseId ?? null,
    vatRegime: side?.vatRegime ?? 'general',
  };
}

function fieldsOf({ id, packMilli, costE4, minPriceE4, ...kept }: Kept) {
  const { code, name, unit, okeiCode, vatClass, lifeState, brandId, categoryId } = kept;
  return {
    productId: id,
    code,
    name,
    unit,
    okeiCode,
    vatClass,
    lifeState,
    brandId,
    categoryId,
    packMilli: BigInt(packMilli),
    costE4: costE4 === null ? null : BigInt(costE4),
    minPriceE4: minPriceE4 === null ? null : BigInt(minPriceE4),
  };
}

/** The largest of what applies; at equal size the narrowest tells its name. */
function bestDiscount(
  account: AccountFacts,
  brand: Parts['brands'][number] | undefined,
  leaf: Leaf | undefined,
): ProductFacts['discount'] {
  const all = [
    { scope: 'category', name: leaf?.discountName ?? '', bp: leaf?.discountBp ?? 0 },
    { scope: 'brand', name: brand?.name ?? '', bp: brand?.bp ?? 0 },
    { scope: 'account', name: '', bp: account.discountBp },
  ] as const;
  const best = all.reduce((kept, next) => (next.bp > kept.bp ? next : kept));
  return best.bp > 0 ? best : null;
}
