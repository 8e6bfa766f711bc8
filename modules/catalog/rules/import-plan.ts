/** A batch of rows over the products that are there: which row is which product, and what is to be written. Pure. */
import type { ImportProblem, ImportRow, RowOutcome } from '#platform/exchange/kind.ts';
import { deepest, type LifeState, mayBecome, type ProductFields } from '../model.ts';
import { barcodeWarning } from './barcodes.ts';
import { type Given, givenOf, type ProductImportRow } from './import-row.ts';
import { codeKey, nameKey, pathKey, pathText } from './keys.ts';
import { decideProduct, type PlainProduct } from './product.ts';

/** A product as it stands. Brand and category go by their keys, for some of them begin with the batch. */
export type Standing = Omit<ProductFields, 'brandId' | 'categoryId'> & {
  readonly id: string;
  readonly costE4: bigint | null;
  readonly lifeState: LifeState;
  readonly brandKey: string;
  readonly categoryKey: string;
};

/** A product to be written, `before` null when the batch begins it. */
export type Planned = {
  readonly before: Standing | null;
  readonly after: Standing;
  readonly plain: PlainProduct;
};

export type PlanFacts = {
  readonly products: readonly Standing[];
  /** Which product has each of the barcodes of the rows. */
  readonly barcodes: ReadonlyMap<string, string>;
  readonly seesCost: boolean;
  readonly newId: () => string;
};

export type Plan = {
  readonly outcomes: RowOutcome[];
  readonly written: readonly Planned[];
  /** Which product a row that is to be written means. */
  readonly idByRow: ReadonlyMap<number, string>;
  /** Names of brands by key, and of categories from the root by key of the path, that rows name. */
  readonly brands: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, readonly string[]>;
};

type Board = {
  readonly facts: PlanFacts;
  readonly before: Map<string, Standing>;
  readonly now: Map<string, Standing>;
  readonly plain: Map<string, PlainProduct>;
  /** By article as the batch found them, and as its rows leave them. */
  readonly codesBefore: ReadonlyMap<string, string>;
  readonly byCode: Map<string, string>;
  readonly byExternal: Map<string, string>;
  readonly barcodes: Map<string, string>;
  readonly brands: Map<string, string>;
  readonly categories: Map<string, readonly string[]>;
  readonly idByRow: Map<number, string>;
};

const fresh: Omit<Standing, 'id'> = {
  code: '',
  name: '',
  brandKey: '',
  categoryKey: '',
  okeiCode: '796',
  packMilli: 1_000n,
  vatClass: 'standard',
  countryCode: '',
  declaration: '',
  minPriceE4: null,
  externalId: null,
  barcodes: [],
  costE4: null,
  lifeState: 'active',
};

/**
 * Plans a batch, row after row: a row that means a product which an earlier row began or changed goes on from there.
 * The natural key is the article, else the external id. An empty cell leaves the field as it is.
 */
export function planImport(rows: readonly ImportRow<ProductImportRow>[], facts: PlanFacts): Plan {
  const board = boardOf(facts);
  const outcomes = rows.map(({ row, values }) => planRow(board, row, values));
  const written = [...board.plain].flatMap(([id, plain]) => {
    const after = board.now.get(id);
    return after === undefined ? [] : [{ before: board.before.get(id) ?? null, after, plain }];
  });
  return { outcomes, written, idByRow: board.idByRow, brands: board.brands, categories: board.categories };
}

function boardOf(facts: PlanFacts): Board {
  const byId = new Map(facts.products.map((one) => [one.id, one]));
  const byCode = new Map(facts.products.map((one) => [codeKey(one.code), one.id]));
  return {
    facts,
    before: byId,
    now: new Map(byId),
    plain: new Map(),
    codesBefore: byCode,
    byCode: new Map(byCode),
    byExternal: new Map(facts.products.flatMap((one) => (one.externalId === null ? [] : [[one.externalId, one.id]]))),
    barcodes: new Map(facts.barcodes),
    brands: new Map(),
    categories: new Map(),
    idByRow: new Map(),
  };
}

function planRow(board: Board, row: number, values: ProductImportRow): RowOutcome {
  const { given, problems: unread } = givenOf(values);
  const reject = (...problems: readonly ImportProblem[]): RowOutcome => ({ row, outcome: 'rejected', problems });
  if (unread.length > 0) return reject(...unread);
  const found = meant(board, given);
  if (found === 'no_key') return reject({ field: 'code', code: 'catalog.import_no_key' });
  if (found === 'two')
    return reject({ field: 'externalId', code: 'catalog.import_two_products', value: given.externalId ?? '' });
  const id = found ?? board.facts.newId();
  const before = board.now.get(id) ?? null;
  const { after, warnings } = merged(board, { ...fresh, ...before, id }, given);
  if (before !== null && same(before, after)) return outcomeOf(row, 'unchanged', warnings);
  if ((given.category ?? []).length > deepest)
    return reject({ field: 'category', code: 'catalog.category_too_deep', params: { most: deepest } });
  // One statement writes the batch: an article cannot go from one product to another within it.
  if ((board.codesBefore.get(codeKey(after.code)) ?? id) !== id)
    return reject({ field: 'code', code: 'catalog.code_taken' });
  const plain = decideProduct({ ...after, brandId: null, categoryId: null });
  if (!plain.ok) return reject({ field: fieldOf[plain.code] ?? null, code: plain.code, ...paramsOf(plain.details) });
  keep(board, row, { before, after, given, plain: plain.value });
  return outcomeOf(row, before === null ? 'created' : 'updated', warnings);
}

