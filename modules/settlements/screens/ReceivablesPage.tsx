import { useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useLang, useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { Sum } from '#web/ui/values.tsx';
import { settlements } from '../contract.ts';
import { bucketLabel } from '../texts/bucket-label.ts';
import { texts } from '../texts.ts';
import { AgeingBar } from './AgeingBar.tsx';
import { AsOf } from './AsOf.tsx';
import { BucketsButton } from './BucketsDialog.tsx';
import { DebtList } from './DebtList.tsx';
import css from './receivables.module.css';
import { ageTone } from './tones.ts';

type Row = OutputOf<typeof settlements.ageing>['rows'][number];
type Cell = { readonly rowId: string; readonly bucket: string };

const nobody = 'nobody';
const idOf = (row: Row): string => row.id ?? nobody;

/** Who owes and how late: rows by client, group or manager, columns by age; a cell opens to its papers. */
export function ReceivablesPage() {
  const t = useText(texts);
  const asOf = useSearchText('asOf');
  const q = useSearchText('q');
  const totals = useLoaded(settlements.ageingTotals, {
    ...(asOf === '' ? {} : { asOf }),
    ...(q === '' ? {} : { q }),
  });
  const [cell, setCell] = useState<Cell | null>(null);
  const open = (row: Row, bucket: string) => {
    setCell({ rowId: idOf(row), bucket });
    setSearch({ peek: idOf(row) });
  };
  return (
    <ListPage
      name="receivables"
      title={t('ageing.title')}
      endpoint={settlements.ageing}
      columns={useColumns(totals, open)}
      rowId={idOf}
      peek={(row) => (
        <DebtList
          key={`${idOf(row)} ${cell?.rowId === idOf(row) ? cell.bucket : ''}`}
          row={row}
          totals={totals}
          asOf={asOf}
          bucket={cell?.rowId === idOf(row) ? cell.bucket : ''}
        />
      )}
      peekTitle={(row) => row.name ?? t('settlements.nobody')}
      views={[
        { key: 'account', title: t('ageing.byAccount'), search: {} },
        { key: 'group', title: t('ageing.byGroup'), search: { by: 'group' } },
        { key: 'manager', title: t('ageing.byManager'), search: { by: 'manager' } },
      ]}
      searchHint={t('ageing.search')}
      figures={<AgeingBar totals={totals} />}
      secondary={<AsOf />}
      primary={<Primary />}
      exportTo="/api/ageing/export"
      totals={totalCells(totals)}
      empty={{
        title: t('ageing.none'),
        hint: t('ageing.noneHint'),
        act: <LinkButton to={paths.shipments()}>{t('ageing.toShipments')}</LinkButton>,
      }}
    />
  );
}

type Totals = OutputOf<typeof settlements.ageingTotals>;

function useColumns(totals: Totals, open: (row: Row, bucket: string) => void): readonly Column<Row>[] {
  const t = useText(texts);
  const lang = useLang();
  const by = useSearchText('by');
  const { codes } = totals;
  const name = by === 'group' || by === 'manager' ? t(`settlements.by_${by}`) : t('settlements.by_account');
  return [
    { key: 'name', title: name, width: 212, cell: (row) => row.name ?? t('settlements.nobody') },
    ...codes.map(
      (code, at): Column<Row> => ({
        key: code,
        title: bucketLabel(code, lang),
        width: 108,
        align: 'end',
        phone: 'hide',
        cell: (row) => (
          <BucketCell
            minor={row.buckets[at] ?? '0'}
            tone={ageTone(at, codes.length)}
            share={shareOf(row.buckets[at] ?? '0', totals.buckets[at] ?? '0')}
            label={`${row.name ?? t('settlements.nobody')}, ${bucketLabel(code, lang)}`}
            onOpen={() => open(row, code)}
          />
        ),
      }),
    ),
    {
      key: 'overdueMinor',
      title: t('settlements.overdue'),
      width: 118,
      align: 'end',
      phone: 'line',
      cell: (row) => <Overdue row={row} />,
    },
    {
      key: 'totalMinor',
      title: t('settlements.total'),
      width: 124,
      align: 'end',
      phone: 'side',
      cell: (row) => (
        <b className={css['total']}>
          <Sum minor={row.totalMinor} />
        </b>
      ),
    },
  ];
}

function Overdue({ row }: { readonly row: Row }) {
  const t = useText(texts);
  if (row.overdueMinor === '0') return <span className={css['zero']}>—</span>;
  return (
    <span title={t('ageing.oldest', { count: row.oldestDays })}>
      <small className={css['named']}>{t('settlements.overdue')} </small>
      <Sum minor={row.overdueMinor} />
    </span>
  );
}

/** How much of a bucket this row is, 0-100: the deeper the more. */
function shareOf(minor: string, whole: string): number {
  const total = BigInt(whole);
  return total === 0n ? 0 : Number((BigInt(minor) * 100n) / total);
}

function BucketCell(props: {
  readonly minor: string;
  readonly tone: string;
  readonly share: number;
  readonly label: string;
  readonly onOpen: () => void;
}) {
  if (props.minor === '0') return <span className={css['zero']}>—</span>;
  const depth = 12 + Math.min(28, Math.round(props.share * 0.9));
  return (
    <button
      type="button"
      className={css['cell']}
      style={{ background: `color-mix(in srgb, ${props.tone} ${depth}%, transparent)` }}
      title={props.label}
      onClick={props.onOpen}
    >
      <Sum minor={props.minor} />
    </button>
  );
}

function totalCells(totals: Totals) {
  const cells = totals.codes.map((code, at) => [code, <Sum key={code} minor={totals.buckets[at] ?? '0'} />] as const);
  return {
    ...Object.fromEntries(cells),
    name: <TotalName count={totals.accounts} />,
    overdueMinor: <Sum minor={totals.overdueMinor} />,
    totalMinor: <Sum minor={totals.totalMinor} />,
  };
}

function TotalName({ count }: { readonly count: number }) {
  const t = useText(texts);
  return <>{t('ageing.debtors', { count })}</>;
}

function Primary() {
  const t = useText(texts);
  const { may } = useSession();
  return (
    <>
      {may('settings.write') ? <BucketsButton /> : null}
      {may('settlements.write') ? (
        <LinkButton to={paths.statements()} kind="primary">
          {t('ageing.loadStatement')}
        </LinkButton>
      ) : (
        <LinkButton to={paths.collection()} kind="primary">
          {t('ageing.toCalls')}
        </LinkButton>
      )}
    </>
  );
}
