import type { PlainDate } from '#kernel/plain-date.ts';

/** What the values of each kind of field are after parsing: sums, prices and quantities in the kernel's units. */
export type ParsedAs = {
  text: string;
  minor: bigint;
  priceE4: bigint;
  quantityMilli: bigint;
  date: PlainDate;
  integer: number;
  bp: number;
  boolean: boolean;
  inn: string;
  kpp: string;
  ogrn: string;
  okpo: string;
  bik: string;
};

/** How a cell's text becomes a value. */
export type ParseKind = keyof ParsedAs;

/** A field of what is imported: how its column may be called and how its cells are read. */
export type FieldSpec = {
  readonly name: string;
  /** A row without it is a problem, and so is a file without its column. */
  readonly required?: boolean;
  /** Names of the column, those that mean it most first; the first of each language is what people are shown. */
  readonly synonyms: { readonly ru: readonly string[]; readonly en: readonly string[] };
  readonly parse: ParseKind;
  /** The most characters of a text; the largest value of a number in the units of its kind, either sign. */
  readonly max?: number;
};

export type FieldValue = string | number | bigint | boolean | null;

/** The values of a row by the fields' names; null for an empty cell and for one with a problem. */
export type Values<F extends readonly FieldSpec[]> = {
  readonly [S in F[number] as S['name']]: ParsedAs[S['parse']] | null;
};
