/** Debts as files: the ageing matrix and the list of open papers, for those who may export. */
import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { settlements } from './contract.ts';
import { readAgeing } from './queries/ageing.ts';
import { listReceivables } from './queries/receivables.ts';
import { bucketLabel } from './texts/bucket-label.ts';
import { texts } from './texts.ts';

const shared = { event: 'settlements.exported', permission: 'settlements.read' } as const;

type Matrix = OutputOf<typeof settlements.ageing>;
type MatrixColumn = FileColumn<Matrix['rows'][number]>;

const ageing: ListFile<Matrix['rows'][number], Omit<InputOf<typeof settlements.ageingFile>, 'form'>, Matrix> = {
  ...shared,
  which: { what: 'ageing' },
  title: (lang) => translate(texts, lang, 'settlements.ageing_file'),
  on: ({ first }) => first.asOf,
  columns({ lang }, { ask, first }) {
    const t = (key: KeyOf<typeof texts>): string => translate(texts, lang, key);
    const buckets = first.buckets.map((code, at): MatrixColumn => {
      const value: MatrixColumn['value'] = (row) => BigInt(row.buckets[at] ?? 0);
      return { header: bucketLabel(code, lang), kind: 'minor', width: 16, value };
    });
    const by = t(`settlements.by_${ask.by ?? 'account'}`);
    return [
      { header: by, kind: 'text', width: 40, value: (row) => row.name ?? t('settlements.nobody') },
      ...buckets,
      { header: t('settlements.overdue'), kind: 'minor', width: 16, value: (row) => BigInt(row.overdueMinor) },
      { header: t('settlements.total'), kind: 'minor', width: 16, value: (row) => BigInt(row.totalMinor) },
    ];
  },
  page: (context, ask) => readAgeing(context, { ...ask, limit: 200 }),
};

type Debt = OutputOf<typeof settlements.receivables>['rows'][number];
type DebtColumn = Omit<FileColumn<Debt>, 'header'> & { readonly title: KeyOf<typeof texts> };

const debtColumns: readonly DebtColumn[] = [
  { title: 'settlements.by_account', kind: 'text', width: 40, value: (row) => row.accountName },
  { title: 'settlements.paper', kind: 'text', width: 16, value: (row) => row.documentNumber },
  { title: 'settlements.paper_date', kind: 'date', width: 16, value: (row) => row.documentDate },
  { title: 'settlements.order', kind: 'integer', width: 16, value: (row) => row.orderNumber },
  { title: 'settlements.due_on', kind: 'date', width: 16, value: (row) => row.dueOn },
  { title: 'settlements.days_late', kind: 'integer', width: 16, value: (row) => row.daysLate },
  { title: 'settlements.amount', kind: 'minor', width: 16, value: (row) => BigInt(row.amountMinor) },
  { title: 'settlements.open', kind: 'minor', width: 16, value: (row) => BigInt(row.openMinor) },
];

const debts: ListFile<Debt, Omit<InputOf<typeof settlements.receivablesFile>, 'form'>> = {
  ...shared,
  which: { what: 'receivables' },
  title: (lang) => translate(texts, lang, 'settlements.debts_file'),
  on: ({ ask, today }) => ask.asOf ?? today,
  columns: ({ lang }) => debtColumns.map(({ title, ...rest }) => ({ ...rest, header: translate(texts, lang, title) })),
  page: (context, ask) => listReceivables(context, { ...ask, limit: 200 }),
};

/** The ageing matrix with the filters of the screen. */
export const sendAgeing = sendList(ageing);

/** Open debts, paper by paper, with the filters of the screen. */
export const sendReceivables = sendList(debts);
