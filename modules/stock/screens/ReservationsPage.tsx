import { accounts } from '#modules/accounts/contract.ts';
import { products } from '#modules/catalog/contract.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Quantity } from '#web/ui/values.tsx';
import { type ReservationListRow, stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './stock.module.css';
import { useWarehouseFilter } from './warehouse-filter.ts';

/** Goods promised to orders, those whose time ends first on top; a row leads to its order. */
export function ReservationsPage() {
  const t = useText(screenTexts);
  const { may } = useSession();
  return (
    <ListPage<typeof stock.reservations>
      name="reservations"
      title={t('held.title')}
      endpoint={stock.reservations}
      columns={useColumns()}
      rowId={(row) => `${row.orderId}.${row.lineId}`}
      href={(row) => paths.order(row.orderId)}
      views={[
        { key: 'all', title: t('held.all'), search: {} },
        { key: 'ending', title: t('held.ending'), search: { show: 'ending' } },
      ]}
      filters={useFilters()}
      searchHint={t('held.search')}
      {...(may('stock.read') ? { secondary: <LinkButton to={paths.stock()}>{t('list.title')}</LinkButton> } : {})}
      empty={{
        title: t('held.none'),
        hint: t('held.noneHint'),
        act: <LinkButton to={paths.orders()}>{t('held.toOrders')}</LinkButton>,
      }}
    />
  );
}

function useFilters(): readonly Filter[] {
  const t = useText(screenTexts);
  const [productId, accountId] = [useSearchText('productId'), useSearchText('accountId')];
  return [
    ...useWarehouseFilter(),
    pickFilter('accountId', t('held.client'), {
      endpoint: accounts.pick,
      input: (typed) => ({ q: typed }),
      choice: (row) => ({ value: row.id, label: row.name, hint: row.hint }),
      ...(accountId === '' ? {} : { chosen: t('held.chosenClient') }),
    }),
    pickFilter('productId', t('field.product'), {
      endpoint: products.pick,
      input: (typed) => ({ q: typed, all: true }),
      choice: (row) => ({ value: row.id, label: row.name, hint: row.code }),
      ...(productId === '' ? {} : { chosen: t('arrivals.chosenProduct') }),
    }),
  ];
}

function useColumns(): readonly Column<ReservationListRow>[] {
  const t = useText(screenTexts);
  return [
    {
      key: 'order',
      title: t('held.order'),
      width: 130,
      cell: (row) => t('part.order', { number: row.orderNumber }),
      phone: 'title',
    },
    {
      key: 'account',
      title: t('held.client'),
      width: 260,
      cell: (row) => <A to={paths.account(row.accountId)}>{row.accountName}</A>,
      phone: 'hide',
    },
    { key: 'name', title: t('field.product'), width: 300, cell: (row) => row.name, phone: 'line' },
    { key: 'code', title: t('field.code'), width: 110, cell: (row) => row.code, phone: 'hide' },
    { key: 'warehouse', title: t('field.warehouse'), width: 90, cell: (row) => row.warehouseCode, phone: 'hide' },
    {
      key: 'quantityMilli',
      title: t('field.quantity'),
      width: 120,
      align: 'end',
      phone: 'side',
      cell: (row) => <Quantity milli={row.quantityMilli} unit={row.unit} />,
    },
    {
      key: 'expiresAt',
      title: t('held.until'),
      width: 150,
      phone: 'line',
      cell: (row) =>
        row.expiresAt === null ? (
          <span className="muted">{t('held.endless')}</span>
        ) : (
          <>
            <small className={css['named']}>{t('part.until')} </small>
            <DateText value={row.expiresAt} />
          </>
        ),
    },
  ];
}
