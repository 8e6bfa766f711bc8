import { Fragment } from 'react';
import {
  amountText,
  dateText,
  fullText,
  inText,
  percentText,
  type SumStyle,
  shortSumText,
  sumText,
  unitPriceText,
  wholeOf,
} from '../format.ts';
import { useLang, useOrgTime } from '../session.tsx';
import { cx } from './cx.ts';
import css from './values.module.css';

type Whole = string | bigint | null | undefined;

/** What stands for a value that is not there. */
function None() {
  return <span className={css['none']}>—</span>;
}

const thin = '\u202f';

/** A number whose thin spaces are wide enough to part thousands: the font's own are 1/8 em. */
function Spaced({ text }: { readonly text: string }) {
  const [first = '', ...rest] = text.split(thin);
  return (
    <>
      {first}
      {rest.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one number have no other name
        <Fragment key={at}>
          <i className={css['gap']}>{thin}</i>
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** A sum from kopecks (digits or bigint). Short form ('1,2 млн ₽') with the exact sum on hover: `short`. */
export function Sum({
  minor,
  short = false,
  toned = false,
  ...style
}: SumStyle & {
  readonly minor: Whole;
  readonly short?: boolean;
  /** Red when negative. */
  readonly toned?: boolean;
}) {
  const lang = useLang();
  const value = wholeOf(minor);
  if (value === null) return <None />;
  const exact = sumText(value, lang, { ...style, kopecks: 'always' });
  const text = short ? shortSumText(value, lang) : sumText(value, lang, style);
  return (
    <span
      className={cx(css['num'], toned && value < 0n && css['minus'], value === 0n && css['none'])}
      title={text === exact ? undefined : inText(exact)}
    >
      <Spaced text={text} />
    </span>
  );
}

/** A unit price from 1/10000 rouble. */
export function Price({ e4 }: { readonly e4: Whole }) {
  const lang = useLang();
  const value = wholeOf(e4);
  return value === null ? (
    <None />
  ) : (
    <span className={css['num']}>
      <Spaced text={unitPriceText(value, lang)} />
    </span>
  );
}

/** A quantity from thousandths, with its unit. */
export function Quantity({ milli, unit = '' }: { readonly milli: Whole; readonly unit?: string }) {
  const lang = useLang();
  const value = wholeOf(milli);
  return value === null ? (
    <None />
  ) : (
    <span className={css['num']}>
      <Spaced text={amountText(value, lang, unit)} />
    </span>
  );
}

/** A percent from basis points. `change` shows the sign and colours growth and fall. */
export function Percent({
  bp,
  digits = 1,
  change = false,
}: {
  readonly bp: number | null | undefined;
  readonly digits?: 0 | 1 | 2;
  readonly change?: boolean;
}) {
  const lang = useLang();
  if (bp === null || bp === undefined) return <None />;
  const text = percentText(bp, lang, digits);
  const tone = change && bp > 0 ? css['up'] : change && bp < 0 ? css['minus'] : null;
  return <span className={cx(css['num'], tone)}>{change && bp > 0 ? `+${text}` : text}</span>;
}

/** A day ('YYYY-MM-DD') or an instant (ISO): '21 ноя', 'вчера, 14:20'; in full on hover. */
export function DateText({ value }: { readonly value: string | null | undefined }) {
  const lang = useLang();
  const time = useOrgTime();
  if (value === null || value === undefined || value === '') return <None />;
  const reader = { lang, ...time };
  return (
    <time className={css['date']} dateTime={value} title={fullText(value, reader)}>
      {dateText(value, reader)}
    </time>
  );
}
