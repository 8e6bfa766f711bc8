/** Every sentence of orders: refusals by their codes, events by their names, screens by their keys. */
import { mergeTexts } from '#kernel/texts.ts';
import { checkTexts } from './texts/checks.ts';
import { eventTexts } from './texts/events.ts';
import { refusalTexts } from './texts/refusals.ts';
import { screenTexts } from './texts/screens.ts';
import { sheetTexts } from './texts/sheet.ts';

export const texts = mergeTexts(refusalTexts, checkTexts, eventTexts, screenTexts, sheetTexts);
