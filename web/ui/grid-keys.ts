import { useEffect, useRef } from 'react';

export type GridKeys = {
  readonly move: (step: number) => void;
  readonly open: () => void;
  readonly toggle: () => void;
  /** True when there was something to clear. */
  readonly clear: () => boolean;
};

const typing = [
  'input:not([type=checkbox])',
  'textarea',
  'select',
  '[contenteditable=true]',
  '[role=combobox]',
  '[role=menu]',
  '[role=dialog][aria-modal=true]',
].join(',');

/** What a key does in a table; false when it means nothing here. */
export function pressed(event: KeyboardEvent, keys: GridKeys, tallPage: number): boolean {
  // By the place of the key: j is also 'о' of the Russian layout.
  const steps: Record<string, number> = {
    KeyJ: 1,
    ArrowDown: 1,
    KeyK: -1,
    ArrowUp: -1,
    PageDown: tallPage,
    PageUp: -tallPage,
  };
  const step = steps[event.code];
  if (step !== undefined) keys.move(step);
  else if (event.key === 'Enter') keys.open();
  else if (event.code === 'KeyX') keys.toggle();
  else if (event.key === 'Escape') return keys.clear();
  else return false;
  return true;
}

/** Keys of the page's main table: work wherever the focus is but in fields and menus. */
export function useGridKeys(active: boolean, keys: GridKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return;
      if (event.key === 'Enter' && target?.closest('a, button, summary')) return;
      if (pressed(event, latest.current, 10)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
