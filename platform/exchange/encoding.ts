import iconv from 'iconv-lite';

/** The encodings that Russian files come in. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'cp866';

/** An encoding by its marks; `sure` is false when all seen was ASCII, so that any of them may follow. */
export type EncodingGuess = { readonly encoding: TextEncoding; readonly bom: number; readonly sure: boolean };

// Share of each letter in Russian texts, 1/1000: а-я without ё, from the frequency table of the national corpus.
const letterShare = [
  80, 16, 45, 17, 30, 85, 9, 16, 74, 12, 35, 44, 32, 67, 110, 28, 47, 55, 63, 26, 3, 10, 5, 14, 7, 4, 1, 19, 17, 3, 6,
  20,
];
const boms: readonly { encoding: TextEncoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];
const upperCost = 3;
const oddCharacterCost = 100;
const caseTurnCost = 40;
const strayShare = 20;

/**
 * Which encoding the bytes are in: by the byte order mark, by the zero bytes of UTF-16, by being right UTF-8, else
 * windows-1251 or cp866, whichever gives the more usual Russian letters. The bytes may end within a character.
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const marked = boms.find((bom) => bom.bytes.every((byte, at) => bytes[at] === byte));
  if (marked !== undefined) return { encoding: marked.encoding, bom: marked.bytes.length, sure: true };

  const wide = guessUtf16(bytes);
  if (wide !== null) return { encoding: wide, bom: 0, sure: true };

  const start = firstNonAscii(bytes);
  if (start === -1) return { encoding: 'utf-8', bom: 0, sure: false };
  const rest = bytes.subarray(start);
  if (isUtf8(rest)) return { encoding: 'utf-8', bom: 0, sure: true };
  const encoding = russianScore(rest, 'cp866') > russianScore(rest, 'windows-1251') ? 'cp866' : 'windows-1251';
  return { encoding, bom: 0, sure: true };
}

/**
 * Decodes a stream piece by piece; characters cut between pieces come whole. While only ASCII has been seen, the
 * encoding stays open and is settled by the first piece with other letters. What the encoding has no character for
 * becomes U+FFFD. UTF-16 surrogates without their pair become U+FFFD too.
 */
export async function* decodeText(
  pieces: AsyncIterable<Uint8Array>,
  guess: EncodingGuess,
): AsyncGenerator<string, void, undefined> {
  let skip = guess.bom;
  let decoder = guess.sure ? decoderOf(guess.encoding) : null;
  let held: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    let bytes = skip === 0 ? piece : piece.subarray(skip);
    skip -= piece.length - bytes.length;
    if (decoder === null) {
      bytes = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const start = firstNonAscii(bytes);
      const settled = start !== -1 && !isOneCutCharacter(bytes.subarray(start));
      if (settled) decoder = decoderOf(guessEncoding(bytes.subarray(start)).encoding);
      held = settled || start === -1 ? new Uint8Array(0) : bytes.subarray(start);
      if (!settled) {
        yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - held.length).toString('latin1');
        continue;
      }
    }
    yield (decoder ?? decoderOf('utf-8')).write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  }
  const last = decoder === null ? decoderOf('windows-1251').write(Buffer.from(held)) : decoder.end();
  if (last) yield last;
}

/** Decodes a whole small piece, such as the sample that a file is recognised by. */
export function decodePiece(bytes: Uint8Array, guess: EncodingGuess): string {
  const decoder = decoderOf(guess.encoding);
  return decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset + guess.bom, bytes.length - guess.bom));
}

type Decoder = { write(bytes: Buffer): string; end(): string | undefined };

function decoderOf(encoding: TextEncoding): Decoder {
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  if (!encoding.startsWith('utf-16')) return decoder;
  return {
    write: (bytes) => decoder.write(bytes).toWellFormed(),
    end: () => decoder.end()?.toWellFormed(),
  };
}

function firstNonAscii(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) >= 0x80) return at;
  }
  return -1;
}

// A stray byte does not make UTF-8 another encoding: other encodings' letters are nearly all wrong in UTF-8.
function isUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true });
  let wrong = 0;
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) wrong += 1;
    else if (code >= 0x80) letters += 1;
  }
  return wrong * strayShare <= letters;
}

function isOneCutCharacter(bytes: Uint8Array): boolean {
  return bytes.length < 4 && isUtf8(bytes) && new TextDecoder('utf-8').decode(bytes).includes('\ufffd');
}

// Latin and Russian letters in UTF-16 have 0x00 or 0x04 in each high byte; text in other encodings has no such bytes.
function guessUtf16(bytes: Uint8Array): TextEncoding | null {
  const pairs = Math.min(bytes.length >> 1, 2000);
  if (pairs < 4) return null;
  const high = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) {
    const byte = bytes[at];
    if (byte === 0 || byte === 4) high[at % 2] = (high[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = high;
  if (odd > pairs * 0.9 && even < pairs * 0.1) return 'utf-16le';
  return even > pairs * 0.9 && odd < pairs * 0.1 ? 'utf-16be' : null;
}

/** How usual the Russian of these bytes is when read so: letters' shares, less what real texts do not have. */
function russianScore(bytes: Uint8Array, encoding: TextEncoding): number {
  const text = decoderOf(encoding).write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  let score = 0;
  let beforeLower = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const lower = code >= 0x430 && code <= 0x44f;
    const upper = code >= 0x410 && code <= 0x42f;
    if (lower) score += letterShare[code - 0x430] ?? 0;
    else if (upper) score += (letterShare[code - 0x410] ?? 0) / upperCost - (beforeLower ? caseTurnCost : 0);
    else if (code >= 0x80 && !usualSigns.has(code)) score -= oddCharacterCost;
    beforeLower = lower;
  }
  return score;
}

// ё Ё № « » – — ’ “ ” „ … ° no-break space: both encodings' texts have them.
const usualSigns = new Set([...'ёЁ№«»–—’“”„…°\u00a0\u20bd'].map((sign) => sign.charCodeAt(0)));
