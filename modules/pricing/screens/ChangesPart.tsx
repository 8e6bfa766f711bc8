import { Suspense } from 'react';
import { useLoaded, useLoadedPages } from '#web/api.ts';
import { dayText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearchText } from '#web/navigation.ts';
import { paths } from '#web/paths.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Percent, Price } from '#web/ui/values.tsx';
import type { PriceChange } from '../contract/views.ts';
import { prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './pricing.module.css';

/** What changes on each day from today on: every new price with the one before it. */
export function ChangesPart() {
  const t = useText(screenTexts);
  const lang = useLang();
  const time = useOrgTime();
  const { rows } = useLoaded(prices.changeDays, {});
  const asked = useSearchText('day');
  const day = rows.find((row) => row.date === asked)?.date ?? rows[0]?.date;
  return (
    <Page title={t('changes.title')} back={paths.prices()}>
      {day === undefined ? (
        <EmptyState title={t('changes.none')} hint={t('changes.noneHint')} />
      ) : (
        <>
          <fieldset className={css['days']} aria-label={t('field.from')}>
            {rows.map((row) => (
              <Button key={row.date} small aria-pressed={row.date === day} onClick={() => setSearch({ day: row.date })}>
                {dayText(row.date, { lang, ...time })}
                <span className="muted">{row.prices}</span>
              </Button>
            ))}
          </fieldset>
          <Suspense fallback={null}>
            <Changes date={day} />
          </Suspense>
        </>
      )}
    </Page>
  );
}

function Changes({ date }: { readonly date: string }) {
  const t = useText(screenTexts);
  const list = useLoadedPages(prices.changes, { date });
  return (
    <ChangesGrid
      rows={list.rows}
      caption={t('changes.title')}
      more={{ load: list.more, loading: list.loadingMore, complete: list.complete }}
    />
  );
}

/** Prices that change: before, after, by how much. */
export function ChangesGrid({
  rows,
  caption,
  more,
}: {
  readonly rows: readonly PriceChange[];
  readonly caption: string;
  readonly more?: { readonly load: () => void; readonly loading: boolean; readonly complete: boolean };
}) {
  const t = useText(screenTexts);
  return (
    <DataGrid
      caption={caption}
      rows={rows}
      rowId={(row) => `${row.productId} ${row.columnId}`}
      href={(row) => paths.product(row.productId)}
      {...(more === undefined ? {} : { more })}
      columns={[
        { key: 'name', title: t('field.product'), width: 280, cell: (row) => row.name },
        { key: 'code', title: t('field.code'), width: 130, cell: (row) => row.code, phone: 'line' },
        { key: 'column', title: t('field.column'), width: 130, cell: (row) => row.columnName, phone: 'line' },
        {
          key: 'before',
          title: t('field.before'),
          align: 'end',
          width: 120,
          cell: (row) => (row.fromE4 === null ? t('changes.first') : <Price e4={row.fromE4} />),
          phone: 'line',
        },
        {
          key: 'after',
          title: t('field.after'),
          align: 'end',
          width: 120,
          cell: (row) => <Price e4={row.toE4} />,
          phone: 'side',
        },
        {
          key: 'change',
          title: t('field.change'),
          align: 'end',
          width: 110,
          cell: (row) => <Percent bp={changeBp(row)} change />,
          phone: 'hide',
        },
      ]}
      empty={{ title: t('changes.none') }}
    />
  );
}

function changeBp({ fromE4, toE4 }: PriceChange): number | null {
  const from = BigInt(fromE4 ?? 0);
  return from === 0n ? null : Number(((BigInt(toE4) - from) * 10_000n) / from);
}
