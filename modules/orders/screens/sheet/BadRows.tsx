import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { Button } from '#web/ui/Button.tsx';
import { Quantity } from '#web/ui/values.tsx';
import { texts } from '../../texts.ts';
import { ProductSearch } from './EntryRow.tsx';
import css from './sheet.module.css';
import { type BadRow, type Paste, productOfRow } from './use-paste.ts';
import { quantityFrom } from './values.ts';

type Place = { readonly accountId: string; readonly warehouseId: string };

/** Pasted rows that could not become lines, each with its remedy. */
export function BadRows({ paste, ...place }: { readonly paste: Paste } & Place) {
  const t = useText(texts);
  const { bad, left } = paste;
  if (bad.length === 0 && left === 0) return null;
  return (
    <section className={css['bad']} aria-label={t('bad.title', { count: bad.length })}>
      <header>
        <h2>{t('bad.title', { count: bad.length })}</h2>
        {left > 0 ? <span className="muted">{t('bad.left', { count: left })}</span> : null}
        <Button small kind="quiet" onClick={() => paste.drop(bad.map((row) => row.key))}>
          {t('bad.dropAll')}
        </Button>
      </header>
      <ul>
        {bad.map((row) => (
          <li key={row.key}>
            <BadRowView row={row} paste={paste} {...place} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BadRowView({ row, paste, ...place }: { readonly row: BadRow; readonly paste: Paste } & Place) {
  const t = useText(texts);
  const textOf = useReasonText();
  const [typed, setTyped] = useState('');
  const known = productOfRow(row);
  const needsQuantity = row.quantityMilli === null;
  const quantityMilli = row.quantityMilli ?? quantityFrom(typed);
  const mend = (product: typeof known) => product !== null && paste.mend(row, product, quantityMilli ?? '1000');
  return (
    <>
      <span className={css['badText']}>
        <b>{row.text}</b>
        <small>{textOf({ code: row.problem ?? 'orders.paste_unknown' })}</small>
      </span>
      {needsQuantity ? (
        <form
          className={css['badQuantity']}
          onSubmit={(event) => {
            event.preventDefault();
            if (quantityMilli !== null) mend(known);
          }}
        >
          <input
            className={css['field']}
            inputMode="decimal"
            aria-label={t('bad.quantityOf', { text: row.text })}
            placeholder={t('sheet.quantity')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {known === null || row.problem === 'orders.paste_blocked' ? null : (
            <Button small type="submit" aria-disabled={quantityMilli === null || undefined}>
              {t('bad.add')}
            </Button>
          )}
        </form>
      ) : (
        <span className={css['badQuantity']}>
          <Quantity milli={row.quantityMilli} unit={row.unit} />
        </span>
      )}
      <span className={css['remedies']}>
        {row.suggestions.map((one) => (
          <Button
            key={one.productId}
            small
            title={one.name}
            onClick={() =>
              mend({ ...one, unit: '', packMilli: '1000', priceE4: null, freeMilli: null, expectedOn: null })
            }
          >
            {one.code}
          </Button>
        ))}
        {row.problem === 'orders.paste_no_quantity' ? null : (
          <span className={css['badSearch']}>
            <ProductSearch
              {...place}
              label={t('bad.searchFor', { text: row.text })}
              onPick={(picked) => mend(picked.product)}
              onScan={(code) => void paste.scan(code)}
            />
          </span>
        )}
      </span>
      <Button
        small
        kind="quiet"
        bare
        aria-label={t('bad.drop', { text: row.text })}
        onClick={() => paste.drop([row.key])}
      >
        <IconX size={14} />
      </Button>
    </>
  );
}
