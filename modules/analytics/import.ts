/** The import of sales history: rows of any table of sold lines, in the statements of a batch. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { noteShipments } from '#modules/accounts/index.ts';
import type { ActContext } from '#platform/command.ts';
import type {
  ImportKind,
  ImportPass,
  ImportProblem,
  ImportRow,
  ImportSummary,
  RowOutcome,
} from '#platform/exchange/kind.ts';
import {
  accountsToPair,
  countUnpaired,
  knownLines,
  type LineContent,
  linesToPair,
  lockHistory,
  newSpans,
  savePairs,
} from './history-store.ts';
import { type Buyer, type Buyers, buyersFor } from './import-customers.ts';
import { productsFor, type SoldProducts } from './import-products.ts';
import { Occurrences } from './rules/occurrences.ts';
import { pairReturns } from './rules/pairing.ts';
import { type SaleValues, saleFields } from './rules/sale-fields.ts';
import { customerKey, isReturn, type Sale, saleOf } from './rules/sale-row.ts';
import { addSales, type SoldLine } from './store.ts';

/** The kind for the import's runner. */
export const salesHistoryImport: ImportKind<Sale> = {
  kind: 'sales-history',
  // Loading history makes accounts and products on the way.
  permission: 'catalog.write',
  fields: saleFields,
  begin: () => salesPass(),
  apply: importSales,
};

/** Counts equal lines over the file and its figures; after the last row pairs returns with what they take back. */
function salesPass(): ImportPass<Sale> {
  const occurrences = new Occurrences();
  const invoices = new Set<string>();
  const withReturns = new Set<string>();
  let cancellations = 0;
  let sumMinor = 0n;
  return {
    // A method: the rows are by the fields above, which the runner need not know.
    ready(rows: readonly ImportRow<SaleValues>[]) {
      return rows.map(({ row, values }) => {
        const sale = saleOf(values);
        return { row, values: { ...sale, occurrence: occurrences.next(sale) } };
      });
    },
    taken: (rows) => {
      for (const { values: sale } of rows) {
        invoices.add(invoiceKey(sale));
        sumMinor += sale.sumMinor;
        if (!isReturn(sale)) continue;
        cancellations += 1;
        withReturns.add(sale.invoiceNo);
      }
    },
    finish: async (context): Promise<ImportSummary> => {
      await pairHistory(context);
      await noteSales(context);
      const unpaired = await countUnpaired(context.tx, context.orgId, [...withReturns]);
      return { invoices: invoices.size, cancellations, unpaired, sumMinor: String(sumMinor) };
    },
  };
}

const accountsAtOnce = 500;
const firstId = '00000000-0000-0000-0000-000000000000';

/** Pairs every return of the history that is not paired yet: a sale may come in a later file than its return. */
async function pairHistory({ tx, orgId }: ActContext): Promise<void> {
  await lockHistory(tx, orgId);
  let after = firstId;
  for (;;) {
    const accounts = await accountsToPair(tx, orgId, { after, limit: accountsAtOnce });
    await savePairs(tx, orgId, pairReturns(await linesToPair(tx, orgId, accounts)));
    const last = accounts.at(-1);
    if (last === undefined || accounts.length < accountsAtOnce) return;
    after = last;
  }
}

/** The accounts learn when they bought last: their status and "first shipment" follow from it. */
async function noteSales({ tx, orgId, today }: ActContext): Promise<void> {
  const spans = await newSpans(tx, orgId);
  const days = spans.flatMap(({ accountId, firstOn, lastOn }) => [
    { accountId, shippedOn: firstOn },
    { accountId, shippedOn: lastOn },
  ]);
  await noteShipments(tx, { orgId, today }, days);
}

/**
 * Adds the lines of a batch in about ten statements. A line that is there already, by its content and by which of its
 * equals it is, is unchanged. Accounts and products that are unknown begin with it.
 */
export async function importSales(context: ActContext, rows: readonly ImportRow<Sale>[]): Promise<RowOutcome[]> {
  await lockHistory(context.tx, context.orgId);
  const sales = rows.map((row) => row.values);
  const good = sales.filter((sale) => rowProblems(sale, context).every((problem) => problem.warning === true));
  const facts: Facts = {
    buyers: await buyersFor(context, good),
    products: await productsFor(context, firstNames(good)),
    managers: await managersFor(context, good),
  };
  const known = await knownOf(context, good);
  const lines: SoldLine[] = [];
  const outcomes = rows.map(({ row, values }): RowOutcome => {
    const { line, problems } = lineOf(values, facts, context);
    const told = problems.length === 0 ? {} : { problems };
    if (line === null) return { row, outcome: 'rejected', ...told };
    const content = contentKey({ ...line, quantityMilli: String(line.quantityMilli), ...figures(line) });
    if (values.occurrence <= (known.counts.get(content) ?? 0)) return { row, outcome: 'unchanged', ...told };
    lines.push({ ...line, lineNo: known.nextNo(line) });
    return { row, outcome: 'created', ...told };
  });
  const added = await addSales(context.tx, context.orgId, lines);
  if (added !== lines.length) throw new Error(`of ${lines.length} new lines of history ${added} were written`);
  return outcomes;
}

