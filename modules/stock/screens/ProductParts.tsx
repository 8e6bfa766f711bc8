import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hasText } from '#kernel/texts.ts';
import { askPages, type RowOf } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { paths } from '#web/paths.ts';
import { useOrgTime } from '#web/session.tsx';
import { A } from '#web/ui/A.tsx';
import { Button } from '#web/ui/Button.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { DateText, Quantity } from '#web/ui/values.tsx';
import { type ProductStockView, stock } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import css from './stock.module.css';
import { Waiting } from './Waiting.tsx';

type PartProps = { readonly view: ProductStockView };

function Line(props: { readonly main: ReactNode; readonly under?: ReactNode; readonly figure: ReactNode }) {
  return (
    <li>
      <div>
        {props.main}
        {props.under === undefined ? null : <small>{props.under}</small>}
      </div>
      <div>{props.figure}</div>
    </li>
  );
}

/** What comes of a product, the nearest first. */
export function ArrivalsPart({ view }: PartProps) {
  const t = useText(screenTexts);
  const { today } = useOrgTime();
  const all = <A to={paths.arrivals({ productId: view.productId })}>{t('part.allArrivals')}</A>;
  return (
    <Panel title={t('part.arrivals')}>
      {view.arrivals.length === 0 ? <p className="muted">{t('part.noArrivals')}</p> : null}
      <ul className={css['lines']}>
        {view.arrivals.map((arrival) => (
          <Line
            key={arrival.id}
            main={
              <span className={arrival.expectedOn < today ? css['late'] : undefined}>
                <DateText value={arrival.expectedOn} />
                {arrival.expectedOn < today ? ` · ${t('state.late')}` : null}
              </span>
            }
            under={[arrival.warehouseCode, arrival.reference].filter((text) => text !== '').join(' · ')}
            figure={<Quantity milli={arrival.openMilli} unit={view.unit} />}
          />
        ))}
      </ul>
      <p className={css['foot']}>{all}</p>
    </Panel>
  );
}

/** To which orders a product is promised; promises to accounts unseen are one figure. */
export function PromisesPart({ view }: PartProps) {
  const t = useText(screenTexts);
  const others = view.otherPromisesMilli !== '0';
  return (
    <Panel title={t('part.promises')}>
      {view.promises.length === 0 && !others ? <p className="muted">{t('part.noPromises')}</p> : null}
      <ul className={css['lines']}>
        {view.promises.map((promise) => (
          <Line
            key={`${promise.orderId} ${promise.warehouseCode}`}
            main={<OrderOf of={promise} />}
            under={
              <>
                {promise.warehouseCode}
                {promise.expiresAt === null ? null : (
                  <>
                    {' · '}
                    {t('part.until')} <DateText value={promise.expiresAt} />
                  </>
                )}
              </>
            }
            figure={<Quantity milli={promise.quantityMilli} unit={view.unit} />}
          />
        ))}
        {others ? <Others milli={view.otherPromisesMilli} unit={view.unit} /> : null}
      </ul>
    </Panel>
  );
}

/** Which orders wait for a product, the first to be filled first. */
export function WaitsPart({ view }: PartProps) {
  const t = useText(screenTexts);
  const others = view.otherWaitsMilli !== '0';
  if (view.waits.length === 0 && !others) return null;
  return (
    <Panel title={t('part.waits')}>
      <ul className={css['lines']}>
        {view.waits.map((wait) => (
          <Line
            key={`${wait.orderId} ${wait.warehouseCode}`}
            main={<OrderOf of={wait} />}
            under={
              <>
                {wait.warehouseCode}
                {' · '}
                {wait.expectedOn === null ? (
                  t('part.noDay')
                ) : (
                  <>
                    {t('part.by')} <DateText value={wait.expectedOn} />
                  </>
                )}
              </>
            }
            figure={<Waiting milli={wait.quantityMilli} unit={view.unit} />}
          />
        ))}
        {others ? <Others milli={view.otherWaitsMilli} unit={view.unit} /> : null}
      </ul>
    </Panel>
  );
}

type OrderLook = { readonly orderId: string; readonly orderNumber: number; readonly accountName: string };

function OrderOf({ of }: { readonly of: OrderLook }) {
  const t = useText(screenTexts);
  return (
    <>
      <A to={paths.order(of.orderId)}>{t('part.order', { number: of.orderNumber })}</A>
      {' · '}
      {of.accountName}
    </>
  );
}

/** What belongs to accounts that the person does not see. */
function Others({ milli, unit }: { readonly milli: string; readonly unit: string }) {
  const t = useText(screenTexts);
  return (
    <Line
      main={<span className="muted">{t('part.otherClients')}</span>}
      figure={<Quantity milli={milli} unit={unit} />}
    />
  );
}

type Movement = RowOf<typeof stock.movements>;

/** What moved a product, the latest first. */
export function MovementsPart({ productId, unit }: { readonly productId: string; readonly unit: string }) {
  const t = useText(screenTexts);
  const list = useInfiniteQuery({ ...askPages(stock.movements, { productId }), throwOnError: false });
  const rows = list.data?.pages.flatMap((page) => page.rows as readonly Movement[]) ?? [];
  return (
    <Panel title={t('part.movements')}>
      {list.isError && rows.length === 0 ? (
        <Button small onClick={() => void list.refetch()}>
          {t('part.again')}
        </Button>
      ) : null}
      {list.isPending ? (
        <p className="muted" aria-busy="true">
          {t('part.reading')}
        </p>
      ) : null}
      {list.isSuccess && rows.length === 0 ? <p className="muted">{t('part.noMovements')}</p> : null}
      <ul className={css['lines']}>
        {rows.map((row) => (
          <MovementLine key={row.id} row={row} unit={unit} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className={css['more']}>
          <Button small kind="quiet" onClick={() => void list.fetchNextPage()}>
            {t('part.more')}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function MovementLine({ row, unit }: { readonly row: Movement; readonly unit: string }) {
  const t = useText(screenTexts);
  const key: string = `movement.${row.kind}`;
  const kind = hasText(screenTexts, key) ? t(key) : row.kind;
  return (
    <Line
      main={
        <>
          {row.shipment === null ? (
            kind
          ) : (
            <A to={paths.shipment(row.shipment.id)}>{t('movement.shipmentNo', { number: row.shipment.number })}</A>
          )}{' '}
          <span className="muted">{row.note}</span>
        </>
      }
      under={
        <>
          <DateText value={row.recordedAt} /> · {row.warehouseCode}
          {row.recordedBy === null ? null : ` · ${row.recordedBy}`}
        </>
      }
      figure={
        <>
          {row.quantityMilli.startsWith('-') ? null : '+'}
          <Quantity milli={row.quantityMilli} unit={unit} />
        </>
      }
    />
  );
}
