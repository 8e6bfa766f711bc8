import { sql } from 'kysely';
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

type Row = {
  account_known: boolean;
  account_name: string;
  manager_id: string | null;
  archived: boolean;
  column_id: string | null;
  column_name: string;
  deferral_days: number;
  deferral_kind: DeferralKind;
  min_order_minor: string;
  general_bp: number;
  legal_entity_id: string | null;
  vat_regime: VatRegime;
  id: string | null;
  code: string;
  name: string;
  unit: string;
  okei_code: string;
  pack_milli: string;
  vat_class: VatClass;
  life_state: LifeState;
  brand_id: string | null;
  category_id: string | null;
  cost_e4: string | null;
  min_price_e4: string | null;
  column_price_e4: string | null;
  column_from: PlainDate;
  special_e4: string | null;
  special_from: PlainDate;
  special_to: PlainDate | null;
  breaks: [min: string, bp: number][] | null;
  brand_bp: number | null;
  brand_name: string;
  category_bp: number | null;
  category_name: string;
  min_margin_bp: number | null;
  authority_bp: number;
};

/**
 * Everything the prices of these products hang on, in one statement whatever their number. Products the org does not
 * have are not in the answer. It does not ask who may see the account: its caller does.
 */
export async function loadPriceFacts(
  read: Read,
  scope: PriceScope,
  productIds: readonly string[],
): Promise<PriceFacts> {
  const rows = await factRows(read, scope, productIds);
  const products = new Map<string, ProductFacts>();
  for (const row of rows) {
    if (row.id !== null) products.set(row.id, productOf(row, row.id));
  }
  return { date: scope.date, account: accountOf(rows[0], scope.accountId), products };
}

async function factRows(read: Read, scope: PriceScope, productIds: readonly string[]): Promise<Row[]> {
  const { orgId, accountId, roleId, date } = scope;
  const { rows } = await sql<Row>`
    with recursive side as materialized (
      select o.org_id, a.id is not null as account_known, coalesce(a.name, '') as account_name, a.manager_id,
        coalesce(a.archived, false) as archived, c.id as column_id, coalesce(c.name, '') as column_name,
        coalesce(t.deferral_days, 0) as deferral_days, coalesce(t.deferral_kind, 'calendar') as deferral_kind,
        coalesce(t.min_order_minor, 0) as min_order_minor, coalesce(t.discount_bp, 0) as general_bp,
        e.id as legal_entity_id, coalesce(e.vat_regime, 'general') as vat_regime
      from org o
      left join account a on a.org_id = ${orgId} and a.id = ${accountId}
      left join account_terms t on t.org_id = ${orgId} and t.account_id = a.id
      left join price_column d on d.org_id = ${orgId} and d.is_default
      left join price_column c on c.org_id = ${orgId} and c.id = coalesce(t.column_id, d.id)
      left join legal_entity l on l.org_id = ${orgId} and l.is_default
      left join legal_entity e on e.org_id = ${orgId} and e.id = coalesce(t.legal_entity_id, l.id)
      where o.org_id = ${orgId}
    ), wanted as materialized (
      select * from product where org_id = ${orgId} and id = any(${[...productIds]}::uuid[])
    ), lineage (leaf_id, id, parent_id, name, min_margin_bp, depth) as (
      select c.id, c.id, c.parent_id, c.name, c.min_margin_bp, 0 from category c
      where c.org_id = ${orgId} and c.id in (select category_id from wanted)
      union all
      select l.leaf_id, c.id, c.parent_id, c.name, c.min_margin_bp, l.depth + 1
      from lineage l join category c on c.org_id = ${orgId} and c.id = l.parent_id where l.depth < 32
    ), margin as (
      select distinct on (leaf_id) leaf_id, min_margin_bp from lineage
      where min_margin_bp is not null order by leaf_id, depth
    ), authority as (
      select distinct on (l.leaf_id) l.leaf_id, d.max_bp
      from lineage l join discount_authority d on d.org_id = ${orgId} and d.role_id = ${roleId} and d.category_id = l.id
      order by l.leaf_id, l.depth
    ), live as (
      select brand_id, category_id, discount_bp from terms_discount
      where org_id = ${orgId} and account_id = ${accountId} and valid_from <= ${date}
        and (valid_to is null or valid_to > ${date})
    ), by_category as (
      select distinct on (l.leaf_id) l.leaf_id, l.name, t.discount_bp
      from lineage l join live t on t.category_id = l.id order by l.leaf_id, l.depth, t.discount_bp desc
    ), by_brand as (
      select t.brand_id, b.name, max(t.discount_bp) as discount_bp
      from live t join brand b on b.org_id = ${orgId} and b.id = t.brand_id group by t.brand_id, b.name
    ), column_price as (
      select distinct on (product_id) product_id, price_e4, valid_from from price
      where org_id = ${orgId} and product_id = any(${[...productIds]}::uuid[])
        and column_id = (select column_id from side) and valid_from <= ${date}
      order by product_id, valid_from desc
    ), special as (
      select distinct on (product_id) product_id, price_e4, valid_from, valid_to from terms_price
      where org_id = ${orgId} and account_id = ${accountId} and product_id = any(${[...productIds]}::uuid[])
        and valid_from <= ${date} and (valid_to is null or valid_to > ${date})
      order by product_id, valid_from desc
    ), breaks as (
      select product_id, json_agg(json_build_array(min_milli::text, discount_bp) order by min_milli) as list
      from quantity_break where org_id = ${orgId} and product_id = any(${[...productIds]}::uuid[]) group by product_id
    )
    select s.account_known, s.account_name, s.manager_id, s.archived, s.column_id, s.column_name, s.deferral_days,
      s.deferral_kind, s.min_order_minor, s.general_bp, s.legal_entity_id, s.vat_regime,
      p.id, p.code, p.name, p.unit, p.okei_code, p.pack_milli, p.vat_class, p.life_state, p.brand_id, p.category_id,
      p.cost_e4, p.min_price_e4, cp.price_e4 as column_price_e4, cp.valid_from as column_from,
      sp.price_e4 as special_e4, sp.valid_from as special_from, sp.valid_to as special_to, q.list as breaks,
      bb.discount_bp as brand_bp, coalesce(bb.name, '') as brand_name,
      bc.discount_bp as category_bp, coalesce(bc.name, '') as category_name, m.min_margin_bp,
      coalesce(au.max_bp, general.max_bp, 0) as authority_bp
    from side s
    left join wanted p on p.org_id = s.org_id
    left join column_price cp on cp.product_id = p.id
    left join special sp on sp.product_id = p.id
    left join breaks q on q.product_id = p.id
    left join margin m on m.leaf_id = p.category_id
    left join authority au on au.leaf_id = p.category_id
    left join by_category bc on bc.leaf_id = p.category_id
    left join by_brand bb on bb.brand_id = p.brand_id
    left join discount_authority general
      on general.org_id = ${orgId} and general.role_id = ${roleId} and general.category_id is null`.execute(read);
  return rows;
}

