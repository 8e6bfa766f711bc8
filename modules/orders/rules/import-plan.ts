/** Rows of a file to orders: what each row means, which order it belongs to, what it changes there. */
import type { Details } from '#kernel/result.ts';

type GivenRow = {
  readonly row: number;
  readonly values: {
    readonly account: string | null;
    readonly clientNumber: string | null;
    readonly product: string | null;
    readonly quantity: bigint | null;
    readonly wantedOn: string | null;
  };
};

/** A row whose account and product are known. `lineId` is the order's line of that product, when it has one. */
export type PlannedRow = {
  readonly row: number;
  readonly product: string;
  readonly productId: string;
  readonly quantityMilli: bigint;
  readonly manualBp: number;
  readonly lineId: string | null;
};

export type ImportGroup = {
  readonly accountId: string;
  readonly clientNumber: string;
  readonly wantedOn: string | null;
  readonly rows: readonly PlannedRow[];
};

export type PlanProblem = { readonly code: string; readonly details?: Details };
export type PlanOutcome = {
  readonly row: number;
  readonly outcome: 'unchanged' | 'rejected';
  readonly problems?: readonly { readonly field: string | null; readonly code: string; readonly params?: Details }[];
};

/** What a text of the account's column means: one account, or several that share an INN. */
export type AccountMeant = { readonly id: string } | { readonly several: number };
export type ImportFacts = {
  readonly accounts: ReadonlyMap<string, AccountMeant>;
  readonly products: ReadonlyMap<string, { readonly id: string }>;
};

/** The key of an order of a file: its account and the client's number, case and outer space aside. */
export const orderKey = (order: { readonly accountId: string; readonly clientNumber: string }): string =>
  `${order.accountId} ${order.clientNumber.trim().toLowerCase()}`;

const reject = (row: number, field: string | null, problem: PlanProblem): PlanOutcome => {
  const { code, details } = problem;
  return {
    row,
    outcome: 'rejected',
    problems: [{ field, code, ...(details === undefined ? {} : { params: details }) }],
  };
};

/** Groups the rows that can be understood into orders, in the order of the file; the others are rejected with why. */
export function planRows(
  rows: readonly GivenRow[],
  facts: ImportFacts,
): { readonly groups: ImportGroup[]; readonly rejected: PlanOutcome[] } {
  const rejected: PlanOutcome[] = [];
  const groups = new Map<string, ImportGroup & { rows: PlannedRow[] }>();
  for (const given of rows) {
    const understood = understand(given, facts);
    if ('problem' in understood) {
      rejected.push(reject(given.row, understood.field, understood.problem));
      continue;
    }
    const { accountId, clientNumber, planned } = understood;
    const key = orderKey({ accountId, clientNumber });
    const group = groups.get(key) ?? { accountId, clientNumber, wantedOn: given.values.wantedOn, rows: [] };
    groups.set(key, group);
    if (group.rows.some((row) => row.productId === planned.productId)) {
      rejected.push(
        reject(given.row, 'product', { code: 'orders.import_product_twice', details: { code: planned.product } }),
      );
    } else group.rows.push(planned);
  }
  return { groups: [...groups.values()].filter((group) => group.rows.length > 0), rejected };
}

type Understood =
  | { readonly accountId: string; readonly clientNumber: string; readonly planned: PlannedRow }
  | { readonly field: string; readonly problem: PlanProblem };

function understand({ row, values }: GivenRow, { accounts, products }: ImportFacts): Understood {
  const [account, product] = [values.account ?? '', values.product ?? ''];
  const meant = accounts.get(account);
  if (meant === undefined) return { field: 'account', problem: { code: 'orders.import_account_unknown' } };
  if ('several' in meant) {
    return { field: 'account', problem: { code: 'orders.import_account_several', details: { count: meant.several } } };
  }
  const clientNumber = (values.clientNumber ?? '').trim();
  if (clientNumber === '') return { field: 'clientNumber', problem: { code: 'orders.import_no_number' } };
  const found = products.get(product);
  if (found === undefined) return { field: 'product', problem: { code: 'orders.import_product_unknown' } };
  const quantityMilli = values.quantity ?? 0n;
  if (quantityMilli <= 0n) return { field: 'quantity', problem: { code: 'orders.import_no_quantity' } };
  const planned = { row, product, productId: found.id, quantityMilli, manualBp: 0, lineId: null };
  return { accountId: meant.id, clientNumber, planned };
}

/** An order that is there, with its lines by product. */
export type KnownOrder = {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly lines: readonly {
    readonly id: string;
    readonly productId: string;
    readonly quantityMilli: bigint;
    readonly manualBp: number;
  }[];
};

/**
 * What the rows of one order change. A row that agrees with the order is unchanged; one that differs changes a draft's
 * line (its discount by hand stays) and is rejected for an order past changing.
 */
export function planGroup(
  group: ImportGroup,
  known: KnownOrder | null,
): { readonly put: PlannedRow[]; readonly settled: PlanOutcome[] } {
  if (known === null) return { put: [...group.rows], settled: [] };
  const put: PlannedRow[] = [];
  const settled: PlanOutcome[] = [];
  for (const row of group.rows) {
    const lines = known.lines.filter((line) => line.productId === row.productId);
    const total = lines.reduce((sum, line) => sum + line.quantityMilli, 0n);
    const [only, ...others] = lines;
    const { number, state } = known;
    if (lines.length > 0 && total === row.quantityMilli) settled.push({ row: row.row, outcome: 'unchanged' });
    else if (state !== 'draft') {
      settled.push(reject(row.row, null, { code: 'orders.import_not_draft', details: { number, state } }));
    } else if (others.length > 0) {
      settled.push(reject(row.row, 'product', { code: 'orders.import_several_lines', details: { number } }));
    } else put.push(only === undefined ? row : { ...row, lineId: only.id, manualBp: only.manualBp });
  }
  return { put, settled };
}
