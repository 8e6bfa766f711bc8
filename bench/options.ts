import { parseArgs } from 'node:util';

/** What is measured and on how much data. */
export type BenchOptions = {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly accounts: number;
  readonly products: number;
  readonly lines: number;
  readonly receivables: number;
  readonly payments: number;
  readonly rows: number;
  readonly seconds: number;
  readonly data: string | null;
};

/** Reads the command line: `npm run bench -- [name...] --json --accounts N ...`. Throws on what it does not know. */
export function readOptions(args: readonly string[]): BenchOptions {
  const number = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      accounts: number,
      products: number,
      lines: number,
      receivables: number,
      payments: number,
      rows: number,
      seconds: number,
      data: number,
    },
  });
  const count = (text: string | undefined, usual: number): number => {
    const value = text === undefined ? usual : Number(text);
    if (!Number.isInteger(value) || value < 1) throw new Error(`not a count: ${text ?? ''}`);
    return value;
  };
  return {
    names: positionals,
    json: values.json ?? false,
    accounts: count(values.accounts, 100_000),
    products: count(values.products, 100_000),
    lines: count(values.lines, 1_000_000),
    receivables: count(values.receivables, 100_000),
    payments: count(values.payments, 10_000),
    rows: count(values.rows, 100_000),
    seconds: count(values.seconds, 5),
    data: values.data ?? null,
  };
}
