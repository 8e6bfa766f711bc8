import { parseQuantityMilli, quantityText } from '#kernel/price.ts';

/** A line of an order as the shipping panel shows it; quantities in thousandths, as digits. */
export type ShipLine = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly unit?: string;
  readonly quantityMilli: string;
  readonly reservedMilli: string;
  readonly shippedMilli: string;
};

/** Quantities typed for lines, by the line. */
export type Typed = Readonly<Record<string, string>>;

/** Everything that is promised: what is offered to ship. */
export function offered(lines: readonly ShipLine[]): Typed {
  return Object.fromEntries(lines.map((line) => [line.id, quantityText(BigInt(line.reservedMilli))]));
}

export type Asked = {
  readonly lines: readonly { readonly lineId: string; readonly quantityMilli: string }[];
  /** Lines whose quantity cannot be read or is more than is promised. */
  readonly wrong: readonly ShipLine[];
};

/** What is to be shipped by what was typed; empty and zero lines stay. */
export function askedOf(lines: readonly ShipLine[], typed: Typed): Asked {
  const read = lines.map((line) => ({ line, milli: milliOf(typed[line.id] ?? '') }));
  const wrong = read.filter(({ line, milli }) => milli === null || milli > BigInt(line.reservedMilli));
  const given = read.filter(({ milli }) => milli !== null && milli > 0n);
  return {
    lines: given.map(({ line, milli }) => ({ lineId: line.id, quantityMilli: String(milli) })),
    wrong: wrong.map(({ line }) => line),
  };
}

function milliOf(text: string): bigint | null {
  return text.trim() === '' ? 0n : parseQuantityMilli(text);
}
