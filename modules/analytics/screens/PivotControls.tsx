import { useMediaQuery } from '@mantine/hooks';
import { Fragment, type ReactNode } from 'react';
import { monthText } from '#web/format.ts';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearch } from '#web/navigation.ts';
import { useLang, useOrgTime, useSession } from '#web/session.tsx';
import { Filters } from '#web/ui/filters.tsx';
import { type Dimension, dimensions, measures } from '../model.ts';
import { texts } from '../texts.ts';
import { monthsBetween, monthsOf, type PivotInput, periodOf, periods } from './pivot-search.ts';
import css from './sales.module.css';
import { useSalesFilters } from './sales-filters.ts';

type Option = { readonly value: string; readonly label: string };
type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
};

/** A choice of the report: a name and a list. */
function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className={css['choice']}>
      <span>{label}</span>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What stands in rows and columns, which figure, of which period; below, the filters. All of it lives in the URL. */
export function PivotControls({ input }: { readonly input: PivotInput }) {
  const t = useText(texts);
  const phone = useMediaQuery('(max-width: 767px)') ?? false;
  const controls = (
    <div className={css['controls']}>
      <Shape input={input} />
      <PeriodChoice />
      <Comparing on={input.compare === true} />
      <Filters filters={useSalesFilters()} />
      <TopChoice input={input} />
    </div>
  );
  if (!phone) return controls;
  return (
    <details className={css['folded']}>
      <summary>{t('pivot.settings')}</summary>
      {controls}
    </details>
  );
}

function set(change: Readonly<Record<string, string | undefined>>): void {
  setSearch({ ...change, peek: undefined }, { push: true });
}

function Shape({ input }: { readonly input: PivotInput }): ReactNode {
  const t = useText(texts);
  const { seesCost } = useSession();
  const { rows = 'account', thenBy, columns, measure = 'revenue' } = input;
  const named = (taken: readonly (Dimension | undefined)[]): Option[] =>
    dimensions.filter((one) => !taken.includes(one)).map((one) => ({ value: one, label: t(`dimension.${one}`) }));
  const offered = measures.filter((one) => one !== 'margin' || seesCost);
  return (
    <>
      <Choice
        label={t('pivot.rows')}
        value={rows}
        options={named([])}
        onChange={(value) =>
          set({
            rows: value === 'account' ? undefined : value,
            ...(value === thenBy ? { thenBy: undefined } : {}),
            ...(value === columns ? { columns: undefined } : {}),
            sort: undefined,
          })
        }
      />
      <Choice
        label={t('pivot.thenBy')}
        value={thenBy ?? ''}
        options={[{ value: '', label: t('pivot.noSecond') }, ...named([rows])]}
        onChange={(value) => set({ thenBy: value, ...(value === columns ? { columns: undefined } : {}) })}
      />
      <Choice
        label={t('pivot.columns')}
        value={columns ?? ''}
        options={[{ value: '', label: t('pivot.noColumns') }, ...named([rows, thenBy])]}
        onChange={(value) => set({ columns: value })}
      />
      <Choice
        label={t('pivot.measure')}
        value={measure}
        options={offered.map((one) => ({ value: one, label: t(`measure.${one}`) }))}
        onChange={(value) => set({ measure: value === 'revenue' ? undefined : value })}
      />
    </>
  );
}

const monthsOffered = 60;

function PeriodChoice(): ReactNode {
  const t = useText(texts);
  const lang = useLang();
  const { today } = useOrgTime();
  const search = useSearch();
  const period = periodOf(search);
  const shown = monthsOf(search, today);
  const first = `${Number(today.slice(0, 4)) - monthsOffered / 12}-${today.slice(5, 7)}`;
  const known = monthsBetween({ from: first < shown.from ? first : shown.from, to: latest(today, shown.to) }).reverse();
  const months = known.map((value) => ({ value, label: monthText(value, { lang, today }) }));
  const choose = (value: string) =>
    set(value === 'own' ? { period: 'own', ...shown } : { period: value === 'year' ? '' : value, from: '', to: '' });
  return (
    <Fragment>
      <Choice
        label={t('pivot.period')}
        value={period}
        options={periods.map((one) => ({ value: one, label: t(`period.${one}`) }))}
        onChange={choose}
      />
      {period === 'own' ? (
        <>
          <Choice
            label={t('pivot.from')}
            value={shown.from}
            options={months}
            onChange={(from) => set({ period: 'own', from, to: shown.to })}
          />
          <Choice
            label={t('pivot.to')}
            value={shown.to}
            options={months}
            onChange={(to) => set({ period: 'own', from: shown.from, to })}
          />
        </>
      ) : null}
    </Fragment>
  );
}

const latest = (today: string, month: string): string => (month > today.slice(0, 7) ? month : today.slice(0, 7));

function Comparing({ on }: { readonly on: boolean }) {
  const t = useText(texts);
  return (
    <label className={css['check']}>
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => set({ compare: event.currentTarget.checked ? undefined : 'false' })}
      />
      {t('pivot.compare')}
    </label>
  );
}

const tops = ['20', '50', '100', '200'];

/** How many rows are shown; the rest stand as one. */
function TopChoice({ input }: { readonly input: PivotInput }) {
  const t = useText(texts);
  const top = String(input.top ?? 50);
  const known = tops.includes(top) ? tops : [...tops, top];
  return (
    <Choice
      label={t('pivot.top')}
      value={top}
      options={known.map((value) => ({ value, label: value }))}
      onChange={(value) => set({ top: value === '50' ? undefined : value })}
    />
  );
}
