/** The way to a price in words, a line for each step, as the screen tells it. */
import { formatMinor } from '#kernel/money.ts';
import { formatPercentBp, formatPriceE4, formatQuantity } from '#kernel/price.ts';
import { type Lang, translate } from '#kernel/texts.ts';
import type { PricedLine, PriceStep } from '#modules/pricing/index.ts';
import { screenTexts } from '#modules/pricing/texts-screens.ts';
import { texts } from './texts.ts';

/** `Скидка от количества, от 400, −4 %: 240,96`, and so on to the price, the sum and its VAT. */
export function priceInWords({ trace, priceE4, sumMinor, vatBp, vatMinor }: PricedLine, lang: Lang): string {
  const lines = trace.map((step) => {
    const change = step.bp === undefined ? null : formatPercentBp(-step.bp, lang);
    const told = [nameOf(step, lang), noteOf(step, lang), change].filter((part) => part !== null);
    return `${told.join(', ')}: ${formatPriceE4(BigInt(step.toE4), lang)}`;
  });
  const end = { price: formatPriceE4(priceE4, lang), sum: formatMinor(sumMinor, lang) };
  const taxed = vatBp === null ? null : { rate: formatPercentBp(vatBp, lang), vat: formatMinor(vatMinor, lang) };
  const total =
    taxed === null
      ? translate(texts, lang, 'cli.price_untaxed', end)
      : translate(texts, lang, 'cli.price_total', { ...end, ...taxed });
  return [...lines, total].join('\n');
}

function nameOf({ step, source, note, bp }: PriceStep, lang: Lang): string {
  const scope = note === 'account' || note === 'brand' ? note : 'category';
  if (step === 'discount') return translate(screenTexts, lang, `step.${scope}`, { source });
  if (step === 'manual') return translate(screenTexts, lang, (bp ?? 0) < 0 ? 'step.markUp' : 'step.manual');
  return translate(screenTexts, lang, `step.${step}`, { source });
}

function noteOf({ step, source, note = '' }: PriceStep, lang: Lang): string | null {
  if (step === 'column') return translate(screenTexts, lang, 'step.columnNote', { date: note });
  if (step === 'quantity')
    return translate(screenTexts, lang, 'step.quantityNote', { quantity: formatQuantity(BigInt(note), lang) });
  if (step !== 'special') return null;
  return note === ''
    ? translate(screenTexts, lang, 'step.specialNote', { date: source })
    : translate(screenTexts, lang, 'step.specialNoteTo', { date: source, until: note });
}
