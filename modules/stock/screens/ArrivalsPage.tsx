import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { products } from '#modules/catalog/contract.ts';
import { useText } from '#web/i18n.ts';
import { useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useSession } from '#web/session.tsx';
import { Button, LinkButton } from '#web/ui/Button.tsx';
import type { Column } from '#web/ui/columns.ts';
import { type Filter, pickFilter } from '#web/ui/filters.tsx';
import { ListPage } from '#web/ui/ListPage.tsx';
import { DateText, Quantity } from '#web/ui/values.tsx';
import { type ArrivalListRow, stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { ArrivalBadge } from './ArrivalBadge.tsx';
import { ArrivalPeek } from './ArrivalPeek.tsx';
import { ExpectDialog } from './ExpectDialog.tsx';
import { Waiting } from './Waiting.tsx';
import { useWarehouseFilter } from './warehouse-filter.ts';

/** Awaited goods, the nearest first, with the orders that wait for them; those that are over, the latest first. */
export function ArrivalsPage() {
  const t = useText(screenTexts);
  const write = useSession().may('stock.write');
  const [expecting, setExpecting] = useState(false);
  const expect = write ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setExpecting(true)}>
      {t('expect.act')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage<typeof stock.arrivals>
        name="arrivals"
        title={t('arrivals.title')}
        endpoint={stock.arrivals}
        columns={useColumns()}
        rowId={(row) => row.id}
        href={(row) => paths.product(row.productId, { tab: 'stock' })}
        peek={(row) => <ArrivalPeek key={row.id} row={row} />}
        peekTitle={(row) => row.name}
        views={[
          { key: 'open', title: t('view.open'), search: {} },
          { key: 'late', title: t('view.late'), search: { show: 'late' } },
          { key: 'waited', title: t('view.waited'), search: { show: 'waited' } },
          { key: 'closed', title: t('view.closed'), search: { show: 'closed' } },
        ]}
        filters={useFilters()}
        searchHint={t('arrivals.search')}
        secondary={<LinkButton to={paths.stock()}>{t('list.title')}</LinkButton>}
        primary={expect}
        empty={{ title: t('arrivals.none'), hint: t('arrivals.noneHint'), act: expect }}
      />
      {expecting ? <ExpectDialog onClose={() => setExpecting(false)} /> : null}
    </>
  );
}

function useFilters(): readonly Filter[] {
  const t = useText(screenTexts);
  const productId = useSearchText('productId');
  return [
    ...useWarehouseFilter(),
    pickFilter('productId', t('field.product'), {
      endpoint: products.pick,
      input: (typed) => ({ q: typed, all: true }),
      choice: (row) => ({ value: row.id, label: row.name, hint: row.code }),
      ...(productId === '' ? {} : { chosen: t('arrivals.chosenProduct') }),
    }),
  ];
}

function useColumns(): readonly Column<ArrivalListRow>[] {
  const t = useText(screenTexts);
  return [
    { key: 'name', title: t('field.product'), width: 260, cell: (row) => row.name, phone: 'title' },
    { key: 'code', title: t('field.code'), width: 92, cell: (row) => row.code, phone: 'hide' },
    { key: 'warehouse', title: t('field.warehouse'), width: 80, cell: (row) => row.warehouseCode, phone: 'hide' },
    {
      key: 'expectedOn',
      title: t('field.expectedOn'),
      width: 90,
      cell: (row) => <DateText value={row.expectedOn} />,
      phone: 'line',
    },
    { key: 'state', title: t('field.state'), width: 118, cell: (row) => <ArrivalBadge row={row} />, phone: 'line' },
    {
      key: 'quantityMilli',
      title: t('field.quantity'),
      width: 100,
      align: 'end',
      phone: 'hide',
      cell: (row) => <Quantity milli={row.quantityMilli} unit={row.unit} />,
    },
    {
      key: 'openMilli',
      title: t('field.open'),
      width: 100,
      align: 'end',
      phone: 'side',
      cell: (row) => <Quantity milli={row.closed ? '0' : row.openMilli} unit={row.unit} />,
    },
    {
      key: 'waiting',
      title: t('field.waiting'),
      width: 148,
      align: 'end',
      phone: 'hide',
      cell: (row) => <WaitingOrders row={row} />,
    },
    { key: 'reference', title: t('field.reference'), width: 118, cell: (row) => row.reference, phone: 'hide' },
  ];
}

/** How many orders wait for an arrival, and for how much. */
function WaitingOrders({ row }: { readonly row: ArrivalListRow }) {
  const t = useText(screenTexts);
  return (
    <>
      <Waiting milli={row.waitingMilli} unit={row.unit} />
      {row.waitingOrders === 0 ? null : ` · ${t('arrivals.orders', { count: row.waitingOrders })}`}
    </>
  );
}