type Facts = {
  readonly buyers: Buyers;
  readonly products: SoldProducts;
  readonly managers: ReadonlyMap<string, string | null>;
};
type Found = { readonly line: SoldLine | null; readonly problems: readonly ImportProblem[] };

const figures = (line: SoldLine) => ({ priceE4: String(line.priceE4), sumMinor: String(line.sumMinor) });

/** The line that a row is, or the problems that reject it; warnings go with either. */
function lineOf(sale: Sale, facts: Facts, context: ActContext): Found {
  const own = rowProblems(sale, context);
  if (own.some((problem) => problem.warning !== true)) return { line: null, problems: own };
  const buyer = facts.buyers.get(customerKey(sale.customer));
  const product = facts.products.get(sale.productCode);
  if (!isBuyer(buyer))
    return { line: null, problems: buyer ?? [{ field: 'customer', code: 'analytics.customer_unknown' }] };
  if (typeof product !== 'string') return { line: null, problems: product ?? [] };
  const manager = sale.manager === null ? null : facts.managers.get(folded(sale.manager));
  const unknown: ImportProblem = {
    field: 'manager',
    code: 'analytics.manager_unknown',
    value: sale.manager ?? '',
    warning: true,
  };
  const line: SoldLine = {
    id: newId(),
    source: 'import',
    invoiceNo: sale.invoiceNo,
    lineNo: 0,
    soldOn: sale.soldOn,
    accountId: buyer.id,
    productId: product,
    managerId: manager ?? buyer.managerId,
    quantityMilli: sale.quantityMilli,
    priceE4: sale.priceE4,
    sumMinor: sale.sumMinor,
    vatMinor: sale.vatMinor,
    costMinor: context.actor.seesCost ? sale.costMinor : null,
  };
  return { line, problems: sale.manager !== null && manager == null ? [...own, unknown] : own };
}

const isBuyer = (found: Buyer | readonly ImportProblem[] | undefined): found is Buyer =>
  found !== undefined && 'id' in found;

/** A day that has not come is a day and a month in the wrong order, or a slip. */
function rowProblems(sale: Sale, { today }: ActContext): readonly ImportProblem[] {
  if (sale.soldOn <= today) return sale.problems;
  const params = { soldOn: sale.soldOn };
  return [...sale.problems, { field: 'soldOn', code: 'analytics.sold_in_future', value: sale.soldOn, params }];
}

function firstNames(sales: readonly Sale[]): Map<string, string | null> {
  const names = new Map<string, string | null>();
  for (const { productCode, productName } of sales) names.set(productCode, names.get(productCode) ?? productName);
  return names;
}

/** Numbers of papers begin anew each year. */
const invoiceKey = ({ invoiceNo, soldOn }: { readonly invoiceNo: string; readonly soldOn: string }): string =>
  `${soldOn.slice(0, 4)} ${invoiceNo}`;

const contentKey = (line: LineContent): string =>
  `${line.invoiceNo}\n${line.soldOn} ${line.accountId} ${line.productId} ${line.quantityMilli} ${line.priceE4} ${line.sumMinor}`;

/** How many lines of each content are there, and numbers for new lines of the invoices: on from the last one. */
async function knownOf({ tx, orgId }: ActContext, sales: readonly Sale[]) {
  const known = await knownLines(tx, orgId, [...new Set(sales.map((sale) => sale.invoiceNo))]);
  const last = new Map<string, number>();
  for (const line of known) last.set(invoiceKey(line), Math.max(line.lastNo, last.get(invoiceKey(line)) ?? 0));
  return {
    counts: new Map(known.map((line) => [contentKey(line), line.count])),
    nextNo: (line: SoldLine): number => {
      const next = (last.get(invoiceKey(line)) ?? 0) + 1;
      last.set(invoiceKey(line), next);
      return next;
    },
  };
}

const folded = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** People by name and by e-mail, folded; null where two have the name. */
async function managersFor({ tx, orgId }: ActContext, sales: readonly Sale[]): Promise<Map<string, string | null>> {
  const people = new Map<string, string | null>();
  if (sales.every((sale) => sale.manager === null)) return people;
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    select id, name, email from person where org_id = ${orgId} order by id limit 10000`.execute(tx);
  for (const { id, name, email } of rows) {
    people.set(folded(email), id);
    people.set(folded(name), people.has(folded(name)) ? null : id);
  }
  return people;
}
