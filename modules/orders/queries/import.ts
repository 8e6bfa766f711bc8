/** What an import of orders is planned against. */
import { sql } from 'kysely';
import { nameKey, normalizeInn } from '#kernel/requisites.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import { visibleTo } from '#platform/visibility.ts';
import { type AccountMeant, type KnownOrder, orderKey } from '../rules/import-plan.ts';

/** Holds other imports of orders of the org until this transaction ends. */
export async function lockImport(tx: Tx, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`orders.import ${orgId}`}, 0))`.execute(tx);
}

type AccountRow = { code: string; inn: string; nameKey: string; id: string };

/**
 * The accounts that these texts mean, by code, by INN (its lost zero given back) or by the whole name, of those the
 * actor sees and that are not in the archive.
 */
export async function readImportAccounts(
  { tx, orgId, actor }: ActContext,
  texts: readonly string[],
): Promise<Map<string, AccountMeant>> {
  const asked = [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
  const { rows } = await sql<AccountRow>`
    select a.id, a.code, a.inn, a.name_key as "nameKey" from account a
    where a.org_id = ${orgId} and not a.archived and ${visibleTo(actor, 'a')}
      and a.id = any(array(
        select k.id from account k where k.org_id = ${orgId} and k.code = any(${asked}::text[])
        union select k.id from account k where k.org_id = ${orgId} and k.inn = any(${asked.map(normalizeInn)}::text[])
          and k.inn <> ''
        union select k.id from account k where k.org_id = ${orgId} and k.name_key = any(${asked.map(nameKey)}::text[])))
    order by a.id`.execute(tx);
  const found = new Map<string, AccountMeant>();
  for (const text of new Set(texts)) {
    const clean = text.trim();
    const [inn, name] = [normalizeInn(clean), nameKey(clean)];
    const byCode = rows.find((row) => row.code === clean);
    const byInn = rows.filter((row) => row.inn !== '' && row.inn === inn);
    const meant = byInn.length > 0 ? byInn : rows.filter((row) => row.nameKey === name);
    const [only] = meant;
    if (byCode !== undefined) found.set(text, { id: byCode.id });
    else if (only !== undefined) found.set(text, meant.length === 1 ? { id: only.id } : { several: meant.length });
  }
  return found;
}

export type KeptOrder = KnownOrder;
type OrderRow = Omit<KnownOrder, 'lines'> & {
  accountId: string;
  clientNumber: string;
  lines: { id: string; productId: string; quantityMilli: string; manualBp: number }[];
};
type Key = { readonly accountId: string; readonly clientNumber: string };

/** The orders that are there under these keys, the newest of each, cancelled ones aside; by `orderKey`. */
export async function readImportOrders(
  read: Read,
  orgId: string,
  keys: readonly Key[],
): Promise<Map<string, KeptOrder>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<OrderRow>`
    select distinct on (o.account_id, lower(o.client_number)) o.id, o.number, o.state, o.account_id as "accountId",
      o.client_number as "clientNumber", coalesce((
        select jsonb_agg(jsonb_build_object('id', l.id, 'productId', l.product_id,
          'quantityMilli', l.quantity_milli::text, 'manualBp', l.manual_bp))
        from order_line l where l.org_id = ${orgId} and l.order_id = o.id), '[]') as lines
    from unnest(${keys.map((key) => key.accountId)}::uuid[],
      ${keys.map((key) => key.clientNumber.trim().toLowerCase())}::text[]) as k (account_id, client_number)
    join sales_order o on o.org_id = ${orgId} and lower(o.client_number) = k.client_number and o.account_id = k.account_id
      and o.client_number <> '' and o.state <> 'cancelled'
    order by o.account_id, lower(o.client_number), o.number desc`.execute(read);
  return new Map(
    rows.map(({ accountId, clientNumber, lines, ...order }) => [
      orderKey({ accountId, clientNumber }),
      { ...order, lines: lines.map((line) => ({ ...line, quantityMilli: BigInt(line.quantityMilli) })) },
    ]),
  );
}
