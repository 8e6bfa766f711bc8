import { useState } from 'react';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { Button } from '#web/ui/Button.tsx';
import { CopyText } from '#web/ui/CopyText.tsx';
import { Facts, Panel } from '#web/ui/Panel.tsx';
import { Quantity } from '#web/ui/values.tsx';
import type { ProductStockView, StockListRow } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { AdjustDialog } from './AdjustDialog.tsx';
import { ExpectDialog } from './ExpectDialog.tsx';
import { Expected } from './Expected.tsx';
import { ArrivalsPart, MovementsPart, PromisesPart, WaitsPart } from './ProductParts.tsx';
import { useProductStock } from './product-stock.ts';
import css from './stock.module.css';
import { Waiting } from './Waiting.tsx';

type Asked = 'adjust' | 'expect' | null;

/** A product in a warehouse at a glance, beside the list of stock. */
export function StockPeek({ row }: { readonly row: StockListRow }) {
  const t = useText(screenTexts);
  const { may } = useSession();
  const { data } = useProductStock(row.productId);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  return (
    <div className={css['stack']}>
      {may('stock.write') ? (
        <div className={css['row']}>
          <Button onClick={() => setAsked('adjust')}>{t('adjust.act')}</Button>
          <Button onClick={() => setAsked('expect')}>{t('expect.act')}</Button>
        </div>
      ) : null}
      <Level row={row} />
      {data === undefined ? null : <OtherPlaces view={data} warehouseId={row.warehouseId} />}
      {data === undefined ? (
        <p className="muted" aria-busy="true">
          {t('part.reading')}
        </p>
      ) : (
        <>
          <WaitsPart view={data} />
          <ArrivalsPart view={data} />
          <PromisesPart view={data} />
        </>
      )}
      <MovementsPart productId={row.productId} unit={row.unit} />
      {asked === 'adjust' ? <AdjustDialog product={row} place={row} onClose={close} /> : null}
      {asked === 'expect' ? <ExpectDialog product={row} warehouseId={row.warehouseId} onClose={close} /> : null}
    </div>
  );
}

function Level({ row }: { readonly row: StockListRow }) {
  const t = useText(screenTexts);
  const quantity = (milli: string) => <Quantity milli={milli} unit={row.unit} />;
  return (
    <Panel>
      <Facts
        rows={[
          [t('field.code'), <CopyText key="code" text={row.code} />],
          [t('field.warehouse'), row.warehouseCode],
          [t('field.onHand'), quantity(row.onHandMilli)],
          [t('field.reserved'), quantity(row.reservedMilli)],
          [t('field.free'), <b key="free">{quantity(row.freeMilli)}</b>],
          [t('field.expected'), <Expected key="expected" level={row} unit={row.unit} />],
          [t('field.waiting'), <Waiting key="waiting" milli={row.waitingMilli} unit={row.unit} />],
        ]}
      />
    </Panel>
  );
}

/** How much is free in the other warehouses, where it is anywhere else. */
function OtherPlaces({ view, warehouseId }: { readonly view: ProductStockView; readonly warehouseId: string }) {
  const t = useText(screenTexts);
  const others = view.places.filter((place) => place.warehouseId !== warehouseId && place.onHandMilli !== '0');
  if (others.length === 0) return null;
  return (
    <Panel title={t('part.others')}>
      <Facts
        rows={others.map((place) => [
          place.warehouseName,
          <Quantity key={place.warehouseId} milli={place.freeMilli} unit={view.unit} />,
        ])}
      />
    </Panel>
  );
}
