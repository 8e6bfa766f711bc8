import { accounts } from '#modules/accounts/contract.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { documents } from '../contract.ts';
import { texts } from '../texts.ts';
import { PaperActs, PaperView } from './PaperView.tsx';

type Row = OutputOf<typeof documents.list>['rows'][number];

/** All papers, found by their numbers; a paper opens beside the list. */
export function DocumentsPage() {
  const t = useText(texts);
  const columns: readonly Column<Row>[] = [
    {
      key: 'numberText',
      title: t('documents.paper'),
      width: 200,
      cell: (row) => `${t(`documents.kind_${row.kind}`)} № ${row.numberText}`,
    },
    {
      key: 'datedOn',
      title: t('documents.date'),
      width: 110,
      cell: (row) => <DateText value={row.datedOn} />,
      phone: 'line',
    },
    { key: 'accountName', title: t('documents.account'), width: 280, cell: (row) => row.accountName, phone: 'line' },
    {
      key: 'orderNumber',
      title: t('documents.order'),
      width: 100,
      cell: (row) => (row.orderId === null ? '—' : <A to={paths.order(row.orderId)}>{row.orderNumber}</A>),
      phone: 'hide',
    },
    {
      key: 'vatMinor',
      title: t('documents.vat'),
      width: 130,
      align: 'end',
      cell: (row) => <Sum minor={row.vatMinor} />,
      phone: 'hide',
      optional: true,
    },
    {
      key: 'totalMinor',
      title: t('documents.sum'),
      width: 150,
      align: 'end',
      cell: (row) => <Sum minor={row.totalMinor} kopecks="always" />,
      sum: (row) => row.totalMinor,
      phone: 'side',
    },
    {
      key: 'createdBy',
      title: t('documents.by'),
      width: 180,
      cell: (row) => row.createdBy ?? '—',
      phone: 'hide',
      optional: true,
    },
  ];
  return (
    <ListPage
      name="documents"
      title={t('documents.title')}
      endpoint={documents.list}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => paths.document(row.id)}
      peek={(row) => (
        <>
          <PaperActs paper={row} />
          <PaperView documentId={row.id} />
        </>
      )}
      peekTitle={(row) => `${t(`documents.kind_${row.kind}`)} № ${row.numberText}`}
      views={[
        { key: 'all', title: t('documents.all'), search: {} },
        { key: 'upd', title: t('documents.updOnly'), search: { kind: 'upd' } },
        { key: 'invoice', title: t('documents.invoicesOnly'), search: { kind: 'invoice' } },
      ]}
      filters={[
        { kind: 'dates', key: 'on', from: 'from', to: 'to', label: t('documents.date') },
        pickFilter('accountId', t('documents.account'), {
          endpoint: accounts.pick,
          input: (typed) => ({ q: typed }),
          choice: (row) => ({ value: row.id, label: row.name, hint: row.hint }),
        }),
      ]}
      searchHint={t('documents.search')}
      exportTo="/api/documents/file"
      empty={{
        title: t('documents.none'),
        hint: t('documents.noneHint'),
        act: <LinkButton to={paths.orders()}>{t('documents.toOrders')}</LinkButton>,
      }}
    />
  );
}
