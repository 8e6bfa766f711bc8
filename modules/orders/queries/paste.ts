/** What pasted rows come to: products by code, barcode or name, what is free of them, what needs a remedy. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { isAccountSeen } from '#modules/accounts/index.ts';
import { isForSale, nameKey, type ResolvedProduct, resolveCodes } from '#modules/catalog/index.ts';
import { freeMilli, readStock, type StockLevels } from '#modules/stock/index.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { PastedRowView } from '../contract/views.ts';
import type { orders } from '../contract.ts';
import { chooseGuess, type PastedText, parsePaste, unpacked } from '../rules/paste.ts';

type Suggestion = PastedRowView['suggestions'][number];

/** So many unknown rows get suggestions; a file of another shop's codes would only cost time. */
const suggestedRowsMost = 40;
const suggestionsMost = 3;
const nearLeast = 0.4;

/**
 * Reads the text and resolves every row at once: one statement for codes and barcodes, one for whole names, one for
 * suggestions to what stayed unknown, one for stock.
 */
export async function readPaste(
  context: ReadContext,
  input: InputOf<typeof orders.paste>,
): Promise<Result<OutputOf<typeof orders.paste>>> {
  const { read, orgId, actor } = context;
  if (!(await isAccountSeen(read, actor, input.accountId))) return refuse('orders.account_not_found');
  const { rows: texts, left } = parsePaste(input.text);
  const known = await resolve(context, texts);
  const chosen = texts.map((text) => ({ text, choice: chooseGuess(text.guesses, known) }));
  const unknown = chosen.flatMap(({ choice }) =>
    choice === null || choice.product !== null ? [] : [choice.guess.code],
  );
  const near = await suggest(context, unknown);
  const warehouseId = input.warehouseId ?? (await defaultWarehouse(context));
  const productIds = chosen.flatMap(({ choice }) => choice?.product?.id ?? []);
  const levels = warehouseId === null ? new Map() : await readStock(read, orgId, { warehouseId, productIds });
  const taken = new Map<string, bigint>();
  return ok({ rows: chosen.map(({ text, choice }) => rowOf(text, choice, { near, levels, taken })), left });
}

type Known = ReadonlyMap<string, ResolvedProduct>;

/** By code, barcode or outside id; what is left by its whole name, when one product has it. */
async function resolve(context: ReadContext, texts: readonly PastedText[]): Promise<Known> {
  const { read, orgId } = context;
  const codes = [...new Set(texts.flatMap((text) => text.guesses.map((guess) => guess.code)))];
  const byCode = await resolveCodes(read, orgId, codes);
  const open = texts.filter((text) => text.guesses.every((guess) => !byCode.has(guess.code)));
  const names = [...new Set(open.flatMap((text) => text.guesses.map((guess) => guess.code)))];
  return new Map([...byCode, ...(await resolveNames(context, names))]);
}

type NameRow = Omit<ResolvedProduct, 'packMilli' | 'by'> & { key: string; packMilli: string };

async function resolveNames(
  { read, orgId }: ReadContext,
  names: readonly string[],
): Promise<Map<string, ResolvedProduct>> {
  const keys = new Map(names.map((name) => [name, nameKey(name)]));
  if (keys.size === 0) return new Map();
  const { rows } = await sql<NameRow>`
    select p.name_key as key, p.id, p.code, p.name, p.unit, p.pack_milli as "packMilli", p.life_state as "lifeState"
    from product p where p.org_id = ${orgId} and p.name_key = any(${[...new Set(keys.values())]}::text[])
    order by p.name_key limit 5000`.execute(read);
  const byKey = new Map<string, NameRow[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const found = new Map<string, ResolvedProduct>();
  for (const [name, key] of keys) {
    const [only, ...others] = byKey.get(key) ?? [];
    if (only === undefined || others.length > 0) continue;
    const { key: _key, packMilli, ...product } = only;
    found.set(name, { ...product, packMilli: BigInt(packMilli), by: 'code' });
  }
  return found;
}

type Near = ReadonlyMap<string, readonly Suggestion[]>;

/** The nearest products that are sold, for the first unknown texts. */
async function suggest({ read, orgId }: ReadContext, texts: readonly string[]): Promise<Near> {
  const asked = [...new Set(texts)].filter((text) => nameKey(text).length > 2).slice(0, suggestedRowsMost);
  if (asked.length === 0) return new Map();
  // For this transaction: a slip in a short code is still near, as the default of 0.6 is not.
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(nearLeast)}, true)`.execute(read);
  const { rows } = await sql<Suggestion & { text: string }>`
    select a.text, n.id as "productId", n.code, n.name
    from unnest(${asked}::text[], ${asked.map(nameKey)}::text[]) with ordinality as a (text, key, at)
    cross join lateral (
      select p.id, p.code, p.name, word_similarity(a.key, p.search_text) as likeness
      from product p
      where p.org_id = ${orgId} and p.search_text %> a.key and p.life_state not in ('discontinued', 'blocked')
      order by likeness desc, p.code_key limit ${suggestionsMost}
    ) n
    order by a.at, n.likeness desc, n.code`.execute(read);
  const found = new Map<string, Suggestion[]>();
  for (const { text, ...row } of rows) found.set(text, [...(found.get(text) ?? []), row]);
  return found;
}

type Choice = ReturnType<typeof chooseGuess<ResolvedProduct>>;
type Around = { readonly near: Near; readonly levels: StockLevels; readonly taken: Map<string, bigint> };

function rowOf({ row, text }: PastedText, choice: Choice, { near, levels, taken }: Around): PastedRowView {
  const product = choice?.product ?? null;
  const packMilli = product?.packMilli ?? 1_000n;
  const quantityMilli = choice === null ? null : unpacked(choice.guess, packMilli);
  const base = { row, text, packMilli: String(packMilli), quantityMilli: quantityMilli?.toString() ?? null };
  if (product === null) {
    const suggestions = [...(near.get(choice?.guess.code ?? '') ?? [])];
    const nothing = {
      productId: null,
      code: choice?.guess.code ?? text,
      name: '',
      unit: '',
      freeMilli: null,
      expectedOn: null,
    };
    return { ...base, ...nothing, problem: 'orders.paste_unknown', suggestions };
  }
  const level = levels.get(product.id);
  const free = freeMilli(level) - (taken.get(product.id) ?? 0n);
  taken.set(product.id, (taken.get(product.id) ?? 0n) + (quantityMilli ?? 0n));
  return {
    ...base,
    productId: product.id,
    code: product.code,
    name: product.name,
    unit: product.unit,
    freeMilli: String(freeMilli(level)),
    expectedOn: level?.nextArrival?.expectedOn ?? null,
    problem: problemOf(product, quantityMilli, free),
    suggestions: [],
  };
}

/** The rows of one product share what is free of it. */
function problemOf(product: ResolvedProduct, quantityMilli: bigint | null, free: bigint): string | null {
  if (!isForSale(product.lifeState)) return 'orders.paste_blocked';
  if (quantityMilli === null) return 'orders.paste_no_quantity';
  return quantityMilli > free ? 'orders.paste_short' : null;
}

/** The warehouse of orders that name none. */
async function defaultWarehouse({ read, orgId }: ReadContext): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from warehouse where org_id = ${orgId} and is_default`.execute(read);
  return rows[0]?.id ?? null;
}
