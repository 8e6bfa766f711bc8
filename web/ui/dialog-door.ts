import { createContext, type KeyboardEvent } from 'react';

/** Asks a form whether it may be left by `go`; true when it has something to ask first and will go by itself. */
export type Leave = (go: () => void) => boolean;

/** The door of the dialog that something stands in: a form there is asked before the dialog closes. Null on a page. */
export const DialogDoor = createContext<{ readonly guard: (leave: Leave) => () => void } | null>(null);

/** Whether the key shuts a list of choices or a popover that is open at what has the focus: nothing else hears it then. */
export function shutsDropdown({ key, target }: KeyboardEvent): boolean {
  if (key !== 'Escape' || !(target instanceof Element)) return false;
  if (target.getAttribute('aria-expanded') === 'true' || target.closest('[data-position]') !== null) return true;
  // A calendar is open at the field that has the focus, and only there; the field does not say so.
  return target.matches('[data-dates-input]') && document.querySelector('[data-dates-dropdown]') !== null;
}
