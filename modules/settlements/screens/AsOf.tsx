import { useText } from '#web/i18n.ts';
import { setSearch, useSearchText } from '#web/navigation.ts';
import { useOrgTime } from '#web/session.tsx';
import { texts } from '../texts.ts';
import css from './receivables.module.css';

/** The day that debts are shown on: today, or any past one. */
export function AsOf() {
  const t = useText(texts);
  const { today } = useOrgTime();
  const asOf = useSearchText('asOf');
  const set = (value: string) =>
    setSearch({ asOf: value === '' || value === today ? undefined : value, peek: undefined }, { push: true });
  return (
    <label className={css['asOf']}>
      <span>{t('ageing.asOf')}</span>
      <input
        type="date"
        max={today}
        value={asOf === '' ? today : asOf}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}
