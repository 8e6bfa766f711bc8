/** The sheet's memory in React: one store for one order, fed by the card, saving by itself. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { actPatiently, outcomeOf } from '#web/act.ts';
import { amend, forget } from '#web/api.ts';
import { useSession } from '#web/session.tsx';
import type { EditedOrder, OrderCard } from '../../contract/views.ts';
import { orders } from '../../contract.ts';
import { settled } from './edits.ts';
import type { Batch, SaveAnswer, SheetState } from './sheet-ports.ts';
import { SheetStore } from './sheet-store.ts';

export type Sheet = { readonly store: SheetStore; readonly state: SheetState };

const restMs = 2_000;

/** Sends what was typed; the same key again does it once. */
async function save(orderId: string, batch: Batch, key: string): Promise<SaveAnswer> {
  try {
    const saved = await actPatiently(orders.editLines, { orderId, ...batch }, key);
    amend(orders.get, { orderId }, (card) => cardAfter(card, { saved, removed: batch.remove }));
    return { kind: 'saved', saved };
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.kind === 'refused') return { kind: 'refused', reason: outcome.reason };
    if (outcome.kind === 'invalid') return { kind: 'refused', reason: { code: 'orders.sheet_invalid' } };
    return { kind: 'fault' };
  }
}

type Edit = { readonly saved: EditedOrder; readonly removed: readonly string[] };

/** The card as the edit left it: its answer carries every check. */
function cardAfter(card: OrderCard, { saved, removed }: Edit): OrderCard {
  const { holds: _holds, lineCount: _lineCount, lines, ...rest } = saved;
  return { ...card, ...rest, lines: [...settled(card.lines, { lines, removed })] };
}

function makeStore(order: OrderCard, personId: string): SheetStore {
  const place = `kamerton.order.${personId}.${order.id}`;
  let rest: ReturnType<typeof setTimeout> | undefined;
  return new SheetStore(serverOrder(order), {
    save: (batch, key) => save(order.id, batch, key),
    reload: () => void forget(orders.get),
    onSaved: () => {
      // The checks came with the answer; what else there is about the order is read when the hands rest.
      clearTimeout(rest);
      rest = setTimeout(() => void forget(orders.get, orders.timeline), restMs);
    },
    memory: {
      read: () => localStorage.getItem(place),
      write: (text) => (text === null ? localStorage.removeItem(place) : localStorage.setItem(place, text)),
    },
  });
}

const serverOrder = ({ version, totalMinor, vatMinor, lines }: OrderCard) => ({ version, totalMinor, vatMinor, lines });

/** The sheet of an order: the card feeds it, edits go through it. */
export function useSheet(order: OrderCard): Sheet {
  const { user } = useSession();
  const [store] = useState(() => makeStore(order, user.id));
  const state = useSyncExternalStore(store.subscribe, store.state);
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  useEffect(() => store.rebase(serverOrder(order)), [store, order]);
  return useMemo(() => ({ store, state }), [store, state]);
}
