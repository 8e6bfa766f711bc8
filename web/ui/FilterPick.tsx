import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Endpoint, InputOf } from '#platform/endpoint.ts';
import { ask, type RowOf } from '../api.ts';
import { useText } from '../i18n.ts';
import { setSearch, useSearch } from '../navigation.ts';
import css from './ListPage.module.css';
import type { Choice } from './PickField.tsx';
import { kitTexts } from './texts.ts';

export type FilterPickOf<E extends Endpoint = Endpoint> = {
  readonly endpoint: E;
  readonly input: (typed: string) => InputOf<E>;
  readonly choice: (row: RowOf<E>) => Choice;
  /** Label of the record chosen now. */
  readonly chosen?: string | undefined;
  /** Several may be chosen; another press takes one off. */
  readonly many?: boolean;
};

/** Editor of a filter by a record: type, choose. */
export function FilterPick({
  name,
  label,
  pick,
  close,
}: {
  readonly name: string;
  readonly label: string;
  readonly pick: FilterPickOf;
  readonly close: () => void;
}) {
  const t = useText(kitTexts);
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 150);
  const found = useQuery({
    ...ask(pick.endpoint, pick.input(settled)),
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const page = found.data as { readonly rows: readonly never[] } | undefined;
  const choices = (page?.rows ?? []).map((row) => pick.choice(row));
  const held = [useSearch()[name] ?? []].flat();
  const choose = (value: string) => {
    const others = held.filter((one) => one !== value);
    const next = others.length < held.length ? others : [...held, value];
    setSearch({ [name]: pick.many === true ? next : value }, { push: true });
    if (pick.many !== true) close();
  };
  return (
    <div className={css['menu']}>
      <input
        type="text"
        aria-label={label}
        placeholder={t('pick.search')}
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          {...(pick.many === true ? { 'aria-pressed': held.includes(choice.value) } : {})}
          onClick={() => choose(choice.value)}
        >
          {held.includes(choice.value) ? <IconCheck size={14} aria-hidden /> : null}
          {choice.label}
          {choice.hint ? <small className="muted">{choice.hint}</small> : null}
        </button>
      ))}
      {choices.length === 0 ? <h3>{found.isFetching ? t('pick.wait') : t('pick.none')}</h3> : null}
    </div>
  );
}
