import { sql } from 'kysely';
import { dateOf, parsePlainDate } from '#kernel/plain-date.ts';
import { parseQuantityMilli, priceText, quantityText } from '#kernel/price.ts';
import { nameKey } from '#kernel/requisites.ts';
import type { ActingPerson } from '#modules/access/index.ts';
import { likePattern, resolveCodes } from '#modules/catalog/index.ts';
import { loadPriceFacts, priceLine } from '#modules/pricing/index.ts';
import { type Read, readOrg } from '#platform/database.ts';
import { visibleTo } from '#platform/visibility.ts';
import { type Ending, type Options, refused, withOrg } from './context.ts';
import { priceInWords } from './price-steps.ts';
import { lang } from './tell.ts';

export type PriceAsk = {
  readonly account: string;
  readonly product: string;
  readonly quantity: string;
  readonly date?: string;
};

/** `price <account> <product> <qty> [--date]`: the price with every step that made it. */
export async function price(options: Options, ask: PriceAsk): Promise<Ending> {
  const quantityMilli = parseQuantityMilli(ask.quantity);
  if (quantityMilli === null || quantityMilli <= 0n)
    return { kind: 'badUse', code: 'cli.bad_quantity', details: { text: ask.quantity } };
  const given = ask.date === undefined ? null : parsePlainDate(ask.date);
  if (ask.date !== undefined && given === null)
    return { kind: 'badUse', code: 'cli.bad_date', details: { text: ask.date } };
  return withOrg(options, 'pricing.read', ({ opened, orgId, actor }) =>
    readOrg(opened.platform.db, orgId, async (read) => {
      const accounts = await findAccounts(read, actor, ask.account);
      const [account] = accounts;
      if (account === undefined)
        return { kind: 'refused', code: 'cli.account_not_found', details: { text: ask.account } };
      if (accounts.length > 1) {
        const names = accounts.map((one) => one.name).join(', ');
        return { kind: 'refused', code: 'cli.account_ambiguous', details: { text: ask.account, names } };
      }
      const product = (await resolveCodes(read, orgId, [ask.product])).get(ask.product);
      if (product === undefined)
        return { kind: 'refused', code: 'cli.product_not_found', details: { text: ask.product } };
      const date = given ?? dateOf(opened.platform.clock(), actor.timeZone);
      const scope = { orgId, accountId: account.id, roleId: actor.roleId, date };
      const priced = priceLine(await loadPriceFacts(read, scope, [product.id]), {
        productId: product.id,
        quantityMilli,
        manualBp: 0,
      });
      if (!priced.ok) return refused(priced);
      const { trace, priceE4, sumMinor, vatBp, vatMinor } = priced.value;
      const answer = {
        account: account.name,
        product: ask.product,
        quantity: quantityText(quantityMilli),
        date,
        price: priceText(priceE4),
        price_e4: String(priceE4),
        sum_minor: String(sumMinor),
        vat_bp: vatBp,
        vat_minor: String(vatMinor),
        trace,
      };
      return { kind: 'done', answer, text: priceInWords(priced.value, lang) };
    }),
  );
}

/** Of those the person sees: by code, INN or the whole name, else by a part of what is known of them. */
async function findAccounts(read: Read, actor: ActingPerson, text: string): Promise<{ id: string; name: string }[]> {
  const exact = sql`(a.code = ${text} or a.inn = ${text} or a.id::text = ${text} or a.name_key = ${nameKey(text)})`;
  const part = likePattern(text.trim().toLowerCase().replaceAll('ё', 'е'));
  const { rows } = await sql<{ id: string; name: string; exact: boolean }>`
    select a.id, a.name, ${exact} as exact from account a
    where a.org_id = ${actor.orgId} and ${visibleTo(actor, 'a')} and not a.archived
      and (${exact} or a.search_text like ${part})
    order by exact desc, a.name limit 6`.execute(read);
  return rows.some((row) => row.exact) ? rows.filter((row) => row.exact) : rows;
}
