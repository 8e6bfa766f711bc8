import { useState } from 'react';

export type Chosen = {
  readonly has: (id: string) => boolean;
  readonly size: number;
  /** Turns one row; with `through` every row from the last turned one to it. */
  readonly turn: (id: string, through?: boolean) => void;
  readonly turnAll: () => void;
  readonly clear: () => void;
};

/** Which rows of a table are selected. Rows that are no longer there do not count. */
export function useChosen(ids: readonly string[]): Chosen {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const here = ids.filter((id) => chosen.has(id));
  const turn = (id: string, through = false) => {
    const next = new Set(chosen);
    const on = !chosen.has(id);
    const [from, to] = [ids.indexOf(last ?? id), ids.indexOf(id)];
    const range = through && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    for (const one of range) {
      if (on) next.add(one);
      else next.delete(one);
    }
    setChosen(next);
    setLast(id);
  };
  const clear = () => setChosen(new Set());
  return {
    has: (id) => chosen.has(id),
    size: here.length,
    turn,
    turnAll: () => (here.length === ids.length ? clear() : setChosen(new Set(ids))),
    clear,
  };
}
