import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hasText } from '#kernel/texts.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { askPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText, Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { texts } from '../texts.ts';
import { CorrectionDialog } from './CorrectionDialog.tsx';
import { useClosed } from './writing.ts';

type Entry = OutputOf<typeof settlements.ledger>['rows'][number];

/** The account's ledger with its running balance: for the card of an account. */
export function LedgerPanel({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  const closed = useClosed();
  const [correcting, setCorrecting] = useState(false);
  const list = useInfiniteQuery({ ...askPages(settlements.ledger, { accountId }), throwOnError: false });
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly Entry[]) ?? [];
  const columns: readonly Column<Entry>[] = [
    { key: 'kind', title: t('ledger.entry'), width: 220, cell: (row) => <Kind row={row} /> },
    {
      key: 'effectiveOn',
      title: t('ledger.on'),
      width: 110,
      cell: (row) => <DateText value={row.effectiveOn} />,
      phone: 'line',
    },
    {
      key: 'debit',
      title: t('ledger.debit'),
      width: 140,
      align: 'end',
      cell: (row) => (row.amountMinor.startsWith('-') ? null : <Sum minor={row.amountMinor} />),
      phone: 'hide',
    },
    {
      key: 'credit',
      title: t('ledger.credit'),
      width: 140,
      align: 'end',
      cell: (row) => (row.amountMinor.startsWith('-') ? <Sum minor={-BigInt(row.amountMinor)} /> : null),
      phone: 'hide',
    },
    {
      key: 'balanceMinor',
      title: t('ledger.balance'),
      width: 150,
      align: 'end',
      cell: (row) => <Sum minor={row.balanceMinor} toned />,
      phone: 'line',
    },
  ];
  return (
    <Panel
      title={t('ledger.title')}
      flush
      acts={
        closed === null ? (
          <Button small kind="quiet" onClick={() => setCorrecting(true)}>
            {t('ledger.correct')}
          </Button>
        ) : null
      }
    >
      {list.isPending ? (
        <p className="muted">{t('money.reading')}</p>
      ) : (
        <DataGrid
          rows={rows}
          columns={columns}
          rowId={(row) => row.id}
          caption={t('ledger.title')}
          empty={{ title: t('ledger.none'), hint: t('ledger.noneHint') }}
          more={{
            load: () => void list.fetchNextPage(),
            loading: list.isFetchingNextPage,
            complete: !list.hasNextPage,
            failed: list.isFetchNextPageError,
          }}
        />
      )}
      {correcting ? <CorrectionDialog accountId={accountId} onClose={() => setCorrecting(false)} /> : null}
    </Panel>
  );
}

function Kind({ row }: { readonly row: Entry }) {
  const t = useText(texts);
  const key: string = `settlements.kind_${row.kind}`;
  return (
    <>
      {hasText(texts, key) ? t(key) : row.kind} <span className="muted">{row.note}</span>
    </>
  );
}
