/** What documents say, in both languages. */
import { mergeTexts } from '#kernel/texts.ts';
import { refusalTexts } from './texts/refusals.ts';
import { screenTexts } from './texts/screens.ts';

export const texts = mergeTexts(refusalTexts, screenTexts);
