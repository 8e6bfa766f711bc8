import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '#web/i18n.ts';
import { Button } from '#web/ui/Button.tsx';
import { DataGrid } from '#web/ui/DataGrid.tsx';
import { Panel } from '#web/ui/Panel.tsx';
import { Quantity } from '#web/ui/values.tsx';
import type { ProductStockView } from '../contract.ts';
import { screenTexts } from '../texts-screens.ts';
import { AdjustDialog } from './AdjustDialog.tsx';
import { ExpectDialog } from './ExpectDialog.tsx';
import { Expected } from './Expected.tsx';
import { ArrivalsPart, MovementsPart, PromisesPart, WaitsPart } from './ProductParts.tsx';
import { useProductStock } from './product-stock.ts';
import css from './stock.module.css';
import { Waiting } from './Waiting.tsx';

/** Where a product is, what comes, to whom it is promised, what moved it: for the card of the product. */
export function StockPanel({ productId }: { readonly productId: string }) {
  const t = useText(screenTexts);
  const { data, isError, refetch } = useProductStock(productId);
  if (data === undefined) {
    return isError ? (
      <Button onClick={() => void refetch()}>{t('part.again')}</Button>
    ) : (
      <p className="muted" aria-busy="true">
        {t('part.reading')}
      </p>
    );
  }
  return (
    <div className={css['stack']}>
      <PlacesPart view={data} />
      <div className={css['pair']}>
        <WaitsPart view={data} />
        <ArrivalsPart view={data} />
        <PromisesPart view={data} />
      </div>
      <MovementsPart productId={productId} unit={data.unit} />
    </div>
  );
}

type Place = ProductStockView['places'][number];

function PlacesPart({ view }: { readonly view: ProductStockView }) {
  const t = useText(screenTexts);
  const [adjusted, setAdjusted] = useState<Place | null>(null);
  const [expecting, setExpecting] = useState(false);
  const open = view.closed.change === null;
  return (
    <Panel
      title={t('part.places')}
      flush
      acts={
        open ? (
          <Button small kind="quiet" onClick={() => setExpecting(true)}>
            {t('expect.act')}
          </Button>
        ) : null
      }
    >
      <Places view={view} onAdjust={open ? setAdjusted : null} />
      {adjusted === null ? null : <AdjustDialog product={view} place={adjusted} onClose={() => setAdjusted(null)} />}
      {expecting ? <ExpectDialog product={view} onClose={() => setExpecting(false)} /> : null}
    </Panel>
  );
}

type PlacesProps = { readonly view: ProductStockView; readonly onAdjust: ((place: Place) => void) | null };

function Places({ view, onAdjust }: PlacesProps) {
  const t = useText(screenTexts);
  const quantity = (milli: string) => <Quantity milli={milli} unit={view.unit} />;
  const act = (place: Place) => (
    <Button
      small
      kind="quiet"
      bare
      aria-label={`${t('adjust.act')}: ${place.warehouseName}`}
      title={t('adjust.act')}
      onClick={() => onAdjust?.(place)}
    >
      <IconPencil size={16} />
    </Button>
  );
  return (
    <DataGrid
      caption={t('part.places')}
      rows={view.places}
      rowId={(place) => place.warehouseId}
      columns={[
        { key: 'name', title: t('field.warehouse'), width: 170, cell: (place) => place.warehouseName },
        { key: 'onHand', title: t('field.onHand'), width: 90, align: 'end', cell: (p) => quantity(p.onHandMilli) },
        {
          key: 'reserved',
          title: t('field.reserved'),
          width: 110,
          align: 'end',
          cell: (p) => quantity(p.reservedMilli),
        },
        {
          key: 'free',
          title: t('field.free'),
          width: 90,
          align: 'end',
          phone: 'side',
          cell: (place) => <b>{quantity(place.freeMilli)}</b>,
        },
        {
          key: 'expected',
          title: t('field.expected'),
          width: 148,
          align: 'end',
          phone: 'line',
          cell: (place) => <Expected level={place} unit={view.unit} />,
        },
        {
          key: 'waiting',
          title: t('field.waiting'),
          width: 108,
          align: 'end',
          cell: (place) => <Waiting milli={place.waitingMilli} unit={view.unit} />,
        },
        ...(onAdjust === null
          ? []
          : [{ key: 'act', title: '', width: 56, align: 'end', phone: 'line', cell: act } as const]),
      ]}
    />
  );
}
