/** Tells a barcode scanner from fingers: it types fast, all in one go, and ends with Enter. */

export type Scanner = {
  /** Takes a typed character with its moment in milliseconds. */
  readonly key: (character: string, at: number) => void;
  /** At Enter: what was scanned, or null when a person typed it. */
  readonly enter: (at: number) => string | null;
  readonly reset: () => void;
};

const fastMs = 40;
/** The first key of a run, and Enter after it, may wait for the screen to draw. */
const patientMs = 120;
const shortest = 6;

/** Watches the keys of one field. A pause longer than a scanner's begins anew. */
export function makeScanner(): Scanner {
  let run = '';
  let last = Number.NEGATIVE_INFINITY;
  const reset = () => {
    run = '';
    last = Number.NEGATIVE_INFINITY;
  };
  return {
    key: (character, at) => {
      if (character.length !== 1) return;
      run = at - last <= (run.length === 1 ? patientMs : fastMs) ? run + character : character;
      last = at;
    },
    enter: (at) => {
      const scanned = at - last <= patientMs && run.length >= shortest ? run : null;
      reset();
      return scanned;
    },
    reset,
  };
}
