import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { terms } from '../contract.ts';
import { decideEnd, decidePeriod, decideTakeBack } from '../rules/life.ts';
import { lockAccount } from './terms.ts';

type Which = { readonly accountId: string; readonly productId: string; readonly validFrom: string };
type Kept = { validFrom: string; validTo: string | null; code: string };

async function keptPrice(
  { tx, orgId }: ActContext,
  { accountId, productId, validFrom }: Which,
): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`
    select t.valid_from as "validFrom", t.valid_to as "validTo", p.code
    from terms_price t join product p on p.org_id = ${orgId} and p.id = t.product_id
    where t.org_id = ${orgId} and t.account_id = ${accountId} and t.product_id = ${productId}
      and t.valid_from = ${validFrom} for no key update of t`.execute(tx);
  return rows[0];
}

/** Tells of a change of a special price in the timeline of the account. */
function tell(context: ActContext, event: { name: string; accountId: string; payload: Record<string, unknown> }): void {
  const { name, accountId, payload } = event;
  context.emit({ name, subject: { type: 'account', id: accountId }, accountId, payload });
}

export const setSpecialPrice = command({
  name: 'pricing.set_special_price',
  permission: 'pricing.write',
  input: terms.setPrice.input,
  constraints: { terms_price_product_fk: 'pricing.product_not_found' },
  async handle(context, input) {
    const { tx, orgId, today } = context;
    const { accountId, productId, validFrom, validTo, priceE4 } = input;
    const days = parsePlainDate(validFrom) !== null && (validTo === null || parsePlainDate(validTo) !== null);
    if (!days) return refuse('pricing.bad_day');
    const account = await lockAccount(context, accountId);
    if (!account.ok) return account;
    const period = decidePeriod(input, today);
    if (!period.ok) return period;
    await sql`
      insert into terms_price (org_id, account_id, product_id, valid_from, valid_to, price_e4)
      values (${orgId}, ${accountId}, ${productId}, ${validFrom}, ${validTo}, ${priceE4})
      on conflict (org_id, account_id, product_id, valid_from)
        do update set valid_to = excluded.valid_to, price_e4 = excluded.price_e4`.execute(tx);
    const kept = await keptPrice(context, input);
    const payload = { code: kept?.code ?? '', priceE4, fromOn: validFrom, untilOn: validTo };
    tell(context, { name: 'pricing.special_price_set', accountId, payload });
    return ok({});
  },
});

export const endSpecialPrice = command({
  name: 'pricing.end_special_price',
  permission: 'pricing.write',
  input: terms.endPrice.input,
  async handle(context, input) {
    const { accountId, productId, validFrom, validTo } = input;
    if (validTo !== null && parsePlainDate(validTo) === null) return refuse('pricing.bad_day');
    const account = await lockAccount(context, accountId);
    if (!account.ok) return account;
    const kept = await keptPrice(context, input);
    if (kept === undefined) return refuse('pricing.price_not_found');
    const end = decideEnd(kept, { validTo, today: context.today });
    if (!end.ok) return end;
    await sql`
      update terms_price set valid_to = ${validTo} where org_id = ${context.orgId} and account_id = ${accountId}
        and product_id = ${productId} and valid_from = ${validFrom}`.execute(context.tx);
    tell(context, { name: 'pricing.special_price_ended', accountId, payload: { code: kept.code, untilOn: validTo } });
    return ok({});
  },
});

export const removeSpecialPrice = command({
  name: 'pricing.remove_special_price',
  permission: 'pricing.write',
  input: terms.removePrice.input,
  async handle(context, input) {
    const { accountId, productId, validFrom } = input;
    const account = await lockAccount(context, accountId);
    if (!account.ok) return account;
    const kept = await keptPrice(context, input);
    if (kept === undefined) return refuse('pricing.price_not_found');
    const may = decideTakeBack(kept.validFrom, context.today);
    if (!may.ok) return may;
    await sql`
      delete from terms_price where org_id = ${context.orgId} and account_id = ${accountId}
        and product_id = ${productId} and valid_from = ${validFrom}`.execute(context.tx);
    tell(context, { name: 'pricing.special_price_removed', accountId, payload: { code: kept.code } });
    return ok({});
  },
});
