/** Codes and quantities pasted or scanned: good rows become lines, the others wait for a remedy. */
import { useCallback, useEffect, useState } from 'react';
import { newId } from '#kernel/id.ts';
import { type Outcome, outcomeOf } from '#web/act.ts';
import { useSession } from '#web/session.tsx';
import { act } from '#web/wire.ts';
import type { PastedRowView } from '../../contract/views.ts';
import { orders } from '../../contract.ts';
import type { SheetProduct } from './edits.ts';
import type { NewPut } from './sheet-store.ts';
import type { Sheet } from './use-sheet.ts';

export type BadRow = PastedRowView & { readonly key: string };
export type Paste = {
  readonly bad: readonly BadRow[];
  readonly outcome: Outcome;
  /** Rows beyond the limit of one paste. */
  readonly left: number;
  readonly take: (text: string) => Promise<void>;
  readonly scan: (code: string) => Promise<void>;
  /** Adds the product for a row that waited. */
  readonly mend: (row: BadRow, product: SheetProduct, quantityMilli: string) => void;
  readonly drop: (keys: readonly string[]) => void;
};

type Place = { readonly orderId: string; readonly accountId: string; readonly warehouseId: string };
const piece = '1000';
const isBad = (row: PastedRowView): boolean => row.problem !== null && row.problem !== 'orders.paste_short';

export const productOfRow = (row: PastedRowView): SheetProduct | null =>
  row.productId === null ? null : { ...row, productId: row.productId, priceE4: null };

const lineOf = (product: SheetProduct, quantityMilli: string): NewPut => ({
  put: { id: newId(), productId: product.productId, quantityMilli, manualBp: 0 },
  product,
});

/** Rows that wait, kept on this device until they are mended or dropped. */
function useBadRows(
  place: string,
): [readonly BadRow[], (change: (rows: readonly BadRow[]) => readonly BadRow[]) => void] {
  const [rows, setRows] = useState<readonly BadRow[]>(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  });
  useEffect(() => {
    if (rows.length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(rows));
  }, [rows, place]);
  return [rows, setRows];
}

/** Pastes and scans into the sheet of an order. */
export function usePaste(sheet: Sheet, { orderId, accountId, warehouseId }: Place): Paste {
  const { user } = useSession();
  const [bad, setBad] = useBadRows(`kamerton.order.${user.id}.${orderId}.bad`);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'idle' });
  const [left, setLeft] = useState(0);
  const { store } = sheet;

  const read = useCallback(
    async (text: string) => {
      setOutcome({ kind: 'pending' });
      try {
        const answer = await act(orders.paste, { accountId, warehouseId, text });
        setOutcome({ kind: 'done' });
        setLeft(answer.left);
        setBad((rows) => [...rows, ...answer.rows.filter(isBad).map((row) => ({ ...row, key: newId() }))]);
        return answer.rows.filter((row) => !isBad(row));
      } catch (error) {
        setOutcome(outcomeOf(error));
        return [];
      }
    },
    [accountId, warehouseId, setBad],
  );
  const take = useCallback(
    async (text: string) => {
      const good = await read(text);
      store.putMany(
        good.flatMap((row) => {
          const product = productOfRow(row);
          return product === null ? [] : [lineOf(product, row.quantityMilli ?? piece)];
        }),
      );
    },
    [read, store],
  );
  const scan = useCallback(
    async (code: string) => {
      const [row] = await read(code);
      const product = row === undefined ? null : productOfRow(row);
      if (product === null) return;
      // The same goods again is one more of them.
      const line = store.state().lines.findLast((one) => one.productId === product.productId);
      if (line === undefined) return store.putMany([lineOf(product, piece)]);
      const quantityMilli = String(BigInt(line.quantityMilli) + BigInt(piece));
      store.put({ id: line.id, productId: line.productId, quantityMilli, manualBp: line.manualBp }, null);
    },
    [read, store],
  );
  const drop = useCallback(
    (keys: readonly string[]) => setBad((rows) => rows.filter((row) => !keys.includes(row.key))),
    [setBad],
  );
  const mend = useCallback(
    (row: BadRow, product: SheetProduct, quantityMilli: string) => {
      store.putMany([lineOf(product, quantityMilli)]);
      drop([row.key]);
    },
    [store, drop],
  );
  return { bad, outcome, left, take, scan, mend, drop };
}

/** Takes what is pasted anywhere on the page but into another field. */
export function usePageClipboard(active: boolean, take: (text: string) => void): void {
  useEffect(() => {
    if (!active) return undefined;
    const onPaste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const target = event.target instanceof Element ? event.target : null;
      const field = target?.closest('input, textarea, [contenteditable=true]') ?? null;
      const table = /[\n\t]/.test(text.trim());
      // One code into the search is a search; into another field a paste is what it always was.
      if (text.trim() === '' || (field !== null && (!table || field.closest('[data-sheet]') === null))) return;
      event.preventDefault();
      take(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [active, take]);
}
