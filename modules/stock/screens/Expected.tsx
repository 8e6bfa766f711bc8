import { useOrgTime } from '#web/session.tsx';
import { DateText, Quantity } from '#web/ui/values.tsx';
import css from './stock.module.css';

type Level = { readonly expectedMilli: string; readonly expectedOn: string | null };

/** What is awaited and its nearest day; a day that has passed is marked. */
export function Expected({ level, unit }: { readonly level: Level; readonly unit: string }) {
  const { today } = useOrgTime();
  if (level.expectedOn === null) return <span className={css['none']}>—</span>;
  return (
    <>
      <Quantity milli={level.expectedMilli} unit={unit} />
      {' · '}
      <span className={level.expectedOn < today ? css['late'] : undefined}>
        <DateText value={level.expectedOn} />
      </span>
    </>
  );
}
