import { Popover } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Endpoint } from '#platform/endpoint.ts';
import { dayText } from '../format.ts';
import { useText } from '../i18n.ts';
import { setSearch, useSearch } from '../navigation.ts';
import { useLang, useOrgTime } from '../session.tsx';
import { Button } from './Button.tsx';
import { FilterPick, type FilterPickOf } from './FilterPick.tsx';
import type { Option } from './fields.tsx';
import css from './ListPage.module.css';
import { kitTexts } from './texts.ts';

/** A filter of a list. Its keys are the fields of the endpoint's input and of the URL. */
export type Filter =
  | { readonly kind: 'one' | 'many'; readonly key: string; readonly label: string; readonly options: readonly Option[] }
  | { readonly kind: 'flag'; readonly key: string; readonly label: string }
  | { readonly kind: 'dates'; readonly key: string; readonly from: string; readonly to: string; readonly label: string }
  | { readonly kind: 'pick'; readonly key: string; readonly label: string; readonly pick: FilterPickOf };

/** A filter by a record: `pickFilter('accountId', t('account'), { endpoint, input, choice, chosen })`. */
export function pickFilter<E extends Endpoint>(key: string, label: string, pick: FilterPickOf<E>): Filter {
  // The row's type stays between the endpoint and its `choice`.
  return { kind: 'pick', key, label, pick: pick as unknown as FilterPickOf };
}

const many = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value;

/** The keys of the URL that a filter owns. */
export function keysOf(filter: Filter): readonly string[] {
  return filter.kind === 'dates' ? [filter.from, filter.to] : [filter.key];
}

/** What stands in the chip of a filter; null when it is off. */
function useChosen(): (filter: Filter) => string | null {
  const search = useSearch();
  const t = useText(kitTexts);
  const lang = useLang();
  const { today } = useOrgTime();
  const day = (date: string) =>
    /^\d{4}-\d\d-\d\d$/.test(date) ? dayText(date, { lang, today, timeZone: 'UTC' }) : date;
  return (filter) => {
    if (filter.kind === 'dates') {
      const [from, to] = [many(search[filter.from])[0], many(search[filter.to])[0]];
      const parts = [from && `${t('list.from')} ${day(from)}`, to && `${t('list.to')} ${day(to)}`].filter(Boolean);
      return parts.length === 0 ? null : parts.join(' ');
    }
    const values = many(search[filter.key]);
    if (values.length === 0) return null;
    if (filter.kind === 'flag') return values[0] === 'true' ? t('list.yes') : null;
    if (filter.kind === 'pick') return filter.pick.chosen ?? '…';
    return values.map((value) => filter.options.find((option) => option.value === value)?.label ?? value).join(', ');
  };
}

function Editor({ filter, close }: { readonly filter: Filter; readonly close: () => void }) {
  const search = useSearch();
  const t = useText(kitTexts);
  if (filter.kind === 'dates') {
    const input = (key: string, label: string) => (
      <label>
        {label}
        <input
          type="date"
          value={many(search[key])[0] ?? ''}
          onChange={(event) => setSearch({ [key]: event.currentTarget.value }, { push: true })}
        />
      </label>
    );
    return (
      <div className={css['dates']}>
        {input(filter.from, t('list.from'))}
        {input(filter.to, t('list.to'))}
      </div>
    );
  }
  if (filter.kind === 'pick')
    return <FilterPick name={filter.key} label={filter.label} pick={filter.pick} close={close} />;
  if (filter.kind === 'flag') return null;
  const chosen = many(search[filter.key]);
  const set = (value: string, on: boolean) => {
    const next = filter.kind === 'one' ? [value] : on ? [...chosen, value] : chosen.filter((one) => one !== value);
    setSearch({ [filter.key]: next }, { push: true });
    if (filter.kind === 'one') close();
  };
  return (
    <fieldset className={css['menu']} aria-label={filter.label}>
      {filter.options.map((option) => (
        <label key={option.value}>
          <input
            type={filter.kind === 'one' ? 'radio' : 'checkbox'}
            checked={chosen.includes(option.value)}
            onChange={(event) => set(option.value, event.currentTarget.checked)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

function Chip({
  filter,
  text,
  fresh,
  onClosed,
}: {
  readonly filter: Filter;
  readonly text: string | null;
  readonly fresh: boolean;
  readonly onClosed: () => void;
}) {
  const [open, setOpen] = useState(fresh);
  const t = useText(kitTexts);
  const shut = () => {
    setOpen(false);
    onClosed();
  };
  const clear = () => {
    setSearch(Object.fromEntries(keysOf(filter).map((key) => [key, undefined])), { push: true });
    shut();
  };
  const label: ReactNode =
    filter.kind === 'flag' ? (
      <b>{filter.label}</b>
    ) : (
      <>
        <span>{filter.label}: </span>
        <b>{text ?? t('list.any')}</b>
      </>
    );
  return (
    <Popover
      opened={open}
      onChange={(next) => (next ? setOpen(true) : shut())}
      position="bottom-start"
      shadow="md"
      trapFocus
      withinPortal
    >
      <div className={css['chip']}>
        <Popover.Target>
          <button type="button" onClick={() => filter.kind !== 'flag' && setOpen(!open)}>
            {label}
          </button>
        </Popover.Target>
        <button type="button" aria-label={`${t('list.reset')}: ${filter.label}`} onClick={clear}>
          <IconX size={14} />
        </button>
      </div>
      <Popover.Dropdown p={4}>
        <Editor filter={filter} close={shut} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Chips of the filters that are on, and the button that adds one. */
export function Filters({ filters }: { readonly filters: readonly Filter[] }) {
  const t = useText(kitTexts);
  const chosen = useChosen();
  const [fresh, setFresh] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const on = filters.filter((filter) => chosen(filter) !== null || filter.key === fresh);
  const off = filters.filter((filter) => !on.includes(filter));
  const add = (filter: Filter) => {
    setOpen(false);
    if (filter.kind === 'flag') setSearch({ [filter.key]: 'true' }, { push: true });
    else setFresh(filter.key);
  };
  return (
    <>
      {on.map((filter) => (
        <Chip
          key={filter.key}
          filter={filter}
          text={chosen(filter)}
          fresh={filter.key === fresh}
          onClosed={() => setFresh(null)}
        />
      ))}
      {off.length === 0 ? null : (
        <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus withinPortal>
          <Popover.Target>
            <Button
              small
              kind="quiet"
              icon={<IconPlus size={14} />}
              onClick={() => setOpen(!open)}
              aria-expanded={open}
            >
              {t('list.filter')}
            </Button>
          </Popover.Target>
          <Popover.Dropdown p={4}>
            <div className={css['menu']}>
              {off.map((filter) => (
                <button key={filter.key} type="button" onClick={() => add(filter)}>
                  {filter.label}
                </button>
              ))}
            </div>
          </Popover.Dropdown>
        </Popover>
      )}
      {on.length > 1 ? (
        <Button
          small
          kind="quiet"
          onClick={() =>
            setSearch(Object.fromEntries(filters.flatMap(keysOf).map((key) => [key, undefined])), { push: true })
          }
        >
          {t('list.reset')}
        </Button>
      ) : null}
    </>
  );
}
