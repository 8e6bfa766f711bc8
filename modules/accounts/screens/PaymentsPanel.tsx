import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import type { CardView } from '../contract/views.ts';
import { texts } from '../texts.ts';

type Payment = NonNullable<CardView['payments']>[number];

/** The last payments; nothing for those who may not read money. */
export function PaymentsPanel({ card }: { readonly card: CardView }) {
  const t = useText(texts);
  if (card.payments === null) return null;
  const columns: readonly Column<Payment>[] = [
    { key: 'number', title: t('payments.number'), width: 120, cell: (row) => row.number },
    { key: 'bookedOn', title: t('payments.on'), width: 100, cell: (row) => <DateText value={row.bookedOn} /> },
    {
      key: 'amountMinor',
      title: t('payments.amount'),
      align: 'end',
      cell: (row) => <Sum minor={row.direction === 'out' ? -BigInt(row.amountMinor) : row.amountMinor} />,
    },
    {
      key: 'unallocatedMinor',
      title: t('payments.free'),
      align: 'end',
      cell: (row) => <Sum minor={row.unallocatedMinor} />,
      phone: 'hide',
    },
  ];
  return (
    <Panel title={t('payments.title')} flush>
      <DataGrid
        caption={t('payments.title')}
        rows={card.payments}
        columns={columns}
        rowId={(row) => row.id}
        href={(row) => paths.payment(row.id)}
        empty={{ title: t('payments.none'), hint: t('payments.noneHint') }}
      />
    </Panel>
  );
}
