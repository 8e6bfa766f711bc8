/** The texts that tell what is wrong with a row of a file: of the exchange, the kernel and every module with a kind. */
import { kernelTexts } from '#kernel/refusal-texts.ts';
import { hasText, type Lang, type TextParams, type Texts, translate } from '#kernel/texts.ts';
import { texts as accountTexts } from '#modules/accounts/texts.ts';
import { historyTexts } from '#modules/analytics/texts-import.ts';
import { texts as catalogTexts } from '#modules/catalog/texts.ts';
import { texts as importTexts } from '#modules/imports/texts.ts';
import { texts as orderTexts } from '#modules/orders/texts.ts';
import { texts as pricingTexts } from '#modules/pricing/texts.ts';
import { texts as settlementTexts } from '#modules/settlements/texts.ts';
import { stockImportTexts } from '#modules/stock/texts-import.ts';
import { exchangeTexts } from '#platform/exchange/texts.ts';
import { texts as cliTexts } from './cli/texts.ts';

const tables: readonly Texts[] = [
  cliTexts,
  exchangeTexts,
  kernelTexts,
  accountTexts,
  catalogTexts,
  pricingTexts,
  orderTexts,
  settlementTexts,
  historyTexts,
  stockImportTexts,
  importTexts,
];

/** The sentence of a code in the language, or null when no table has it. A code is of one module, so the first is the only one. */
export function sentenceOf(code: string, lang: Lang, params: TextParams): string | null {
  for (const table of tables) {
    if (hasText(table, code)) return translate(table, lang, code, params);
  }
  return null;
}
