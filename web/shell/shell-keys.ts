import { useEffect, useRef } from 'react';
import { go } from '../navigation.ts';
import { paths } from '../paths.ts';

const waitMs = 1_200;
const places: Readonly<Record<string, () => string>> = {
  KeyD: () => paths.today(),
  KeyA: () => paths.accounts(),
  KeyO: () => paths.orders(),
  KeyN: () => paths.orderNew(),
};
const typing = 'input, textarea, select, [contenteditable=true], [role=combobox], [role=dialog][aria-modal=true]';

/**
 * Keys that work anywhere: Ctrl K searches, ? helps, g then d, a, o, n opens a place. By the place of the key on
 * any layout.
 */
export function useShellKeys(acts: { readonly search: () => void; readonly help: () => void }): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    let goingUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
        event.preventDefault();
        latest.current.search();
        return;
      }
      const target = event.target instanceof Element ? event.target : null;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return;
      const place = event.timeStamp < goingUntil ? places[event.code] : undefined;
      goingUntil = event.code === 'KeyG' ? event.timeStamp + waitMs : 0;
      if (place !== undefined) go(place());
      else if (event.key === '?') latest.current.help();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
