import './input-styles.ts';
import { PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { decimalText, parseDecimal } from '#kernel/decimal.ts';
import { formatMinor, minorText, parseMinor } from '#kernel/money.ts';
import {
  formatPriceE4,
  formatQuantity,
  parsePriceE4,
  parseQuantityMilli,
  priceText,
  quantityText,
} from '#kernel/price.ts';
import type { Lang } from '#kernel/texts.ts';
import { inText, wholeOf } from '../format.ts';
import { useText } from '../i18n.ts';
import { useLang } from '../session.tsx';
import { type Check, type FieldOf, useCheck } from './form.ts';
import { kitTexts } from './texts.ts';

/** What every field takes beside `{...form.field(name)}`. */
export type FieldLook = {
  readonly label: ReactNode;
  /** A short line under the label: what to write. */
  readonly hint?: ReactNode;
  readonly required?: boolean;
  /** No asterisk though required: where every field is, as signing in. */
  readonly unmarked?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
};

/** Props that all inputs of Mantine share. */
export function lookOf(field: FieldOf<never> | FieldOf<string>, look: FieldLook) {
  return {
    id: field.id,
    name: field.name,
    label: look.label,
    description: look.hint,
    withAsterisk: look.required === true && look.unmarked !== true,
    disabled: look.disabled === true,
    error: field.error,
    onBlur: field.onLeave,
    ...(look.placeholder === undefined ? {} : { placeholder: look.placeholder }),
    ...(look.autoFocus === true ? { 'data-autofocus': true, autoFocus: true } : {}),
  };
}

/** The sentence for an empty required field, or null. */
export function useRequired(required: boolean | undefined): string | null {
  const t = useText(kitTexts);
  return required === true ? t('form.required') : null;
}

type TextFieldProps = FieldOf<string> &
  FieldLook & {
    readonly check?: Check<string>;
    /** Several lines. */
    readonly rows?: number;
    readonly maxLength?: number;
    readonly kind?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'digits';
    readonly autoComplete?: string;
  };

/** A text. */
export function TextField({ check, rows, maxLength, kind = 'text', autoComplete = 'off', ...props }: TextFieldProps) {
  useCheck(props, check, useRequired(props.required));
  const t = useText(kitTexts);
  const shared = {
    ...lookOf(props, props),
    value: props.value,
    autoComplete,
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  const onChange = (event: { currentTarget: { value: string } }) => props.onChange(event.currentTarget.value);
  if (rows !== undefined)
    return <Textarea {...shared} onChange={onChange} minRows={rows} maxRows={rows * 3} autosize />;
  if (kind === 'password') {
    const label = (shown: boolean) => ({ 'aria-label': shown ? t('form.hide') : t('form.show') });
    return <PasswordInput {...shared} onChange={onChange} visibilityToggleButtonProps={label(false)} />;
  }
  return (
    <TextInput
      {...shared}
      onChange={onChange}
      type={kind === 'digits' ? 'text' : kind}
      {...(kind === 'digits' ? { inputMode: 'numeric' as const } : {})}
    />
  );
}

/** How a field of numbers reads and writes: the wire's digits against what people type. */
type NumberWriting = {
  readonly parse: (text: string) => bigint | null;
  readonly edit: (value: bigint) => string;
  readonly show: (value: bigint, lang: Lang) => string;
  readonly problem: string;
  readonly sign: string;
};

type NumberFieldProps = FieldOf<string> &
  FieldLook & {
    /** Checks the wire value. */
    readonly check?: Check<bigint>;
    readonly allowNegative?: boolean;
  };

/** Value on the wire as the person sees it while editing: '123456' -> '1234,56'. */
function editText(value: string, writing: NumberWriting): string {
  const whole = wholeOf(value);
  return whole === null ? '' : writing.edit(whole).replace('.', ',');
}

function NumberField({
  writing,
  check,
  allowNegative = false,
  ...props
}: NumberFieldProps & { readonly writing: NumberWriting }) {
  const lang = useLang();
  // What is typed while it is typed; null when the field shows its value nicely.
  const [typed, setTyped] = useState<string | null>(null);
  const bad = useRef(false);
  const required = useRequired(props.required);
  const field = { ...props, value: bad.current ? 'bad' : props.value };
  useCheck<string>(
    field,
    (text) => {
      const whole = wholeOf(text);
      if (whole === null || (whole < 0n && !allowNegative)) return writing.problem;
      return check?.(whole);
    },
    required,
  );
  const whole = wholeOf(props.value);
  const shown = typed ?? (whole === null ? '' : inText(writing.show(whole, lang)));
  const take = (text: string) => {
    setTyped(text);
    const value = text.trim() === '' ? null : writing.parse(text);
    bad.current = text.trim() !== '' && value === null;
    props.onChange(value === null ? '' : value.toString());
  };
  return (
    <TextInput
      {...lookOf(props, props)}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      rightSection={<span className="muted">{writing.sign}</span>}
      rightSectionPointerEvents="none"
      rightSectionWidth={writing.sign.length * signWidth + 16}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      onFocus={(event) => {
        if (!bad.current) setTyped(editText(props.value, writing));
        const input = event.currentTarget;
        requestAnimationFrame(() => input.select());
      }}
      onBlur={() => {
        if (!bad.current) setTyped(null);
        props.onLeave();
      }}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

const percentScale = 2;
const signWidth = 8;

/** A sum: the value is kopecks as digits ('123456'), '' when empty. */
export function MoneyField(props: NumberFieldProps) {
  const t = useText(kitTexts);
  const writing = {
    parse: parseMinor,
    edit: minorText,
    show: (v: bigint, lang: Lang) => formatMinor(v, lang),
    problem: t('form.money'),
    sign: '₽',
  };
  return <NumberField {...props} writing={writing} />;
}

/** A unit price: the value is 1/10000 rouble as digits. */
export function PriceField(props: NumberFieldProps) {
  const t = useText(kitTexts);
  const writing = { parse: parsePriceE4, edit: priceText, show: formatPriceE4, problem: t('form.money'), sign: '₽' };
  return <NumberField {...props} writing={writing} />;
}

/** A quantity: the value is thousandths as digits. */
export function QuantityField({ unit = '', ...props }: NumberFieldProps & { readonly unit?: string }) {
  const t = useText(kitTexts);
  const writing = {
    parse: parseQuantityMilli,
    edit: quantityText,
    show: formatQuantity,
    problem: t('form.quantity'),
    sign: unit,
  };
  return <NumberField {...props} writing={writing} />;
}

/** A percent: the value is basis points as digits ('1250' is 12.5 %). */
export function PercentField(props: NumberFieldProps) {
  const t = useText(kitTexts);
  const digits = { scale: percentScale, least: 0 };
  const writing = {
    parse: (text: string) => parseDecimal(text.replace('%', ''), percentScale),
    edit: (value: bigint) => decimalText(value, digits),
    show: (value: bigint) => decimalText(value, digits).replace('.', ','),
    problem: t('form.percent'),
    sign: '%',
  };
  return <NumberField {...props} writing={writing} />;
}

/** A whole number: days, pieces. The value is its digits. */
export function WholeField({ unit = '', ...props }: NumberFieldProps & { readonly unit?: string }) {
  const t = useText(kitTexts);
  const digits = { scale: 0, least: 0 };
  const writing = {
    parse: (text: string) => parseDecimal(text, 0),
    edit: (value: bigint) => decimalText(value, digits),
    show: (value: bigint) => decimalText(value, digits),
    problem: t('form.number'),
    sign: unit,
  };
  return <NumberField {...props} writing={writing} />;
}

export type Option = { readonly value: string; readonly label: string };
const searchFrom = 8;

/** One of a known list; '' when nothing is chosen. */
export function SelectField({
  options,
  clearable = false,
  check,
  ...props
}: FieldOf<string> &
  FieldLook & {
    readonly options: readonly Option[];
    readonly clearable?: boolean;
    readonly check?: Check<string>;
  }) {
  const t = useText(kitTexts);
  useCheck(props, check, useRequired(props.required));
  return (
    <Select
      {...lookOf(props, props)}
      data={options.map(({ value, label }) => ({ value, label }))}
      value={props.value === '' ? null : props.value}
      onChange={(value) => props.onChange(value ?? '')}
      searchable={options.length > searchFrom}
      allowDeselect={false}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('pick.clear') }}
      nothingFoundMessage={t('pick.none')}
      checkIconPosition="right"
    />
  );
}

/** Yes or no. */
export function SwitchField(props: FieldOf<boolean> & FieldLook) {
  return (
    <Switch
      id={props.id}
      name={props.name}
      label={props.label}
      description={props.hint}
      disabled={props.disabled === true}
      checked={props.value}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
