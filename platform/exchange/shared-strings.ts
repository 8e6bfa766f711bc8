import { ExchangeProblem } from './problem.ts';
import { readXml } from './xml.ts';

const textMax = 1_073_741_824;
const countMax = 20_000_000;
// Twice what a cell may hold, counted in pieces of text.
const longest = 65_536;

/**
 * The texts that a workbook's cells refer to by number, kept as UTF-8 in one buffer: a million strings cost their
 * bytes and 4 more each, outside the JavaScript heap.
 */
export class SharedStrings {
  #bytes = Buffer.allocUnsafe(65_536);
  #ends = new Uint32Array(4096);
  #count = 0;

  /** How many texts there are. */
  get count(): number {
    return this.#count;
  }

  /** The text with this number, or null when there is none. */
  at(index: number): string | null {
    if (!(index >= 0 && index < this.#count)) return null;
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  /** Adds the next text. Throws ExchangeProblem too_large over 1 GB or 20 million texts. */
  add(text: string): void {
    const used = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] ?? 0);
    if (this.#count === countMax) throw new ExchangeProblem('exchange.too_large', { maxStrings: countMax });
    this.#reserve(used + text.length * 3);
    const end = used + this.#bytes.write(text, used, 'utf8');
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#count * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    if (bytes > textMax) throw new ExchangeProblem('exchange.too_large', { maxBytes: textMax });
    const larger = Buffer.allocUnsafe(Math.max(bytes, this.#bytes.length * 2));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}

/** Reads `xl/sharedStrings.xml`: plain and rich texts, without the readings that Japanese editions add. */
export async function readSharedStrings(pieces: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  let text = '';
  let inText = false;
  let inReading = false;
  await readXml(pieces, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') inReading = true;
      inText = name === 't' && !inReading;
    },
    close(name) {
      if (name === 'si') strings.add(unescaped(text));
      if (name === 'rPh') inReading = false;
      inText = false;
    },
    text(part) {
      if (inText && text.length < longest) text += part;
    },
  });
  return strings;
}

/** A workbook's text with its `_x000D_` escapes resolved (ECMA-376 part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9a-fA-F]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .toWellFormed();
}
