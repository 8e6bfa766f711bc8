import type { RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import type { Column } from '#web/ui/columns.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Percent, Sum } from '#web/ui/values.tsx';
import { approvals } from '../contract.ts';
import { texts } from '../texts.ts';
import { ApprovalState } from './ApprovalState.tsx';
import css from './approvals.module.css';

type Row = RowOf<typeof approvals.list>;
type Say = ReturnType<typeof useText<keyof typeof texts.ru>>;

/** What waits for a decision: mine first, the nearest deadline on top. */
export function ApprovalsPage() {
  const t = useText(texts);
  const view = useSearchText('view');
  return (
    <ListPage
      name="approvals"
      title={t('list.title')}
      endpoint={approvals.list}
      columns={columnsIn(t, view === 'decided')}
      rowId={(row) => row.id}
      href={(row) => paths.approval(row.id)}
      searchable={false}
      views={[
        { key: 'mine', title: t('view.mine'), search: {} },
        { key: 'pending', title: t('view.pending'), search: { view: 'pending' } },
        { key: 'decided', title: t('view.decided'), search: { view: 'decided' } },
        { key: 'asked', title: t('view.asked'), search: { view: 'asked' } },
      ]}
      empty={{ title: t('list.searchNone'), hint: t('list.noneHint') }}
    />
  );
}

function columnsIn(t: Say, decided: boolean): readonly Column<Row>[] {
  const when: Column<Row> = decided
    ? {
        key: 'decidedAt',
        title: t('list.decided'),
        width: 112,
        cell: (row) => <DateText value={row.decidedAt} />,
        phone: 'line',
      }
    : {
        key: 'deadline',
        title: t('list.deadline'),
        width: 112,
        cell: (row) => <DateText value={row.deadline} />,
        phone: 'line',
      };
  return [
    { key: 'account', title: t('list.what'), width: 300, cell: (row) => <What row={row} />, phone: 'title' },
    {
      key: 'state',
      title: t('list.state'),
      width: 146,
      cell: (row) => <ApprovalState state={row.state} />,
      phone: 'line',
    },
    {
      key: 'amountMinor',
      title: t('list.amount'),
      align: 'end',
      width: 116,
      cell: (row) => <Sum minor={row.amountMinor} />,
      phone: 'side',
    },
    {
      key: 'discountBp',
      title: t('list.depth'),
      align: 'end',
      width: 84,
      cell: (row) => (row.kind === 'credit' ? '' : <Percent bp={row.discountBp} digits={2} />),
      phone: 'hide',
    },
    { key: 'requestedBy', title: t('list.who'), width: 152, cell: (row) => row.requestedBy, phone: 'line' },
    {
      key: 'roleName',
      title: t('list.role'),
      width: 160,
      cell: (row) => (decided ? row.decidedBy : row.roleName),
      phone: 'hide',
    },
    when,
  ];
}

function What({ row }: { readonly row: Row }) {
  const t = useText(texts);
  return (
    <>
      {t(`kind.${row.kind}`)}: {row.accountName}{' '}
      {row.subjectNumber === null ? null : (
        <span className={css['quiet']}>{t('list.order', { number: row.subjectNumber })}</span>
      )}
    </>
  );
}
