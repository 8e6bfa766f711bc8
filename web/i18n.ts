/** Texts on screens. */
import { useCallback } from 'react';
import { type TextParams, type Texts, translate } from '#kernel/texts.ts';
import { useLang } from './session.tsx';

/** `t(key, params)` in the language of the screen: `const t = useText(texts)`. */
export function useText<K extends string>(texts: Texts<K>): (key: K, params?: TextParams) => string {
  const lang = useLang();
  return useCallback((key, params) => translate(texts, lang, key, params), [texts, lang]);
}
