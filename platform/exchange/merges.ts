import { columnOf } from './xlsx-sheet.ts';

/** A merged range: rows from 1, columns from 0, both ends within. */
export type Merge = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

const keptBytes = 8_388_608;
const mark = 'mergeCells';
const range = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;

/**
 * The merged ranges of a sheet's XML. They stand behind its rows, so the sheet is passed over without being parsed:
 * a search of bytes in what is unpacked. At most 8 MB of ranges (some 200,000) are looked at.
 */
export async function readMerges(pieces: AsyncIterable<Uint8Array>): Promise<readonly Merge[]> {
  let tail: Buffer = Buffer.alloc(0);
  const kept: Buffer[] = [];
  let keptLength = 0;
  for await (const piece of pieces) {
    if (keptLength > 0) {
      kept.push(Buffer.from(piece));
      keptLength += piece.length;
      if (keptLength > keptBytes) break;
      continue;
    }
    const text = Buffer.concat([tail, piece]);
    const at = text.indexOf(mark);
    tail = text.subarray(Math.max(0, text.length - mark.length));
    if (at === -1) continue;
    kept.push(Buffer.from(text.subarray(at)));
    keptLength = text.length - at;
  }
  return parse(Buffer.concat(kept).toString('latin1'));
}

function parse(xml: string): Merge[] {
  const merges: Merge[] = [];
  for (const [, left, top, right, bottom] of xml.matchAll(range)) {
    merges.push({ top: Number(top), bottom: Number(bottom), left: columnOf(left) ?? 0, right: columnOf(right) ?? 0 });
  }
  return merges;
}