const fieldOf: Readonly<Record<string, string>> = {
  'catalog.code_empty': 'code',
  'catalog.name_empty': 'name',
  'catalog.barcodes_many': 'barcode',
};

const paramsOf = (details: ImportProblem['params']): Pick<ImportProblem, 'params'> =>
  details === undefined ? {} : { params: details };

function outcomeOf(row: number, outcome: RowOutcome['outcome'], problems: readonly ImportProblem[]): RowOutcome {
  return problems.length === 0 ? { row, outcome } : { row, outcome, problems };
}

/** The product that a row means; null for a new one. */
function meant(board: Board, given: Given): string | null | 'no_key' | 'two' {
  if (given.code === undefined && given.externalId === undefined) return 'no_key';
  const byCode = given.code === undefined ? undefined : board.byCode.get(codeKey(given.code));
  const byExternal = given.externalId === undefined ? undefined : board.byExternal.get(given.externalId);
  if (byCode !== undefined && byExternal !== undefined && byCode !== byExternal) return 'two';
  return byCode ?? byExternal ?? null;
}

function merged(board: Board, base: Standing, given: Given): { after: Standing; warnings: ImportProblem[] } {
  const warnings: ImportProblem[] = [];
  const warn = (field: string, code: string, value = ''): number =>
    warnings.push({ field, code, value, warning: true });
  const { seesCost } = board.facts;
  if (given.costE4 !== undefined && !seesCost) warn('cost', 'catalog.import_cost_hidden');
  const life = given.life ?? base.lifeState;
  const isNew = !board.now.has(base.id);
  const mayLive = isNew || life === base.lifeState || mayBecome(base.lifeState, life);
  if (!mayLive) warn('life', 'catalog.life_closed', life);
  const barcodes = [...base.barcodes];
  for (const barcode of given.barcodes) {
    if (barcodes.includes(barcode)) continue;
    const owner = board.barcodes.get(barcode);
    const doubt = barcodeWarning(barcode);
    if (owner !== undefined && owner !== base.id) warn('barcode', 'catalog.barcode_taken', barcode);
    else barcodes.push(barcode);
    if (doubt !== null) warn('barcode', doubt, barcode);
  }
  const after: Standing = {
    ...base,
    // The same article in other letters is the same: its spelling is mended on the card, not by each file.
    code: given.code === undefined || codeKey(given.code) === codeKey(base.code) ? base.code : given.code,
    externalId: given.externalId ?? base.externalId,
    name: given.name ?? base.name,
    brandKey: given.brand === undefined ? base.brandKey : nameKey(given.brand),
    categoryKey: given.category === undefined ? base.categoryKey : pathKey(given.category),
    okeiCode: given.okeiCode ?? base.okeiCode,
    packMilli: given.packMilli ?? base.packMilli,
    vatClass: given.vatClass ?? base.vatClass,
    countryCode: given.countryCode ?? base.countryCode,
    declaration: given.declaration ?? base.declaration,
    minPriceE4: given.minPriceE4 ?? base.minPriceE4,
    costE4: seesCost ? (given.costE4 ?? base.costE4) : base.costE4,
    lifeState: mayLive ? life : base.lifeState,
    barcodes,
  };
  return { after, warnings };
}

const compared = [
  'code',
  'externalId',
  'name',
  'brandKey',
  'categoryKey',
  'okeiCode',
  'packMilli',
  'vatClass',
  'countryCode',
  'declaration',
  'minPriceE4',
  'costE4',
  'lifeState',
] as const satisfies readonly (keyof Standing)[];

function same(a: Standing, b: Standing): boolean {
  return compared.every((field) => a[field] === b[field]) && a.barcodes.length === b.barcodes.length;
}

/** The fields by which two standings differ, for the timeline. The cost is not told: not everyone sees it. */
export function differences(a: Standing, b: Standing): string[] {
  const told = compared.filter((field) => field !== 'costE4' && a[field] !== b[field]).map(String);
  return a.barcodes.length === b.barcodes.length ? told : [...told, 'barcode'];
}

type Kept = {
  readonly before: Standing | null;
  readonly after: Standing;
  readonly given: Given;
  readonly plain: PlainProduct;
};

function keep(board: Board, row: number, { before, after, given, plain }: Kept): void {
  const { id } = after;
  if (before !== null) board.byCode.delete(codeKey(before.code));
  board.now.set(id, { ...after, barcodes: plain.barcodes });
  board.plain.set(id, plain);
  board.byCode.set(plain.codeKey, id);
  if (plain.externalId !== null) board.byExternal.set(plain.externalId, id);
  for (const barcode of plain.barcodes) board.barcodes.set(barcode, id);
  if (given.brand !== undefined && !board.brands.has(after.brandKey)) board.brands.set(after.brandKey, given.brand);
  if (given.category !== undefined && given.category.length > 0)
    board.categories.set(after.categoryKey, given.category);
  board.idByRow.set(row, id);
}

/** Every category that the paths need, the higher levels first: its key, the key above it, its name and its path. */
export function levelsOf(
  paths: Iterable<readonly string[]>,
): Map<string, { key: string; above: string; name: string; path: string }>[] {
  const levels: Map<string, { key: string; above: string; name: string; path: string }>[] = [];
  for (const names of paths) {
    for (const [at, name] of names.entries()) {
      const key = pathKey(names.slice(0, at + 1));
      const level = levels[at] ?? new Map();
      levels[at] = level;
      if (!level.has(key))
        level.set(key, { key, above: pathKey(names.slice(0, at)), name, path: pathText(names.slice(0, at + 1)) });
    }
  }
  return levels;
}
