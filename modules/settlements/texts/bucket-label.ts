import { type Lang, translate } from '#kernel/texts.ts';
import { wordTexts } from './words.ts';

/** A bucket of the ageing matrix in words, by its code: 'not_due', '1-7', '90+'. */
export function bucketLabel(code: string, lang: Lang): string {
  if (code === 'not_due') return translate(wordTexts, lang, 'settlements.bucket_not_due');
  return translate(wordTexts, lang, 'settlements.bucket_days', { days: code.replace('-', '–') });
}
