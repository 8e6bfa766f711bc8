import { useState } from 'react';
import { useSessionOrNull } from '../session.tsx';

/** What a person chose for a list, kept on this device. */
export type ListMemory = {
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
  readonly roomy: boolean;
};

const nothing: ListMemory = { hidden: [], shown: [], roomy: false };

function remembered(place: string): ListMemory {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return typeof found === 'object' && found !== null ? { ...nothing, ...found } : nothing;
  } catch {
    return nothing;
  }
}

/** What the person chose for the list, and the way to change it. */
export function useListMemory(list: string): readonly [ListMemory, (change: Partial<ListMemory>) => void] {
  const user = useSessionOrNull()?.user.id ?? '';
  const place = `kamerton.list.${user}.${list}`;
  const [memory, setMemory] = useState(() => remembered(place));
  const change = (part: Partial<ListMemory>) => {
    const next = { ...memory, ...part };
    localStorage.setItem(place, JSON.stringify(next));
    setMemory(next);
  };
  return [memory, change];
}
