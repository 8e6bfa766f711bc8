/** Barcodes: GTIN-8 (EAN-8), GTIN-12 (UPC-A), GTIN-13 (EAN-13), GTIN-14 have a check digit; other codes have none. */

/** Worth telling the person; never in the way of saving: real labels break the rules. */
export type BarcodeWarning = 'catalog.barcode_length' | 'catalog.barcode_check_digit';

/** The barcode as scanners give it: without spaces and hyphens between digits. */
export function barcodeOf(text: string): string {
  const bare = text.trim().replace(/[\s\u00a0-]/gu, '');
  return /^\d+$/.test(bare) ? bare : text.trim();
}

/** The barcodes of a cell that may hold several, apart by commas, semicolons, bars or line breaks. */
export function barcodesOf(cell: string): string[] {
  return [
    ...new Set(
      cell
        .split(/[,;|\r\n]+/)
        .map(barcodeOf)
        .filter((barcode) => barcode !== ''),
    ),
  ];
}

/** What is doubtful about a barcode: digits of no known length, or a check digit that does not agree (GS1, 7.9). */
export function barcodeWarning(barcode: string): BarcodeWarning | null {
  // Code 128 and the like: letters, no check digit in the text.
  if (!/^\d+$/.test(barcode)) return null;
  if (![8, 12, 13, 14].includes(barcode.length)) return 'catalog.barcode_length';
  return gtinCheckDigit(barcode.slice(0, -1)) === Number(barcode.at(-1)) ? null : 'catalog.barcode_check_digit';
}

/** The check digit for the digits before it: weights 3, 1, 3... from the right. */
export function gtinCheckDigit(body: string): number {
  const sum = [...body].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}
