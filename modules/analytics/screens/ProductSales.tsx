import { Suspense } from 'react';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { LinkButton } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText, Quantity, Sum } from '#web/ui/values.tsx';
import { sales } from '../contract.ts';
import { texts } from '../texts.ts';
import css from './sales.module.css';
import { Share, YearPanel } from './YearPanel.tsx';

type Props = { readonly productId: string; readonly unit: string };

/** Sales of a product for its card: a year beside the year before, who buys it. */
export function ProductSales(props: Props) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}

function Loaded({ productId, unit }: Props) {
  const t = useText(texts);
  const view = useLoaded(sales.ofProduct, { productId });
  const nothing = view.accounts.length === 0 && view.year.beforeMinor === '0';
  if (nothing) return <EmptyState title={t('sales.none')} hint={t('sales.noneHint')} />;
  const lines = paths.salesLines({ productId });
  return (
    <div className={css['stack']}>
      <YearPanel view={view} unit={unit} to={lines} />
      <Panel title={t('sales.buyers')} flush>
        <DataGrid
          caption={t('sales.buyers')}
          rows={view.accounts}
          rowId={(row) => row.accountId}
          href={(row) => paths.account(row.accountId, { tab: 'sales' })}
          columns={[
            { key: 'name', title: t('dimension.account'), width: 200, cell: (row) => row.name },
            {
              key: 'share',
              title: t('sales.share'),
              width: 128,
              phone: 'hide',
              cell: (row) => <Share part={row.revenueMinor} whole={view.year.revenueMinor} />,
            },
            {
              key: 'quantity',
              title: t('sales.quantity'),
              width: 100,
              align: 'end',
              phone: 'line',
              cell: (row) => <Quantity milli={row.quantityMilli} unit={unit} />,
            },
            {
              key: 'revenue',
              title: t('sales.yearSum'),
              width: 116,
              align: 'end',
              phone: 'side',
              cell: (row) => <Sum minor={row.revenueMinor} kopecks="never" toned />,
            },
            {
              key: 'lastOn',
              title: t('sales.when'),
              width: 92,
              align: 'end',
              phone: 'line',
              cell: (row) => <DateText value={row.lastOn} />,
            },
            {
              key: 'lines',
              title: '',
              width: 92,
              align: 'end',
              phone: 'hide',
              cell: (row) => (
                <LinkButton to={paths.salesLines({ productId, accountId: row.accountId })} small kind="quiet">
                  {t('lines.show')}
                </LinkButton>
              ),
            },
          ]}
          empty={{ title: t('sales.noneYear') }}
        />
      </Panel>
    </div>
  );
}
