import { Suspense } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Figure, Panel } from '#web/ui/Panel.tsx';
import { DateText, Price, Quantity, Sum } from '#web/ui/values.tsx';
import { type AccountSalesView, sales } from '../contract.ts';
import { noneKey } from '../model.ts';
import { texts } from '../texts.ts';
import { CategoryName } from './CategoryName.tsx';
import { Change } from './FigureValue.tsx';
import css from './sales.module.css';
import { Share, YearPanel } from './YearPanel.tsx';

/** Sales of an account for its card: a year beside the year before, categories, what it buys. */
export function AccountSales({ accountId }: { readonly accountId: string }) {
  return (
    <Suspense fallback={null}>
      <Loaded accountId={accountId} />
    </Suspense>
  );
}

function Loaded({ accountId }: { readonly accountId: string }) {
  const t = useText(texts);
  const view = useLoaded(sales.ofAccount, { accountId });
  if (view.lastOn === null)
    return (
      <EmptyState
        title={t('sales.none')}
        hint={t('sales.noneHint')}
        act={<LinkButton to={paths.orderNew({ accountId })}>{t('sales.toOrder')}</LinkButton>}
      />
    );
  const last = (
    <Figure label={t('sales.last')}>
      <DateText value={view.lastOn} />
    </Figure>
  );
  return (
    <div className={css['stack']}>
      <YearPanel view={view} last={last} to={paths.salesReport({ rows: 'category', columns: 'month', accountId })} />
      <Products view={view} />
      <Categories view={view} />
    </div>
  );
}

type Part = { readonly view: AccountSalesView };

function Products({ view }: Part) {
  const t = useText(texts);
  return (
    <Panel
      title={t('sales.lastBought')}
      flush
      acts={
        <LinkButton to={paths.salesLines({ accountId: view.accountId })} small kind="quiet">
          {t('lines.all')}
        </LinkButton>
      }
    >
      <DataGrid
        caption={t('sales.lastBought')}
        rows={view.products}
        rowId={(row) => row.productId}
        href={(row) => paths.product(row.productId)}
        columns={[
          { key: 'name', title: t('lines.product'), width: 200, cell: (row) => row.name },
          { key: 'lastOn', title: t('sales.when'), width: 92, cell: (row) => <DateText value={row.lastOn} /> },
          {
            key: 'price',
            title: t('sales.lastPrice'),
            width: 120,
            align: 'end',
            phone: 'line',
            cell: (row) => <Price e4={row.lastPriceE4} />,
          },
          { key: 'times', title: t('sales.times'), width: 92, align: 'end', phone: 'hide', cell: (row) => row.times },
          {
            key: 'quantity',
            title: t('sales.quantity'),
            width: 108,
            align: 'end',
            phone: 'line',
            cell: (row) => <Quantity milli={row.quantityMilli} unit={row.unit} />,
          },
          {
            key: 'revenue',
            title: t('sales.yearSum'),
            width: 120,
            align: 'end',
            phone: 'side',
            cell: (row) => <Sum minor={row.revenueMinor} toned />,
          },
        ]}
        empty={{ title: t('sales.noneYear') }}
      />
    </Panel>
  );
}

function Categories({ view }: Part) {
  const t = useText(texts);
  return (
    <Panel title={t('sales.byCategory')} flush>
      <DataGrid
        caption={t('sales.byCategory')}
        rows={view.categories}
        rowId={(row) => row.key}
        href={(row) => paths.salesLines({ accountId: view.accountId, categoryId: row.key })}
        columns={[
          {
            key: 'title',
            title: t('dimension.category'),
            width: 220,
            cell: (row) => (row.key === noneKey ? t('pivot.none') : <CategoryName path={row.title} />),
          },
          {
            key: 'share',
            title: t('sales.share'),
            width: 140,
            phone: 'line',
            cell: (row) => <Share part={row.revenueMinor} whole={view.year.revenueMinor} />,
          },
          {
            key: 'revenue',
            title: t('sales.yearSum'),
            width: 124,
            align: 'end',
            phone: 'side',
            cell: (row) => <Sum minor={row.revenueMinor} kopecks="never" />,
          },
          {
            key: 'before',
            title: t('sales.before'),
            width: 124,
            align: 'end',
            phone: 'hide',
            cell: (row) => <Sum minor={row.beforeMinor} kopecks="never" />,
          },
          {
            key: 'change',
            title: t('sales.change'),
            width: 100,
            align: 'end',
            phone: 'line',
            cell: (row) => <Change now={row.revenueMinor} before={row.beforeMinor} />,
          },
        ]}
        empty={{ title: t('sales.noneYear') }}
      />
    </Panel>
  );
}
