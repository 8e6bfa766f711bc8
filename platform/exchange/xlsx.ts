import { builtInFormat, type CellFormat, formatOfCode } from './cell-text.ts';
import { type Merge, readMerges } from './merges.ts';
import { ExchangeProblem, type SourceRow } from './problem.ts';
import { readSharedStrings, SharedStrings } from './shared-strings.ts';
import { sheetRows } from './xlsx-sheet.ts';
import { readXml } from './xml.ts';
import { defaultZipLimits, readZipDirectory, readZipEntry, type ZipEntry, type ZipLimits } from './zip.ts';

/** How much of a workbook is read before it is refused. */
export type XlsxLimits = ZipLimits & { readonly maxCells: number };

/** The zip's limits, and 100 million cells. */
export const defaultXlsxLimits: XlsxLimits = { ...defaultZipLimits, maxCells: 100_000_000 };

// Lists of sheets, relations and styles are small; they are kept in memory.
const listMax = 33_554_432;

/** A workbook whose directory has been checked; sheets are read from the file when asked for. */
export type Workbook = {
  /** Names of the sheets in their order; those hidden from people come last. */
  readonly sheets: readonly string[];
  /** The rows of a sheet, some at a time. Throws ExchangeProblem no_sheet, damaged_file, xml_entities, too_large. */
  rows(sheet: string): AsyncIterable<SourceRow[]>;
  /** The merged ranges of a sheet (a pass over the sheet's packed bytes, without reading its cells). */
  merges(sheet: string): Promise<readonly Merge[]>;
};

type Sheet = { readonly name: string; readonly hidden: boolean; readonly relation: string };
type Relation = { readonly type: string; readonly target: string };
type Parts = ReadonlyMap<string, ZipEntry>;

/**
 * Opens an XLSX workbook: checks the zip's directory (sizes, ratios, entries; a bomb is refused before a byte is
 * unpacked), then reads the list of sheets. Throws ExchangeProblem; not_a_table or old_excel (with `found`) for a zip
 * that is something else, nested_archive for a zip with tables or archives in it.
 */
export async function openWorkbook(path: string, limits: XlsxLimits = defaultXlsxLimits): Promise<Workbook> {
  const entries = await readZipDirectory(path, limits);
  const parts: Parts = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  if (!parts.has('[content_types].xml')) throw notWorkbook(parts);

  const main = await mainPart(path, parts);
  const { sheets, epoch1904 } = await readWorkbook(path, partAt(parts, main));
  const relations = await readRelations(path, parts, main);
  const visibleFirst = [...sheets.filter((one) => !one.hidden), ...sheets.filter((one) => one.hidden)];
  const entryOf = (name: string): ZipEntry => {
    const sheet = sheets.find((one) => one.name === name);
    const target = sheet === undefined ? undefined : relations.get(sheet.relation)?.target;
    if (target === undefined) throw new ExchangeProblem('exchange.no_sheet', { sheet: name });
    return partAt(parts, target);
  };

  async function* rows(name: string): AsyncGenerator<SourceRow[]> {
    const sheet = entryOf(name);
    const strings = await stringsOf(path, parts, relations);
    const formats = await formatsOf(path, parts, relations);
    yield* sheetRows(readZipEntry(path, sheet), { strings, formats, epoch1904, maxCells: limits.maxCells });
  }

  return {
    sheets: visibleFirst.map((one) => one.name),
    rows,
    merges: (name) => readMerges(readZipEntry(path, entryOf(name))),
  };
}

function notWorkbook(parts: Parts): ExchangeProblem {
  const names = [...parts.keys()];
  if (names.includes('mimetype')) return new ExchangeProblem('exchange.old_excel', { found: 'ods' });
  if (names.some((name) => /\.(?:zip|gz|xz|7z|rar|xlsx?|csv|txt|tsv)$/.test(name))) {
    return new ExchangeProblem('exchange.nested_archive');
  }
  return new ExchangeProblem('exchange.not_a_table', { found: 'zip' });
}

async function mainPart(path: string, parts: Parts): Promise<string> {
  const relations = await readRelations(path, parts, '');
  const main = [...relations.values()].find((one) => one.type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  if (main.toLowerCase().endsWith('.bin')) throw new ExchangeProblem('exchange.old_excel', { found: 'xlsb' });
  if (!main.toLowerCase().startsWith('xl/')) throw new ExchangeProblem('exchange.not_a_table', { found: main });
  return main;
}

async function readWorkbook(path: string, part: ZipEntry): Promise<{ sheets: Sheet[]; epoch1904: boolean }> {
  const sheets: Sheet[] = [];
  let epoch1904 = false;
  await readXml(smallPart(path, part), {
    open(name, attributes) {
      if (name === 'workbookPr') epoch1904 = isOn(attributes['date1904']);
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const state = attributes['state'] ?? 'visible';
      sheets.push({ name: attributes['name'] ?? '', hidden: state !== 'visible', relation });
    },
    close: ignore,
    text: ignore,
  });
  return { sheets, epoch1904 };
}

/** What a part refers to, by id; targets as paths in the zip. */
async function readRelations(path: string, parts: Parts, part: string): Promise<Map<string, Relation>> {
  const cut = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, cut);
  const entry = parts.get(`${folder}_rels/${part.slice(cut)}.rels`.toLowerCase());
  const relations = new Map<string, Relation>();
  if (entry === undefined) return relations;
  await readXml(smallPart(path, entry), {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const target = attributes['Target'] ?? '';
      // URL resolution keeps "../" within the zip.
      const resolved = URL.parse(target, `zip:///${folder}`)?.pathname.slice(1) ?? '';
      relations.set(attributes['Id'] ?? '', { type: attributes['Type'] ?? '', target: decoded(resolved) });
    },
    close: ignore,
    text: ignore,
  });
  return relations;
}

async function stringsOf(path: string, parts: Parts, relations: Map<string, Relation>): Promise<SharedStrings> {
  const entry = related(parts, relations, '/sharedStrings');
  return entry === undefined ? new SharedStrings() : readSharedStrings(readZipEntry(path, entry));
}

/** The formats of cells by the number of their style. */
async function formatsOf(path: string, parts: Parts, relations: Map<string, Relation>): Promise<CellFormat[]> {
  const entry = related(parts, relations, '/styles');
  const formats: CellFormat[] = [];
  if (entry === undefined) return formats;
  const custom = new Map<number, CellFormat>();
  let inCells = false;
  await readXml(smallPart(path, entry), {
    open(name, attributes) {
      const id = Number(attributes['numFmtId']);
      if (name === 'numFmt') custom.set(id, formatOfCode(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(custom.get(id) ?? builtInFormat(id));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
    text: ignore,
  });
  return formats;
}

function smallPart(path: string, entry: ZipEntry): AsyncIterable<Uint8Array> {
  if (entry.size > listMax) throw new ExchangeProblem('exchange.too_large', { maxBytes: listMax });
  return readZipEntry(path, entry);
}

function related(parts: Parts, relations: Map<string, Relation>, type: string): ZipEntry | undefined {
  const relation = [...relations.values()].find((one) => one.type.endsWith(type));
  return relation === undefined ? undefined : parts.get(relation.target.toLowerCase());
}

function partAt(parts: Parts, name: string): ZipEntry {
  const entry = parts.get(name.toLowerCase());
  if (entry === undefined) throw new ExchangeProblem('exchange.damaged_file');
  return entry;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function ignore(): void {
  // Nothing of this part is of use.
}
