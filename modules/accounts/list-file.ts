import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { AccountRow } from './contract/views.ts';
import type { accounts } from './contract.ts';
import { listAccounts } from './queries/list.ts';
import { texts } from './texts.ts';

type Column = Omit<FileColumn<AccountRow>, 'header'> & { readonly title: KeyOf<typeof texts> };

const minor = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));
const plain: readonly Column[] = [
  { title: 'field.code', kind: 'text', width: 12, value: (row) => row.code },
  { title: 'field.name', kind: 'text', width: 40, value: (row) => row.name },
  { title: 'field.inn', kind: 'text', width: 14, value: (row) => row.inn },
  { title: 'field.kpp', kind: 'text', width: 12, value: (row) => row.kpp },
  { title: 'field.managerId', kind: 'text', width: 24, value: (row) => row.managerName },
  { title: 'field.groupId', kind: 'text', width: 24, value: (row) => row.groupName },
  { title: 'field.tier', kind: 'text', width: 10, value: (row) => row.tier },
  { title: 'field.phone', kind: 'text', width: 18, value: (row) => row.phone },
  { title: 'field.email', kind: 'text', width: 24, value: (row) => row.email },
  { title: 'list.shipped', kind: 'date', width: 14, value: (row) => row.lastShippedOn },
];
const money: readonly Column[] = [
  { title: 'list.debt', kind: 'minor', width: 16, value: (row) => minor(row.receivableMinor) },
  { title: 'list.overdue', kind: 'minor', width: 16, value: (row) => minor(row.overdueMinor) },
];

const file: ListFile<AccountRow, Omit<InputOf<typeof accounts.file>, 'form'>> = {
  event: 'accounts.exported',
  permission: 'accounts.read',
  title: (lang) => translate(texts, lang, 'list.title'),
  columns: ({ lang, permissions }) =>
    [...plain, ...(permissions.has('credit.read') ? money : [])].map(({ title, ...rest }) => ({
      ...rest,
      header: translate(texts, lang, title),
    })),
  page: (context, ask) => listAccounts(context, { ...ask, limit: 200 }),
};

/** Sends the list of accounts by its filters as XLSX or CSV. */
export const sendAccounts = sendList(file);
