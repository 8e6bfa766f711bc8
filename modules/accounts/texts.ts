/** Every sentence of accounts: refusals by their codes, events by their names, screens by their keys. */
import { mergeTexts } from '#kernel/texts.ts';
import { eventTexts } from './texts/events.ts';
import { refusalTexts } from './texts/refusals.ts';
import { screenTexts } from './texts/screens.ts';
import { wordTexts } from './texts/words.ts';

export const texts = mergeTexts(refusalTexts, eventTexts, wordTexts, screenTexts);
