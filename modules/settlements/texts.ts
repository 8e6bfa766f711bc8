/** What settlements say, in both languages. */
import { mergeTexts } from '#kernel/texts.ts';
import { eventTexts } from './texts/events.ts';
import { paymentTexts } from './texts/payments.ts';
import { reasonTexts } from './texts/reasons.ts';
import { refusalTexts } from './texts/refusals.ts';
import { screenTexts } from './texts/screens.ts';
import { wordTexts } from './texts/words.ts';

export const texts = mergeTexts(wordTexts, refusalTexts, reasonTexts, eventTexts, screenTexts, paymentTexts);
