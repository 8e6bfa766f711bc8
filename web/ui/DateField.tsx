import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/ru';
import { useText } from '../i18n.ts';
import { useLang, useOrgTime } from '../session.tsx';
import { type FieldLook, lookOf, useRequired } from './fields.tsx';
import { type Check, type FieldOf, useCheck } from './form.ts';
import { readDate } from './read-date.ts';
import { kitTexts } from './texts.ts';

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
