/** Reports of sales as files. */
import { ok } from '#kernel/result.ts';
import { type KeyOf, type Lang, translate } from '#kernel/texts.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { ExportKind } from '#platform/exchange/write.ts';
import type { PivotReport, SalesLineRow, sales } from './contract.ts';
import { type Measure, noneKey, restKey } from './model.ts';
import { listLines } from './queries/lines.ts';
import { getPivot } from './queries/pivot.ts';
import { texts } from './texts.ts';

const shared = { event: 'analytics.exported', permission: 'analytics.read' } as const;

type Say = (key: KeyOf<typeof texts>) => string;
const sayIn =
  (lang: Lang): Say =>
  (key) =>
    translate(texts, lang, key);

/** A row of the pivot as a file has it: its names, one for each dimension, and its figures from left to right. */
type PivotRow = { readonly names: readonly string[]; readonly figures: readonly bigint[] };
type PivotPage = { readonly report: PivotReport; readonly rows: readonly PivotRow[]; readonly next: null };

const pivot: ListFile<PivotRow, Omit<InputOf<typeof sales.exportPivot>, 'form'>, PivotPage> = {
  ...shared,
  which: { report: 'pivot' },
  title: (lang) => translate(texts, lang, 'pivot.title'),
  on: ({ first }) => `${first.report.from} ${first.report.to}`,
  columns: ({ lang }, { first }) => pivotColumns(first.report, sayIn(lang)),
  async page(context, ask) {
    const report = await getPivot(context, { ...ask, top: ask.top ?? 200 });
    if (!report.ok) return report;
    return ok({ report: report.value, rows: pivotRows(report.value, sayIn(context.actor.lang)), next: null });
  },
};

const kinds: Record<Measure, ExportKind> = { revenue: 'minor', margin: 'minor', quantity: 'quantityMilli' };

/** Dimensions, then figures; where last year is asked for, each figure has it at its side. */
function pivotColumns(report: PivotReport, t: Say): FileColumn<PivotRow>[] {
  const names = report.rows.map((dimension, at): FileColumn<PivotRow> => {
    return { header: t(`dimension.${dimension}`), kind: 'text', width: 40, value: (row) => row.names[at] ?? '' };
  });
  const titles = [...report.columns.map((column) => columnTitle(column, t)), t('pivot.total')];
  const headers = report.compare ? titles.flatMap((title) => [title, `${title} — ${t('pivot.before')}`]) : titles;
  const figures = headers.map((header, at): FileColumn<PivotRow> => {
    return { header, kind: kinds[report.measure], width: 16, value: (row) => row.figures[at] ?? null };
  });
  return [...names, ...figures];
}

function columnTitle({ key, title }: PivotReport['columns'][number], t: Say): string {
  if (key === restKey) return t('pivot.others');
  return key === noneKey ? t('pivot.none') : title;
}

/** The lines as they are on the screen, the rest and the totals in the last rows. */
function pivotRows(report: PivotReport, t: Say): PivotRow[] {
  const rows = report.lines.map((line): PivotRow => {
    const names = line.titles.map((title, at) => (line.keys[at] === noneKey ? t('pivot.none') : title));
    return { names, figures: figuresOf(line) };
  });
  if (report.rest !== null) {
    rows.push({ names: [`${t('pivot.others')} (${report.rest.count})`], figures: figuresOf(report.rest) });
  }
  return [...rows, { names: [t('pivot.total')], figures: figuresOf(report.totals) }];
}

function figuresOf({ values, before, total, totalBefore }: PivotReport['totals']): bigint[] {
  const byColumn = values.flatMap((value, at) => (before === null ? [value] : [value, before[at] ?? '0']));
  return [...byColumn, total, ...(totalBefore === null ? [] : [totalBefore])].map(BigInt);
}

type LineColumn = Omit<FileColumn<SalesLineRow>, 'header'> & { readonly title: KeyOf<typeof texts> };

const margin: LineColumn = {
  title: 'measure.margin',
  kind: 'minor',
  width: 14,
  value: (row) => (row.marginMinor === null ? null : BigInt(row.marginMinor)),
};
const lineColumns = (seesCost: boolean): readonly LineColumn[] => [
  { title: 'lines.soldOn', kind: 'date', width: 12, value: (row) => row.soldOn },
  { title: 'lines.invoice', kind: 'text', width: 14, value: (row) => row.invoiceNo },
  { title: 'dimension.account', kind: 'text', width: 36, value: (row) => row.accountName },
  { title: 'lines.code', kind: 'text', width: 16, value: (row) => row.productCode },
  { title: 'lines.product', kind: 'text', width: 44, value: (row) => row.productName },
  { title: 'measure.quantity', kind: 'quantityMilli', width: 12, value: (row) => BigInt(row.quantityMilli) },
  { title: 'lines.unit', kind: 'text', width: 8, value: (row) => row.unit },
  { title: 'lines.price', kind: 'priceE4', width: 14, value: (row) => BigInt(row.priceE4) },
  { title: 'measure.revenue', kind: 'minor', width: 16, value: (row) => BigInt(row.revenueMinor) },
  ...(seesCost ? [margin] : []),
  { title: 'dimension.manager', kind: 'text', width: 24, value: (row) => row.managerName },
];

const lines: ListFile<SalesLineRow, Omit<InputOf<typeof sales.exportLines>, 'form'>> = {
  ...shared,
  which: { report: 'lines' },
  title: (lang) => translate(texts, lang, 'lines.title'),
  columns: ({ lang, seesCost }) =>
    lineColumns(seesCost).map(({ title, ...rest }) => ({ ...rest, header: translate(texts, lang, title) })),
  page: (context, ask) => listLines(context, ask, 1_000),
};

/** Sends the pivot as it is on the screen, the rest and the totals in the last rows. */
export const sendPivot = sendList(pivot);

/** Sends sold lines by their filters as XLSX or CSV. */
export const sendLines = sendList(lines);
