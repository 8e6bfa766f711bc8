import { useState } from 'react';
import { hasText } from '#kernel/texts.ts';
import type { OutputOf } from '#platform/endpoint.ts';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPanel } from '#web/ui/ListPanel.tsx';
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
  const correct = (
    <Button small kind="quiet" onClick={() => setCorrecting(true)}>
      {t('ledger.correct')}
    </Button>
  );
  return (
    <>
      <ListPanel
        title={t('ledger.title')}
        endpoint={settlements.ledger}
        input={{ accountId }}
        columns={columns}
        rowId={(row) => row.id}
        empty={{ title: t('ledger.none'), hint: t('ledger.noneHint') }}
        acts={closed === null ? correct : null}
      />
      {correcting ? <CorrectionDialog accountId={accountId} onClose={() => setCorrecting(false)} /> : null}
    </>
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
