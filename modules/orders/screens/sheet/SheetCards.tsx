import { IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { newId } from '#kernel/id.ts';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { Button } from '#web/ui/Button.tsx';
import { cx } from '#web/ui/cx.ts';
import { Dialog } from '#web/ui/Dialog.tsx';
import { done } from '#web/ui/toast.tsx';
import { Percent, Price, Quantity, Sum } from '#web/ui/values.tsx';
import { texts } from '../../texts.ts';
import { ProductSearch } from './EntryRow.tsx';
import { putOf, type SheetLine } from './edits.ts';
import { PriceWhy } from './PriceWhy.tsx';
import type { SheetGridProps } from './SheetGrid.tsx';
import { StockOfLine } from './StockOfLine.tsx';
import css from './sheet.module.css';
import { discountEdit, discountFrom, quantityEdit, quantityFrom } from './values.ts';

const piece = 1_000n;

/** The lines of an order on a phone: cards with a stepper; a card opens for the discount and the way to the price. */
export function SheetCards(props: SheetGridProps) {
  const { sheet, editable, onScan } = props;
  const t = useText(texts);
  const [opened, setOpened] = useState<string | null>(null);
  const { lines } = sheet.state;
  const line = lines.find((one) => one.id === opened);
  return (
    <div className={css['phone']}>
      {editable ? (
        <div className={css['phoneSearch']}>
          <ProductSearch
            accountId={props.accountId}
            warehouseId={props.warehouseId}
            onScan={onScan}
            onPick={({ product }) =>
              sheet.store.put(
                { id: newId(), productId: product.productId, quantityMilli: String(piece), manualBp: 0 },
                product,
              )
            }
          />
        </div>
      ) : null}
      <ul aria-label={t('sheet.title')}>
        {lines.map((one) => (
          <LineCard key={one.id} {...props} line={one} onOpen={() => setOpened(one.id)} />
        ))}
      </ul>
      {line === undefined ? null : <LineDialog {...props} line={line} onClose={() => setOpened(null)} />}
    </div>
  );
}

type CardProps = SheetGridProps & { readonly line: SheetLine };

function LineCard({ sheet, line, editable, planned, marked, onOpen }: CardProps & { readonly onOpen: () => void }) {
  const t = useText(texts);
  const textOf = useReasonText();
  const set = (quantityMilli: string) => sheet.store.put({ ...putOf(line), quantityMilli }, null);
  const less = BigInt(line.quantityMilli) - piece;
  return (
    <li className={cx(css['lineCard'], marked.has(line.id) && css['marked'], line.problem !== null && css['refused'])}>
      <button type="button" className={css['lineName']} onClick={onOpen}>
        <b>{line.name}</b>
        <small>
          {line.code} · <Price e4={line.priceE4} />{' '}
          {line.manualBp === 0 ? null : <Percent bp={-line.manualBp} digits={2} change />}
        </small>
        {line.problem === null ? null : <em role="alert">{textOf({ code: line.problem })}</em>}
      </button>
      <span className={css['lineSum']}>
        <Sum minor={line.sumMinor} />
        <StockOfLine line={line} planned={planned} />
      </span>
      {editable ? (
        <span className={css['stepper']}>
          <button
            type="button"
            aria-label={t('sheet.less', { code: line.code })}
            disabled={less <= 0n}
            onClick={() => set(String(less))}
          >
            <IconMinus size={18} aria-hidden />
          </button>
          <QuantityInput line={line} onSet={set} />
          <button
            type="button"
            aria-label={t('sheet.more', { code: line.code })}
            onClick={() => set(String(BigInt(line.quantityMilli) + piece))}
          >
            <IconPlus size={18} aria-hidden />
          </button>
        </span>
      ) : (
        <Quantity milli={line.quantityMilli} unit={line.unit} />
      )}
    </li>
  );
}

function QuantityInput({ line, onSet }: { readonly line: SheetLine; readonly onSet: (milli: string) => void }) {
  const t = useText(texts);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      inputMode="decimal"
      autoComplete="off"
      aria-label={t('sheet.quantityOf', { code: line.code })}
      value={typed ?? quantityEdit(line.quantityMilli)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        const milli = typed === null ? null : quantityFrom(typed);
        if (milli !== null) onSet(milli);
        setTyped(null);
      }}
    />
  );
}

function LineDialog({ sheet, line, editable, onClose }: CardProps & { readonly onClose: () => void }) {
  const t = useText(texts);
  const [typed, setTyped] = useState(discountEdit(line.manualBp));
  const manualBp = discountFrom(typed);
  return (
    <Dialog title={line.name} onClose={onClose}>
      <PriceWhy line={line} />
      {editable ? (
        <form
          className={css['lineForm']}
          onSubmit={(event) => {
            event.preventDefault();
            if (manualBp === null) return;
            sheet.store.put({ ...putOf(line), manualBp }, null);
            onClose();
          }}
        >
          <label>
            {t('sheet.discountOf', { code: line.code })}
            <input
              className={css['field']}
              inputMode="decimal"
              aria-invalid={manualBp === null || undefined}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
          <Button type="submit" kind="primary">
            {t('sheet.apply')}
          </Button>
          <Button
            kind="danger"
            icon={<IconTrash size={16} />}
            onClick={() => {
              sheet.store.remove([line.id]);
              done(t('sheet.removed', { code: line.code }), { undo: () => sheet.store.put(putOf(line), line) });
              onClose();
            }}
          >
            {t('sheet.remove')}
          </Button>
        </form>
      ) : null}
    </Dialog>
  );
}
