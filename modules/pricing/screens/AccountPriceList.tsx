import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useLoadedPages } from '#web/api.ts';
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
import { WhyPrice } from './WhyPrice.tsx';

/** The price list of an account: what it pays for everything that is sold, and why. For the account's card. */
export function AccountPriceList({ accountId }: { readonly accountId: string }) {
  const t = useText(screenTexts);
  const { mayExport } = useSession();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 200);
  return (
    <Panel
      title={t('priceList.title')}
      flush
      acts={
        <span className={css['row']}>
          <TextInput
            aria-label={t('list.searchHint')}
            placeholder={t('list.searchHint')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {mayExport ? (
            <LinkButton
              small
              download
              icon={<IconDownload size={16} />}
              to={addressOf(prices.exportOfAccount, { accountId })}
            >
              {t('priceList.file')}
            </LinkButton>
          ) : null}
        </span>
      }
    >
      <Suspense fallback={null}>
        <Rows accountId={accountId} q={q} />
      </Suspense>
    </Panel>
  );
}

function Rows({ accountId, q }: { readonly accountId: string; readonly q: string }) {
  const t = useText(screenTexts);
  const list = useLoadedPages(prices.ofAccount, q === '' ? { accountId } : { accountId, q });
  return (
    <DataGrid
      caption={t('priceList.title')}
      rows={list.rows}
      rowId={(row) => row.productId}
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
          width: 170,
          phone: 'side',
          cell: (row) => (
            <>
              {row.special ? <span className="muted">{t('priceList.special')} </span> : null}
              <Price e4={row.priceE4} />
            </>
          ),
        },
        {
          key: 'why',
          title: '',
          width: 48,
          phone: 'hide',
          cell: (row) => <WhyPrice accountId={accountId} productId={row.productId} quantityMilli={row.packMilli} />,
        },
      ]}
      empty={{ title: t('priceList.none') }}
    />
  );
}
