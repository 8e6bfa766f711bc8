import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/ru';
import { dayText } from '../format.ts';
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
  const time = useOrgTime();
  const { today } = time;
  const say = (day: string) => dayText(day, { lang, ...time });
  // Said, not mended: a day outside that went away by itself would be taken for the one that was typed.
  const outside = (value: string) => {
    if (min !== undefined && value < min) return t('form.dayLeast', { day: say(min) });
    return max !== undefined && value > max ? t('form.dayMost', { day: say(max) }) : null;
  };
  useCheck(props, (value) => outside(value) ?? check?.(value), useRequired(props.required));
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
      getDayProps={(day) => ({ disabled: outside(day) !== null })}
    />
  );
}
