/** The texts that tell what is wrong with a row of a file: of the exchange, the kernel and every module with a kind. */
import { kernelTexts } from '#kernel/refusal-texts.ts';
import { texts as accountTexts } from '#modules/accounts/texts.ts';
import { texts as catalogTexts } from '#modules/catalog/texts.ts';
import { texts as orderTexts } from '#modules/orders/texts.ts';
import { texts as pricingTexts } from '#modules/pricing/texts.ts';
import { exchangeTexts } from '#platform/exchange/texts.ts';

export const importTexts = [exchangeTexts, kernelTexts, accountTexts, catalogTexts, pricingTexts, orderTexts] as const;
