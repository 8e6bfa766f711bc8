/** What a typed text may be: pure. */
import { type Kind, kinds } from './model.ts';

/** Numbers of orders are whole and below this. */
const numberMost = 999_999_999;
const numberShape = /^(?:№|#|no\.?)?\s*0*(\d{1,9})$/iu;
/** A number still being typed may lack so many digits. */
const digitsMore = 3;

export type Range = { readonly from: number; readonly to: number };

/**
 * The numbers that a text may be the beginning of: itself, then with one to three digits more. Empty for what is no
 * number. "№ 12" -> 12, 120-129, 1200-1299, 12000-12999.
 */
export function numbersOf(typed: string): readonly Range[] {
  const digits = numberShape.exec(typed.trim())?.[1];
  const number = digits === undefined ? 0 : Number(digits);
  if (number === 0) return [];
  return Array.from({ length: digitsMore + 1 }, (_none, more) => {
    const times = 10 ** more;
    return { from: number * times, to: number * times + times - 1 };
  }).filter(({ to }) => to <= numberMost);
}

/** In what order kinds are shown: a short number is an order's or a paper's, anything else a name. */
export function orderOfKinds(typed: string): readonly Kind[] {
  const isNumber = /^\D*\d{1,7}$/.test(typed.trim()) && numbersOf(typed).length > 0;
  return isNumber ? ['order', 'document', 'account', 'product'] : kinds;
}
