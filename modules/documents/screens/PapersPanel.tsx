import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import type { Column } from '#web/ui/columns.ts';
import { ListPanel } from '#web/ui/ListPanel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { documents } from '../contract.ts';
import { texts } from '../texts.ts';
import { fileAddress } from './use-paper.ts';

type Row = OutputOf<typeof documents.list>['rows'][number];

/** The papers of an order, the latest first, each a press away from its print: for the page of the order. */
export function PapersPanel({ orderId }: { readonly orderId: string }) {
  const t = useText(texts);
  return (
    <ListPanel
      title={t('documents.title')}
      endpoint={documents.list}
      input={{ orderId }}
      columns={useColumns()}
      rowId={(row) => row.id}
      href={(row) => paths.document(row.id)}
      empty={{ title: t('documents.noneOfOrder'), hint: t('documents.noneHint') }}
    />
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useText(texts);
  return [
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
    { key: 'createdBy', title: t('documents.by'), width: 180, cell: (row) => row.createdBy ?? '—', phone: 'hide' },
    {
      key: 'file',
      title: 'PDF',
      width: 90,
      cell: (row) => (
        <a href={fileAddress(row.id)} target="_blank" rel="noreferrer" aria-label={`PDF, ${row.numberText}`}>
          PDF
        </a>
      ),
      phone: 'hide',
    },
    {
      key: 'totalMinor',
      title: t('documents.sum'),
      width: 140,
      align: 'end',
      cell: (row) => <Sum minor={row.totalMinor} kopecks="always" />,
      phone: 'side',
    },
  ];
}