function accountOf(row: Row | undefined, accountId: string): AccountFacts {
  return {
    accountId,
    known: row?.account_known ?? false,
    name: row?.account_name ?? '',
    managerId: row?.manager_id ?? null,
    archived: row?.archived ?? false,
    columnId: row?.column_id ?? null,
    columnName: row?.column_name ?? '',
    deferralDays: row?.deferral_days ?? 0,
    deferralKind: row?.deferral_kind ?? 'calendar',
    minOrderMinor: BigInt(row?.min_order_minor ?? 0),
    discountBp: row?.general_bp ?? 0,
    legalEntityId: row?.legal_entity_id ?? null,
    vatRegime: row?.vat_regime ?? 'general',
  };
}

function productOf(row: Row, productId: string): ProductFacts {
  return {
    productId,
    code: row.code,
    name: row.name,
    unit: row.unit,
    okeiCode: row.okei_code,
    packMilli: BigInt(row.pack_milli),
    vatClass: row.vat_class,
    lifeState: row.life_state,
    brandId: row.brand_id,
    categoryId: row.category_id,
    costE4: bigOrNull(row.cost_e4),
    minPriceE4: bigOrNull(row.min_price_e4),
    column:
      row.column_price_e4 === null || row.column_id === null
        ? null
        : {
            columnId: row.column_id,
            columnName: row.column_name,
            validFrom: row.column_from,
            priceE4: BigInt(row.column_price_e4),
          },
    special:
      row.special_e4 === null
        ? null
        : { validFrom: row.special_from, validTo: row.special_to, priceE4: BigInt(row.special_e4) },
    breaks: (row.breaks ?? []).map(([min, bp]) => ({ minMilli: BigInt(min), bp })),
    discount: bestDiscount(row),
    minMarginBp: row.min_margin_bp,
    authorityBp: row.authority_bp,
  };
}

/** The largest of what applies; at equal size the narrowest tells its name. */
function bestDiscount(row: Row): ProductFacts['discount'] {
  const all = [
    { scope: 'category', name: row.category_name, bp: row.category_bp ?? 0 },
    { scope: 'brand', name: row.brand_name, bp: row.brand_bp ?? 0 },
    { scope: 'account', name: '', bp: row.general_bp },
  ] as const;
  const best = all.reduce((kept, next) => (next.bp > kept.bp ? next : kept));
  return best.bp > 0 ? best : null;
}

function bigOrNull(digits: string | null): bigint | null {
  return digits === null ? null : BigInt(digits);
}
