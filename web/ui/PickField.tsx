import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import type { Endpoint, InputOf } from '#platform/endpoint.ts';
import { ask, type RowOf } from '../api.ts';
import { useText } from '../i18n.ts';
import { type FieldLook, lookOf, useRequired } from './fields.tsx';
import { type FieldOf, useCheck } from './form.ts';
import css from './PickField.module.css';
import { kitTexts } from './texts.ts';

export type Choice = { readonly value: string; readonly label: string; readonly hint?: ReactNode };

type PickerProps<E extends Endpoint> = {
  /** A list endpoint whose answer has `rows`. */
  readonly endpoint: E;
  /** Its input for what is typed ('' at the opening). */
  readonly input: (typed: string) => InputOf<E>;
  readonly choice: (row: RowOf<E>) => Choice;
  /** Label of the value that is chosen already. */
  readonly chosen?: string | null | undefined;
  readonly onPick?: (row: RowOf<E> | null) => void;
};

const typingMs = 150;

/** Rows of a picker for what is typed; the earlier rows stay while the next are on the way. */
function useChoices<E extends Endpoint>(props: PickerProps<E>, typed: string, open: boolean) {
  const [settled] = useDebouncedValue(typed, typingMs);
  const found = useQuery({
    ...ask(props.endpoint, props.input(settled)),
    enabled: open,
    placeholderData: keepPreviousData,
    throwOnError: false,
  });
  const page = found.data as { readonly rows: readonly RowOf<E>[] } | undefined;
  const fresh = settled === typed && !found.isPlaceholderData && page !== undefined;
  return { rows: page?.rows ?? [], failed: found.isError, waiting: found.isFetching, fresh };
}

/** A record picked by typing: account, product, person. The value is its id, '' when none. */
export function PickField<E extends Endpoint>(props: PickerProps<E> & FieldOf<string> & FieldLook) {
  const t = useText(kitTexts);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [label, setLabel] = useState<string | null>(null);
  useCheck(props, undefined, useRequired(props.required));
  const { rows, failed, waiting, fresh } = useChoices(props, typed ?? '', combobox.dropdownOpened);
  const choices = rows.map((row) => ({ row, ...props.choice(row) }));
  const shown = typed ?? (props.value === '' ? '' : (label ?? props.chosen ?? ''));
  const pick = (value: string) => {
    const choice = choices.find((one) => one.value === value);
    if (choice === undefined) return;
    setLabel(choice.label);
    setTyped(null);
    props.onChange(value);
    props.onPick?.(choice.row);
    combobox.closeDropdown();
  };
  // Enter before the rows of what is typed have come: it means the first of those, never of the rows still shown.
  const [hurried, setHurried] = useState(false);
  const first = choices[0]?.value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it waits for the rows alone
  useEffect(() => {
    if (!hurried || !(fresh || failed)) return;
    setHurried(false);
    if (fresh && first !== undefined) pick(first);
  }, [hurried, fresh, failed, first]);
  const hurry = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || typed === null || typed === '' || fresh || failed) return;
    event.preventDefault();
    event.stopPropagation();
    setHurried(true);
  };
  const leave = () => {
    setHurried(false);
    combobox.closeDropdown();
    if (typed === '') {
      props.onChange('');
      props.onPick?.(null);
    }
    setTyped(null);
    props.onLeave();
  };
  const state = failed ? t('pick.failed') : waiting ? t('pick.wait') : t('pick.none');
  return (
    <Combobox store={combobox} onOptionSubmit={pick}>
      <Combobox.Target>
        <TextInput
          {...lookOf(props, props)}
          placeholder={props.placeholder ?? t('pick.search')}
          autoComplete="off"
          value={shown}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={leave}
          onKeyDownCapture={hurry}
          onChange={(event) => {
            setHurried(false);
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options
          mah={280}
          style={{ overflowY: 'auto' }}
          aria-label={typeof props.label === 'string' ? props.label : undefined}
        >
          {choices.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value} active={choice.value === props.value}>
              <span className={css['option']}>
                <span>{choice.label}</span>
                {choice.hint ? <small>{choice.hint}</small> : null}
              </span>
            </Combobox.Option>
          ))}
          {choices.length === 0 ? <Combobox.Empty className={css['state'] ?? ''}>{state}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
