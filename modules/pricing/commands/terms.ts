import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { visibleTo } from '#platform/visibility.ts';
import { terms } from '../contract.ts';
import { decideEnd, decidePeriod, decideTakeBack, lifeOf, type Period } from '../rules/life.ts';

/** Locks the account that the actor sees, so that its terms change one at a time; refuses any other. */
export async function lockAccount(
  { tx, orgId, actor }: ActContext,
  accountId: string,
): Promise<Result<null, 'pricing.not_found' | 'pricing.account_archived'>> {
  const { rows } = await sql<{ archived: boolean }>`
    select a.archived from account a
    where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')} for no key update`.execute(tx);
  const row = rows[0];
  if (row === undefined) return refuse('pricing.not_found');
  return row.archived ? refuse('pricing.account_archived') : ok(null);
}

const isPeriod = (period: Period): boolean =>
  parsePlainDate(period.validFrom) !== null && (period.validTo === null || parsePlainDate(period.validTo) !== null);

export const setTerms = command({
  name: 'pricing.set_terms',
  permission: 'pricing.write',
  input: terms.set.input,
  constraints: {
    account_terms_column_fk: 'pricing.column_not_found',
    account_terms_entity_fk: 'pricing.entity_not_found',
  },
  async handle(context, input) {
    const { tx, orgId, emit } = context;
    const account = await lockAccount(context, input.accountId);
    if (!account.ok) return account;
    const { accountId, version } = input;
    const kept = await sql<{ version: number }>`
      select version from account_terms where org_id = ${orgId} and account_id = ${accountId}`.execute(tx);
    if ((kept.rows[0]?.version ?? 0) !== version) return refuse('pricing.changed_meanwhile');
    await sql`
      insert into account_terms (org_id, account_id, column_id, legal_entity_id, deferral_days, deferral_kind,
        discount_bp, min_order_minor, version)
      values (${orgId}, ${accountId}, ${input.columnId}, ${input.legalEntityId}, ${input.deferralDays},
        ${input.deferralKind}, ${input.discountBp}, ${input.minOrderMinor}, ${version + 1})
      on conflict (org_id, account_id) do update set column_id = excluded.column_id,
        legal_entity_id = excluded.legal_entity_id, deferral_days = excluded.deferral_days,
        deferral_kind = excluded.deferral_kind, discount_bp = excluded.discount_bp,
        min_order_minor = excluded.min_order_minor, version = excluded.version`.execute(tx);
    const names = await sql<{ column: string | null; entity: string | null }>`
      select (select c.name from price_column c where c.org_id = ${orgId} and c.id = ${input.columnId}) as column,
        (select e.name from legal_entity e
          where e.org_id = ${orgId} and e.id = ${input.legalEntityId}) as entity`.execute(tx);
    const { deferralDays, deferralKind, discountBp, minOrderMinor } = input;
    const payload = { ...names.rows[0], deferralDays, deferralKind, discountBp, minOrderMinor };
    emit({ name: 'pricing.terms_set', subject: { type: 'account', id: accountId }, accountId, payload });
    return ok({ version: version + 1 });
  },
});

export const addDiscount = command({
  name: 'pricing.add_discount',
  permission: 'pricing.write',
  input: terms.addDiscount.input,
  constraints: {
    terms_discount_pk: 'pricing.discount_exists',
    terms_discount_brand_fk: 'pricing.brand_not_found',
    terms_discount_category_fk: 'pricing.category_not_found',
  },
  async handle(context, input) {
    const { tx, orgId, today, emit } = context;
    const { accountId, id, brandId, categoryId, discountBp, validFrom, validTo } = input;
    if ((brandId === null) === (categoryId === null)) return refuse('pricing.discount_scope');
    if (!isPeriod(input)) return refuse('pricing.bad_day');
    const account = await lockAccount(context, accountId);
    if (!account.ok) return account;
    const period = decidePeriod(input, today);
    if (!period.ok) return period;
    await sql`
      insert into terms_discount (org_id, id, account_id, brand_id, category_id, discount_bp, valid_from, valid_to)
      values (${orgId}, ${id}, ${accountId}, ${brandId}, ${categoryId}, ${discountBp}, ${validFrom},
        ${validTo})`.execute(tx);
    const named = await sql<{ name: string }>`
      select coalesce((select b.name from brand b where b.org_id = ${orgId} and b.id = ${brandId}),
        (select c.path from category c where c.org_id = ${orgId} and c.id = ${categoryId}), '') as name`.execute(tx);
    const name = named.rows[0]?.name ?? '';
    const payload = { name, discountBp, fromOn: validFrom, untilOn: validTo };
    emit({ name: 'pricing.discount_added', subject: { type: 'account', id: accountId }, accountId, payload });
    const scope = brandId === null ? ('category' as const) : ('brand' as const);
    return ok({ id, scope, name, discountBp, validFrom, validTo, state: lifeOf(input, today) });
  },
});

type KeptDiscount = { validFrom: string; validTo: string | null; discountBp: number };

async function keptDiscount(
  { tx, orgId }: ActContext,
  accountId: string,
  id: string,
): Promise<KeptDiscount | undefined> {
  const { rows } = await sql<KeptDiscount>`
    select valid_from as "validFrom", valid_to as "validTo", discount_bp as "discountBp" from terms_discount
    where org_id = ${orgId} and account_id = ${accountId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export const endDiscount = command({
  name: 'pricing.end_discount',
  permission: 'pricing.write',
  input: terms.endDiscount.input,
  async handle(context, { accountId, discountId, validTo }) {
    if (validTo !== null && parsePlainDate(validTo) === null) return refuse('pricing.bad_day');
    const account = await lockAccount(context, accountId);
    if (!account.ok) return account;
    const kept = await keptDiscount(context, accountId, discountId);
    if (kept === undefined) return refuse('pricing.discount_not_found');
    const end = decideEnd(kept, { validTo, today: context.today });
    if (!end.ok) return end;
    await sql`
      update terms_discount set valid_to = ${validTo} where org_id = ${context.orgId} and id = ${discountId}`.execute(
      context.tx,
    );
    const payload = { discountBp: kept.discountBp, untilOn: validTo };
    context.emit({ name: 'pricing.discount_ended', subject: { type: 'account', id: accountId }, accountId, payload });
    return ok({});
  },
});

export const removeDiscount = command({
  name: 'pricing.remove_discount',
  permission: 'pricing.write',
  input: terms.removeDiscount.input,
  async handle(context, { accountId, discountId }) {
    const account = await lockAccount(context, accountId);
    if (!account.ok) return account;
    const kept = await keptDiscount(context, accountId, discountId);
    if (kept === undefined) return refuse('pricing.discount_not_found');
    const may = decideTakeBack(kept.validFrom, context.today);
    if (!may.ok) return may;
    await sql`
      delete from terms_discount where org_id = ${context.orgId} and id = ${discountId}`.execute(context.tx);
    const payload = { discountBp: kept.discountBp };
    context.emit({ name: 'pricing.discount_removed', subject: { type: 'account', id: accountId }, accountId, payload });
    return ok({});
  },
});
