/** The import of orders from a table: rows become draft orders by account and the client's own number. */
import { newId } from '#kernel/id.ts';
import type { Details } from '#kernel/result.ts';
import { resolveCodes } from '#modules/catalog/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { FieldSpec } from '#platform/exchange/field.ts';
import type { ImportKind, ImportRow, ImportValues, RowOutcome } from '#platform/exchange/kind.ts';
import { createFrom } from './commands/create.ts';
import { editFrom } from './commands/edit-lines.ts';
import { type KeptOrder, lockImport, readImportAccounts, readImportOrders } from './queries/import.ts';
import {
  type ImportGroup,
  orderKey,
  type PlannedRow,
  type PlanProblem,
  planGroup,
  planRows,
} from './rules/import-plan.ts';
import { readOrder } from './store.ts';

/** The columns of a table of orders, as clients and 1C call them. */
export const orderFields = [
  {
    name: 'account',
    parse: 'text',
    required: true,
    max: 200,
    synonyms: {
      ru: [
        'Клиент',
        'Код клиента',
        'ИНН',
        'ИНН клиента',
        'ИНН контрагента',
        'Код контрагента',
        'Контрагент',
        'Покупатель',
      ],
      en: ['Account', 'Account code', 'Customer', 'Customer code', 'INN', 'Tax ID'],
    },
  },
  {
    name: 'clientNumber',
    parse: 'text',
    required: true,
    max: 60,
    synonyms: {
      ru: ['Номер заказа клиента', 'Номер клиента', 'Номер заказа', '№ заказа', 'Заказ', 'Заказ клиента'],
      en: ['Client order', 'Customer order', 'PO number', 'PO', 'Order number', 'Order'],
    },
  },
  {
    name: 'product',
    parse: 'text',
    required: true,
    max: 60,
    synonyms: {
      ru: ['Артикул', 'Код товара', 'Штрихкод', 'Штрих-код', 'Товар', 'Номенклатура'],
      en: ['SKU', 'Product', 'Product code', 'Article', 'Barcode', 'Item'],
    },
  },
  {
    name: 'quantity',
    parse: 'quantityMilli',
    required: true,
    max: 1_000_000_000_000,
    synonyms: { ru: ['Количество', 'Кол-во', 'Кол'], en: ['Quantity', 'Qty'] },
  },
  {
    name: 'wantedOn',
    parse: 'date',
    synonyms: {
      ru: ['Дата поставки', 'Желаемая дата', 'Дата отгрузки', 'Срок поставки'],
      en: ['Wanted on', 'Delivery date', 'Requested date'],
    },
  },
] as const satisfies readonly FieldSpec[];

export type OrderImportRow = ImportValues<typeof orderFields>;

/** The kind for the import's runner. */
export const ordersImport: ImportKind<OrderImportRow> = {
  kind: 'orders',
  permission: 'orders.write',
  fields: orderFields,
  apply: importOrders,
};

/**
 * Makes and fills draft orders by the rows, up to 5,000 at once; the natural key is the account, the client's number and
 * the product. Every order goes the way of the screen: its prices, its visibility, its limits; nothing is confirmed here.
 * The same file twice changes nothing. Of orders past changing only rows that agree are taken.
 */
export async function importOrders(
  context: ActContext,
  rows: readonly ImportRow<OrderImportRow>[],
): Promise<RowOutcome[]> {
  const { tx, orgId } = context;
  // One import of orders at a time: two of one file at once must not both find nothing.
  await lockImport(tx, orgId);
  const accounts = await readImportAccounts(
    context,
    rows.map((row) => row.values.account ?? ''),
  );
  const products = await resolveCodes(
    tx,
    orgId,
    rows.map((row) => row.values.product ?? ''),
  );
  const planned = planRows(rows, { accounts, products });
  const kept = await readImportOrders(
    tx,
    orgId,
    planned.groups.map(({ accountId, clientNumber }) => ({ accountId, clientNumber })),
  );
  const outcomes: RowOutcome[] = [...planned.rejected];
  for (const group of planned.groups) {
    const known = kept.get(orderKey(group)) ?? null;
    outcomes.push(...(await takeGroup(context, group, known)));
  }
  const byRow = new Map(outcomes.map((outcome) => [outcome.row, outcome]));
  return rows.flatMap((row) => byRow.get(row.row) ?? []);
}

async function takeGroup(context: ActContext, group: ImportGroup, known: KeptOrder | null): Promise<RowOutcome[]> {
  const plan = planGroup(group, known);
  const settled = plan.settled;
  if (plan.put.length === 0) return settled;
  const lines = plan.put.map((row) => ({ id: row.lineId ?? newId(), row }));
  const lineOf = (line: (typeof lines)[number]) => ({
    id: line.id,
    productId: line.row.productId,
    quantityMilli: line.row.quantityMilli,
    manualBp: line.row.manualBp,
  });
  const written =
    known === null
      ? await makeOrder(context, group, lines.map(lineOf))
      : await changeOrder(context, known, lines.map(lineOf));
  return [...settled, ...lines.map(({ id, row }) => outcomeOf(row, written, id))];
}

type Line = {
  readonly id: string;
  readonly productId: string;
  readonly quantityMilli: bigint;
  readonly manualBp: number;
};
/** What was written: nothing at all, or all but the lines that could not be priced. */
type Written = { readonly refused: PlanProblem } | { readonly dropped: ReadonlyMap<string, string> };

async function makeOrder(context: ActContext, group: ImportGroup, lines: readonly Line[]): Promise<Written> {
  const input = {
    id: newId(),
    accountId: group.accountId,
    clientNumber: group.clientNumber,
    wantedOn: group.wantedOn,
    lines: lines.map((line) => ({ ...line, quantityMilli: String(line.quantityMilli) })),
  };
  const origin = { source: 'import', copiedFrom: null, dropUnpriced: true } as const;
  const made = await createFrom(context, input, origin);
  return made.ok ? { dropped: problemsOf(made.value.dropped) } : { refused: made };
}

async function changeOrder(context: ActContext, known: KeptOrder, lines: readonly Line[]): Promise<Written> {
  const order = await readOrder(context.tx, context.orgId, known.id);
  if (order === null) return { refused: { code: 'orders.not_found' } };
  const edited = await editFrom(context, order, { put: lines, remove: [], dropUnpriced: true });
  return edited.ok ? { dropped: problemsOf(edited.value.priced.dropped) } : { refused: edited };
}

const problemsOf = (dropped: readonly { readonly lineId: string; readonly problem: string }[]) =>
  new Map(dropped.map((line) => [line.lineId, line.problem]));

function outcomeOf(row: PlannedRow, written: Written, lineId: string): RowOutcome {
  const reject = (code: string, field: string | null, params?: Details): RowOutcome => ({
    row: row.row,
    outcome: 'rejected',
    problems: [{ field, code, ...(params === undefined ? {} : { params }) }],
  });
  if ('refused' in written) return reject(written.refused.code, null, written.refused.details);
  const problem = written.dropped.get(lineId);
  if (problem !== undefined) return reject(problem, 'product', { code: row.product });
  return { row: row.row, outcome: row.lineId === null ? 'created' : 'updated' };
}
