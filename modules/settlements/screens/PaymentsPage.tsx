import { accounts } from '#modules/accounts/contract.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { PaymentBody } from './PaymentBody.tsx';
import { PaymentState } from './PaymentState.tsx';

type Row = OutputOf<typeof settlements.payments>['rows'][number];

/** All payments: by how they stand, with what each settles at the side. */
export function PaymentsPage() {
  const t = useText(texts);
  const columns: readonly Column<Row>[] = [
    {
      key: 'payer',
      title: t('payment.payer'),
      width: 260,
      cell: (row) => row.accountName ?? (row.payerName === '' ? t('payment.nobody') : row.payerName),
    },
    {
      key: 'bookedOn',
      title: t('payments.on'),
      width: 104,
      cell: (row) => <DateText value={row.bookedOn} />,
      phone: 'line',
    },
    { key: 'number', title: t('payments.number'), width: 110, cell: (row) => row.number, phone: 'line' },
    {
      key: 'state',
      title: t('payments.state'),
      width: 168,
      cell: (row) => <PaymentState state={row.state} direction={row.direction} />,
      phone: 'line',
    },
    {
      key: 'amountMinor',
      title: t('settlements.amount'),
      width: 140,
      align: 'end',
      cell: (row) => <Sum minor={row.amountMinor} />,
      sum: (row) => row.amountMinor,
      phone: 'side',
    },
    {
      key: 'unallocatedMinor',
      title: t('payments.free'),
      width: 140,
      align: 'end',
      cell: (row) => (row.accountId === null || row.direction !== 'in' ? '—' : <Sum minor={row.unallocatedMinor} />),
      sum: (row) => (row.accountId === null || row.direction !== 'in' ? null : row.unallocatedMinor),
      phone: 'hide',
    },
    {
      key: 'purpose',
      title: t('payments.purpose'),
      width: 320,
      cell: (row) => <span title={row.purpose}>{row.purpose}</span>,
      phone: 'hide',
    },
  ];
  return (
    <ListPage
      name="payments"
      title={t('payments.title')}
      endpoint={settlements.payments}
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => paths.payment(row.id)}
      peek={(row) => <PaymentBody paymentId={row.id} />}
      peekTitle={(row) => t('payment.number', { number: row.number })}
      views={[
        { key: 'in', title: t('payments.in'), search: { direction: 'in' } },
        { key: 'probable', title: t('payments.probable'), search: { direction: 'in', state: 'probable' } },
        { key: 'unknown', title: t('payments.unknown'), search: { direction: 'in', state: 'unknown' } },
        { key: 'free', title: t('payments.advances'), search: { free: 'true' } },
        { key: 'ignored', title: t('payments.aside'), search: { direction: 'in', state: 'ignored' } },
        { key: 'all', title: t('payments.all'), search: {} },
      ]}
      filters={useFilters()}
      searchHint={t('payments.search')}
      exportTo="/api/payments/file"
      primary={
        <LinkButton to={paths.statements()} kind="primary">
          {t('ageing.loadStatement')}
        </LinkButton>
      }
      empty={{ title: t('payments.none'), hint: t('payments.noneHint') }}
    />
  );
}

function useFilters(): readonly Filter[] {
  const t = useText(texts);
  return [
    { kind: 'dates', key: 'on', from: 'from', to: 'to', label: t('payments.on') },
    pickFilter('accountId', t('settlements.by_account'), {
      endpoint: accounts.pick,
      input: (typed) => ({ q: typed }),
      choice: (row) => ({ value: row.id, label: row.name, hint: row.hint }),
    }),
  ];
}
