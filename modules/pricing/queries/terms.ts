import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Endpoint, InputOf, OutputOf } from '#platform/endpoint.ts';
import { cursorOf, keyOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { TermsCard } from '../contract/views.ts';
import type { authorities, terms } from '../contract.ts';
import { lifeOf } from '../rules/life.ts';

type Answer<E extends Endpoint> = Promise<Result<OutputOf<E>>>;

const discountsMost = 200;
const pricesPage = 50;

type TermsRow = Omit<TermsCard, 'discounts' | 'closed' | 'today'> & {
  archived: boolean;
  discounts: Omit<TermsCard['discounts'][number], 'state'>[];
};

/** The terms of an account that the actor sees, what may be chosen, and whether it may be. One statement. */
export async function readTerms(context: ReadContext, { accountId }: { accountId: string }): Answer<typeof terms.get> {
  const { read, orgId, actor, today } = context;
  const { rows } = await sql<TermsRow>`
    select a.id as "accountId", a.name as "accountName", a.archived, coalesce(t.version, 0) as version,
      t.column_id as "columnId",
      coalesce(c.name, m.name, '') as "columnName", t.legal_entity_id as "legalEntityId",
      coalesce(e.name, d.name, '') as "legalEntityName", coalesce(t.deferral_days, 0) as "deferralDays",
      coalesce(t.deferral_kind, 'calendar') as "deferralKind", coalesce(t.discount_bp, 0) as "discountBp",
      coalesce(t.min_order_minor, 0)::text as "minOrderMinor",
      coalesce((select json_agg(json_build_object('id', s.id, 'scope', s.scope, 'name', s.name,
          'discountBp', s.discount_bp, 'validFrom', s.valid_from, 'validTo', s.valid_to)
          order by s.valid_from desc, s.name)
        from (select i.id, case when i.brand_id is null then 'category' else 'brand' end as scope,
            coalesce(b.name, g.path) as name, i.discount_bp, i.valid_from, i.valid_to
          from terms_discount i
          left join brand b on b.org_id = ${orgId} and b.id = i.brand_id
          left join category g on g.org_id = ${orgId} and g.id = i.category_id
          where i.org_id = ${orgId} and i.account_id = ${accountId}
          order by i.valid_from desc limit ${discountsMost}) s), '[]') as discounts,
      (select count(*)::int from terms_price x where x.org_id = ${orgId} and x.account_id = ${accountId}
        and (x.valid_to is null or x.valid_to > ${today})) as "specialPrices",
      coalesce((select json_agg(json_build_object('id', k.id, 'name', k.name) order by k.position)
        from price_column k where k.org_id = ${orgId}), '[]') as columns,
      coalesce((select json_agg(json_build_object('id', l.id, 'name', l.name) order by l.is_default desc, l.name)
        from legal_entity l where l.org_id = ${orgId}), '[]') as "legalEntities"
    from account a
    left join account_terms t on t.org_id = ${orgId} and t.account_id = a.id
    left join price_column c on c.org_id = ${orgId} and c.id = t.column_id
    left join price_column m on m.org_id = ${orgId} and m.is_default
    left join legal_entity e on e.org_id = ${orgId} and e.id = t.legal_entity_id
    left join legal_entity d on d.org_id = ${orgId} and d.is_default
    where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  const row = rows[0];
  if (row === undefined) return refuse('pricing.not_found');
  const { archived, ...card } = row;
  const open = archived ? refuse('pricing.account_archived') : null;
  const may = actor.permissions.has('pricing.write')
    ? open
    : refuse('platform.forbidden', { permission: 'pricing.write' });
  const discounts = card.discounts.map((one) => ({ ...one, state: lifeOf(one, today) }));
  return ok({ ...card, discounts, today, closed: { set: may } });
}

type PriceRow = Omit<OutputOf<typeof terms.prices>['rows'][number], 'state'>;

/** Special prices of an account that the actor sees, by product; those that are over only when asked for. */
export async function listTermsPrices(
  { read, orgId, actor, today }: ReadContext,
  { accountId, past, cursor }: InputOf<typeof terms.prices>,
): Answer<typeof terms.prices> {
  const [afterId, afterRow] = afterOf(cursor);
  const { rows } = await sql<PriceRow>`
    select t.product_id as "productId", p.code, p.name, t.valid_from as "validFrom", t.valid_to as "validTo",
      t.price_e4 as "priceE4", (select r.price_e4 from price r where r.org_id = ${orgId} and r.product_id = p.id
        and r.column_id = coalesce(k.column_id, m.id) and r.valid_from <= ${today}
        order by r.valid_from desc limit 1) as "columnE4"
    from account a
    join terms_price t on t.org_id = ${orgId} and t.account_id = a.id
    join product p on p.org_id = ${orgId} and p.id = t.product_id
    left join account_terms k on k.org_id = ${orgId} and k.account_id = a.id
    left join price_column m on m.org_id = ${orgId} and m.is_default
    where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}
      and (${past === true}::boolean or t.valid_to is null or t.valid_to > ${today})
      and (${afterId}::uuid is null or (p.code_key, t.valid_from) >
        ((select q.code_key from product q where q.org_id = ${orgId} and q.id = ${afterId}), ${afterRow}::date))
    order by p.code_key, t.valid_from limit ${pricesPage + 1}`.execute(read);
  const page = rows.slice(0, pricesPage).map((row) => ({ ...row, state: lifeOf(row, today) }));
  const last = page.at(-1);
  const more = rows.length > pricesPage && last !== undefined;
  return ok({ rows: page, next: more ? `${cursorOf([last.productId])}.${last.validFrom}` : null });
}

/** The product and the first day of the row where the page before ended. */
function afterOf(cursor: string | undefined): [id: string | null, day: string | null] {
  const [ids, day] = (cursor ?? '').split('.');
  const id = keyOf(ids, ['id'])?.[0] ?? null;
  return id !== null && day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? [id, day] : [null, null];
}

/** How much each role may give by hand. */
export async function listAuthorities({ read, orgId, actor }: ReadContext): Answer<typeof authorities.list> {
  const roles = await sql<{ id: string; name: string }>`
    select id, name from role where org_id = ${orgId} order by name collate ru_name, id limit 200`.execute(read);
  const { rows } = await sql<OutputOf<typeof authorities.list>['rows'][number]>`
    select d.id, d.role_id as "roleId", d.category_id as "categoryId", coalesce(c.path, '') as "categoryPath",
      d.max_bp as "maxBp"
    from discount_authority d left join category c on c.org_id = ${orgId} and c.id = d.category_id
    where d.org_id = ${orgId} order by c.path collate ru_name nulls first, d.role_id limit 5000`.execute(read);
  const may = actor.permissions.has('settings.write');
  const closed = may ? null : refuse('platform.forbidden', { permission: 'settings.write' });
  return ok({ roles: roles.rows, rows, closed: { set: closed } });
}
