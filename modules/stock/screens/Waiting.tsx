import { Quantity } from '#web/ui/values.tsx';
import css from './stock.module.css';

/** What orders wait for: nothing is a dash, something is marked. */
export function Waiting({ milli, unit }: { readonly milli: string; readonly unit: string }) {
  if (milli === '0') return <span className={css['none']}>—</span>;
  return (
    <span className={css['waits']}>
      <Quantity milli={milli} unit={unit} />
    </span>
  );
}
