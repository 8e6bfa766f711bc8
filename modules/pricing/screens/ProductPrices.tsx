import { type ReactNode, Suspense, useState } from 'react';
import type { OutputOf } from '#platform/endpoint.ts';
import { useAct } from '#web/act.ts';
import { useLoaded } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { A } from '#web/ui/A.tsx';
import { ActButton, OutcomeLine } from '#web/ui/ActButton.tsx';
import { Button } from '#web/ui/Button.tsx';
import { cx } from '#web/ui/cx.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { done } from '#web/ui/toast.tsx';
import { DateText, Percent, Price, Quantity } from '#web/ui/values.tsx';
import { prices } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { BreaksDialog } from './BreaksDialog.tsx';
import css from './pricing.module.css';
import { priceViews, SetPricesForm } from './SetPricesForm.tsx';

type View = OutputOf<typeof prices.ofProduct>;
type ColumnView = View['columns'][number];
type Props = { readonly productId: string; readonly unit: string };

const currentOf = (column: ColumnView): string | null =>
  column.versions.find((version) => version.state === 'current')?.priceE4 ?? null;

/** Prices of a product by column with their history, quantity breaks, the accounts with a special price. */
export function ProductPrices(props: Props) {
  return (
    <Suspense fallback={null}>
      <Prices {...props} />
    </Suspense>
  );
}

function Prices({ productId, unit }: Props) {
  const t = useText(screenTexts);
  const view = useLoaded(prices.ofProduct, { productId });
  const [asked, setAsked] = useState<'prices' | 'breaks' | null>(null);
  const closed = view.closed.set;
  const button = (key: 'prices' | 'breaks', text: string) => (
    <span className={css['row']}>
      <Button small aria-disabled={closed !== null || undefined} onClick={() => closed === null && setAsked(key)}>
        {text}
      </Button>
      <OutcomeLine outcome={{ kind: 'idle' }} closed={closed} retry={() => undefined} />
    </span>
  );
  const known = view.columns.map((column) => ({ columnId: column.id, name: column.name, priceE4: currentOf(column) }));
  return (
    <div className={css['stack']}>
      <Panel title={t('prices.history')} acts={button('prices', t('prices.set'))}>
        <div className={css['columns']}>
          {view.columns.map((column) => (
            <Versions key={column.id} column={column} productId={productId} open={closed === null} />
          ))}
        </div>
      </Panel>
      <Panel title={t('breaks.title')} acts={button('breaks', t('breaks.edit'))}>
        {view.breaks.length === 0 ? <span className="muted">{t('breaks.none')}</span> : null}
        {view.breaks.map((one) => (
          <div key={one.minMilli} className={css['version']}>
            <span>
              {t('breaks.from')} <Quantity milli={one.minMilli} unit={unit} />
            </span>
            <Percent bp={-one.discountBp} digits={2} />
          </div>
        ))}
      </Panel>
      <Panel title={t('special.title')}>
        {view.terms.length === 0 ? <span className="muted">{t('special.none')}</span> : null}
        {view.terms.map((one) => (
          <div key={`${one.accountId} ${one.validFrom}`} className={css['version']}>
            <A to={paths.account(one.accountId, { tab: 'terms' })}>{one.accountName}</A>
            <span>
              <Price e4={one.priceE4} /> · <DateText value={one.validFrom} />
              {one.validTo === null ? null : (
                <>
                  {' '}
                  – <DateText value={one.validTo} />
                </>
              )}
            </span>
          </div>
        ))}
      </Panel>
      {asked === 'prices' ? (
        <Dialog title={t('prices.set')} onClose={() => setAsked(null)}>
          <SetPricesForm productId={productId} known={known} onDone={() => setAsked(null)} />
        </Dialog>
      ) : null}
      {asked === 'breaks' ? (
        <BreaksDialog productId={productId} unit={unit} breaks={view.breaks} onClose={() => setAsked(null)} />
      ) : null}
    </div>
  );
}

type VersionsProps = { readonly column: ColumnView; readonly productId: string; readonly open: boolean };

function Versions({ column, productId, open }: VersionsProps) {
  const t = useText(screenTexts);
  const cancel = useAct(prices.cancel, { invalidates: priceViews, onDone: () => done(t('prices.cancelled')) });
  return (
    <section className={css['versions']} aria-label={column.name}>
      <b>
        {column.name}
        {column.isMain ? <span className="muted"> · {t('columns.main')}</span> : null}
      </b>
      {column.versions.length === 0 ? <span className="muted">{t('prices.noPrice')}</span> : null}
      {column.versions.map(({ validFrom, priceE4, state }) => (
        <div key={validFrom} className={cx(css['version'], state === 'past' && css['past'])}>
          <span>
            <DateText value={validFrom} />
          </span>
          {state === 'future' && open ? (
            <ActButton
              act={cancel}
              input={{ productId, columnId: column.id, validFrom }}
              small
              kind="quiet"
              confirm={t('prices.cancelAsk')}
            >
              {t('prices.cancel')}
            </ActButton>
          ) : null}
          {state === 'current' ? (
            <b>
              <Price e4={priceE4} />
            </b>
          ) : (
            <Price e4={priceE4} />
          )}
        </div>
      ))}
    </section>
  );
}

type Main = { readonly name: string; readonly priceE4: string | null };

/** The price of the main column in force, for figures of other screens. */
export function MainPrice(props: { readonly productId: string; readonly children: (main: Main) => ReactNode }) {
  return (
    <Suspense fallback={null}>
      <MainPriceLoaded {...props} />
    </Suspense>
  );
}

function MainPriceLoaded({
  productId,
  children,
}: {
  readonly productId: string;
  readonly children: (main: Main) => ReactNode;
}) {
  const { columns } = useLoaded(prices.ofProduct, { productId });
  const main = columns.find((column) => column.isMain);
  return main === undefined ? null : children({ name: main.name, priceE4: currentOf(main) });
}
