import { addDays } from '#kernel/plain-date.ts';
import { dateText } from '#web/format.ts';
import { useLang, useOrgTime } from '#web/session.tsx';

/** Writes the last day of a period kept as the first day after it. */
export function useLastDay(): (validTo: string) => string {
  const lang = useLang();
  const time = useOrgTime();
  return (validTo) => dateText(addDays(validTo, -1), { lang, ...time });
}
