/** How a spreadsheet shows the number in a cell: as a number, a percent, a day or time, or padded with zeros. */
export type CellFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'zeros'; readonly digits: number };

/** The format of cells without a style. */
export const plainNumber: CellFormat = { kind: 'number' };

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const simple = /^(?:0|-?[1-9]\d{0,14})$/;
const dayMs = 86_400_000;
const daySeconds = 86_400;
// 9999-12-31, the last day that spreadsheets know.
const lastSerial = 2_958_465;
// Days between 1900-01-01 (serial 1) and 1904-01-01 (serial 0 of the old Macintosh calendar).
const days1904 = 1462;

/**
 * A number of a spreadsheet as people see it: 15 significant digits as Excel has them, so that 12.300000000000001 is
 * "12.3"; never with an exponent, so that barcodes stay whole. Null for what is not a finite number.
 */
export function numberText(raw: string): string | null {
  if (simple.test(raw)) return raw;
  if (!decimal.test(raw)) return null;
  const value = Number(raw);
  if (!Number.isFinite(value)) return null;
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? withoutExponent(text) : text;
}

/** A number times 100 with a percent sign, exactly: "0.075" -> "7.5%". Null for what is not a finite number. */
export function percentText(raw: string): string | null {
  const text = numberText(raw);
  if (text === null) return null;
  const shifted = withoutExponent(`${text}e+2`);
  return `${shifted}%`;
}

/**
 * The day, or time, or both that a serial number stands for: 46022 -> "2025-12-31", 46022.351389 ->
 * "2025-12-31 08:26:00", 0.5 -> "12:00:00". Rounded to seconds. `epoch1904`: the workbook counts from 1904.
 * Null when the number is no serial of a day up to 9999-12-31, or is the 29 February 1900 that never was.
 */
export function serialText(
  raw: string,
  { epoch1904, timeOnly }: { epoch1904: boolean; timeOnly: boolean },
): string | null {
  const value = decimal.test(raw) ? Number(raw) : Number.NaN;
  if (!(value >= 0 && value <= lastSerial + 1)) return null;
  const seconds = Math.round(value * daySeconds);
  if (timeOnly) return clock(seconds);

  const day = Math.floor(seconds / daySeconds) + (epoch1904 ? days1904 : 0);
  const time = seconds % daySeconds;
  if (day === 0) return clock(time);
  if (day === 60 && !epoch1904) return null;
  if (day > lastSerial) return null;
  // Excel believes in 29 February 1900: later serials are one too large.
  const since = day - (day > 60 ? 25_569 : 25_568);
  const date = new Date(since * dayMs).toISOString().slice(0, 10);
  return time === 0 ? date : `${date} ${clock(time)}`;
}

/** What a cell with a number shows; null when the number is broken or is no date where a date is meant. */
export function shownNumber(raw: string, format: CellFormat, epoch1904: boolean): string | null {
  switch (format.kind) {
    case 'number':
      return numberText(raw);
    case 'percent':
      return percentText(raw);
    case 'zeros':
      return (
        numberText(raw)?.replace(/^(-?)(\d+)$/, (_, sign, digits) => sign + digits.padStart(format.digits, '0')) ?? null
      );
    case 'date':
    case 'time':
      return serialText(raw, { epoch1904, timeOnly: format.kind === 'time' });
  }
}

/** How a format code of a workbook shows numbers: "dd.mm.yyyy" -> date, "0.0%" -> percent, "00000" -> five digits. */
export function formatOfCode(code: string): CellFormat {
  const positive = code.split(';')[0] ?? '';
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*./g, '');
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(bare);
  const signs = bare.replace(/\[[^\]]*\]/g, '').toLowerCase();
  if (/^general$/.test(signs)) return plainNumber;
  if (elapsed) return { kind: 'time' };
  if (/[ydг]/.test(signs) || (signs.includes('m') && !/[hs]/.test(signs))) return { kind: 'date' };
  if (/[hs]/.test(signs)) return { kind: 'time' };
  if (signs.includes('%')) return { kind: 'percent' };
  const zeros = /^0{2,}$/.exec(signs);
  return zeros === null ? plainNumber : { kind: 'zeros', digits: signs.length };
}

/** The formats that workbooks name by number alone (ECMA-376 part 1, 18.8.30, and those of East Asian editions). */
export function builtInFormat(id: number): CellFormat {
  if (id === 9 || id === 10) return { kind: 'percent' };
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36) return { kind: 'date' };
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35)) return { kind: 'time' };
  return id >= 50 && id <= 58 ? { kind: 'date' } : plainNumber;
}

function clock(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A number in figures without "e": "1.5e-7" -> "0.00000015", "12.5e+2" -> "1250". */
function withoutExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = digits.padStart(digits.length + Math.max(0, 1 - point), '0').padEnd(point, '0');
  const at = Math.max(point, 1);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  return `${sign}${left}${right === '' ? '' : `.${right}`}`;
}
