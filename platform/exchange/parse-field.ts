import { parseDecimal } from '#kernel/decimal.ts';
import { parseMinor } from '#kernel/money.ts';
import { parsePriceE4, parseQuantityMilli } from '#kernel/price.ts';
import {
  bikProblem,
  innProblem,
  kppProblem,
  normalizeInn,
  ogrnProblem,
  okpoProblem,
  type RequisiteProblem,
} from '#kernel/requisites.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type DateOrder, parseDate } from './dates.ts';
import type { DecimalSign } from './detect.ts';
import type { FieldSpec, FieldValue } from './field.ts';
import type { FieldCode } from './problem.ts';

/** How the texts of a file are to be understood. */
export type Reading = {
  readonly dates: DateOrder;
  /** The sign before fractions, as `readTable` found it; null when the file does not tell. */
  readonly decimal: DecimalSign;
  /** Round digits beyond the scale (half away from zero) instead of reporting them: for computed price lists. */
  readonly round: boolean;
};

/** Day first, either decimal sign, nothing rounded. */
export const plainReading: Reading = { dates: 'dmy', decimal: null, round: false };

const yes = new Set(['да', 'д', 'истина', 'true', 'yes', 'y', '1', '+', '✓', 'v', 'x', 'х']);
const no = new Set(['нет', 'н', 'ложь', 'false', 'no', 'n', '0', '-', '–', '—']);
const commaGroups = /^([-\u2212]?\s*\d{1,3}(?:,\d{3})+)(\.\d+)?(?=\D*$)/;
const pointGroups = /^([-\u2212]?\s*\d{1,3}(?:\.\d{3})+)(,\d+)?(?=\D*$)/;
// Control and format characters (zero-width, bidirectional marks, soft hyphen) but for tab and line ends.
const invisible = /[[\p{Cc}\p{Cf}]--[\t\n\r]]/gv;

/** A cell's text without what cannot be seen, and without blanks at its ends. */
export function visibleText(text: string): string {
  return text.replace(invisible, '').trim();
}

/**
 * The value of a cell that is not empty. Numbers come in the kernel's units and may have thousands set apart by the
 * sign that is not the decimal one. Refuses with the code of what is wrong.
 */
export function parseField(text: string, field: FieldSpec, reading: Reading): Result<FieldValue, FieldCode> {
  switch (field.parse) {
    case 'text':
      return limitedText(visibleText(text), field.max);
    case 'minor':
      return limited(parseMinor(ungrouped(text, reading.decimal), reading), field, 'exchange.not_a_sum');
    case 'priceE4':
      return limited(parsePriceE4(ungrouped(text, reading.decimal), reading), field, 'exchange.not_a_price');
    case 'quantityMilli':
      return limited(parseQuantityMilli(ungrouped(text, reading.decimal), reading), field, 'exchange.not_a_quantity');
    case 'integer':
      return whole(parseDecimal(ungrouped(text, reading.decimal), 0), field, 'exchange.not_an_integer');
    case 'bp':
      return whole(parseDecimal(text.replace(/\s*%$/, ''), 2, reading), field, 'exchange.not_a_percent');
    case 'date':
      return found(parseDate(text, reading.dates), 'exchange.not_a_date');
    case 'boolean':
      return booleanOf(text.trim().toLowerCase());
    default:
      return requisite(text, field.parse);
  }
}

/** A number without the signs between its thousands, where they cannot be taken for the decimal sign. */
function ungrouped(text: string, decimal: DecimalSign): string {
  const bare = text.trim();
  const commas = decimal === ',' ? null : commaGroups.exec(bare);
  if (commas !== null && (decimal === '.' || commas[2] !== undefined)) {
    return bare.replace(commaGroups, (_, groups: string, rest = '') => groups.replaceAll(',', '') + rest);
  }
  const points = decimal === '.' ? null : pointGroups.exec(bare);
  const sure = points !== null && (points[2] !== undefined || (points[1]?.match(/\./g)?.length ?? 0) > 1);
  // "1.234" in a file with decimal commas may be a number that a spreadsheet wrote: it stays 1.234.
  if (!sure) return bare;
  return bare.replace(pointGroups, (_, groups: string, rest = '') => groups.replaceAll('.', '') + rest);
}

function limitedText(text: string, max: number | undefined): Result<string, FieldCode> {
  return max !== undefined && text.length > max ? refuse('exchange.too_long', { max }) : ok(text);
}

function limited(value: bigint | null, { max }: FieldSpec, code: FieldCode): Result<bigint, FieldCode> {
  if (value === null) return refuse(code);
  const tooLarge = max !== undefined && (value < 0n ? -value : value) > BigInt(max);
  return tooLarge ? refuse('exchange.too_large_value') : ok(value);
}

function whole(value: bigint | null, field: FieldSpec, code: FieldCode): Result<number, FieldCode> {
  const inLimit = limited(value, { ...field, max: field.max ?? Number.MAX_SAFE_INTEGER }, code);
  return inLimit.ok ? ok(Number(inLimit.value)) : inLimit;
}

function found<T>(value: T | null, code: FieldCode): Result<T, FieldCode> {
  return value === null ? refuse(code) : ok(value);
}

function booleanOf(word: string): Result<boolean, FieldCode> {
  if (yes.has(word)) return ok(true);
  return no.has(word) ? ok(false) : refuse('exchange.not_a_boolean');
}

const requisiteProblems = {
  inn: innProblem,
  kpp: kppProblem,
  ogrn: ogrnProblem,
  okpo: okpoProblem,
  bik: bikProblem,
} as const satisfies Record<string, (text: string) => RequisiteProblem | null>;

function requisite(text: string, kind: keyof typeof requisiteProblems): Result<string, FieldCode> {
  const bare = kind === 'inn' ? normalizeInn(text) : text.replace(/\s/g, '');
  const problem = requisiteProblems[kind](bare);
  return problem === null ? ok(bare) : refuse(problem);
}
