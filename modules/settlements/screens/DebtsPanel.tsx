import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPanel } from '#web/ui/ListPanel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './receivables.module.css';

type Debt = OutputOf<typeof settlements.receivables>['rows'][number];

/** Open debts of an account or of one order, the earliest due first: for their cards. */
export function DebtsPanel(whose: { readonly accountId?: string; readonly orderId?: string }) {
  const t = useText(texts);
  const input = whose.orderId === undefined ? { accountId: whose.accountId ?? '' } : { orderId: whose.orderId };
  const order: Column<Debt> = {
    key: 'order',
    title: t('settlements.order'),
    width: 80,
    cell: (row) => <Order row={row} />,
    phone: 'hide',
  };
  const date: Column<Debt> = {
    key: 'documentDate',
    title: t('debts.date'),
    width: 104,
    cell: (row) => <DateText value={row.documentDate} />,
    phone: 'hide',
  };
  const ofAccount = whose.orderId === undefined;
  const columns: readonly Column<Debt>[] = [
    {
      key: 'paper',
      title: t('settlements.paper'),
      width: ofAccount ? 150 : 120,
      cell: (row) => <Paper row={row} dated={ofAccount} />,
    },
    ofAccount ? order : date,
    {
      key: 'dueOn',
      title: t('settlements.due_on'),
      width: 104,
      cell: (row) => (
        <>
          <span className={css['named']}>{t('settlements.due_on')} </span>
          <DateText value={row.dueOn} />
        </>
      ),
      phone: 'line',
    },
    {
      key: 'late',
      title: t('debts.late'),
      width: 128,
      align: 'end',
      cell: (row) => (row.daysLate === 0 ? '—' : row.daysLate),
      phone: 'hide',
    },
    {
      key: 'amountMinor',
      title: t('settlements.amount'),
      width: 130,
      align: 'end',
      cell: (row) => <Sum minor={row.amountMinor} kopecks="always" />,
      phone: 'hide',
    },
    {
      key: 'openMinor',
      title: t('settlements.open'),
      width: 130,
      align: 'end',
      cell: (row) => <Sum minor={row.openMinor} kopecks="always" />,
      sum: (row) => row.openMinor,
      phone: 'side',
    },
  ];
  return (
    <ListPanel
      title={t('debts.title')}
      endpoint={settlements.receivables}
      input={input}
      columns={columns}
      rowId={(row) => row.id}
      empty={{ title: t('debts.none'), hint: t('debts.noneHint') }}
    />
  );
}

/** The paper; its date beside it where the date has no column. */
function Paper({ row, dated }: { readonly row: Debt; readonly dated: boolean }) {
  const { documentId, documentNumber } = row;
  return (
    <>
      {documentId === null ? documentNumber : <A to={paths.document(documentId)}>{documentNumber}</A>}
      {dated ? (
        <span className="muted">
          {' '}
          <DateText value={row.documentDate} />
        </span>
      ) : null}
    </>
  );
}

function Order({ row }: { readonly row: Debt }) {
  return row.orderId === null ? '—' : <A to={paths.order(row.orderId)}>{row.orderNumber}</A>;
}
