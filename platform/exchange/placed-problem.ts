import { formatMinor } from '#kernel/money.ts';
import { formatPercentBp, formatPriceE4, formatQuantity } from '#kernel/price.ts';
import type { Lang, TextParams } from '#kernel/texts.ts';
import type { FieldSpec } from './field.ts';
import type { ImportProblem } from './kind.ts';
import type { Mapping } from './mapping.ts';
import { columnLetter, type RowProblem, shown } from './problem.ts';
import { besideColumn } from './texts.ts';

/** A problem of a row with its place in the file, of our own codes or of any module's. */
export type PlacedProblem = Omit<RowProblem, 'code'> & { readonly code: string };

/** The text of a code of any module; null when there is none. */
export type TextOf = (code: string, lang: Lang, params: TextParams) => string | null;

/** What a module found, beside the column that its field was read from. */
export function placedProblem(problem: ImportProblem, row: number, mapping: Mapping): PlacedProblem {
  const column = problem.field === null ? undefined : mapping.columns[problem.field];
  const { field, code, params } = problem;
  return {
    row,
    column: column === undefined ? null : columnLetter(column),
    header: column === undefined ? null : (mapping.header[column] ?? null),
    field,
    code,
    value: shown(problem.value ?? ''),
    ...(params === undefined ? {} : { params }),
  };
}

/** Who reads, and of which fields the file was read. */
export type Reader = { readonly lang: Lang; readonly fields: readonly FieldSpec[]; readonly textOf: TextOf };

/** What is wrong and what to do, with the column before it: 'C «Цена»: ...'. A code without a text stands for itself. */
export function problemMessage(problem: PlacedProblem, { lang, fields, textOf }: Reader): string {
  const params = { value: problem.value, ...readableParams(problem.params ?? {}, lang) };
  return besideColumn(problem, textOf(problem.code, lang, params) ?? problem.code, { lang, fields });
}

/** A row about which something was found. */
export type ToldRow = { readonly row: number; readonly problems: readonly PlacedProblem[] };

/** What was found about each row, in words. */
export function rowMessages(rows: readonly ToldRow[], reader: Reader): { row: number; messages: string[] }[] {
  return rows.map(({ row, problems }) => ({ row, messages: problems.map((one) => problemMessage(one, reader)) }));
}

/** Parameters as people read them, by the endings of their names: ...Minor, ...E4, ...Milli, ...Bp, ...On. */
function readableParams(params: NonNullable<PlacedProblem['params']>, lang: Lang): TextParams {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, readable(name, value, lang)]));
}

function readable(name: string, value: string | number | boolean | null, lang: Lang) {
  if (typeof value === 'number') return name.endsWith('Bp') ? formatPercentBp(value, lang) : value;
  if (typeof value !== 'string') return value;
  if (/On$/.test(name)) return value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, lang === 'ru' ? '$3.$2.$1' : '$1-$2-$3');
  if (!/^-?\d{1,18}$/.test(value)) return value;
  if (name.endsWith('Minor')) return formatMinor(BigInt(value), lang);
  if (name.endsWith('E4')) return formatPriceE4(BigInt(value), lang);
  return name.endsWith('Milli') ? formatQuantity(BigInt(value), lang) : value;
}
