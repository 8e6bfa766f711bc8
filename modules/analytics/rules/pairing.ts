/** Which sale each return takes back. Pure. */

/** A line of history of one account and product. `reversesId` is set for a return that is paired already. */
export type PairingLine = {
  readonly id: string;
  readonly accountId: string;
  readonly productId: string;
  readonly soldOn: string;
  readonly quantityMilli: bigint;
  readonly reversesId: string | null;
};

export type Pair = { readonly returnId: string; readonly saleId: string };

/**
 * Pairs each return, the earliest first, with the latest sale before it of the same account and product that is not
 * taken back yet and is at least as large. One to one: a sale that was taken back in part is not paired again, so that
 * what a person sees is one line against one line; a return that finds none stays unpaired. Of lines of one day the
 * earlier is the one with the smaller id: ids are made in the order of the file.
 */
export function pairReturns(lines: readonly PairingLine[]): Pair[] {
  const groups = Map.groupBy(lines, (line) => `${line.accountId} ${line.productId}`);
  return [...groups.values()].flatMap(pairsOf);
}

function pairsOf(lines: readonly PairingLine[]): Pair[] {
  const ordered = [...lines].sort(byTime);
  const taken = new Set(lines.map((line) => line.reversesId));
  const sales = ordered.filter((line) => line.quantityMilli > 0n);
  const free = new Largest(sales.map((line) => (taken.has(line.id) ? 0n : line.quantityMilli)));
  const pairs: Pair[] = [];
  let before = 0;
  for (const line of ordered) {
    if (line.quantityMilli > 0n) before += 1;
    if (line.quantityMilli >= 0n || line.reversesId !== null) continue;
    const at = free.lastAtLeast(-line.quantityMilli, before);
    const sale = at === -1 ? undefined : sales[at];
    if (sale === undefined) continue;
    free.take(at);
    pairs.push({ returnId: line.id, saleId: sale.id });
  }
  return pairs;
}

function byTime(one: PairingLine, other: PairingLine): number {
  const [a, b] = one.soldOn === other.soldOn ? [one.id, other.id] : [one.soldOn, other.soldOn];
  return a < b ? -1 : 1;
}

/** A tree of maxima over quantities: the last one that is large enough is found in the logarithm of their number. */
class Largest {
  readonly #size: number;
  readonly #tree: bigint[];

  constructor(values: readonly bigint[]) {
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(values.length, 1)));
    this.#tree = new Array<bigint>(2 * this.#size).fill(0n);
    for (const [at, value] of values.entries()) this.#tree[this.#size + at] = value;
    for (let node = this.#size - 1; node >= 1; node -= 1) this.#lift(node);
  }

  /** The last place before `end` that holds at least `least`, or -1. */
  lastAtLeast(least: bigint, end: number): number {
    const find = (node: number, from: number, width: number): number => {
      if (from >= end || (this.#tree[node] ?? 0n) < least) return -1;
      if (width === 1) return from;
      const half = width / 2;
      const right = find(2 * node + 1, from + half, half);
      return right === -1 ? find(2 * node, from, half) : right;
    };
    return find(1, 0, this.#size);
  }

  take(at: number): void {
    let node = this.#size + at;
    this.#tree[node] = 0n;
    for (node = Math.floor(node / 2); node >= 1; node = Math.floor(node / 2)) this.#lift(node);
  }

  #lift(node: number): void {
    const left = this.#tree[2 * node] ?? 0n;
    const right = this.#tree[2 * node + 1] ?? 0n;
    this.#tree[node] = left > right ? left : right;
  }
}
