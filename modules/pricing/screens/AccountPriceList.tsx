import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { type RowOf, useLoadedPages } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { LinkButton } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Price } from '#web/ui/values.tsx';
import { addressOf } from '#web/wire.ts';
import { prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';
import { WhyPriceDialog } from './WhyPrice.tsx';

type Row = RowOf<typeof prices.ofAccount>;

/** The price list of an account: what it pays for everything that is sold; a press on a row tells why. */
export function AccountPriceList({ accountId }: { readonly accountId: string }) {
  const t = useText(screenTexts);
  const { mayExport } = useSession();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 200);
  const [asked, setAsked] = useState<Row | null>(null);
  return (
    <div className={css['stack']}>
      <span className={css['row']}>
        <TextInput
          aria-label={t('list.searchHint')}
          placeholder={t('list.searchHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {mayExport ? (
          <LinkButton download icon={<IconDownload size={16} />} to={addressOf(prices.exportOfAccount, { accountId })}>
            {t('priceList.file')}
          </LinkButton>
        ) : null}
      </span>
      <Panel flush>
        <Suspense fallback={null}>
          <Rows accountId={accountId} q={q} onOpen={setAsked} />
        </Suspense>
      </Panel>
      {asked === null ? null : (
        <WhyPriceDialog
          accountId={accountId}
          productId={asked.productId}
          quantityMilli={asked.packMilli}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

type RowsProps = { readonly accountId: string; readonly q: string; readonly onOpen: (row: Row) => void };

function Rows({ accountId, q, onOpen }: RowsProps) {
  const t = useText(screenTexts);
  const list = useLoadedPages(prices.ofAccount, q === '' ? { accountId } : { accountId, q });
  return (
    <DataGrid
      caption={t('priceList.title')}
      rows={list.rows}
      rowId={(row) => row.productId}
      onOpen={onOpen}
      more={{ load: list.more, loading: list.loadingMore, complete: list.complete }}
      columns={[
        { key: 'name', title: t('field.product'), width: 280, cell: (row) => row.name },
        { key: 'code', title: t('field.code'), width: 130, cell: (row) => row.code, phone: 'line' },
        {
          key: 'base',
          title: t('prices.column'),
          align: 'end',
          width: 120,
          cell: (row) => <Price e4={row.basePriceE4} />,
          phone: 'hide',
        },
        {
          key: 'price',
          title: t('priceList.yours'),
          align: 'end',
          width: 180,
          phone: 'side',
          cell: (row) => (
            <>
              {row.special ? <span className="muted">{t('priceList.special')} </span> : null}
              <Price e4={row.priceE4} />
            </>
          ),
        },
      ]}
      empty={{ title: t('priceList.none') }}
    />
  );
}
