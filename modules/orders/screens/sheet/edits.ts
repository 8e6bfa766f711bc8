/** What a person typed into the sheet and the server does not have yet, over the lines that it has. Pure. */
import { lineSum } from '#kernel/price.ts';
import type { OrderLineView } from '../../contract/views.ts';

/** What the sheet knows of a product before the server has priced its line. */
export type SheetProduct = {
  readonly productId: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly packMilli: string;
  readonly priceE4: string | null;
  readonly freeMilli: string | null;
  readonly expectedOn: string | null;
};

/** What is sent of a line. */
export type LinePut = {
  readonly id: string;
  readonly productId: string;
  readonly quantityMilli: string;
  readonly manualBp: number;
};

/** A line as it would be sent. */
export const putOf = ({ id, productId, quantityMilli, manualBp }: LinePut): LinePut => ({
  id,
  productId,
  quantityMilli,
  manualBp,
});

/** An edit of one line: what it shall be, or null when it shall go. `seq` tells which edits a sending carried. */
export type Edit = {
  readonly seq: number;
  readonly put: LinePut | null;
  readonly product: SheetProduct | null;
  /** Why the server refused it; it waits for the person. */
  readonly problem: string | null;
};
export type Edits = ReadonlyMap<string, Edit>;

/** A line as the sheet shows it. */
export type SheetLine = OrderLineView & {
  readonly state: 'saved' | 'typed' | 'refused';
  readonly problem: string | null;
};

/** The server's lines with the edits over them; new lines stand at the end in the order they were typed. */
export function linesWith(base: readonly OrderLineView[], edits: Edits): SheetLine[] {
  const known = new Set(base.map((line) => line.id));
  const shown = base.flatMap((line) => {
    const edit = edits.get(line.id);
    if (edit === undefined) return [{ ...line, state: 'saved' as const, problem: null }];
    return edit.put === null ? [] : [typed(line, edit.put, edit.problem)];
  });
  const added = [...edits].flatMap(([id, edit]) => {
    if (known.has(id) || edit.put === null || edit.product === null) return [];
    return [typed(blank(edit.put, edit.product), edit.put, edit.problem)];
  });
  return [...shown, ...added];
}

/** A line as it will likely be: the price it has, the new quantity; the server has the last word. */
function typed(line: OrderLineView, put: LinePut, problem: string | null): SheetLine {
  const sumMinor = String(lineSum(BigInt(line.priceE4), BigInt(put.quantityMilli)));
  const state = problem === null ? 'typed' : 'refused';
  return { ...line, quantityMilli: put.quantityMilli, manualBp: put.manualBp, sumMinor, state, problem };
}

function blank(put: LinePut, product: SheetProduct): OrderLineView {
  const { priceE4, freeMilli, ...named } = product;
  return {
    ...named,
    id: put.id,
    position: 0,
    quantityMilli: put.quantityMilli,
    basePriceE4: priceE4 ?? '0',
    manualBp: put.manualBp,
    priceE4: priceE4 ?? '0',
    sumMinor: '0',
    vatBp: null,
    marginBp: null,
    floorE4: null,
    reservedMilli: '0',
    shippedMilli: '0',
    cancelledMilli: '0',
    freeMilli: freeMilli ?? '0',
    trace: [],
  };
}

/** What is sent: every edit but those that were refused. A line made and removed before it was ever sent is no news. */
export function batchOf(base: readonly OrderLineView[], edits: Edits): { put: LinePut[]; remove: string[] } {
  const known = new Set(base.map((line) => line.id));
  const live = [...edits].filter(([, edit]) => edit.problem === null);
  return {
    put: live.flatMap(([, edit]) => (edit.put === null ? [] : [edit.put])),
    remove: live.flatMap(([id, edit]) => (edit.put === null && known.has(id) ? [id] : [])),
  };
}

/** The server's lines after an answer: those that were put are there as priced, those removed are gone. */
export function settled(
  base: readonly OrderLineView[],
  answer: { readonly lines: readonly OrderLineView[]; readonly removed: readonly string[] },
): OrderLineView[] {
  const fresh = new Map(answer.lines.map((line) => [line.id, line]));
  const gone = new Set(answer.removed);
  const kept = base.filter((line) => !gone.has(line.id)).map((line) => fresh.get(line.id) ?? line);
  const known = new Set(base.map((line) => line.id));
  return [...kept, ...answer.lines.filter((line) => !known.has(line.id))];
}

/** The edits that came after the sending, and those it did not carry because they were refused. */
export function editsAfter(edits: Edits, seq: number): Map<string, Edit> {
  return new Map([...edits].filter(([, edit]) => edit.seq > seq || edit.problem !== null));
}

/** Marks the edit that the server refused, so that the others may go on without it. */
export function withProblem(edits: Edits, lineId: string, problem: string): Map<string, Edit> {
  const edit = edits.get(lineId);
  const marked = new Map(edits);
  if (edit !== undefined) marked.set(lineId, { ...edit, problem });
  return marked;
}

type Seen = Pick<OrderLineView, 'productId' | 'quantityMilli' | 'manualBp'>;
const alike = (a: Seen | undefined, b: Seen | undefined): boolean =>
  a?.productId === b?.productId && a?.quantityMilli === b?.quantityMilli && a?.manualBp === b?.manualBp;

/**
 * The edited lines that somebody else changed or removed since they were seen: what both wanted must be chosen by a person.
 * The rest of the edits may go on top of the fresh lines.
 */
export function conflictsOf(before: readonly OrderLineView[], fresh: readonly OrderLineView[], edits: Edits): string[] {
  const was = new Map(before.map((line) => [line.id, line]));
  const is = new Map(fresh.map((line) => [line.id, line]));
  return [...edits].flatMap(([id, { put }]) => {
    if (alike(was.get(id), is.get(id)) || was.get(id) === undefined) return [];
    // Both wanted the same.
    return (put === null && is.get(id) === undefined) || alike(put ?? undefined, is.get(id)) ? [] : [id];
  });
}

/** The edits with the product of lines that are no longer there, so that they can be put anew. */
export function withProducts(before: readonly OrderLineView[], edits: Edits): Map<string, Edit> {
  const was = new Map(before.map((line) => [line.id, line]));
  return new Map(
    [...edits].map(([id, edit]) => {
      const line = was.get(id);
      return [id, edit.product === null && line !== undefined ? { ...edit, product: line } : edit];
    }),
  );
}

/** The edits without those about these lines. */
export function without(edits: Edits, ids: readonly string[]): Map<string, Edit> {
  const gone = new Set(ids);
  return new Map([...edits].filter(([id]) => !gone.has(id)));
}

/** Edits as text for this device's memory, and back; null for what is not such a text. */
export function editsText(version: number, edits: Edits): string {
  return JSON.stringify({ version, edits: [...edits] });
}

export function editsFrom(text: string | null): { version: number; edits: Map<string, Edit> } | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    if (kept === null || typeof kept !== 'object' || !('edits' in kept) || !('version' in kept)) return null;
    const { version, edits } = kept;
    if (typeof version !== 'number' || !Array.isArray(edits)) return null;
    const found = new Map<string, Edit>(edits.filter((one): one is [string, Edit] => Array.isArray(one)));
    return found.size === 0 ? null : { version, edits: found };
  } catch {
    return null;
  }
}
