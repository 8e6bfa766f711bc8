/** Keys of the matching board, by their place on the keyboard: j is also 'о' of the Russian layout. */

/** Where keys are typed and not commands. */
export const typing = [
  'input:not([type=checkbox]):not([type=radio])',
  'textarea',
  'select',
  '[contenteditable=true]',
  '[role=combobox]',
  '[role=menu]',
  '[role=dialog][aria-modal=true]',
].join(',');

export type Step = { readonly down: number; readonly across: number };

/** Where a key moves the active payment; null when it moves nothing. */
export function stepOf({ code }: Pick<KeyboardEvent, 'code'>): Step | null {
  const steps: Readonly<Record<string, Step>> = {
    KeyJ: { down: 1, across: 0 },
    ArrowDown: { down: 1, across: 0 },
    KeyK: { down: -1, across: 0 },
    ArrowUp: { down: -1, across: 0 },
    KeyL: { down: 0, across: 1 },
    ArrowRight: { down: 0, across: 1 },
    KeyH: { down: 0, across: -1 },
    ArrowLeft: { down: 0, across: -1 },
  };
  return steps[code] ?? null;
}

export type CardAct = 'accept' | 'choose' | 'payer' | 'advance' | 'aside';

/** What a key does with the active payment; null when nothing. */
export function actOf({ code, key }: Pick<KeyboardEvent, 'code' | 'key'>): CardAct | null {
  if (key === 'Enter') return 'accept';
  const acts: Readonly<Record<string, CardAct>> = { KeyE: 'choose', KeyP: 'payer', KeyA: 'advance', KeyX: 'aside' };
  return acts[code] ?? null;
}
