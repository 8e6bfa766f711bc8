/**
 * Chance that always falls the same way: a stream of numbers named by words, so that adding a client or a product
 * changes no other one. Xorshift with shifts 13, 17, 5 (G. Marsaglia, "Xorshift RNGs", 2003), begun from the FNV-1a
 * hash
 * of the name (Fowler, Noll, Vo) put through the finalizer of MurmurHash3 (A. Appleby), since near seeds give near
 * first numbers. For a made-up company only: nothing secret hangs on it.
 */

export type Dice = {
  /** From 0 up to, not including, 1. */
  unit(): number;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True in `percent` cases of a hundred. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Picks by weights that stand beside the things. */
  weigh<T>(list: readonly (readonly [thing: T, weight: number])[]): T;
  /** Some different things of the list, in the order they came up. */
  some<T>(list: readonly T[], count: number): T[];
};

/** A stream of its own for each name. */
export function dice(...names: readonly (string | number)[]): Dice {
  let state = seedOf(names.join('\u0000'));
  const unit = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
  const int = (least: number, most: number): number => least + Math.floor(unit() * (most - least + 1));
  const pick = <T>(list: readonly T[]): T => at(list, int(0, list.length - 1));
  return {
    unit,
    int,
    chance: (percent) => unit() * 100 < percent,
    pick,
    weigh: (list) => weighed(list, unit()),
    some: (list, count) => shuffled(list, count, int),
  };
}

/** The thing at a place of a list that is known to have it. */
export function at<T>(list: readonly T[], place: number): T {
  const thing = list[place];
  if (thing === undefined) throw new RangeError(`nothing at ${place} of ${list.length}`);
  return thing;
}

function weighed<T>(list: readonly (readonly [T, number])[], unit: number): T {
  let left = unit * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [thing, weight] of list) {
    left -= weight;
    if (left < 0) return thing;
  }
  return at(list, list.length - 1)[0];
}

function shuffled<T>(list: readonly T[], count: number, int: Dice['int']): T[] {
  const rest = [...list];
  const most = Math.min(count, rest.length);
  for (let place = 0; place < most; place += 1) {
    const from = int(place, rest.length - 1);
    const taken = at(rest, from);
    rest[from] = at(rest, place);
    rest[place] = taken;
  }
  return rest.slice(0, most);
}

function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < name.length; place += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  // Zero is the one state that xorshift never leaves.
  return hash === 0 ? 1 : hash;
}
