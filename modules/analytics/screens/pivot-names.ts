import { monthText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { useLang, useOrgTime } from '#web/session.tsx';
import { type Dimension, noneKey, restKey } from '../model.ts';
import { texts } from '../texts.ts';

/** How a key of a dimension is called on the screen: months short, what is absent and what is beyond in words. */
export function usePivotNames(): (dimension: Dimension, key: string, title: string) => string {
  const t = useText(texts);
  const lang = useLang();
  const { today } = useOrgTime();
  return (dimension, key, title) => {
    if (key === noneKey) return t('pivot.none');
    if (key === restKey) return t('pivot.others');
    return dimension === 'month' ? monthText(key, { lang, today }) : title;
  };
}
