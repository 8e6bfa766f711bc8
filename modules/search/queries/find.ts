import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import { translate } from '#kernel/texts.ts';
import { accountMatches } from '#modules/accounts/index.ts';
import { productMatches } from '#modules/catalog/index.ts';
import { numberKey } from '#modules/settlements/index.ts';
import type { Permission } from '#platform/permission.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { SearchHit } from '../contract.ts';
import { type Kind, leastTyped, shownMost } from '../model.ts';
import { numbersOf, orderOfKinds } from '../rules.ts';
import { texts } from '../texts.ts';

/** `what` tells a bill from an УПД; `name` is the name or the number; `hint` its owner or codes. */
type Found = {
  readonly kind: Kind;
  readonly id: string;
  readonly what: string;
  readonly name: string;
  readonly hint: string;
};
/** A whole `select` of id, what, name and hint, the best first; null when the text can be nothing of the kind. */
type Source = {
  readonly permission: Permission;
  readonly sql: (context: ReadContext, typed: string) => RawBuilder<unknown> | null;
};

const sources: Readonly<Record<Kind, Source>> = {
  account: {
    permission: 'accounts.read',
    sql: (context, typed) =>
      sql`select m.id, '' as what, m.name, m.hint from (${accountMatches(context, typed, shownMost)}) m`,
  },
  product: {
    permission: 'catalog.read',
    sql: ({ orgId }, typed) =>
      sql`select m.id, '' as what, m.name, m.code as hint from (${productMatches(orgId, typed, shownMost)}) m`,
  },
  order: { permission: 'orders.read', sql: ordersByNumber },
  document: { permission: 'documents.read', sql: documentsByNumber },
};

/**
 * Accounts, orders, papers and products that a typed text means: twenty at most, of each kind in turn the best one, so
 * that no kind crowds out another. One statement. A kind is looked for by those who may read it, and only what they see.
 */
export async function findRecords(
  context: ReadContext,
  { q }: { readonly q: string },
): Promise<Result<{ rows: SearchHit[] }>> {
  const typed = q.trim();
  const order = orderOfKinds(typed);
  const parts = typed.length < leastTyped && numbersOf(typed).length === 0 ? [] : partsOf(context, typed, order);
  if (parts.length === 0) return ok({ rows: [] });
  const { rows } = await sql<Found>`
    select f.kind, f.id, f.what, f.name, f.hint from (
      select u.* from (${sql.join(parts, sql` union all `)}) u order by u.place, u.kind_place limit ${shownMost}
    ) f order by f.kind_place, f.place`.execute(context.read);
  return ok({ rows: rows.map((row) => hitOf(row, context.actor.lang)) });
}

function partsOf(context: ReadContext, typed: string, order: readonly Kind[]): RawBuilder<unknown>[] {
  return order.flatMap((kind, at) => {
    const { permission, sql: source } = sources[kind];
    const found = context.actor.permissions.has(permission) ? source(context, typed) : null;
    if (found === null) return [];
    // The rows are in the order of their kind: their place is their number in it.
    return sql`(select ${kind}::text as kind, s.id, s.what, s.name, s.hint, ${at}::integer as kind_place,
      row_number() over () as place from (${found}) s)`;
  });
}

/** The order of that number, then those whose number begins so, the latest first. */
function ordersByNumber({ orgId, actor }: ReadContext, typed: string): RawBuilder<unknown> | null {
  const ranges = numbersOf(typed);
  if (ranges.length === 0) return null;
  const within = sql.join(
    ranges.map(({ from, to }) => sql`o.number between ${from} and ${to}`),
    sql` or `,
  );
  return sql`
    select o.id, '' as what, o.number::text as name, a.name as hint
    from sales_order o join account a on a.org_id = ${orgId} and a.id = o.account_id
    where o.org_id = ${orgId} and (${within}) and ${visibleTo(actor, 'a')}
    order by o.number = ${ranges[0]?.from ?? 0} desc, o.number desc limit ${shownMost}`;
}

/** Papers of that number, however it is written, the latest first. */
function documentsByNumber({ orgId, actor }: ReadContext, typed: string): RawBuilder<unknown> | null {
  if (!/\d/.test(typed)) return null;
  return sql`
    select d.id, d.kind as what, d.number_text as name, a.name as hint
    from document d join account a on a.org_id = ${orgId} and a.id = d.account_id
    where d.org_id = ${orgId} and d.number_key = ${numberKey(typed).core} and ${visibleTo(actor, 'a')}
    order by d.created_at desc, d.id limit ${shownMost}`;
}

function hitOf({ kind, id, what, name, hint }: Found, lang: 'ru' | 'en'): SearchHit {
  const number = { number: name };
  if (kind === 'order') return { kind, id, title: translate(texts, lang, 'search.order', number), hint };
  if (kind !== 'document') return { kind, id, title: name, hint };
  const key = what === 'upd' ? 'search.upd' : 'search.invoice';
  return { kind, id, title: translate(texts, lang, key, number), hint };
}
