import { prepared } from './purpose-tokens.ts';

/** What a purpose says of VAT. */
export type VatFact =
  | { readonly kind: 'none' }
  /** `rateBp` in basis points, `sumMinor` in kopecks; each null when not said. */
  | { readonly kind: 'included'; readonly rateBp: number | null; readonly sumMinor: bigint | null };

type Included = Extract<VatFact, { kind: 'included' }>;

// The word in Cyrillic or with Latin look-alikes.
const word = /(?<!\p{L})[нh]д[сc](?!\p{L})/giu;
const windowBefore = 40;
const windowAfter = 60;
const mostMentions = 20;

const notBefore = /(?:без\s+(?:учета\s+)?(?:налога\s*)?\(?|не\s+облага[а-я]{1,8}\s+|не\s+предусмотрен\s+)$/u;
const notAfter = /^\)?\s*[-:]?\s*(?:не\s*(?:облаг|предусм|исчисл|взим)|нет(?!\p{L})|без)/u;
const rateBefore = /(\d{1,2})(?:[.,]0{1,2})?\s*%\s*$/;
const rateAfter = /^[\s(:=-]*(?:по\s+ставке\s*)?(\d{1,2})(?:[.,]0{1,2})?\s*%\s*\)?/u;
const sumAfter =
  /^[\s:=(-]*(?:в\s+сумме|на\s+сумму|составляет)?[\s:=-]*(\d[\d ]*)(?:[.,-](\d{2})(?!\d)|\s*руб|\s*р\.)/u;

/**
 * The VAT of a purpose: "в т.ч. НДС 20% - 1 234,56" -> 2000 and 123456n; "НДС не облагается", "Без НДС" -> none;
 * null when VAT is not spoken of. Looks only at a bounded piece of text around each of the first mentions.
 */
export function vatOf(purpose: string): VatFact | null {
  const text = prepared(purpose).toLowerCase().replaceAll('ё', 'е').replaceAll('\u00a0', ' ');
  let found: VatFact | null = null;
  let mentions = 0;
  for (const match of text.matchAll(word)) {
    const from = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - windowBefore), match.index);
    const fact = factOf(before, text.slice(from, from + windowAfter));
    if (fact?.kind === 'none') return fact;
    found = fuller(found, fact);
    mentions += 1;
    if (mentions >= mostMentions) break;
  }
  return found;
}

function factOf(before: string, after: string): VatFact | null {
  if (notBefore.test(before) || notAfter.test(after)) return { kind: 'none' };
  const rate = rateAfter.exec(after);
  const sum = sumAfter.exec(after.slice(rate?.[0].length ?? 0));
  const percent = rate?.[1] ?? rateBefore.exec(before)?.[1];
  if (percent === undefined && sum === null) return null;
  return {
    kind: 'included',
    rateBp: percent === undefined ? null : Number(percent) * 100,
    sumMinor: sum === null ? null : kopecks(sum[1] ?? '', sum[2] ?? '00'),
  };
}

function kopecks(whole: string, fraction: string): bigint | null {
  const digits = whole.replaceAll(' ', '') + fraction;
  return digits.length > 18 ? null : BigInt(digits);
}

function fuller(one: VatFact | null, other: VatFact | null): VatFact | null {
  if (one === null || one.kind === 'none') return other;
  if (other === null || other.kind === 'none') return one;
  return weight(other) > weight(one) ? other : one;
}

function weight(fact: Included): number {
  return Number(fact.rateBp !== null) + Number(fact.sumMinor !== null);
}
