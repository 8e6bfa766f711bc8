import { IconDownload, IconList } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useLoadedPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { setSearch } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import type { Search } from '#web/screen-route.ts';
import { searchText } from '#web/search.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Peek } from '#web/ui/Peek.tsx';
import { DateText, Quantity, Sum } from '#web/ui/values.tsx';
import { type PivotReport, type SalesLineRow, sales } from '../contract.ts';
import type { Dimension } from '../model.ts';
import { texts } from '../texts.ts';
import { ownName } from './CategoryName.tsx';
import { Change, FigureValue } from './FigureValue.tsx';
import { usePivotNames } from './pivot-names.ts';
import { type LinesInput, linesOf, type PivotInput, type Spot } from './pivot-search.ts';
import css from './sales.module.css';

type Props = { readonly report: PivotReport; readonly spot: Spot; readonly input: PivotInput };

/** The lines behind a row or a cell of the report, at its side. */
export function LinesPeek({ report, spot, input }: Props) {
  const t = useText(texts);
  const name = usePivotNames();
  const { mayExport } = useSession();
  const line = report.lines.find((one) => one.keys.join('~') === spot.keys.join('~'));
  const lines = linesOf(report, spot, input);
  const column = report.columns.findIndex((one) => one.key === spot.column);
  const across = report.columns[column];
  const titled = (dimension: Dimension, key: string, title: string): string =>
    name(dimension, key, dimension === 'category' ? ownName(title) : title);
  const titles = [
    ...report.rows.map((dimension, at) => titled(dimension, spot.keys[at] ?? '', line?.titles[at] ?? '')),
    ...(across === undefined ? [] : [titled(report.columnsOf ?? 'month', across.key, across.title)]),
    ...(spot.column === 'before' ? [t('pivot.before')] : []),
  ];
  const page = pageOf(report.rows[0], spot.keys[0]);
  const now = spot.column === 'before' ? line?.totalBefore : column < 0 ? line?.total : line?.values[column];
  const before = spot.column === 'before' ? null : column < 0 ? line?.totalBefore : line?.before?.[column];
  return (
    <Peek
      title={titles.join(' · ')}
      onClose={() => setSearch({ peek: undefined })}
      {...(page === undefined ? {} : { to: page })}
    >
      <div className={css['drill']}>
        {now == null ? null : (
          <b>
            <FigureValue measure={report.measure} value={now} sign />
          </b>
        )}
        {now == null || before == null ? null : (
          <span className="muted">
            <Change now={now} before={before} /> {t('pivot.before').toLowerCase()}{' '}
            <FigureValue measure={report.measure} value={before} />
          </span>
        )}
        <span className={css['drillActs']}>
          <LinkButton to={paths.salesLines(asSearch(lines))} small kind="quiet" icon={<IconList size={16} />}>
            {t('lines.all')}
          </LinkButton>
          {mayExport ? (
            <LinkButton
              to={`/api/export/sales-lines${searchText(lines)}`}
              small
              kind="quiet"
              download
              icon={<IconDownload size={16} />}
            >
              {t('pivot.export')}
            </LinkButton>
          ) : null}
        </span>
      </div>
      <Suspense fallback={null}>
        <Lines key={searchText(lines)} input={lines} />
      </Suspense>
    </Peek>
  );
}

const asSearch = (input: LinesInput): Search => input as Search;

/** The card of what a row is of; the accounts of a group. */
function pageOf(dimension: string | undefined, key = ''): string | undefined {
  if (key === '' || key === 'none') return undefined;
  if (dimension === 'account') return paths.account(key, { tab: 'sales' });
  return dimension === 'group' ? paths.accounts({ groupId: key }) : undefined;
}

function Lines({ input }: { readonly input: LinesInput }) {
  const t = useText(texts);
  const list = useLoadedPages(sales.lines, input);
  const alone = input.accountId?.length === 1;
  return (
    <DataGrid
      caption={t('lines.title')}
      rows={list.rows}
      rowId={(row) => row.id}
      roomy
      href={(row) => paths.product(row.productId)}
      more={{ load: list.more, loading: list.loadingMore, complete: list.complete, failed: list.failed }}
      columns={[
        { key: 'product', title: t('lines.product'), width: 220, cell: (row) => <What row={row} alone={alone} /> },
        {
          key: 'soldOn',
          title: t('lines.soldOn'),
          width: 92,
          phone: 'line',
          cell: (row) => <DateText value={row.soldOn} />,
        },
        {
          key: 'quantity',
          title: t('measure.quantity'),
          width: 88,
          align: 'end',
          phone: 'line',
          cell: (row) => <Quantity milli={row.quantityMilli} unit={row.unit} />,
        },
        {
          key: 'revenue',
          title: t('measure.revenue'),
          width: 112,
          align: 'end',
          phone: 'side',
          cell: (row) => <Sum minor={row.revenueMinor} toned />,
        },
      ]}
      empty={{ title: t('lines.none') }}
    />
  );
}

/** The product, under it who bought it, if not all is one account's, and by which paper. */
function What({ row, alone }: { readonly row: SalesLineRow; readonly alone: boolean }) {
  const t = useText(texts);
  const under = [
    ...(alone ? [row.productCode] : [row.accountName]),
    row.invoiceNo,
    ...(row.reversesId === null ? [] : [t('lines.reverses')]),
  ];
  return (
    <span className={css['two']} title={`${row.productName} · ${row.accountName}`}>
      {row.productName}
      <small>{under.join(' · ')}</small>
    </span>
  );
}
