import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Endpoint, InputOf } from '#platform/endpoint.ts';
import { ask, type RowOf } from '../api.ts';
import { useText } from '../i18n.ts';
import { setSearch } from '../navigation.ts';
import css from './ListPage.module.css';
import type { Choice } from './PickField.tsx';
import { kitTexts } from './texts.ts';

export type FilterPickOf<E extends Endpoint = Endpoint> = {
  readonly endpoint: E;
  readonly input: (typed: string) => InputOf<E>;
  readonly choice: (row: RowOf<E>) => Choice;
  /** Label of the record chosen now. */
  readonly chosen?: string | undefined;
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
          onClick={() => {
            setSearch({ [name]: choice.value }, { push: true });
            close();
          }}
        >
          {choice.label}
          {choice.hint ? <small className="muted">{choice.hint}</small> : null}
        </button>
      ))}
      {choices.length === 0 ? <h3>{found.isFetching ? t('pick.wait') : t('pick.none')}</h3> : null}
    </div>
  );
}
