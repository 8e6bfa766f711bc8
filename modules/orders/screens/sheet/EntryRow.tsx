import { Combobox, useCombobox } from '@mantine/core';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { products } from '#modules/catalog/contract.ts';
import { ask, queryClient } from '#web/api.ts';
import { useText } from '#web/i18n.ts';
import { Price, Quantity } from '#web/ui/values.tsx';
import { texts } from '../../texts.ts';
import type { SheetProduct } from './edits.ts';
import { makeScanner } from './scanner.ts';
import css from './sheet.module.css';

/** A product to add; without a quantity it is asked for. */
export type Picked = { readonly product: SheetProduct; readonly quantityMilli?: string };
type Hit = {
  id: string;
  code: string;
  name: string;
  unit: string;
  packMilli: string;
  freeMilli: string | null;
  priceE4: string | null;
};

type EntryProps = {
  readonly accountId: string;
  readonly warehouseId: string;
  readonly onPick: (picked: Picked) => void;
  readonly onScan: (code: string) => void;
};

const typingMs = 90;

const productOf = (hit: Hit): SheetProduct => ({
  productId: hit.id,
  code: hit.code,
  name: hit.name,
  unit: hit.unit,
  packMilli: hit.packMilli,
  priceE4: hit.priceE4,
  freeMilli: hit.freeMilli,
  expectedOn: null,
});

/** The row where products are added: always in sight below the lines. */
export function EntryRow(
  props: EntryProps & {
    readonly row: number;
    /** A letter typed elsewhere in the sheet: the search begins with it. */
    readonly seed: { readonly text: string } | null;
    readonly onFocus: () => void;
    readonly onUp: () => void;
  },
) {
  const t = useText(texts);
  return (
    <tfoot>
      <tr className={css['entry']} aria-rowindex={props.row + 2}>
        <td className={css['no']} aria-hidden>
          +
        </td>
        <td data-cell={`${props.row} product`} className={css['entryCell']}>
          <ProductSearch {...props} autoFocus={props.row === 0} />
        </td>
        <td className={css['entryHint']} colSpan={7}>
          {t('sheet.hint')}
        </td>
      </tr>
    </tfoot>
  );
}

type SearchProps = EntryProps & {
  readonly seed?: { readonly text: string } | null;
  readonly onFocus?: () => void;
  readonly onUp?: () => void;
  readonly label?: string;
  /** Has the focus as it appears: an order without lines is there to be filled. */
  readonly autoFocus?: boolean;
};

/** Finds a product by code, name or barcode as it is typed; Enter takes the first, a scanner's code goes straight in. */
export function ProductSearch({ accountId, warehouseId, onPick, onScan, seed, ...props }: SearchProps) {
  const { onFocus, onUp, label, autoFocus = false } = props;
  const t = useText(texts);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), typingMs);
  const scanner = useRef(makeScanner());
  const input = (q: string) => ask(products.pick, { q, accountId, warehouseId });
  const found = useQuery({
    ...input(settled),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const hits: readonly Hit[] = typed.trim() === '' ? [] : (found.data?.rows ?? []);
  const fresh = settled === typed.trim() && !found.isPlaceholderData;
  useEffect(() => {
    if (seed !== null && seed !== undefined) setTyped(seed.text);
  }, [seed]);
  useEffect(() => {
    if (typed.trim() === '') combobox.closeDropdown();
    else combobox.openDropdown();
  }, [typed, combobox.openDropdown, combobox.closeDropdown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first hit is chosen when other hits come
  useEffect(() => {
    combobox.selectFirstOption();
  }, [hits.map((hit) => hit.id).join(' ')]);

  const take = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    setTyped('');
    combobox.closeDropdown();
    onPick({ product: productOf(hit) });
  };
  /** Enter: the chosen one; when the answer is still on the way, its first. */
  const enter = async () => {
    if (typed.trim() === '') return;
    if (fresh) return take(hits[Math.max(0, combobox.getSelectedOptionIndex())]);
    const answer = await queryClient.fetchQuery(input(typed.trim())).catch(() => undefined);
    take(answer?.rows[0]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    scanner.current.key(event.key, event.timeStamp);
    if (event.key === 'Enter') {
      event.preventDefault();
      const scanned = scanner.current.enter(event.timeStamp);
      if (scanned === null) void enter();
      else {
        setTyped('');
        onScan(scanned);
      }
    } else if (event.key === 'ArrowDown' && typed !== '') {
      event.preventDefault();
      combobox.selectNextOption();
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      if (typed === '') onUp?.();
      else combobox.selectPreviousOption();
    } else if (event.key === 'Tab' && typed.trim() !== '' && !event.shiftKey) {
      event.preventDefault();
      void enter();
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      event.stopPropagation();
      setTyped('');
    }
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => take(hits.find((hit) => hit.id === id))}
      width={520}
      position="bottom-start"
    >
      <Combobox.Target withKeyboardNavigation={false}>
        <input
          className={css['search']}
          autoComplete="off"
          aria-label={label ?? t('sheet.add')}
          placeholder={t('sheet.addHint')}
          // biome-ignore lint/a11y/noAutofocus: typing goods is what an empty order is opened for
          autoFocus={autoFocus}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }} aria-label={t('sheet.found')}>
          {hits.map((hit) => (
            <Combobox.Option key={hit.id} value={hit.id} onMouseDown={(event) => event.preventDefault()}>
              <HitView hit={hit} />
            </Combobox.Option>
          ))}
          {hits.length === 0 ? (
            <Combobox.Empty>
              {found.isError ? t('sheet.searchFailed') : fresh ? t('sheet.notFound') : t('sheet.searching')}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function HitView({ hit }: { readonly hit: Hit }) {
  return (
    <span className={css['hit']}>
      <b>{hit.code}</b>
      <span>{hit.name}</span>
      <small>{hit.freeMilli === null ? null : <Quantity milli={hit.freeMilli} unit={hit.unit} />}</small>
      <small>{hit.priceE4 === null ? null : <Price e4={hit.priceE4} />}</small>
    </span>
  );
}
