import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/ru';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { useText } from '../i18n.ts';
import { useLang, useOrgTime } from '../session.tsx';
import { type FieldLook, lookOf, useRequired } from './fields.tsx';
import { type Check, type FieldOf, useCheck } from './form.ts';
import { kitTexts } from './texts.ts';

/**
 * What people type as a date: '21.11.2026', '21.11.26', '21.11' (this year), '2111', '2026-11-21'. Null for
 * anything else.
 */
export function readDate(text: string, today: string): string | null {
  const typed = text.trim();
  if (/^\d{4}-\d\d-\d\d$/.test(typed)) return parsePlainDate(typed);
  const match = /^(\d{1,2})[./\- ]?(\d{1,2})(?:[./\- ]?(\d{2}|\d{4}))?$/.exec(typed);
  if (match === null) return null;
  const [, day = '', month = '', year = today.slice(0, 4)] = match;
  const full = year.length === 2 ? `20${year}` : year;
  return parsePlainDate(`${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** A day ('YYYY-MM-DD', '' when empty): typed or chosen; weeks start on Monday. */
export function DateField({
  min,
  max,
  check,
  ...props
}: FieldOf<string> &
  FieldLook & {
    readonly min?: string;
    readonly max?: string;
    readonly check?: Check<string>;
  }) {
  const t = useText(kitTexts);
  const lang = useLang();
  const { today } = useOrgTime();
  useCheck(props, check, useRequired(props.required));
  return (
    <DateInput
      {...lookOf(props, props)}
      value={props.value === '' ? null : props.value}
      onChange={(value) => props.onChange(value ?? '')}
      locale={lang}
      firstDayOfWeek={1}
      valueFormat="DD.MM.YYYY"
      dateParser={(text) => readDate(text, today)}
      placeholder={props.placeholder ?? (lang === 'ru' ? 'ДД.ММ.ГГГГ' : 'DD.MM.YYYY')}
      clearable={props.required !== true}
      clearButtonProps={{ 'aria-label': t('pick.clear') }}
      {...(min === undefined ? {} : { minDate: min })}
      {...(max === undefined ? {} : { maxDate: max })}
    />
  );
}
