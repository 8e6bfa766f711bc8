import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { ListPage } from '#web/ui/ListPage.tsx';
import { Quantity } from '#web/ui/values.tsx';
import { type StockListRow, stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { Expected } from './Expected.tsx';
import { StockPeek } from './StockPeek.tsx';
import css from './stock.module.css';
import { Waiting } from './Waiting.tsx';
import { useWarehouseFilter } from './warehouse-filter.ts';

/** Stock by product and warehouse: what is there, promised, free, awaited, and what orders wait for. */
export function StockPage() {
  const t = useText(screenTexts);
  const { may } = useSession();
  const load = may('imports.run') ? <LinkButton to={paths.importNew('stock')}>{t('list.import')}</LinkButton> : null;
  return (
    <ListPage<typeof stock.list>
      name="stock"
      title={t('list.title')}
      endpoint={stock.list}
      columns={useColumns()}
      rowId={(row) => `${row.productId}.${row.warehouseId}`}
      href={(row) => paths.product(row.productId, { tab: 'stock' })}
      peek={(row) => <StockPeek key={`${row.productId}.${row.warehouseId}`} row={row} />}
      peekTitle={(row) => row.name}
      views={[
        { key: 'all', title: t('view.all'), search: {} },
        { key: 'short', title: t('view.short'), search: { show: 'short' } },
        { key: 'free', title: t('view.free'), search: { show: 'free' } },
      ]}
      filters={useWarehouseFilter()}
      searchHint={t('list.search')}
      exportTo="/api/stock/file"
      secondary={load}
      primary={
        <LinkButton to={paths.arrivals()} kind="primary">
          {t('list.arrivals')}
        </LinkButton>
      }
      empty={{ title: t('list.none'), hint: t('list.noneHint'), act: load }}
    />
  );
}

function useColumns(): readonly Column<StockListRow>[] {
  const t = useText(screenTexts);
  const figure = (key: 'onHandMilli' | 'reservedMilli', title: string): Column<StockListRow> => ({
    key,
    title,
    width: 120,
    align: 'end',
    phone: 'hide',
    cell: (row) =>
      row[key] === '0' ? <span className={css['none']}>—</span> : <Quantity milli={row[key]} unit={row.unit} />,
  });
  return [
    { key: 'name', title: t('field.product'), width: 280, cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), width: 120, cell: (row) => row.code, phone: 'line' },
    { key: 'warehouse', title: t('field.warehouse'), width: 90, cell: (row) => row.warehouseCode, phone: 'line' },
    figure('onHandMilli', t('field.onHand')),
    figure('reservedMilli', t('field.reserved')),
    {
      key: 'freeMilli',
      title: t('field.free'),
      width: 120,
      align: 'end',
      phone: 'side',
      cell: (row) => (
        <b>
          <Quantity milli={row.freeMilli} unit={row.unit} />
        </b>
      ),
    },
    {
      key: 'expected',
      title: t('field.expected'),
      width: 180,
      align: 'end',
      phone: 'hide',
      cell: (row) => <Expected level={row} unit={row.unit} />,
    },
    {
      key: 'waiting',
      title: t('field.waiting'),
      width: 130,
      align: 'end',
      phone: 'line',
      cell: (row) => (
        <>
          {row.waitingMilli === '0' ? null : <small className={css['named']}>{t('field.waits')}</small>}
          <Waiting milli={row.waitingMilli} unit={row.unit} />
        </>
      ),
    },
  ];
}
